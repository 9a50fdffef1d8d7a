"""Planning: from a technique to timed steps for a person, with sides, pressure, time and position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from backrelief.advice.reasons import Reason
from backrelief.advice.select import Selection
from backrelief.advice.tools import names_of, tool_for
from backrelief.advice.verdict import Verdict
from backrelief.knowledge.terms import OPPOSITE, Phase

if TYPE_CHECKING:
    from backrelief.advice.rank import Suggestion
    from backrelief.knowledge.models.practice import Target, Technique

GRAIN: Final = 5
"""Seconds; the time of a step is a multiple of it."""
PHASES: Final[tuple[Phase, ...]] = ("warm-up", "main", "cool-down")


class TimedStep(Struct, frozen=True):
    """One technique on one side."""

    phase: Phase
    technique: str
    target: str
    """A muscle, or a place if no muscle is meant."""
    side: str
    """`left`, `right`, `both` or `middle`: the person's own."""
    setup: int
    """Seconds to get ready."""
    seconds: int
    """Seconds of work on this side."""
    rest: int
    """Seconds of rest after it."""
    pressure: str
    """The strongest; ``none`` if nothing presses."""
    position: str
    cue: str
    """What to keep in mind; empty if it was written for another time or position."""

    @property
    def total(self) -> int:
        """The seconds from the start of this step to the start of the next."""
        return self.setup + self.seconds + self.rest


class Plan(Struct, frozen=True):
    """A step before it is on the clock: all of its sides together, and how far its time can stretch."""

    phase: Phase
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
    """What to keep in mind; it counts breaths and rounds, so that it holds only for the time as written."""
    cue_position: str | None = None
    """The position that the cue is about."""

    @property
    def setup(self) -> int:
        """The seconds of getting ready, once for all sides."""
        return 0 if self.technique.dose is None else self.technique.dose.setup

    def total(self, seconds: int) -> int:
        """Return the seconds of all sides if each takes ``seconds``."""
        return self.setup + len(self.sides) * (seconds + self.rest)


def spell_out_sides(written: Sequence[str], sore: str | None) -> tuple[str, ...]:
    """Return the sides of a step for a person whose sore side is ``left``, ``right`` or anything else.

    ``each`` means the sore side if there is one, else left and right. A side that depends on the sore side also means
    left and right if the sore side is not known.
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
    """Return the plans with their times fitted into ``seconds``, and those that had to go for it.

    Main steps go first, beginning with the last, then all but one of the warm-ups and of the cool-downs. The steps that
    are left are shortened evenly, never below their least; if even that is too long, no step is left. With ``stretch``
    the steps grow until the time is used, up to their most.
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
    for phase in ("main", "warm-up", "cool-down"):
        of_phase = [plan for plan in plans if plan.phase == phase]
        if len(of_phase) > 1:
            return of_phase[-1]
    return None


def _scaled(plans: Sequence[Plan], seconds: int, goal: str) -> Iterator[Plan]:
    """Yield each plan at the same fraction of the way from its shortest time to its goal."""
    low = "seconds" if goal == "most" else "least"
    base = _total(plans, at=low)
    room = _total(plans, at=goal) - base
    fraction = 1.0 if room <= 0 else max(0.0, min(1.0, (seconds - base) / room))
    for plan in plans:
        start, end = getattr(plan, low), getattr(plan, goal)
        length = start + int((end - start) * fraction) // GRAIN * GRAIN
        yield replace(plan, seconds=length, cue=plan.cue if length == plan.seconds else "")


def on_the_clock(plans: Sequence[Plan]) -> tuple[TimedStep, ...]:
    """Return one step for each side, in the positions that need the fewest changes."""
    positions = _positions(plans)
    return tuple(
        TimedStep(
            plan.phase,
            plan.technique.id,
            plan.target,
            side,
            plan.setup if index == 0 else 0,
            plan.seconds,
            plan.rest,
            plan.pressure,
            position,
            plan.cue if plan.cue_position in {None, position} else "",
        )
        for plan, position in zip(plans, positions, strict=True)
        for index, side in enumerate(plan.sides)
    )


