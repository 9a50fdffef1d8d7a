"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.home_pressure import RULE
from lint.small import found, places, technique


def test_a_pressure_for_therapists_in_other_hands_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique(by={"partner": ["light", "deep"]})])
    assert places(problems) == [("rubbing", ("by", "partner"))]


def test_a_range_that_runs_backwards_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique(by={"self": ["firm", "light"]})])
    assert places(problems) == [("rubbing", ("by", "self"))]


def test_a_therapist_may_and_what_does_not_press_may(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, techniques=[technique(by={"therapist": ["light", "deep"], "self": "none"})])
