"""Promises that the routine keeps for every case that gets one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from backrelief.advice.advise import Advice, advise
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine
from backrelief.advice.routine.plan import PHASES, TimedStep
from backrelief.advice.select import select
from backrelief.advice.verdict import Verdict
from backrelief.case.case import Case, Wishes
from backrelief.knowledge.base import KnowledgeBase

from .oracle import broken_by
from .people import Person, examples, persons, shipped
from .test_every_advice import effects_in_force


@given(person=persons())
@examples(120, shrink=False)
def test_every_routine_keeps_its_promises(person: Person) -> None:
    knowledge, case = shipped(), person.case
    advice = advise(knowledge, case)
    routine = advice.routine
    if isinstance(routine, NoRoutine):
        return
    it_fits_into_the_minutes(advice, routine)
    it_warms_up_works_and_cools_down(routine)
    verdicts = {step.technique: released(knowledge, advice, step.technique) for step in routine.steps}
    each_step_stays_within_what_was_released(knowledge, advice, routine, verdicts)
    no_step_disregards_a_true_caution(knowledge, advice, routine)
    no_step_is_on_a_place_that_is_kept_off(knowledge, routine, verdicts)
    every_adaptation_has_a_reason(routine)
    it_stays_calm(knowledge, advice, routine)
    both_sides_are_worked(advice, routine)


@pytest.mark.parametrize("minutes", range(3, 41))
@pytest.mark.parametrize("area", ["neck", "upper-back", "lower-back", "buttock-hip", "whole-back"])
def test_there_is_a_calm_routine_for_any_time_from_three_to_forty_minutes(area: str, minutes: int) -> None:
    knowledge = shipped()
    advice = advise(knowledge, Case((area,), {}, Wishes(minutes=minutes)))
    assert isinstance(advice.routine, ComposedRoutine)
    it_fits_into_the_minutes(advice, advice.routine)
    it_warms_up_works_and_cools_down(advice.routine)
    it_stays_calm(knowledge, advice, advice.routine)
    both_sides_are_worked(advice, advice.routine)


@pytest.mark.parametrize("place", ["lower-back", "upper-back", "buttock", "shoulder-top"])
def test_a_step_is_not_done_on_a_place_that_is_kept_off(knowledge: KnowledgeBase, place: str) -> None:
    """A technique can be released for its other places while the step that a routine wrote is on this one."""
    for area in ("lower-back", "upper-back", "neck", "buttock-hip"):
        advice = advise(knowledge, Case((area,), {"skin-wound": {place: True}}))
        if isinstance(advice.routine, ComposedRoutine):
            steps = advice.routine.steps
            verdicts = {step.technique: released(knowledge, advice, step.technique) for step in steps}
            no_step_is_on_a_place_that_is_kept_off(knowledge, advice.routine, verdicts)
            for step in steps:  # the words of its steps could be about that very place
                assert place not in knowledge.techniques[step.technique].touches


def released(knowledge: KnowledgeBase, advice: Advice, technique: str) -> Verdict:
    """Return the verdict on a technique of the routine; a refused technique must not be in it."""
    verdict = select(advice.assessment).verdict(knowledge.techniques[technique])
    assert isinstance(verdict, Verdict), f"{technique} was refused: {verdict}"
    return verdict


def it_fits_into_the_minutes(advice: Advice, routine: ComposedRoutine) -> None:
    total = sum(step.setup + step.seconds + step.rest for step in routine.steps)
    assert routine.total_seconds == total
    assert total <= 60 * (advice.case.wishes.minutes or 10)
    assert all(step.seconds > 0 for step in routine.steps)


def it_stays_calm(knowledge: KnowledgeBase, advice: Advice, routine: ComposedRoutine) -> None:
    """Check for at most two changes of position in ten minutes, and no muscle pressed twice in a row alike."""
    changes = sum(one.position != other.position for one, other in pairwise(routine.steps))
    assert changes <= max(2, 2 * (advice.case.wishes.minutes or 10) // 10)
    for one, other in pairwise(routine.steps):
        if one.technique != other.technique and "none" not in {one.pressure, other.pressure}:
            first, second = (knowledge.techniques[step.technique].action[0] for step in (one, other))
            assert (one.target, first) != (other.target, second), f"{one.technique}, {other.technique}: {one.target}"


def both_sides_are_worked(advice: Advice, routine: ComposedRoutine) -> None:
    if advice.case.findings.get("pain-side") in {"left", "right"}:
        return
    sides: dict[str, set[str]] = {}
    for step in routine.steps:
        sides.setdefault(step.technique, set()).add(step.side)
    for technique, worked in sides.items():
        assert worked.isdisjoint({"left", "right"}) or {"left", "right"} <= worked, technique


def it_warms_up_works_and_cools_down(routine: ComposedRoutine) -> None:
    phases = [step.phase for step in routine.steps]
    assert set(phases) == set(PHASES)
    assert phases == sorted(phases, key=PHASES.index)


def each_step_stays_within_what_was_released(
    knowledge: KnowledgeBase, advice: Advice, routine: ComposedRoutine, verdicts: dict[str, Verdict]
) -> None:
    scale = ("none", *knowledge.pressure_scale)
    giver = advice.case.wishes.by or "self"
    lasts: dict[str, int] = {}
    for step in routine.steps:
        verdict = verdicts[step.technique]
        assert scale.index(step.pressure) <= scale.index(verdict.pressures[giver])
        assert step.position in verdict.positions
        lasts[step.technique] = lasts.get(step.technique, 0) + step.seconds
    for technique, seconds in lasts.items():
        minutes = verdicts[technique].minutes
        assert minutes is None or seconds <= 60 * minutes, f"{technique} lasts {seconds} s, longer than {minutes} min"


def no_step_disregards_a_true_caution(knowledge: KnowledgeBase, advice: Advice, routine: ComposedRoutine) -> None:
    for rule, effects in effects_in_force(knowledge, advice):
        for step in routine.steps:
            technique = knowledge.techniques[step.technique]
            problem = broken_by(
                knowledge,
                effects,
                technique,
                advice.case.wishes.by or "self",
                pressure=step.pressure,
                positions=(step.position,),
                keep_off=technique.touches if isinstance(effects.keep_off, tuple) else (),
            )
            assert problem in {"", "on no place at all"}, (step.technique, rule, problem)


def no_step_is_on_a_place_that_is_kept_off(
    knowledge: KnowledgeBase, routine: ComposedRoutine, verdicts: dict[str, Verdict]
) -> None:
    for step in routine.steps:
        kept_off = set(verdicts[step.technique].keep_off)
        places = places_of_step(knowledge, routine, step)
        assert not places or places - kept_off, f"{step.technique} on {sorted(places)}, kept off {sorted(kept_off)}"


def places_of_step(knowledge: KnowledgeBase, routine: ComposedRoutine, step: TimedStep) -> set[str]:
    """Return where the step is done: the place that its routine names, or those of its muscle within reach."""
    source = knowledge.routines.get(routine.id)
    for written in source.steps if source else ():
        if written.at and (written.technique, written.cue) == (step.technique, step.cue):
            return {written.at}
    muscle = knowledge.muscles.get(step.target)
    touched = set(knowledge.techniques[step.technique].touches)
    return touched & ({step.target} if muscle is None else set(muscle.places))


def every_adaptation_has_a_reason(routine: ComposedRoutine) -> None:
    assert routine.adapted == bool(routine.adaptations)
    for adaptation in routine.adaptations:
        assert adaptation.reason.rule
        assert adaptation.reason.text
        assert (adaptation.by is not None) == (adaptation.what == "replaced")
