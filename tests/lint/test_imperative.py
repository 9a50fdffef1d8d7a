"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.imperative import RULE
from lint.small import found, places, technique


@pytest.mark.parametrize(
    "step", ["You press slowly.", "Pressing slowly.", "Presses slowly.", "The partner presses.", "A ball helps."]
)
def test_a_step_that_does_not_tell_what_to_do_is_found(tmp_path: Path, step: str) -> None:
    problems = found(tmp_path, RULE, techniques=[technique(steps=["Press.", step])])
    assert places(problems) == [("rubbing", ("steps", 1))]


def test_a_step_of_another_position_is_found_too(tmp_path: Path) -> None:
    entry = technique(position=["sitting", "lying"], steps_in={"lying": ["Press.", "You press slowly."]})
    assert places(found(tmp_path, RULE, techniques=[entry])) == [("rubbing", ("steps-in", "lying", 1))]


@pytest.mark.parametrize(
    "step",
    [
        "Press slowly.",
        "Bring the knee up.",
        "Swing the arm.",
        "Cross the arms.",
        "During the out-breath let go.",
        "On the buttock use loose fists.",
        "If it eases, stop.",
        "Knees apart: lean forward.",
        "Keep varying: the next posture is the best.",
        "The other side: press again.",
        "Feed the strap under the foot.",
        "10 times press and let go.",
    ],
)
def test_a_step_that_tells_what_where_or_when_is_left_alone(tmp_path: Path, step: str) -> None:
    assert not found(tmp_path, RULE, techniques=[technique(steps=[step])])
