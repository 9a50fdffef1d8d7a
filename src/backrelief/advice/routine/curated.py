"""A curated routine, adapted: a step that a limit takes out is replaced by its nearest, or dropped, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from backrelief.advice.reasons import Reason
from backrelief.advice.routine.planner import Planner, Timing
from backrelief.advice.routine.timing import PHASES, Plan
from backrelief.advice.verdict import Verdict
from backrelief.advice.wishes import is_at_hand

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Technique
    from backrelief.knowledge.models.routines import Routine, Step

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
    drafts = (adapted(planner, routine) for routine in routines if routine.by == planner.giver)
    return tuple(draft for draft in drafts if draft is not None)


def order_of(planner: Planner, draft: Draft) -> tuple[float, str]:
    """The most fitting routine first, then by id.

    What counts: how much of it is as written, whether it is about the sore areas and no others, whether it is meant
    for the conditions above all and one of them names it as the one to start with, how near it is to the minutes
    asked for, and whether its tools are there or were even named.
    """
    main = [plan.technique for plan in draft.plans if plan.phase == "main"]
    asked = planner.wishes.tools or ()
    worth = (
        draft.kept
        + 2 * _share(any(tool in choices for choices in _tools(draft)) for tool in asked)
        - 1.2 * _share(not _at_hand(planner, choices) for choices in _tools(draft))
    )
    if draft.routine is None:
        on_area = _share(bool(planner.here.intersection(technique.touches)) for technique in main)
        return (-round(worth + 0.6 * on_area + 0.2, 2), "")
    return (-round(worth + _fitness(planner, draft.routine), 2), draft.routine.id)


def _fitness(planner: Planner, routine: Routine) -> float:
    """How well a curated routine suits the areas, the conditions and the minutes."""
    here, there = set(planner.selection.case.areas), set(routine.areas)
    particular = planner.selection.particular
    meant_for = [place for place, one in enumerate(routine.for_) if one in particular]
    first = {planner.knowledge.conditions[one].first_routine for one in particular}
    shorter, longer = sorted((routine.minutes, planner.minutes))
    return (
        1.2 * len(here & there) / len(here | there)
        + (len(meant_for) / len(particular) / (1 + meant_for[0]) if meant_for else 0.0)
        + 0.5 * (routine.id in first)
        + 0.5 * shorter / longer
    )


def _share(held: Iterable[bool]) -> float:
    every = tuple(held)
    return sum(every) / max(1, len(every))


def _tools(draft: Draft) -> tuple[tuple[str, ...], ...]:
    """What it needs, each with what serves instead; a routine without its own tool is not that routine."""
    return draft.routine.tools if draft.routine else tuple(one for plan in draft.plans for one in plan.technique.tools)


def _tools_at_hand(planner: Planner, technique: Technique) -> bool:
    return all(_at_hand(planner, choices) for choices in technique.tools)


def _at_hand(planner: Planner, choices: Iterable[str]) -> bool:
    return any(is_at_hand(planner.knowledge, tool, planner.wishes) for tool in choices)


def adapted(planner: Planner, routine: Routine) -> Draft | None:
    """Every step as written, replaced by its nearest, or dropped; ``None`` when too little of it is left."""
    plans: list[Plan] = []
    adaptations: list[Adaptation] = []
    as_written = 0
    times = Counter(step.technique for step in routine.steps)
    for step in routine.steps:
        technique = planner.knowledge.techniques[step.technique]
        verdict = _verdict_on(planner, step, technique)
        if isinstance(verdict, Verdict):
            plan = _as_written(planner, step, technique, verdict, times[technique.id])
            written = tuple(one for one in routine.position if one in plan.positions)
            plans.append(replace(plan, positions=written or plan.positions))
            as_written += 1
            continue
        other = _nearest(planner, step, technique, {*times, *(plan.technique.id for plan in plans)})
        if other is None:
            adaptations.append(Adaptation("dropped", technique.id, None, verdict))
        else:
            plans.append(other)
            adaptations.append(Adaptation("replaced", technique.id, other.technique.id, verdict))
    kept = as_written / len(routine.steps)
    if kept < KEPT_AT_LEAST or {plan.phase for plan in plans} != set(PHASES):
        return None
    return Draft(routine, tuple(plans), tuple(adaptations), kept)


def taken_out(planner: Planner, routine: Routine) -> Iterator[tuple[str, Reason]]:
    """The techniques of a routine that cannot be done as written, each with what takes it out."""
    for step in routine.steps:
        verdict = _verdict_on(planner, step, planner.knowledge.techniques[step.technique])
        if isinstance(verdict, Reason):
            yield step.technique, verdict


def _verdict_on(planner: Planner, step: Step, technique: Technique) -> Verdict | Reason:
    """What is left of a technique where the step is written."""
    verdict = planner.released(technique)
    if isinstance(verdict, Reason):
        return verdict
    return planner.out_of_reach(technique, verdict, step.target, step.at) or verdict


def _as_written(planner: Planner, step: Step, technique: Technique, verdict: Verdict, times: int) -> Plan:
    timing = Timing(step.side, step.seconds, step.rest, step.cue, step.position)
    return planner.plan(step.phase, technique, verdict, timing, step.target or step.at, times)


def _nearest(planner: Planner, step: Step, missing: Technique, used: set[str]) -> Plan | None:
    """The suggested technique that is most like the missing one; one whose tools are at hand where there is any."""
    used = used | {missing.id}
    able = [
        (not _tools_at_hand(planner, technique), -_likeness(technique, missing), place, technique, verdict)
        for place, technique, verdict in _suggested(planner)
        if technique.id not in used
        and step.phase in technique.phases
        and _likeness(technique, missing)
        # A whole massage does not take the place of a minute of one stroke.
        and technique.dose is not None
        and technique.dose.at_least <= max(step.seconds, missing.least_seconds)
    ]
    if not able:
        return None
    *_, technique, verdict = min(able, key=lambda one: one[:3])
    return planner.plan(step.phase, technique, verdict)


def _suggested(planner: Planner) -> Iterator[tuple[int, Technique, Verdict]]:
    for place, suggestion in enumerate(planner.suggestions):
        technique = planner.knowledge.techniques[suggestion.technique]
        verdict = planner.released(technique)
        if isinstance(verdict, Verdict):
            yield place, technique, verdict


def _likeness(one: Technique, other: Technique) -> int:
    """How much two techniques share: muscles count most, then places, then what is done."""
    muscles = {target.muscle for target in one.targets} & {target.muscle for target in other.targets}
    places = set(one.touches) & set(other.touches)
    return 3 * len(muscles - {None}) + 2 * len(places) + len(set(one.action) & set(other.action))
