"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.routine_phases import RULE
from lint.small import found, places, routine, technique


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
def test_a_routine_warms_up_works_and_cools_down(tmp_path: Path, phases: tuple[str, ...], *, wrong: bool) -> None:
    any_phase = technique(phases=["warm-up", "main", "cool-down"])
    steps = ({"phase": phase} for phase in phases)
    problems = found(tmp_path, RULE, techniques=[any_phase], routines=[routine(*steps, minutes=9)])
    assert places(problems) == ([("short", ("steps",))] if wrong else [])
