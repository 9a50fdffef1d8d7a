"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.routine_steps import RULE
from lint.small import found, places, routine, technique


def test_a_step_in_other_hands_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique(by={"partner": "none"})], routines=[routine()])
    assert ("short", ("steps", 0, "technique")) in places(problems)


def test_a_step_for_professionals_is_found(tmp_path: Path) -> None:
    referral = technique(referral_only=True, steps=[], dose=...)
    assert len(found(tmp_path, RULE, techniques=[referral], routines=[routine()])) == 2


def test_a_step_in_a_phase_that_its_technique_does_not_know_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique()], routines=[routine({"phase": "cool-down"}, {})])
    assert places(problems) == [("short", ("steps", 0, "phase"))]


def test_a_step_in_a_position_that_the_routine_does_not_list_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique()], routines=[routine(position=["lying"])])
    assert places(problems) == [("short", ("steps", place, "technique")) for place in (0, 1)]


def test_a_routine_that_can_be_done_is_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, techniques=[technique()], routines=[routine(position=["lying", "sitting"])])
