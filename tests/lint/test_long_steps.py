"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.long_steps import RULE
from lint.small import found, places, routine, technique

FIFTEEN = "Rub slowly up and down beside the spine for 20-30 seconds, then change to left."
SIXTEEN = f"Now {FIFTEEN}"


def test_a_step_of_sixteen_words_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique(steps=["Rub.", SIXTEEN])])
    assert places(problems) == [("rubbing", ("steps", 1))]
    assert "16 words" in problems[0].message


def test_a_step_of_another_position_is_held_to_the_same_limit(tmp_path: Path) -> None:
    entry = technique(position=["sitting", "lying"], steps_in={"lying": ["Rub.", SIXTEEN]})
    assert places(found(tmp_path, RULE, techniques=[entry])) == [("rubbing", ("steps-in", "lying", 1))]


def test_a_long_cue_of_a_routine_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique()], routines=[routine({}, {"cue": SIXTEEN})])
    assert places(problems) == [("short", ("steps", 1, "cue"))]


def test_a_step_of_fifteen_words_is_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, techniques=[technique(steps=[FIFTEEN, "Stop - and rest."])])
