"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.soon_effects import RULE
from lint.small import found, places, red_flag

SOON = {"level": "soon", "when": "fever"}
TODAY = {"level": "today", "when": "numb"}


def test_a_soon_line_without_a_choice_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, red_flags=[red_flag(TODAY, SOON)])
    assert places(problems) == [("no-feeling", ("levels", 1))]


def test_a_choice_made_and_a_flag_without_soon_are_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, red_flags=[red_flag(SOON, allows="comfort"), red_flag(TODAY, id="now")])


def test_an_allowance_that_only_says_something_is_found(tmp_path: Path) -> None:
    empty = {"id": "all", "name": "all", "do": {"say": "Go on."}}
    assert places(found(tmp_path, RULE, allowances=[empty])) == [("all", ("do",))]
