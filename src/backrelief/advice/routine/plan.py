"""How a technique becomes timed steps for this person: which sides, how firmly, how long, in which position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from backrelief.advice.reasons import Reason
from backrelief.advice.select import Selection
from backrelief.advice.tools import names_of, tool_for
from backrelief.advice.verdict import Verdict
from backrelief.knowledge.models.base import Phase

if TYPE_CHECKING:
    from backrelief.advice.rank import Suggestion
    from backrelief.knowledge.models.practice import Target, Technique

GRAIN: Final = 5
"""Seconds; the time of a step is a multiple of it."""
PHASES: Final[tuple[Phase, ...]] = ("warm-up", "main", "cool-down")


@dataclass(frozen=True, slots=True)
class TimedStep:
    """One technique on one side."""

    phase: Phase
    technique: str
    target: str
    """A muscle, or a place where no muscle is meant."""
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
    """What to keep in mind; empty where the time or the position is not the one that it was written for."""

    @property
    def total(self) -> int:
        """Seconds from the start of this step to the start of the next."""
        return self.setup + self.seconds + self.rest


@dataclass(frozen=True, slots=True)
class Plan:
    """A step that is not on the clock yet: all of its sides together, and how far its time can stretch."""

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
    """Return the sides of a step for a person whose sore side is ``left``, ``right`` or anything else.

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
    """Return the plans with their times fitted into ``seconds``, and those that had to go for it.

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
    """Return one step a side, each in the position that needs the fewest changes."""
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
    """Count how often the body has to change position between the steps."""
    chosen = _positions(plans)
    return sum(before != after for before, after in pairwise(chosen))


USUAL_MINUTES: Final = 10
FIRST_TIME_SHARE: Final = 2
"""Those who have not done it before take the usual minutes divided by this."""
STRETCHED_AT_MOST: Final = 2
"""Times its usual length: minutes that are left over are not filled up with walking about."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What a routine says of one step."""

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
        """Work out once what holds for every step; ``usual_minutes`` count if nobody asked for a number."""
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
        """Return why a technique must keep off a place of its own: its steps may be about that very place.

        An area that is left alone because it does not hurt is another matter: nothing there would be harmed.
        """
        areas = self.knowledge.areas.ids
        places = (change.reason for change in verdict.changes if change.what == "place" and not change.open)
        return next((reason for reason in places if reason.rule not in areas), None)

    def out_of_reach(self, technique: Technique, verdict: Verdict, target: str | None, at: str | None) -> Reason | None:
        """Return why a step cannot be worked where it is written: a limit keeps all of its places off."""
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
        """Return the technique as a step, one of so many ``times``; without a timing at its usual dose."""
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
        """Return the strongest pressure allowed; on a tight side that is not known, light at most."""
        pressure = verdict.pressures[self.giver]
        scale = self.knowledge.pressure_scale
        if "tight" in sides and self.sore is None and pressure in scale:
            return min(pressure, self.knowledge.careful_pressure, key=scale.index)
        return pressure

    def target(self, technique: Technique, verdict: Verdict) -> str:
        """Return the first target that may be worked in a sore area, else the first that may be worked."""
        reachable = [
            one for one in technique.targets if self.out_of_reach(technique, verdict, one.muscle, one.at) is None
        ]
        chosen = next((one for one in reachable if self._is_sore(one)), None) or next(iter(reachable), None)
        if chosen is not None:
            return str(chosen.muscle or chosen.at)
        places = [place for place in technique.touches if place not in verdict.keep_off]
        return places[0] if places else technique.areas[0]

    def _is_sore(self, target: Target) -> bool:
        if target.at:
            return target.at in self.here
        return bool(self.here.intersection(self.knowledge.muscles[str(target.muscle)].places))
