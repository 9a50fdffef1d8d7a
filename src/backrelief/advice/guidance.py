"""What to know beside the techniques: when to stop, and tips, as far as they concern this person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrelief.case.case import Case, facts_of
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.logic import evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backrelief.advice.rank import Suggestion
    from backrelief.advice.routine.compose import ComposedRoutine
    from backrelief.knowledge.models.vocabulary import Guidance

MOMENTS = ("before", "during", "after", "weeks")


def guidance(
    knowledge: KnowledgeBase, case: Case, suggestions: Sequence[Suggestion], routine: ComposedRoutine | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the stop rules and of the tips that go with what is suggested, in the order of a session.

    A stop rule is left out only where it is known not to concern the person; a tip is given only where it is known
    to. Without a technique there is no session, and what is left is what holds from week to week.
    """
    facts = facts_of(knowledge, case)
    shown = {(one.technique, one.by, one.pressure) for one in suggestions}
    if routine is not None:
        shown |= {(step.technique, case.wishes.by or "self", step.pressure) for step in routine.steps}
    properties = [
        knowledge.properties_of(knowledge.techniques[technique], giver, None if pressure == NO_PRESSURE else pressure)
        for technique, giver, pressure in sorted(shown)
    ]

    def goes_with(entry: Guidance) -> bool:
        if not properties:
            return entry.moment == "weeks" and entry.techniques is None
        return entry.techniques is None or any(evaluate(entry.techniques, one) is True for one in properties)

    def told(table: Iterable[Guidance], *, unless_false: bool) -> tuple[str, ...]:
        wanted = (None, True) if unless_false else (True,)
        entries = (entry for entry in table if goes_with(entry))
        held = [entry for entry in entries if entry.when is None or evaluate(entry.when, facts) in wanted]
        return tuple(entry.id for entry in sorted(held, key=lambda entry: MOMENTS.index(entry.moment)))

    return told(knowledge.stop_rules, unless_false=True), told(knowledge.tips, unless_false=False)
