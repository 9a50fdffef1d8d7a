"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.dose_range import RULE
from lint.small import found, places, technique


@pytest.mark.parametrize(
    ("least", "usual", "most", "wrong"),
    [(30, 60, 90, False), (60, 60, 60, False), (90, 60, 120, True), (30, 60, 50, True)],
)
def test_the_usual_time_lies_within_the_limits(
    tmp_path: Path, least: int, usual: int, most: int, *, wrong: bool
) -> None:
    dose = {"seconds": usual, "at-least": least, "at-most": most, "often": "Once a day."}
    problems = found(tmp_path, RULE, techniques=[technique(id="timed", dose=dose)])
    assert places(problems) == ([("timed", ("dose",))] if wrong else [])
