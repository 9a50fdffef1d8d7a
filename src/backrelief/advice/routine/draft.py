"""Routines before they are on the clock: curated and adapted to the person, or built from the suggestions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from backrelief.advice.reasons import Reason
from backrelief.advice.routine.order import settled
from backrelief.advice.routine.plan import PHASES, Plan, Planner, Timing
from backrelief.advice.select import Omission
from backrelief.advice.tools import is_at_hand
from backrelief.advice.verdict import Verdict
from backrelief.logic import evaluate

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Routine, Step, Technique
    from backrelief.knowledge.models.vocabulary import RoutineBasis

KEPT_AT_LEAST: Final = 0.5
"""If less than this share of a curated routine is left, it is not that routine any more."""
MINUTES_A_STEP: Final = 3
MOST_MAIN_STEPS: Final = 8
"""More could not be kept in mind, and would leave nothing for the warm-up and the cool-down."""


class Adaptation(Struct, frozen=True):
    """What was done to a step of a curated routine."""

    what: Literal["replaced", "dropped", "shortened"]
    technique: str
    by: str | None
    """The technique that takes its place."""
    reason: Reason


class Draft(Struct, frozen=True):
    """A routine before it is on the clock."""

    routine: Routine | None
    """The curated routine; ``None`` if the draft was built."""
    plans: tuple[Plan, ...]
    adaptations: tuple[Adaptation, ...] = ()
    kept: float = 1.0
    """The share of the steps that are as written."""
    left_out: tuple[Omission, ...] = ()
    """Steps that cannot be done as written, each technique once."""


class NoRoutine(Struct, frozen=True):
    """Why there is no routine."""

    why: Literal[
        "stopped", "nothing-suggested", "therapist", "other-giver", "too-little-left", "too-long", "nothing-fits"
    ]
    text: str = ""
    """A sentence for the person, unless the level and what was left out say it already."""
    left_out: tuple[Omission, ...] = ()
    """The steps of a named routine that cannot be done as written, each technique once."""


# Which routine is chosen


def preference(planner: Planner, draft: Draft) -> tuple[float, str]:
    """Return a sort key: the most fitting routine first, then by id. The weights are data (``routine-weights``)."""
    weights = planner.knowledge.routine_weights
    score = sum(entry.weight * _measure(entry.id, planner, draft) for entry in weights)
    return (-round(score, 2), "" if draft.routine is None else draft.routine.id)


def _measure(basis: RoutineBasis, planner: Planner, draft: Draft) -> float:
    """Return how far the draft meets one of the weighted criteria, from 0 to 1."""
    routine = draft.routine
    particular = planner.selection.particular
    match basis:
        case "as-written":
            return draft.kept
        case "tool-asked":
            asked = planner.wishes.tools or ()
            return _share(any(tool in choices for choices in _tools(draft)) for tool in asked)
        case "tool-missing":
            return _share(not _at_hand(planner, choices) for choices in _tools(draft))
        case "built":
            return float(routine is None)
        case "built-on-the-sore-area":
            main = [plan.technique for plan in draft.plans if plan.phase == "main" and routine is None]
            return _share(bool(planner.here.intersection(technique.touches)) for technique in main)
        case _ if routine is None:
            return 0.0
        case "same-areas":
            here, there = set(planner.selection.case.areas), set(routine.areas)
            return len(here & there) / len(here | there)
        case "meant-for-the-condition":
            places = [place for place, condition in enumerate(routine.for_) if condition in particular]
            return len(places) / len(particular) / (1 + places[0]) if places else 0.0
        case "first-for-the-condition":
            return float(
                routine.id in {planner.knowledge.conditions[condition].first_routine for condition in particular}
            )
        case "near-the-minutes":
            shorter, longer = sorted((routine.minutes, planner.minutes))
            return shorter / longer
        case _:
            assert_never(basis)


def _share(truths: Iterable[bool]) -> float:
    every = tuple(truths)
    return sum(every) / max(1, len(every))


def _tools(draft: Draft) -> tuple[tuple[str, ...], ...]:
    """Return the tools that the draft needs, each with its alternatives; a curated routine keeps its own tools."""
    if draft.routine is not None:
        return draft.routine.tools
    return tuple(choices for plan in draft.plans for choices in plan.technique.tools)


def _at_hand(planner: Planner, choices: Iterable[str]) -> bool:
    return any(is_at_hand(planner.knowledge, tool, planner.wishes) for tool in choices)


# A curated routine, adapted


def curated_drafts(planner: Planner) -> Iterator[Draft]:
    """Yield every curated routine for the conditions and areas that can be adapted."""
    selection = planner.selection
    for routine in planner.knowledge.routines_for(selection.conditions, frozenset(selection.case.areas)):
        if routine.when is not None and evaluate(routine.when, selection.facts) is False:
            continue
        draft = adapted(planner, routine)
        if isinstance(draft, Draft):
            yield draft


def adapted(planner: Planner, routine: Routine) -> Draft | NoRoutine:
    """Keep every step as written, replace it by its nearest, or drop it; say why if too little is left."""
    if routine.by != planner.giver:
        return NoRoutine("other-giver", f"It is made for: {routine.by}.")
    plans: list[Plan] = []
    adaptations: list[Adaptation] = []
    left_out: dict[str, Omission] = {}
    times = Counter(step.technique for step in routine.steps)
    for step in routine.steps:
        technique = planner.knowledge.techniques[step.technique]
        verdict = _verdict_on(planner, step, technique)
        if isinstance(verdict, Verdict):
            plan = _as_written(planner, step, technique, verdict, times[technique.id])
            written = tuple(position for position in routine.position if position in plan.positions)
            plans.append(replace(plan, positions=written or plan.positions))
            continue
        left_out.setdefault(technique.id, Omission(technique.id, verdict))
        other = _nearest(planner, step, technique, {*times, *(plan.technique.id for plan in plans)})
        if other is None:
            adaptations.append(Adaptation("dropped", technique.id, None, verdict))
        else:
            plans.append(other)
            adaptations.append(Adaptation("replaced", technique.id, other.technique.id, verdict))
    kept = 1 - len(adaptations) / len(routine.steps)
    if kept < KEPT_AT_LEAST or {plan.phase for plan in plans} != set(PHASES):
        text = _too_little(routine, [step for step in routine.steps if step.technique not in left_out])
        return NoRoutine("too-little-left", text, tuple(left_out.values()))
    return Draft(routine, tuple(plans), tuple(adaptations), kept, tuple(left_out.values()))


def _too_little(routine: Routine, left: list[Step]) -> str:
    for phase in PHASES:
        if not any(step.phase == phase for step in left):
            return f"Nothing is left of its {phase} steps."
    return f"Of its {len(routine.steps)} steps {len(left)} are left, less than half."


def _verdict_on(planner: Planner, step: Step, technique: Technique) -> Verdict | Reason:
    """Return what is left of the technique at the target of the step."""
    verdict = planner.released(technique)
    if isinstance(verdict, Reason):
        return verdict
    return planner.out_of_reach(technique, verdict, step.target, step.at) or verdict


def _as_written(planner: Planner, step: Step, technique: Technique, verdict: Verdict, times: int) -> Plan:
    timing = Timing(step.side, step.seconds, step.rest, step.cue, step.position)
    return planner.plan(step.phase, technique, verdict, timing, step.target or step.at, times)


def _nearest(planner: Planner, step: Step, missing: Technique, used: set[str]) -> Plan | None:
    """Return the suggested technique that is most like the missing one, preferably with its tools at hand."""
    able = [
        (technique, verdict)
        for technique, verdict in _suggested(planner)
        if technique.id not in used
        and step.phase in technique.phases
        and _likeness(technique, missing)
        # A whole massage cannot replace a minute of one stroke.
        and technique.dose is not None
        and technique.dose.at_least <= max(step.seconds, missing.least_seconds)
    ]
    if not able:
        return None

    def unlikeness(choice: tuple[Technique, Verdict]) -> tuple[bool, int]:
        technique, _ = choice
        lacks_a_tool = not all(_at_hand(planner, choices) for choices in technique.tools)
        return lacks_a_tool, -_likeness(technique, missing)

    technique, verdict = min(able, key=unlikeness)  # the first, best suggestion of several
    return planner.plan(step.phase, technique, verdict)


def _suggested(planner: Planner) -> Iterator[tuple[Technique, Verdict]]:
    for suggestion in planner.suggestions:
        technique = planner.knowledge.techniques[suggestion.technique]
        verdict = planner.released(technique)
        if isinstance(verdict, Verdict):
            yield technique, verdict


def _likeness(one: Technique, other: Technique) -> int:
    """Return how much two techniques share: muscles count most, then places, then what is done."""
    muscles = {target.muscle for target in one.targets} & {target.muscle for target in other.targets}
    places = set(one.touches) & set(other.touches)
    return 3 * len(muscles - {None}) + 2 * len(places) + len(set(one.action) & set(other.action))


# A routine built from the suggestions

_Chosen = dict[str, list[tuple["Technique", Verdict]]]


def built_draft(planner: Planner, *, quick: bool = False) -> Draft | None:
    """Return a warm-up, as many main steps as the minutes hold, and a cool-down; ``None`` if one of them is missing.

    With ``quick``, the shortest techniques come first, in case the best do not fit into the minutes.
    """
    chosen: _Chosen = {phase: [] for phase in PHASES}
    wanted = {"warm-up": 1, "main": min(max(1, planner.minutes // MINUTES_A_STEP), MOST_MAIN_STEPS), "cool-down": 1}
    used: set[str] = set()
    for phase in ("main", "warm-up", "cool-down"):
        for technique in sorted(_pool(planner, phase), key=lambda one: one.least_seconds if quick else 0):
            verdict = planner.released(technique)
            if technique.id in used or not isinstance(verdict, Verdict):
                continue
            if len(chosen[phase]) == wanted[phase]:
                break
            chosen[phase].append((technique, verdict))
            if phase == "main" and _is_restless(planner, chosen):
                chosen[phase].pop()
                continue
            used.add(technique.id)
    return Draft(None, tuple(_broad_first(planner, chosen))) if all(chosen.values()) else None


def _pool(planner: Planner, phase: str) -> Iterator[Technique]:
    """Yield suggestions for the phase, best first; for a warm-up or cool-down, all other techniques for it follow."""
    suggested = [suggestion.technique for suggestion in planner.suggestions]
    others = planner.knowledge.techniques.ids if phase != "main" else ()
    for name in dict.fromkeys((*suggested, *others)):
        technique = planner.knowledge.techniques[name]
        if phase in technique.phases:
            yield technique


def _broad_first(planner: Planner, chosen: _Chosen) -> Iterator[Plan]:
    """Yield the plans in the order of their phases, main steps from broad to specific.

    The actions of the vocabulary are listed from broad to specific.
    """
    breadth = {action: place for place, action in enumerate(planner.knowledge.actions.ids)}
    for phase in PHASES:
        pairs = chosen[phase]
        if phase == "main":
            pairs = sorted(pairs, key=lambda pair: (max(breadth[one] for one in pair[0].action), pair[0].id))
        for technique, verdict in pairs:
            yield planner.plan(phase, technique, verdict)


def _is_restless(planner: Planner, chosen: _Chosen) -> bool:
    """Tell if no order is calm enough, so that a step would have to go."""
    _, gone = settled(tuple(_broad_first(planner, chosen)), planner.minutes)
    return bool(gone)
