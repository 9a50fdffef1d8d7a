"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.typography import RULE
from lint.small import caution, found, places, technique


@pytest.mark.parametrize(
    "text",
    [
        "Warm \N{EN DASH} and heavy.",
        "It\N{RIGHT SINGLE QUOTATION MARK}s warm.",
        "Warm\N{HORIZONTAL ELLIPSIS} and heavy.",
        "Well done!",
        "Warm.  Heavy.",
        "Warm , and heavy.",
        "Warm and heavy",
    ],
)
def test_a_mark_that_is_not_plain_is_found(tmp_path: Path, text: str) -> None:
    assert places(found(tmp_path, RULE, techniques=[technique(feel=text)])) == [("rubbing", ("feel",))]


@pytest.mark.parametrize(
    "text", ["Warm, and heavy.", "Is it warm?", "After S\N{LATIN SMALL LETTER O WITH DIAERESIS}der.", 'Say "stop."']
)
def test_plain_sentences_are_left_alone(tmp_path: Path, text: str) -> None:
    assert not found(tmp_path, RULE, techniques=[technique(feel=text)])


def test_names_lists_and_signs_need_no_full_stop(tmp_path: Path) -> None:
    level = {"id": "care", "headline": "Go on.", "sign": "!", "advice": ["Go slowly."], "exit-code": 0}
    assert not found(tmp_path, RULE, levels=[level], techniques=[technique(name="Rubbing", words=["rub"])])


def test_a_sentence_deep_inside_an_entry_is_looked_at_too(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, cautions=[caution(do={"cap-pressure": "light", "say": "Only lightly"})])
    assert places(problems) == [("hot", ("do", "say"))]
