"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.routine_time import RULE
from lint.small import found, places, routine, technique


def test_a_routine_that_takes_longer_than_it_says_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique()], routines=[routine({"side": "each"}, {}, minutes=3)])
    assert places(problems) == [("short", ("minutes",))]
    assert "Say 4 minutes" in problems[0].hint


def test_a_step_beyond_the_dose_of_its_technique_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique()], routines=[routine({"seconds": 120}, {})])
    assert places(problems) == [("short", ("steps", 0, "seconds"))]


def test_set_up_sides_and_rests_within_the_minutes_are_left_alone(tmp_path: Path) -> None:
    steps = ({"side": "each", "seconds": 30, "rest": 10}, {"seconds": 80})
    assert not found(tmp_path, RULE, techniques=[technique()], routines=[routine(*steps, minutes=3)])
