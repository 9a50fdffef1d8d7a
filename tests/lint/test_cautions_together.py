"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.cautions_together import RULE
from lint.small import caution, found, places

SITS = caution(do={"position": {"any-of": ["sitting"]}})
LIES = caution(id="tired", when="numb", do={"position": {"any-of": ["lying"]}})


def test_two_cautions_that_leave_no_position_are_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, cautions=[SITS, LIES])
    assert places(problems) == [("tired", ("do", "position"))]
    assert "`hot`" in problems[0].message


def test_two_that_share_one_and_two_that_never_meet_are_left_alone(tmp_path: Path) -> None:
    either = caution(id="tired", when="numb", do={"position": {"any-of": ["lying", "sitting"]}})
    assert not found(tmp_path, RULE, cautions=[SITS, either])
    old, young = {"age": {"at-least": 65}}, {"age": {"at-most": 15}}
    assert not found(tmp_path, RULE, cautions=[SITS | {"when": old}, LIES | {"when": young}])
