"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.complete import RULE
from lint.small import found, places, technique


def test_a_placeholder_is_found(tmp_path: Path) -> None:
    unfinished = technique(gentler="None.", stop=["Stop if it hurts.", "see above"], feel="TODO: ask Anna.")
    problems = found(tmp_path, RULE, techniques=[unfinished])
    assert {place for _, place in places(problems)} == {("gentler",), ("stop", 1), ("feel",)}


def test_a_technique_for_home_without_steps_or_dose_is_found(tmp_path: Path) -> None:
    assert len(found(tmp_path, RULE, techniques=[technique(steps=[], dose=...)])) == 2
    assert not found(tmp_path, RULE, techniques=[technique(steps=[], dose=..., referral_only=True)])


def test_a_sentence_that_begins_with_such_a_word_is_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, techniques=[technique(feel="Nothing sharp, only warmth.")])
