"""A routine of its own, out of what was suggested: warm-up, broad before specific, cool-down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.advice.curated import Draft
from backrelief.advice.planner import Planner
from backrelief.advice.timing import PHASES, Plan, position_changes
from backrelief.advice.verdict import Verdict

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Technique

CHANGES_IN_TEN_MINUTES: Final = 2
MINUTES_A_STEP: Final = 3

Chosen = dict[str, list[tuple["Technique", Verdict]]]


def built_draft(planner: Planner) -> Draft | None:
    """One warm-up, as many main steps as the minutes hold, one cool-down; ``None`` when one of them is missing."""
    chosen: Chosen = {phase: [] for phase in PHASES}
    wanted = {"warm-up": 1, "main": max(1, planner.minutes // MINUTES_A_STEP), "cool-down": 1}
    used: set[str] = set()
    for phase in ("main", "warm-up", "cool-down"):
        for technique in _pool(planner, phase):
            verdict = planner.released(technique)
            if technique.id in used or not isinstance(verdict, Verdict):
                continue
            if len(chosen[phase]) == wanted[phase]:
                break
            chosen[phase].append((technique, verdict))
            if phase == "main" and len(chosen[phase]) > 1 and _too_many_changes(planner, chosen):
                chosen[phase].pop()
                continue
            used.add(technique.id)
    return Draft(None, tuple(_in_order(planner, chosen))) if all(chosen.values()) else None


def _pool(planner: Planner, phase: str) -> Iterator[Technique]:
    """Suggestions that can stand in the phase, best first; for the edges of a routine then any technique that may."""
    suggested = [one.technique for one in planner.suggestions]
    others = [one.id for one in planner.knowledge.all("techniques")] if phase != "main" else []
    for name in dict.fromkeys((*suggested, *others)):
        technique: Technique = planner.knowledge.entry("techniques", name)
        if phase in technique.phases:
            yield technique


def _in_order(planner: Planner, chosen: Chosen) -> Iterator[Plan]:
    """The actions of the vocabulary stand from broad to specific; main steps follow that order."""
    breadth = {action: place for place, action in enumerate(planner.knowledge.tables["actions"])}
    for phase in PHASES:
        pairs = chosen[phase]
        if phase == "main":
            pairs = sorted(pairs, key=lambda pair: (max(breadth[one] for one in pair[0].action), pair[0].id))
        for technique, verdict in pairs:
            yield planner.plan(phase, technique, verdict)


def _too_many_changes(planner: Planner, chosen: Chosen) -> bool:
    allowed = max(CHANGES_IN_TEN_MINUTES, CHANGES_IN_TEN_MINUTES * planner.minutes // 10)
    return position_changes(tuple(_in_order(planner, chosen))) > allowed
