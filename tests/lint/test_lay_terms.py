"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.lay_terms import RULE
from lint.small import caution, found, places, technique


def test_a_word_of_two_entries_is_found_however_it_is_written(tmp_path: Path) -> None:
    one = technique(words=["kneading", "can't stop"])
    other = technique(id="other", name="Other", words=["press", "cant-stop"])
    problems = found(tmp_path, RULE, techniques=[one, other])
    assert places(problems) == [("other", ("words", 1))]
    assert "`rubbing`" in problems[0].message


def test_a_word_that_is_the_name_or_id_of_another_entry_is_found(tmp_path: Path) -> None:
    other = technique(id="other", name="Other", words=["rubbing"])
    assert places(found(tmp_path, RULE, techniques=[technique(), other])) == [("other", ("words", 0))]


def test_areas_and_conditions_share_their_words(tmp_path: Path) -> None:
    area = {"id": "ache-zone", "name": "an ache", "places": ["loin"]}
    assert places(found(tmp_path, RULE, areas=[area])) == [("ache", ("name",))]


def test_two_choices_of_a_finding_do_not_share_a_word(tmp_path: Path) -> None:
    feel = {
        "id": "feel",
        "kind": "choice",
        "role": "context",
        "ask": "How does it feel?",
        "clause": "it feels {}",
        "choices": {"sharp": "sharp", "dull": "dull"},
        "choice-words": {"sharp": ["stab", "dull"], "dull": ["ache", "Stab"]},
    }
    problems = found(tmp_path, RULE, findings=[feel])
    assert places(problems) == [("feel", ("choice-words", "sharp", 1)), ("feel", ("choice-words", "dull", 1))]


def test_other_kinds_may_use_the_same_word_and_an_entry_may_repeat_itself(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, techniques=[technique(words=["rubbing", "ball"])], cautions=[caution()])
