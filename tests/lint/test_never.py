"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.never import RULE
from lint.small import found, places, technique


def test_an_action_that_must_never_be_offered_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique(action=["rub", "jerk"])])
    assert places(problems) == [("rubbing", ("action", 1))]
    assert "It breaks things." in problems[0].message


def test_other_actions_are_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, techniques=[technique(action=["rub", "rest"])])
