"""How a fault is written, sorted and hinted at."""

from __future__ import annotations

from pathlib import Path

from backrelief.knowledge.faults import BrokenKnowledgeError, Fault
from backrelief.knowledge.lexicon import did_you_mean

HERE = Path("a.yaml")


def test_a_fault_is_written_with_its_place_its_line_and_what_to_do() -> None:
    fault = Fault(HERE, 3, 5, "wrong", "rule", "Mend it.", "abc: wrong")
    assert str(fault) == "a.yaml:3:5: error: wrong (rule)\n    abc: wrong\n        ^\n    Mend it."


def test_a_fault_about_a_whole_file_has_no_line() -> None:
    assert str(Fault(HERE, 0, 0, "wrong", "rule")) == "a.yaml: error: wrong (rule)"


def test_a_mark_beyond_the_part_of_the_line_that_is_shown_is_left_out() -> None:
    assert "^" not in str(Fault(HERE, 1, 200, "wrong", "rule", "", "short"))


def test_a_warning_says_that_it_is_one() -> None:
    assert str(Fault(HERE, 1, 1, "odd", "rule", severity="warning")) == "a.yaml:1:1: warning: odd (rule)"


def test_faults_are_sorted_by_file_and_place() -> None:
    faults = [
        Fault(Path("b"), 1, 1, "", ""),
        Fault(HERE, 10, 1, "", ""),
        Fault(HERE, 2, 9, "", ""),
        Fault(HERE, 2, 1, "", ""),
    ]
    assert BrokenKnowledgeError(faults).faults == tuple(reversed(faults))


def test_one_fault_is_one_fault() -> None:
    assert "has 1 fault:" in BrokenKnowledgeError([Fault(HERE, 1, 1, "wrong", "rule")]).message


def test_near_words_are_named_and_far_ones_are_not() -> None:
    assert did_you_mean("lowr-back", ["lower-back", "neck"]) == "Did you mean `lower-back`?"
    assert did_you_mean("xyz", ["lower-back", "neck"]) == ""
    assert did_you_mean("mid-bck", ["mid-back", "mid"]) == "Did you mean `mid-back` or `mid`?"
