"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.never_matters import RULE
from lint.small import caution, found, places, red_flag, technique

BOTH = {"all": ["numb", "fever"]}


def test_a_level_that_a_higher_one_always_covers_is_found(tmp_path: Path) -> None:
    flag = red_flag({"level": "soon", "when": BOTH}, {"level": "today", "when": "numb"})
    assert places(found(tmp_path, RULE, red_flags=[flag])) == [("no-feeling", ("levels", 0))]


def test_of_two_lines_alike_the_later_is_found(tmp_path: Path) -> None:
    flag = red_flag({"level": "today", "when": "numb"}, {"level": "today", "when": "numb"})
    assert places(found(tmp_path, RULE, red_flags=[flag])) == [("no-feeling", ("levels", 1))]


def test_a_promotion_is_left_alone(tmp_path: Path) -> None:
    flag = red_flag({"level": "today", "when": "numb"}, {"level": "emergency", "when": BOTH})
    assert not found(tmp_path, RULE, red_flags=[flag])


def test_a_level_below_one_that_follows_from_the_gate_is_found(tmp_path: Path) -> None:
    flag = red_flag({"level": "soon", "when": {"pace": {"is": "days"}}}, {"level": "today", "when": "numb"})
    assert places(found(tmp_path, RULE, red_flags=[flag])) == [("no-feeling", ("levels", 0))]


def test_a_criterion_that_everyone_meets_is_found(tmp_path: Path) -> None:
    always = caution(when={"any": [{"age": {"at-least": 50}}, {"age": {"at-most": 60}}]})
    assert places(found(tmp_path, RULE, cautions=[always])) == [("hot", ("when",))]


def test_a_caution_without_effects_is_found_and_a_sentence_is_an_effect(tmp_path: Path) -> None:
    assert places(found(tmp_path, RULE, cautions=[caution(do={})])) == [("hot", ())]
    assert places(found(tmp_path, RULE, cautions=[caution(do=...)])) == [("hot", ())]
    assert not found(tmp_path, RULE, cautions=[caution(do={"say": "Gently."})])


def test_a_test_that_no_technique_passes_is_found_in_a_ranking_and_not_in_a_caution(tmp_path: Path) -> None:
    idle = {"id": "guns", "points": 1, "text": "It has a gun.", "technique": {"means": ["gun"]}}
    guard = caution(do={"forbid": {"means": ["gun"]}})
    problems = found(tmp_path, RULE, techniques=[technique()], ranking=[idle], cautions=[guard])
    assert places(problems) == [("guns", ("technique",))]
    armed = technique(means=["gun"])
    assert not found(tmp_path, RULE, techniques=[armed], ranking=[idle], cautions=[guard])
