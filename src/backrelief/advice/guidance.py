"""The stop rules and tips that concern this person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.logic import Truth, evaluate

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

    A stop rule is left out only if it is known not to concern the person; a tip is given only if it is known to do so.
    Without a technique there is no session, and only what holds from week to week is left.
    """
    knowledge = assessment.knowledge
    giver = assessment.case.wishes.by or "self"
    shown = {(suggestion.technique, suggestion.by, suggestion.pressure) for suggestion in suggestions}
    shown |= {(step.technique, giver, step.pressure) for step in steps}
    properties = [
        knowledge.technique_tests.properties_of(
            knowledge.techniques[technique], by, None if pressure == NO_PRESSURE else pressure
        )
        for technique, by, pressure in sorted(shown)
    ]

    def goes_with(entry: Guidance) -> bool:
        if not properties:
            return entry.moment == "weeks" and entry.techniques is None
        return entry.techniques is None or any(evaluate(entry.techniques, each) for each in properties)

    def chosen(table: Iterable[Guidance], truths: set[Truth]) -> tuple[str, ...]:
        entries = (entry for entry in table if goes_with(entry))
        held = [entry for entry in entries if entry.when is None or evaluate(entry.when, assessment.facts) in truths]
        return tuple(entry.id for entry in sorted(held, key=lambda entry: MOMENTS.index(entry.moment)))

    return chosen(knowledge.stop_rules, {True, None}), chosen(knowledge.tips, {True})
