"""A named routine is shown as it is written, and fitted to the person only on request."""

from __future__ import annotations

import pytest

from backrelief.advice.advise import advise
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine, as_written
from backrelief.case.case import Case, Wishes
from backrelief.knowledge.models.practice import Routine

from .people import shipped

ROUTINES = [pytest.param(routine, id=routine.id) for routine in shipped().routines]


@pytest.mark.parametrize("routine", ROUTINES)
def test_as_written_it_has_every_step_on_every_side(routine: Routine) -> None:
    composed = as_written(shipped(), routine)
    assert composed.adaptations == ()
    assert list(dict.fromkeys(step.technique for step in composed.steps)) == list(
        dict.fromkeys(step.technique for step in routine.steps)
    )
    sided = [step for step in routine.steps if "each" in step.side]
    for step in sided:
        sides = {one.side for one in composed.steps if one.technique == step.technique}
        assert {"left", "right"} <= sides
    assert composed.total_seconds <= routine.minutes * 60


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_person_gets_the_named_routine_or_none(routine: Routine) -> None:
    advice = advise(shipped(), Case(), routine.id)
    assert advice.case.areas
    if isinstance(advice.routine, NoRoutine):
        assert advice.routine.text
    else:
        assert advice.routine.id == routine.id


def test_a_danger_sign_stops_a_named_routine_too() -> None:
    advice = advise(shipped(), Case(findings={"saddle-numbness": True}), "lower-back-quick")
    assert advice.routine == NoRoutine("stopped")


def test_a_caution_removes_steps_from_a_named_routine() -> None:
    advice = advise(shipped(), Case(findings={"osteoporosis": True}), "lower-back-full")
    assert isinstance(advice.routine, NoRoutine)
    assert advice.routine.why == "too-little-left"
    assert "osteoporosis" in {reason for step in advice.routine.left_out for reason in step.reason.because}


def test_minutes_and_sides_of_the_person_count() -> None:
    advice = advise(shipped(), Case(findings={"pain-side": "left"}, wishes=Wishes(minutes=6)), "lower-back-quick")
    assert isinstance(advice.routine, ComposedRoutine)
    assert advice.routine.total_seconds <= 6 * 60
    assert not {step.side for step in advice.routine.steps} & {"right", "both"}
