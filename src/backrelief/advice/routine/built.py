"""A routine of its own, out of what was suggested: warm-up, broad before specific, cool-down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.advice.routine.curated import Draft
from backrelief.advice.routine.order import settled
from backrelief.advice.routine.planner import Planner
from backrelief.advice.routine.timing import PHASES, Plan
from backrelief.advice.verdict import Verdict

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Technique

MINUTES_A_STEP: Final = 3
MOST_MAIN_STEPS: Final = 8
"""More could not be kept in mind, and would leave nothing to warm up and cool down with."""

Chosen = dict[str, list[tuple["Technique", Verdict]]]


def built_draft(planner: Planner, *, quick: bool = False) -> Draft | None:
    """One warm-up, as many main steps as the minutes hold, one cool-down; ``None`` when one of them is missing.

    With ``quick`` what takes the least time comes first, where the best would not fit into the minutes.
    """
    chosen: Chosen = {phase: [] for phase in PHASES}
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
            if phase == "main" and len(chosen[phase]) > 1 and _is_restless(planner, chosen):
                chosen[phase].pop()
                continue
            used.add(technique.id)
    return Draft(None, tuple(_in_order(planner, chosen))) if all(chosen.values()) else None


def _pool(planner: Planner, phase: str) -> Iterator[Technique]:
    """Suggestions that can stand in the phase, best first; for the edges of a routine then any technique that may."""
    suggested = [one.technique for one in planner.suggestions]
    others = [one.id for one in planner.knowledge.techniques] if phase != "main" else []
    for name in dict.fromkeys((*suggested, *others)):
        technique: Technique = planner.knowledge.techniques[name]
        if phase in technique.phases:
            yield technique


def _in_order(planner: Planner, chosen: Chosen) -> Iterator[Plan]:
    """The actions of the vocabulary stand from broad to specific; main steps follow that order."""
    breadth = {action: place for place, action in enumerate(planner.knowledge.actions.ids)}
    for phase in PHASES:
        pairs = chosen[phase]
        if phase == "main":
            pairs = sorted(pairs, key=lambda pair: (max(breadth[one] for one in pair[0].action), pair[0].id))
        for technique, verdict in pairs:
            yield planner.plan(phase, technique, verdict)


def _is_restless(planner: Planner, chosen: Chosen) -> bool:
    """Whether no order is calm enough, so that a step would have to go."""
    _, gone = settled(tuple(_in_order(planner, chosen)), planner.minutes)
    return bool(gone)
