"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.same_words import RULE
from lint.small import caution, found, places, technique

SENTENCE = "A soft ball between the body and the wall, leant on at sore spots."


def test_a_name_in_two_entries_of_a_kind_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique(), technique(id="again", name="rubbing")])
    assert ("again", ("name",)) in places(problems)


def test_a_long_sentence_in_two_entries_is_found_whatever_its_capitals(tmp_path: Path) -> None:
    one = technique(summary=SENTENCE)
    other = technique(id="other", name="Other", summary=SENTENCE.upper(), feel="Cold.", gentler="Less.")
    problems = found(tmp_path, RULE, techniques=[one, other])
    assert places(problems) == [("other", ("summary",))]
    assert "`rubbing`" in problems[0].message


def test_short_sentences_shared_steps_and_other_kinds_are_left_alone(tmp_path: Path) -> None:
    one = technique(stop=[SENTENCE], feel="Warm.")
    other = technique(id="other", name="Other", stop=[SENTENCE], feel="Warm.")
    assert not found(tmp_path, RULE, techniques=[one, other], cautions=[caution(name="Rubbing")])
