"""Steps on the clock: sides spelled out, set-up and rests counted, and all of it fitted into the minutes asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Technique

GRAIN: Final = 5
"""Seconds; the time of a step is a multiple of it."""
PHASES: Final = ("warm-up", "main", "cool-down")


@dataclass(frozen=True, slots=True)
class TimedStep:
    """One technique on one side."""

    phase: str
    technique: str
    target: str
    """A muscle, or a place where no muscle is meant."""
    side: str
    """`left`, `right`, `both` or `middle`: the person's own."""
    setup: int
    seconds: int
    rest: int
    pressure: str
    position: str
    cue: str
    """What to keep in mind; empty where the time or the position is not the one that it was written for."""

    @property
    def total(self) -> int:
        """Seconds from the start of this step to the start of the next."""
        return self.setup + self.seconds + self.rest


@dataclass(frozen=True, slots=True)
class Plan:
    """A step that is not on the clock yet: all of its sides together, and how far its time can stretch."""

    phase: str
    technique: Technique
    target: str
    sides: tuple[str, ...]
    usual: int
    """Seconds on each side before they were fitted into the minutes."""
    seconds: int
    """On each side."""
    least: int
    most: int
    rest: int
    pressure: str
    positions: tuple[str, ...]
    cue: str
    """What to keep in mind; it counts breaths and rounds, so it holds for the time as written only."""
    cue_position: str | None = None
    """The position that the cue is about."""

    @property
    def setup(self) -> int:
        """Seconds of getting ready, once for all sides."""
        return 0 if self.technique.dose is None else self.technique.dose.setup

    def total(self, seconds: int) -> int:
        """Seconds of all sides, were each to take ``seconds``."""
        return self.setup + len(self.sides) * (seconds + self.rest)


OPPOSITE: Final = {"left": "right", "right": "left"}


def spell_out_sides(written: Sequence[str], sore: str | None) -> tuple[str, ...]:
    """Sides as a step has them, for a person whose sore side is ``left``, ``right`` or anything else.

    ``each`` is one side after the other, and only the sore one where there is one. What depends on the sore
    side is both, one after the other, where it is not known.
    """
    one_sided = sore in OPPOSITE
    sides: list[str] = []
    for side in written:
        match side:
            case "left" | "right" | "middle" | "both":
                sides.append(side)
            case "sore" | "each" | "tight" | "upper-side" if one_sided:
                sides.append(str(sore))
            case "other" if one_sided:
                sides.append(OPPOSITE[str(sore)])
            case "upper-side":
                sides.append("both")
            case _:
                sides.extend(("left", "right"))
    return tuple(dict.fromkeys(sides))


def fit_minutes(plans: Sequence[Plan], seconds: int, *, stretch: bool) -> tuple[tuple[Plan, ...], tuple[Plan, ...]]:
    """The plans with their times fitted into ``seconds``, and those that had to go for it.

    Main steps go first, last ones first, then all but one of the warm-ups and of the cool-downs; what is left
    is shortened evenly, never below its least. Nothing at all is left when even that is too long. With
    ``stretch`` the steps grow, up to their most, until the time is used.
    """
    kept, gone = list(plans), []
    while kept and _total(kept, at="least") > seconds:
        out = _first_to_go(kept)
        if out is None:
            return (), tuple(plans)
        kept.remove(out)
        gone.append(out)
    goal = "most" if stretch and _total(kept, at="seconds") <= seconds else "seconds"
    return tuple(_scaled(kept, seconds, goal)), tuple(reversed(gone))


def _total(plans: Sequence[Plan], *, at: str) -> int:
    return sum(plan.total(getattr(plan, at)) for plan in plans)


def _first_to_go(plans: Sequence[Plan]) -> Plan | None:
    by_phase = {phase: [plan for plan in plans if plan.phase == phase] for phase in PHASES}
    if len(by_phase["main"]) > 1:
        return by_phase["main"][-1]
    for phase in ("warm-up", "cool-down"):
        if len(by_phase[phase]) > 1:
            return by_phase[phase][-1]
    return None


def _scaled(plans: Sequence[Plan], seconds: int, goal: str) -> Iterator[Plan]:
    """Each plan at the same fraction of the way from its shortest time to its goal."""
    low = "seconds" if goal == "most" else "least"
    base = _total(plans, at=low)
    room = _total(plans, at=goal) - base
    fraction = 1.0 if room <= 0 else max(0.0, min(1.0, (seconds - base) / room))
    for plan in plans:
        start, end = getattr(plan, low), getattr(plan, goal)
        length = start + int((end - start) * fraction) // GRAIN * GRAIN
        yield replace(plan, seconds=length, cue=plan.cue if length == plan.seconds else "")


def on_the_clock(plans: Sequence[Plan]) -> tuple[TimedStep, ...]:
    """One step a side, each with the position that needs the fewest changes."""
    positions = _positions(plans)
    return tuple(
        TimedStep(
            plan.phase,
            plan.technique.id,
            plan.target,
            side,
            plan.setup if first else 0,
            plan.seconds,
            plan.rest,
            plan.pressure,
            position,
            plan.cue if plan.cue_position in {None, position} else "",
        )
        for plan, position in zip(plans, positions, strict=True)
        for first, side in ((index == 0, side) for index, side in enumerate(plan.sides))
    )


def sides_together(steps: Sequence[TimedStep]) -> tuple[tuple[TimedStep, ...], ...]:
    """The steps in order, left and right of the same step together: the second needs no getting ready of its own."""
    groups: list[list[TimedStep]] = []
    for step in steps:
        if groups and step.setup == 0 and _is_other_side(groups[-1], step):
            groups[-1].append(step)
        else:
            groups.append([step])
    return tuple(map(tuple, groups))


def _is_other_side(group: Sequence[TimedStep], step: TimedStep) -> bool:
    first = group[0]
    is_new = step.side not in {one.side for one in group} and {first.side, step.side} <= OPPOSITE.keys()
    return is_new and replace(first, side=step.side, setup=step.setup) == step


def _positions(plans: Sequence[Plan]) -> list[str]:
    """Stay in a position for as long as every step allows one; that needs the fewest changes.

    Of several that would do, the one that the steps describe first.
    """
    runs: list[tuple[tuple[str, ...], list[Plan]]] = []
    for plan in plans:
        shared = tuple(one for one in runs[-1][0] if one in plan.positions) if runs else ()
        if shared:
            runs[-1] = (shared, [*runs[-1][1], plan])
        else:
            runs.append((plan.positions, [plan]))
    chosen: list[str] = []
    for choices, run in runs:
        best = min(choices, key=lambda one: (sum(plan.positions.index(one) for plan in run), one))
        chosen.extend(best for _ in run)
    return chosen


def position_changes(plans: Sequence[Plan]) -> int:
    """How often the body has to change position between the steps."""
    chosen = _positions(plans)
    return sum(before != after for before, after in pairwise(chosen))
