"""Rules about routines: what each finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.routines import routine_limit, routine_phases, routine_step, routine_time
from lint.small import caution, found, locations, routine, technique

# routine-phases


@pytest.mark.parametrize(
    ("phases", "wrong"),
    [
        (("warm-up", "main", "cool-down"), False),
        (("warm-up", "warm-up", "main", "cool-down"), False),
        (("main", "cool-down"), True),
        (("warm-up", "main"), True),
        (("warm-up", "cool-down", "main"), True),
    ],
)
def test_phases_out_of_order_are_found(tmp_path: Path, phases: tuple[str, ...], *, wrong: bool) -> None:
    any_phase = technique(phases=["warm-up", "main", "cool-down"])
    steps = ({"phase": phase} for phase in phases)
    problems = found(tmp_path, routine_phases, techniques=[any_phase], routines=[routine(*steps, minutes=9)])
    assert locations(problems) == ([("short", ("steps",))] if wrong else [])


# routine-time


def test_a_routine_that_takes_longer_than_its_minutes_is_found(tmp_path: Path) -> None:
    problems = found(
        tmp_path, routine_time, techniques=[technique()], routines=[routine({"side": "each"}, {}, minutes=3)]
    )
    assert locations(problems) == [("short", ("minutes",))]
    assert "Say 4 minutes" in problems[0].hint


def test_the_time_of_a_step_is_counted_for_each_side(tmp_path: Path) -> None:
    sides = ["sore", "middle"], ["each", "left"], ["upper-side"]
    counts = (3, 2, 1)
    for written, count in zip(sides, counts, strict=True):
        steps = ({"side": written, "seconds": 60}, {"seconds": 30})
        minutes = routine(*steps, minutes=count)
        (problem,) = found(tmp_path, routine_time, techniques=[technique()], routines=[minutes])
        assert f"add up to {count * 60 + 30 + 20} seconds" in problem.message


def test_a_step_longer_than_the_dose_of_its_technique_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, routine_time, techniques=[technique()], routines=[routine({"seconds": 120}, {})])
    assert locations(problems) == [("short", ("steps", 0, "seconds"))]


def test_set_up_sides_and_rests_that_fit_into_the_minutes_are_left_alone(tmp_path: Path) -> None:
    steps = ({"side": "each", "seconds": 30, "rest": 10}, {"seconds": 80})
    assert not found(tmp_path, routine_time, techniques=[technique()], routines=[routine(*steps, minutes=3)])


# routine-step


def test_a_step_whose_technique_has_other_givers_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, routine_step, techniques=[technique(by={"partner": "none"})], routines=[routine()])
    assert ("short", ("steps", 0, "technique")) in locations(problems)


def test_a_step_for_professionals_is_found(tmp_path: Path) -> None:
    referral = technique(referral_only=True, steps=[], dose=...)
    assert len(found(tmp_path, routine_step, techniques=[referral], routines=[routine()])) == 2


def test_a_step_in_a_phase_that_its_technique_lacks_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, routine_step, techniques=[technique()], routines=[routine({"phase": "cool-down"}, {})])
    assert locations(problems) == [("short", ("steps", 0, "phase"))]


def test_a_step_in_a_position_that_the_routine_does_not_list_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, routine_step, techniques=[technique()], routines=[routine(position=["lying"])])
    assert locations(problems) == [("short", ("steps", place, "technique")) for place in (0, 1)]


def test_a_routine_that_can_be_done_is_left_alone(tmp_path: Path) -> None:
    assert not found(
        tmp_path, routine_step, techniques=[technique()], routines=[routine(position=["lying", "sitting"])]
    )


# routine-limit

AGAINST = {
    "condition": "ache",
    "grade": "low",
    "direction": "advised-against",
    "text": "Not for this.",
    "sources": ["book"],
}


def test_a_step_that_is_advised_against_in_every_condition_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, routine_limit, techniques=[technique(evidence=[AGAINST])], routines=[routine()])
    assert locations(problems) == [("short", ("steps", place, "technique")) for place in (0, 1)]


def test_a_step_that_is_advised_against_at_another_stage_or_by_another_giver_is_left_alone(tmp_path: Path) -> None:
    fine = AGAINST | {"direction": "benefit"}
    staged = technique(evidence=[AGAINST | {"when": "fever"}, fine])
    assert not found(tmp_path, routine_limit, techniques=[staged], routines=[routine()])
    in_other_hands = technique(evidence=[AGAINST | {"by": ["therapist"]}])
    assert not found(tmp_path, routine_limit, techniques=[in_other_hands], routines=[routine()])


def test_a_step_that_a_caution_forbids_to_everyone_the_routine_is_for_is_found(tmp_path: Path) -> None:
    for_the_feverish = routine(when={"all": ["fever", "numb"]})
    for effect in (
        {"forbid": {"action": ["rub"]}},
        {"position": {"any-of": ["lying"]}},
        {"by": {"any-of": ["therapist"]}},
        {"keep-off": ["loin"]},
        {"cap-pressure": "light", "forbid": {"pressure": {"at-least": "light"}}},
    ):
        problems = found(
            tmp_path,
            routine_limit,
            techniques=[technique()],
            cautions=[caution(do=effect)],
            routines=[for_the_feverish],
        )
        assert len(problems) == 2, effect
        assert "`hot`" in problems[0].message


def test_a_caution_that_applies_to_only_some_of_them_is_left_alone(tmp_path: Path) -> None:
    forbids = caution(do={"forbid": {"action": ["rub"]}})
    for when in ({"any": ["fever", "numb"]}, ...):
        assert not found(
            tmp_path, routine_limit, techniques=[technique()], cautions=[forbids], routines=[routine(when=when)]
        )