def sides_together(steps: Sequence[TimedStep]) -> tuple[tuple[TimedStep, ...], ...]:
    """Group the steps in order, left and right of the same step together: the second needs no set-up of its own."""
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
    """Return the position of each plan, with the fewest changes: each is kept for as long as every step allows it.

    If several positions are possible, the one that the steps name first is chosen.
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
    """Count how often the body has to change position between the steps."""
    chosen = _positions(plans)
    return sum(before != after for before, after in pairwise(chosen))


USUAL_MINUTES: Final = 10
FIRST_TIME_SHARE: Final = 2
"""A first session takes the usual minutes divided by this."""
STRETCHED_AT_MOST: Final = 2
"""A step takes at most this many times its usual seconds: spare minutes are not filled with walking about."""


class Timing(Struct, frozen=True):
    """The sides, times and cue that a routine gives a step."""

    sides: Sequence[str]
    seconds: int
    rest: int
    cue: str = ""
    position: str | None = None
    """The position that the cue is about."""


class Planner:
    """Plans steps for one case; curated and built routines share it."""

    def __init__(
        self, selection: Selection, suggestions: Sequence[Suggestion], usual_minutes: int = USUAL_MINUTES
    ) -> None:
        """Work out once what holds for every step; ``usual_minutes`` count if no minutes were wished for."""
        self.selection = selection
        self.suggestions = suggestions
        self.knowledge = selection.knowledge
        self.wishes = selection.case.wishes
        usual = usual_minutes // FIRST_TIME_SHARE if self.wishes.first_time else usual_minutes
        self.minutes = self.wishes.minutes or usual
        self.giver = self.wishes.by or "self"
        self.here = self.knowledge.places_of(selection.case.areas)
        finding = self.knowledge.finding_for("side")
        answer = None if finding is None else selection.case.findings.get(finding.id)
        self.sore = answer if isinstance(answer, str) else None

    def released(self, technique: Technique) -> Verdict | Reason:
        """Return the verdict if this giver may do the technique as a timed step, else why not."""
        verdict = self.selection.verdict(technique)
        if isinstance(verdict, Reason):
            return verdict
        if self.giver not in verdict.pressures:
            return Reason("wish-by", f"It is not for: {self.giver}.")
        if technique.referral_only or technique.dose is None:
            return Reason("referral-only", "It is given by a professional.")
        if (kept_off := self._kept_off(verdict)) is not None:
            return kept_off
        for choices in technique.tools:
            if tool_for(self.knowledge, choices, self.wishes) is None:
                return Reason("wish-tool", f"It needs what you did not name: {names_of(self.knowledge, choices)}.")
        return verdict

    def _kept_off(self, verdict: Verdict) -> Reason | None:
        """Return why the technique must keep off one of its places: its steps may work on that very place.

        Areas that are left alone only because they do not hurt do not count: nothing there would be harmed.
        """
        areas = self.knowledge.areas.ids
        places = (change.reason for change in verdict.changes if change.what == "place" and not change.open)
        return next((reason for reason in places if reason.rule not in areas), None)

    def out_of_reach(self, technique: Technique, verdict: Verdict, target: str | None, at: str | None) -> Reason | None:
        """Return why a step cannot be done at its target: a limit keeps off all of its places."""
        muscle = None if target is None else self.knowledge.muscles[target]
        places = {at} if at else set(technique.touches).intersection(muscle.places if muscle else ())
        if not places or not places <= set(verdict.keep_off):
            return None
        return next(change.reason for change in verdict.changes if change.what == "place")

    def plan(
        self,
        phase: Phase,
        technique: Technique,
        verdict: Verdict,
        timing: Timing | None = None,
        target: str | None = None,
        times: int = 1,
    ) -> Plan:
        """Return a plan for one of ``times`` occurrences of the technique; without a timing it has its usual dose."""
        dose = technique.dose
        timing = timing or Timing((technique.side,), dose.seconds if dose else 0, dose.rest if dose else 0)
        most = max(timing.seconds, min(dose.at_most if dose else timing.seconds, STRETCHED_AT_MOST * timing.seconds))
        sides = spell_out_sides(timing.sides, self.sore)
        if verdict.minutes is not None:  # for all sides and times together
            most = min(most, verdict.minutes * 60 // (len(sides) * times))
        return Plan(
            phase,
            technique,
            target or self.target(technique, verdict),
            sides,
            min(timing.seconds, most),
            min(timing.seconds, most),
            min(timing.seconds, most, dose.at_least if dose else timing.seconds),
            most,
            timing.rest,
            self._pressure(verdict, timing.sides),
            verdict.positions,
            timing.cue,
            timing.position,
        )

    def _pressure(self, verdict: Verdict, sides: Sequence[str]) -> str:
        """Return the strongest pressure allowed; a careful one if the step is for a tight side that is not known."""
        pressure = verdict.pressures[self.giver]
        scale = self.knowledge.pressure_scale
        if "tight" in sides and self.sore is None and pressure in scale:
            return min(pressure, self.knowledge.careful_pressure, key=scale.index)
        return pressure

    def target(self, technique: Technique, verdict: Verdict) -> str:
        """Return the first target that may be worked in a sore area, else the first that may be worked."""
        reachable = [
            target
            for target in technique.targets
            if self.out_of_reach(technique, verdict, target.muscle, target.at) is None
        ]
        if reachable:
            chosen = next(filter(self._is_sore, reachable), reachable[0])
            return str(chosen.muscle or chosen.at)
        places = [place for place in technique.touches if place not in verdict.keep_off]
        return places[0] if places else technique.areas[0]

    def _is_sore(self, target: Target) -> bool:
        if target.at:
            return target.at in self.here
        return bool(self.here.intersection(self.knowledge.muscles[str(target.muscle)].places))
