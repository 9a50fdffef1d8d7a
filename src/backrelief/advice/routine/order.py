"""The order of a routine: few changes of position, and no muscle worked twice in a row in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from backrelief.advice.routine.plan import Plan, position_changes
from backrelief.knowledge.properties import NO_PRESSURE

CHANGES_IN_TEN_MINUTES: Final = 2


def settled(plans: Sequence[Plan], minutes: int) -> tuple[tuple[Plan, ...], tuple[Plan, ...]]:
    """Return the plans in a calm order, and those that had to go for it.

    A step moves within its phase only, and no further than it must. If no order is calm, the last main step that helps
    goes, or else a step of another phase; every phase keeps at least one.
    """
    kept, gone = list(_moved(list(plans), minutes)), []
    while unrest(kept, minutes):
        able = [plan for plan in reversed(kept) if sum(other.phase == plan.phase for other in kept) > 1]
        able.sort(key=lambda plan: plan.phase != "main")
        better = [
            plan
            for plan in able
            if unrest([other for other in kept if other is not plan], minutes) < unrest(kept, minutes)
        ]
        if not better:
            break
        kept.remove(better[0])
        gone.append(better[0])
        kept = list(_moved(kept, minutes))
    return tuple(kept), tuple(reversed(gone))


def unrest(plans: Sequence[Plan], minutes: int) -> int:
    """Count the changes of position beyond those that the minutes allow, and muscles worked twice in a row alike."""
    allowed = max(CHANGES_IN_TEN_MINUTES, CHANGES_IN_TEN_MINUTES * minutes // 10)
    return max(0, position_changes(plans) - allowed) + sum(repeats(one, other) for one, other in pairwise(plans))


def repeats(one: Plan, other: Plan) -> bool:
    """Tell if both steps press the same muscle in the same way."""
    return (
        one.target == other.target
        and NO_PRESSURE not in {one.pressure, other.pressure}
        and one.technique.action[0] == other.technique.action[0]
    )


def _moved(plans: list[Plan], minutes: int) -> list[Plan]:
    """Return the nearest calm order that single moves lead to, or else the calmest."""
    while unrest(plans, minutes):
        ranked = [(unrest(moved, minutes), distance, moved) for distance, moved in _moves(plans)]
        best = min(ranked, key=lambda candidate: candidate[:2], default=None)
        if best is None or best[0] >= unrest(plans, minutes):
            break
        plans = best[2]
    return plans


def _moves(plans: list[Plan]) -> Iterator[tuple[int, list[Plan]]]:
    for start, plan in enumerate(plans):
        for end in range(len(plans)):
            if start != end and plans[end].phase == plan.phase:
                moved = plans[:start] + plans[start + 1 :]
                moved.insert(end, plan)
                yield abs(start - end), moved
