"""A routine that fits the person, the minutes, the tools and the position: a curated one adapted, or one built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from backrelief.advice.reasons import Reason
from backrelief.advice.select import Selection
from backrelief.advice.timing import (
    PHASES,
    Plan,
    TimedStep,
    fit_minutes,
    on_the_clock,
    position_changes,
    spell_out_sides,
)
from backrelief.advice.verdict import Verdict
from backrelief.advice.wishes import is_at_hand

if TYPE_CHECKING:
    from backrelief.advice.rank import Suggestion
    from backrelief.knowledge.models.practice import Routine, Step, Target, Technique

USUAL_MINUTES: Final = 10
CHANGES_IN_TEN_MINUTES: Final = 2
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
class ComposedRoutine:
    """Timed steps, ready to be done in order."""

    id: str
    """Of the curated routine, or ``built``."""
    name: str
    adaptations: tuple[Adaptation, ...]
    steps: tuple[TimedStep, ...]
    aftercare: str | None = None
    ask_first: str | None = None

    @property
    def adapted(self) -> bool:
        """Whether it differs from the curated one."""
        return bool(self.adaptations)

    @property
    def total_seconds(self) -> int:
        """Set-up, work and rests of all steps."""
        return sum(step.total for step in self.steps)


@dataclass(frozen=True, slots=True)
class _Draft:
    source: Routine | None
    plans: tuple[Plan, ...]
    adaptations: tuple[Adaptation, ...]
    kept: float
    """Share of the steps that are as written."""


def compose(selection: Selection, suggestions: Sequence[Suggestion]) -> ComposedRoutine | None:
    """The best routine for the case, or ``None`` when nothing can warm up, work and cool down in the time."""
    return _Composer(selection, suggestions).compose()


class _Composer:
    def __init__(self, selection: Selection, suggestions: Sequence[Suggestion]) -> None:
        self.selection = selection
        self.knowledge = selection.knowledge
        self.wishes = selection.case.wishes
        self.suggestions = suggestions
        self.minutes = self.wishes.minutes or USUAL_MINUTES
        self.giver = self.wishes.by or "self"
        self.sore = self._sore_side()

    def _sore_side(self) -> str | None:
        finding = self.knowledge.finding_for("side")
        answer = None if finding is None else self.selection.case.findings.get(finding.id)
        return answer if isinstance(answer, str) else None

    def compose(self) -> ComposedRoutine | None:
        drafts = [draft for routine in self._curated() if (draft := self._adapt(routine)) is not None]
        drafts.sort(key=self._worth)
        built = self._build()
        for draft in (*drafts, *([built] if built else [])):
            fitted = self._finish(draft)
            if fitted is not None:
                return fitted
        return None

    def _worth(self, draft: _Draft) -> tuple[float, float, str]:
        """The most fitting routine first, then the one nearest to the minutes asked for, then by id.

        What was kept of it, how much of it is on the sore area, whether a condition names it as the one to start
        with, and whether its tools are there or were asked for.
        """
        routine = draft.source
        if routine is None:
            return (0.0, 0.0, "")
        here = self.knowledge.places_of(self.selection.case.areas)
        main = [plan.technique for plan in draft.plans if plan.phase == "main"]
        on_area = sum(bool(here.intersection(technique.touches)) for technique in main) / len(main)
        asked = set(self.wishes.tools or ())
        uses_asked = sum(any(asked.intersection(choices) for choices in one.tools) for one in main) / len(main)
        missing = any(
            not any(is_at_hand(self.knowledge, tool, self.wishes) for tool in choices)
            for plan in draft.plans
            for choices in plan.technique.tools
        )
        first = {self.knowledge.entry("conditions", one).first_routine for one in self.selection.conditions}
        worth = draft.kept + 0.5 * on_area + 0.6 * uses_asked + 0.5 * (routine.id in first) - 0.2 * missing
        return (-round(worth, 2), float(abs(routine.minutes - self.minutes)), routine.id)

    def _curated(self) -> Iterator[Routine]:
        areas = frozenset(self.selection.case.areas)
        for routine in self.knowledge.routines_for(self.selection.conditions, areas):
            if routine.by == self.giver:
                yield routine

    # A curated routine, adapted

    def _adapt(self, routine: Routine) -> _Draft | None:
        """Every step as written, replaced by its nearest, or dropped; ``None`` when too little of it is left."""
        plans: list[Plan] = []
        adaptations: list[Adaptation] = []
        as_written = 0
        for step in routine.steps:
            technique = self.knowledge.entry("techniques", step.technique)
            verdict = self._released(technique)
            if isinstance(verdict, Verdict):
                plans.append(self._plan_of(step, technique, verdict, routine.position))
                as_written += 1
                continue
            other = self._nearest(step, technique, {plan.technique.id for plan in plans})
            if other is None:
                adaptations.append(Adaptation("dropped", technique.id, None, verdict))
            else:
                plans.append(other)
                adaptations.append(Adaptation("replaced", technique.id, other.technique.id, verdict))
        kept = as_written / len(routine.steps)
        if kept < KEPT_AT_LEAST or {plan.phase for plan in plans} != set(PHASES):
            return None
        return _Draft(routine, tuple(plans), tuple(adaptations), kept)

    def _released(self, technique: Technique) -> Verdict | Reason:
        """The verdict, where this giver may do it as a timed step."""
        verdict = self.selection.verdict(technique)
        if isinstance(verdict, Reason):
            return verdict
        if self.giver not in verdict.pressures:
            return Reason("wish-by", f"It is not for: {self.giver}.")
        if technique.referral_only or technique.dose is None:
            return Reason("referral-only", "It is given by a professional.")
        return verdict

    def _plan_of(self, step: Step, technique: Technique, verdict: Verdict, positions: Sequence[str]) -> Plan:
        target = step.target or step.at or self._target(technique)
        plan = self._plan(step.phase, technique, verdict, target, step.side, step.seconds, step.rest, step.cue)
        written = tuple(one for one in positions if one in plan.positions)
        return replace(plan, positions=written or plan.positions)

    def _plan(
        self,
        phase: str,
        technique: Technique,
        verdict: Verdict,
        target: str,
        sides: Sequence[str],
        seconds: int,
        rest: int,
        cue: str,
    ) -> Plan:
        dose = technique.dose
        most = max(seconds, dose.at_most if dose else seconds)
        if verdict.minutes is not None:
            most = min(most, verdict.minutes * 60)
        return Plan(
            phase,
            technique,
            target,
            spell_out_sides(sides, self.sore),
            min(seconds, most),
            min(seconds, most, dose.at_least if dose else seconds),
            most,
            rest,
            self._pressure(verdict, sides),
            verdict.positions,
            cue,
        )

    def _pressure(self, verdict: Verdict, sides: Sequence[str]) -> str:
        """The strongest allowed; on a tight side that is not known, light at most."""
        pressure = verdict.pressures[self.giver]
        scale = self.knowledge.pressure_scale
        if "tight" in sides and self.sore is None and pressure in scale:
            return scale[min(scale.index(pressure), 1)]
        return pressure

    def _target(self, technique: Technique) -> str:
        """The first target in a sore area, else the first."""
        here = self.knowledge.places_of(self.selection.case.areas)

        def sore(target: Target) -> bool:
            muscle = None if target.muscle is None else self.knowledge.entry("muscles", target.muscle)
            return target.at in here if target.at else bool(muscle and here.intersection(muscle.places))

        chosen = next((target for target in technique.targets if sore(target)), None) or next(
            iter(technique.targets), None
        )
        if chosen is not None:
            return str(chosen.muscle or chosen.at)
        return technique.touches[0] if technique.touches else technique.areas[0]

    def _nearest(self, step: Step, missing: Technique, used: set[str]) -> Plan | None:
        """The released technique that is most like the missing one and can stand in the same phase."""
        best: tuple[int, int, str] | None = None
        chosen: tuple[Technique, Verdict] | None = None
        order = {suggestion.technique: place for place, suggestion in enumerate(self.suggestions)}
        for name, place in order.items():
            technique = self.knowledge.entry("techniques", name)
            if name in used or step.phase not in technique.phases:
                continue
            verdict = self._released(technique)
            likeness = self._likeness(technique, missing)
            if isinstance(verdict, Verdict) and likeness and (best is None or (-likeness, place, name) < best):
                best, chosen = (-likeness, place, name), (technique, verdict)
        if chosen is None:
            return None
        technique, verdict = chosen
        return self._plan(
            step.phase, technique, verdict, self._target(technique), (technique.side,), *_usual(technique)
        )

    def _likeness(self, one: Technique, other: Technique) -> int:
        muscles = {target.muscle for target in one.targets} & {target.muscle for target in other.targets}
        places = set(one.touches) & set(other.touches)
        return 3 * len(muscles - {None}) + 2 * len(places) + len(set(one.action) & set(other.action))

    # A routine of its own

    def _build(self) -> _Draft | None:
        """Warm-up, broad before specific, movement, cool-down, out of what was suggested."""
        chosen: dict[str, list[tuple[Technique, Verdict]]] = {phase: [] for phase in PHASES}
        wanted = {"warm-up": 1, "main": max(1, self.minutes // 3), "cool-down": 1}
        used: set[str] = set()
        for phase in ("main", "warm-up", "cool-down"):
            for technique in self._pool(phase):
                if len(chosen[phase]) == wanted[phase]:
                    break
                verdict = self._released(technique)
                if technique.id in used or not isinstance(verdict, Verdict):
                    continue
                chosen[phase].append((technique, verdict))
                if self._too_many_changes(chosen) and phase == "main" and len(chosen[phase]) > 1:
                    chosen[phase].pop()
                    continue
                used.add(technique.id)
        if not all(chosen.values()):
            return None
        plans = tuple(self._in_order(chosen))
        return _Draft(None, plans, (), 1.0)

    def _pool(self, phase: str) -> Iterator[Technique]:
        """Suggestions that can stand in the phase, best first; for the edges of a routine any technique that may."""
        suggested = [self.knowledge.entry("techniques", one.technique) for one in self.suggestions]
        others = self.knowledge.all("techniques") if phase != "main" else ()
        for technique in dict.fromkeys((*(one.id for one in suggested), *(one.id for one in others))):
            entry = self.knowledge.entry("techniques", technique)
            if phase in entry.phases:
                yield entry

    def _in_order(self, chosen: dict[str, list[tuple[Technique, Verdict]]]) -> Iterator[Plan]:
        breadth = {action: place for place, action in enumerate(self.knowledge.tables["actions"])}
        for phase in PHASES:
            pairs = chosen[phase]
            if phase == "main":
                pairs = sorted(pairs, key=lambda pair: (max(breadth[one] for one in pair[0].action), pair[0].id))
            for technique, verdict in pairs:
                target = self._target(technique)
                yield self._plan(phase, technique, verdict, target, (technique.side,), *_usual(technique))

    def _too_many_changes(self, chosen: dict[str, list[tuple[Technique, Verdict]]]) -> bool:
        plans = tuple(self._in_order(chosen))
        allowed = max(CHANGES_IN_TEN_MINUTES, CHANGES_IN_TEN_MINUTES * self.minutes // 10)
        return position_changes(plans) > allowed

    # On the clock

    def _finish(self, draft: _Draft) -> ComposedRoutine | None:
        stretch = self.wishes.minutes is not None
        plans, gone = fit_minutes(draft.plans, self.minutes * 60, stretch=stretch)
        if not plans:
            return None
        short_of_time = Reason("wish-minutes", f"It does not fit into {self.minutes} minutes.")
        adaptations = (
            *draft.adaptations,
            *(Adaptation("dropped", plan.technique.id, None, short_of_time) for plan in gone),
            *(
                Adaptation("shortened", before.technique.id, None, short_of_time)
                for before, after in zip([plan for plan in draft.plans if plan not in gone], plans, strict=True)
                if after.seconds < before.seconds
            ),
        )
        routine = draft.source
        return ComposedRoutine(
            "built" if routine is None else routine.id,
            "A routine put together for you" if routine is None else routine.name,
            adaptations if routine is not None else (),
            on_the_clock(plans),
            None if routine is None else routine.aftercare,
            None if routine is None else routine.ask_first,
        )


def _usual(technique: Technique) -> tuple[int, int, str]:
    """Seconds, rest and cue of a technique that no routine has timed."""
    dose = technique.dose
    return (dose.seconds if dose else 0, dose.rest if dose else 0, technique.feel)
