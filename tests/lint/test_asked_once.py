"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.asked_once import RULE
from lint.small import found, red_flag

SCREEN = {"id": "first", "kind": "danger", "ask": "Any of these?", "lines": [{"any": ["numb"]}]}


def test_a_danger_that_no_line_asks_for_is_found(tmp_path: Path) -> None:
    flag = red_flag({"level": "today", "when": {"any": ["numb", "fever"]}})
    problems = found(tmp_path, RULE, red_flags=[flag], screens=[SCREEN])
    assert [problem.entry for problem in problems] == ["no-feeling"]
    assert "`fever`" in problems[0].message


def test_a_finding_in_two_lines_is_found(tmp_path: Path) -> None:
    twice = SCREEN | {"lines": [{"any": ["numb"]}, {"any": ["fever", "numb"]}]}
    assert [problem.entry for problem in found(tmp_path, RULE, screens=[twice])] == ["numb"]


def test_a_follow_up_an_option_and_a_flag_that_is_asked_nowhere_are_left_alone(tmp_path: Path) -> None:
    screen = SCREEN | {"lines": [{"any": ["numb"], "follow-up": ["pace"]}]}
    asked = red_flag(
        {"level": "today", "when": {"all": ["numb", {"pace": {"is": "hours"}}, {"age": {"at-least": 50}}]}}
    )
    silent = red_flag({"level": "today", "when": "fever"}, id="silent", asked_in=[])
    assert not found(tmp_path, RULE, red_flags=[asked, silent], screens=[screen])
