"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.sources import RULE
from lint.small import caution, found, places, technique


def test_an_entry_and_a_row_of_evidence_without_a_source_are_found(tmp_path: Path) -> None:
    row = {"condition": "ache", "grade": "low", "direction": "unknown", "text": "Nobody has tried.", "sources": []}
    problems = found(tmp_path, RULE, techniques=[technique(sources=[], evidence=[row])], cautions=[caution(sources=[])])
    assert places(problems) == [("hot", ()), ("rubbing", ()), ("rubbing", ("evidence", 0))]


def test_one_source_is_enough_even_one_from_memory(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, techniques=[technique(sources=["memory"])], cautions=[caution()])
