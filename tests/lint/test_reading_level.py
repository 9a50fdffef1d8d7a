"""The rule about the reading level: what it finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint import left_out
from backrelief.lint.reading_level import reading_level
from lint.small import caution, found, locations

HARD = (
    "Osteoporotic vertebral compression fractures necessitate expeditious radiological evaluation, particularly "
    "following inconsequential trauma, notwithstanding apparently uncomplicated presentations and satisfactory "
    "neurological examination, irrespective of symptomatology or accompanying medication."
)
EASY = (
    "Thin bones can break in a small fall. Have it checked today. Sit in a chair and wait for help. Do not bend. Keep "
    "warm. Ask a friend to stay with you till then, and to make the call."
)


def test_a_hard_text_is_found_at_its_hardest_part(tmp_path: Path) -> None:
    pytest.importorskip("pyphen")
    problems = found(tmp_path, reading_level, cautions=[caution(text=HARD, adaptation=["Rest."])])
    assert locations(problems) == [("hot", ("text",))]
    assert "grade" in problems[0].message


def test_short_sentences_of_short_words_are_left_alone(tmp_path: Path) -> None:
    pytest.importorskip("pyphen")
    assert not found(tmp_path, reading_level, cautions=[caution(text=EASY)])


def test_a_text_that_is_too_short_to_measure_is_left_alone(tmp_path: Path) -> None:
    pytest.importorskip("pyphen")
    assert not found(tmp_path, reading_level, cautions=[caution(text="Physiotherapeutic rehabilitation.")])


def test_without_the_library_the_rule_is_reported_as_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backrelief.lint.rule.find_spec", lambda _name: None)
    assert not found(tmp_path, reading_level, cautions=[caution(text=HARD)])
    assert left_out() == (reading_level,)
