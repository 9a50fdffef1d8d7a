"""What to know beside the techniques: when to stop, and tips, as far as they concern this person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.logic import evaluate

if TYPE_CHECKING:
    from backrelief.advice.assess import Assessment
    from backrelief.advice.rank import Suggestion
    from backrelief.advice.routine.plan import TimedStep
    from backrelief.knowledge.models.vocabulary import Guidance

MOMENTS: Final = ("before", "during", "after", "weeks")


def guidance(
    assessment: Assessment, suggestions: Sequence[Suggestion], steps: Sequence[TimedStep]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the stop rules and of the tips that go with what is suggested, in the order of a session.

    A stop rule is left out only if it is known not to concern the person; a tip is given only if it is known to.
    Without a technique there is no session, and what is left is what holds from week to week.
    """
    knowledge = assessment.knowledge
    giver = assessment.case.wishes.by or "self"
    shown = {(one.technique, one.by, one.pressure) for one in suggestions}
    shown |= {(step.technique, giver, step.pressure) for step in steps}
    properties = [
        knowledge.properties_of(knowledge.techniques[technique], by, None if pressure == NO_PRESSURE else pressure)
        for technique, by, pressure in sorted(shown)
    ]

    def goes_with(entry: Guidance) -> bool:
        if not properties:
            return entry.moment == "weeks" and entry.techniques is None
        return entry.techniques is None or any(evaluate(entry.techniques, one) is True for one in properties)

    def chosen(table: Iterable[Guidance], *, unless_false: bool) -> tuple[str, ...]:
        wanted = (None, True) if unless_false else (True,)
        entries = (entry for entry in table if goes_with(entry))
        held = [entry for entry in entries if entry.when is None or evaluate(entry.when, assessment.facts) in wanted]
        return tuple(entry.id for entry in sorted(held, key=lambda entry: MOMENTS.index(entry.moment)))

    return chosen(knowledge.stop_rules, unless_false=True), chosen(knowledge.tips, unless_false=False)
