"""How faults are printed and sorted, and which hints they give."""

from __future__ import annotations

from pathlib import Path

from backrelief.knowledge.faults import BrokenKnowledgeError, Fault
from backrelief.knowledge.lexicon import did_you_mean

HERE = Path("a.yaml")


def test_a_fault_is_printed_with_its_location_excerpt_and_hint() -> None:
    fault = Fault(HERE, 3, 5, "wrong", "rule", "Mend it.", "abc: wrong")
    assert str(fault) == "a.yaml:3:5: error: wrong (rule)\n    abc: wrong\n        ^\n    Mend it."


def test_a_fault_about_a_whole_file_is_printed_without_a_line() -> None:
    assert str(Fault(HERE, 0, 0, "wrong", "rule")) == "a.yaml: error: wrong (rule)"


def test_a_marker_beyond_the_end_of_the_excerpt_is_left_out() -> None:
    assert "^" not in str(Fault(HERE, 1, 200, "wrong", "rule", "", "short"))


def test_a_warning_is_labelled_as_such() -> None:
    assert str(Fault(HERE, 1, 1, "odd", "rule", severity="warning")) == "a.yaml:1:1: warning: odd (rule)"


def test_faults_are_sorted_by_file_and_location() -> None:
    faults = [
        Fault(Path("b"), 1, 1, "", ""),
        Fault(HERE, 10, 1, "", ""),
        Fault(HERE, 2, 9, "", ""),
        Fault(HERE, 2, 1, "", ""),
    ]
    assert BrokenKnowledgeError(faults).faults == tuple(reversed(faults))


def test_equal_faults_are_reported_once() -> None:
    assert "has 1 fault:" in BrokenKnowledgeError([Fault(HERE, 1, 1, "wrong", "rule")]).message


def test_only_similar_words_are_suggested() -> None:
    assert did_you_mean("lowr-back", ["lower-back", "neck"]) == "Did you mean `lower-back`?"
    assert did_you_mean("xyz", ["lower-back", "neck"]) == ""
    assert did_you_mean("mid-bck", ["mid-back", "mid"]) == "Did you mean `mid-back` or `mid`?"
