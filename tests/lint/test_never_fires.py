"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.never_fires import RULE
from lint.small import caution, found, places, red_flag


def _when(criterion: object) -> dict[str, object]:
    return caution(when=criterion)


@pytest.mark.parametrize(
    "criterion",
    [
        {"all": [{"age": {"at-least": 50}}, {"age": {"at-most": 15}}]},
        {"age": {"at-least": 121}},
        {"all": [{"pace": {"is": "days"}}, {"pace": {"is": "weeks"}}]},
        {"at-least-n": {"n": 2, "of": [{"age": {"at-most": 15}}, {"age": {"at-least": 50}}]}},
        {"all": ["well", {"not": "well"}]},
    ],
)
def test_a_criterion_that_nobody_can_meet_is_found(tmp_path: Path, criterion: object) -> None:
    assert places(found(tmp_path, RULE, cautions=[_when(criterion)])) == [("hot", ("when",))]


def test_a_question_whose_gate_the_criterion_shuts_is_found(tmp_path: Path) -> None:
    gated = {
        "id": "sick",
        "kind": "yes-no",
        "role": "danger",
        "ask": "Sick?",
        "clause": "you are sick",
        "only-if": {"not": "well"},
    }
    problems = found(tmp_path, RULE, findings=[gated], cautions=[_when({"all": ["well", "sick"]})])
    assert places(problems) == [("hot", ("when",))]
    assert not found(tmp_path, RULE, findings=[gated], cautions=[_when({"any": ["well", "sick"]})])


def test_the_levels_of_red_flags_are_looked_at_too(tmp_path: Path) -> None:
    flag = red_flag({"level": "today", "when": {"all": [{"age": {"at-least": 50}}, {"age": {"at-most": 49}}]}})
    assert places(found(tmp_path, RULE, red_flags=[flag])) == [("no-feeling", ("levels", 0, "when"))]


@pytest.mark.parametrize(
    "criterion",
    [
        {"all": [{"age": {"at-least": 50}}, {"age": {"at-most": 50}}]},
        {"all": ["numb", {"pace": {"at-least": "days"}}]},
        {"any": [{"age": {"at-least": 121}}, "fever"]},
        {"at-least-n": {"n": 2, "of": ["numb", "fever", "well"]}},
    ],
)
def test_a_criterion_that_somebody_meets_is_left_alone(tmp_path: Path, criterion: object) -> None:
    assert not found(tmp_path, RULE, cautions=[_when(criterion)])
