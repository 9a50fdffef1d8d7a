"""How one technique becomes a timed step for this person: who, where, which sides, how firmly, how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from backrelief.advice.reasons import Reason
from backrelief.advice.routine.timing import Plan, spell_out_sides
from backrelief.advice.select import Selection
from backrelief.advice.verdict import Verdict
from backrelief.advice.wishes import tool_for

if TYPE_CHECKING:
    from backrelief.advice.rank import Suggestion
    from backrelief.knowledge.models.practice import Target, Technique

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
        """Work out once what holds for every step. ``usual_minutes`` is what it may take where nobody says."""
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
        """The verdict, where this giver may do it as a timed step."""
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
                named = " or ".join(self.knowledge.tools[tool].name for tool in choices)
                return Reason("wish-tool", f"It needs what you did not name: {named}.")
        return verdict

    def _kept_off(self, verdict: Verdict) -> Reason | None:
        """Why a technique must keep off a place of its own: the words of its steps may be about that very place.

        Left alone because it does not hurt is another matter: nothing there would be harmed.
        """
        areas = self.knowledge.areas.ids
        places = (change.reason for change in verdict.changes if change.what == "place" and not change.open)
        return next((reason for reason in places if reason.rule not in areas), None)

    def out_of_reach(self, technique: Technique, verdict: Verdict, target: str | None, at: str | None) -> Reason | None:
        """Why a step cannot be worked where it is written: a limit keeps all of its places off."""
        muscle = None if target is None else self.knowledge.muscles[target]
        places = {at} if at else set(technique.touches).intersection(muscle.places if muscle else ())
        if not places or not places <= set(verdict.keep_off):
            return None
        return next(change.reason for change in verdict.changes if change.what == "place")

    def plan(
        self,
        phase: str,
        technique: Technique,
        verdict: Verdict,
        timing: Timing | None = None,
        target: str | None = None,
        times: int = 1,
    ) -> Plan:
        """The technique as a step, one of so many ``times``; without a timing at its usual dose."""
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
        """The strongest allowed; on a tight side that is not known, light at most."""
        pressure = verdict.pressures[self.giver]
        scale = self.knowledge.pressure_scale
        if "tight" in sides and self.sore is None and pressure in scale:
            return min(pressure, self.knowledge.careful_pressure, key=scale.index)
        return pressure

    def target(self, technique: Technique, verdict: Verdict) -> str:
        """The first target that may be worked in a sore area, else the first that may be worked."""
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
