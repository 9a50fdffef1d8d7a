"""A curated routine, adapted: a step that a limit takes out is replaced by its nearest, or dropped, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from backrelief.advice.planner import Planner, Timing
from backrelief.advice.reasons import Reason
from backrelief.advice.timing import PHASES, Plan
from backrelief.advice.verdict import Verdict
from backrelief.advice.wishes import is_at_hand

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Routine, Step, Technique

KEPT_AT_LEAST: Final = 0.5
"""A curated routine of which less than this is left is not that routine any more."""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What was done to a step of a curated routine."""

    what: Literal["replaced", "dropped", "shortened"]
    technique: str
    by: str | None
    """The technique that stands in its place."""
    reason: Reason


@dataclass(frozen=True, slots=True)
class Draft:
    """A routine before it is on the clock."""

    routine: Routine | None
    """The curated one; ``None`` for one that was built."""
    plans: tuple[Plan, ...]
    adaptations: tuple[Adaptation, ...] = ()
    kept: float = 1.0
    """Share of the steps that are as written."""


def curated_drafts(planner: Planner) -> tuple[Draft, ...]:
    """Every curated routine for the conditions and areas that can be adapted."""
    knowledge, selection = planner.knowledge, planner.selection
    routines = knowledge.routines_for(selection.conditions, frozenset(selection.case.areas))
    drafts = (_adapt(planner, routine) for routine in routines if routine.by == planner.giver)
    return tuple(draft for draft in drafts if draft is not None)


def order_of(planner: Planner, draft: Draft) -> tuple[float, bool, int, str]:
    """The most fitting routine first, a curated one before a built one, then by the minutes asked for, then by id.

    What was kept of it, how much of it is on the sore area, whether it is meant for the condition above all and
    a condition names it as the one to start with, and whether its tools are there or were asked for.
    """
    knowledge, wishes, routine = planner.knowledge, planner.wishes, draft.routine
    main = [plan.technique for plan in draft.plans if plan.phase == "main"]
    on_area = sum(bool(planner.here.intersection(technique.touches)) for technique in main) / len(main)
    asked = set(wishes.tools or ())
    uses_asked = sum(any(asked.intersection(choices) for choices in one.tools) for one in main) / len(main)
    missing = any(not _tools_at_hand(planner, plan.technique) for plan in draft.plans)
    conditions = planner.selection.particular
    first = {knowledge.entry("conditions", one).first_routine for one in conditions}
    worth = (
        1.5 * draft.kept
        + 0.5 * on_area
        + 0.6 * uses_asked
        + 0.3 * (routine is not None and routine.for_[0] in conditions)
        + 0.5 * (routine is not None and routine.id in first)
        - 0.3 * missing
    )
    if routine is None:
        return (-round(worth, 2), True, 0, "")
    return (-round(worth, 2), False, abs(routine.minutes - planner.minutes), routine.id)


def _tools_at_hand(planner: Planner, technique: Technique) -> bool:
    return all(
        any(is_at_hand(planner.knowledge, tool, planner.wishes) for tool in choices) for choices in technique.tools
    )


def _adapt(planner: Planner, routine: Routine) -> Draft | None:
    """Every step as written, replaced by its nearest, or dropped; ``None`` when too little of it is left."""
    plans: list[Plan] = []
    adaptations: list[Adaptation] = []
    as_written = 0
    for step in routine.steps:
        technique = planner.knowledge.entry("techniques", step.technique)
        verdict = planner.released(technique)
        if isinstance(verdict, Verdict):
            verdict = planner.out_of_reach(technique, verdict, step.target, step.at) or verdict
        if isinstance(verdict, Verdict):
            plans.append(_as_written(planner, routine.position, step, technique, verdict))
            as_written += 1
            continue
        other = _nearest(planner, step, technique, {plan.technique.id for plan in plans})
        if other is None:
            adaptations.append(Adaptation("dropped", technique.id, None, verdict))
        else:
            plans.append(other)
            adaptations.append(Adaptation("replaced", technique.id, other.technique.id, verdict))
    kept = as_written / len(routine.steps)
    if kept < KEPT_AT_LEAST or {plan.phase for plan in plans} != set(PHASES):
        return None
    return Draft(routine, tuple(plans), tuple(adaptations), kept)


def _as_written(planner: Planner, positions: Sequence[str], step: Step, technique: Technique, verdict: Verdict) -> Plan:
    timing = Timing(step.side, step.seconds, step.rest, step.cue)
    plan = planner.plan(step.phase, technique, verdict, timing, step.target or step.at)
    written = tuple(one for one in positions if one in plan.positions)
    return replace(plan, positions=written or plan.positions)


def _nearest(planner: Planner, step: Step, missing: Technique, used: set[str]) -> Plan | None:
    """The suggested technique that is most like the missing one; one whose tools are at hand where there is any."""
    able = [
        (not _tools_at_hand(planner, technique), -_likeness(technique, missing), place, technique, verdict)
        for place, technique, verdict in _suggested(planner)
        if technique.id not in used and step.phase in technique.phases and _likeness(technique, missing)
    ]
    if not able:
        return None
    *_, technique, verdict = min(able, key=lambda one: one[:3])
    return planner.plan(step.phase, technique, verdict)


def _suggested(planner: Planner) -> Iterator[tuple[int, Technique, Verdict]]:
    for place, suggestion in enumerate(planner.suggestions):
        technique = planner.knowledge.entry("techniques", suggestion.technique)
        verdict = planner.released(technique)
        if isinstance(verdict, Verdict):
            yield place, technique, verdict


def _likeness(one: Technique, other: Technique) -> int:
    """How much two techniques share: muscles count most, then places, then what is done."""
    muscles = {target.muscle for target in one.targets} & {target.muscle for target in other.targets}
    places = set(one.touches) & set(other.touches)
    return 3 * len(muscles - {None}) + 2 * len(places) + len(set(one.action) & set(other.action))
