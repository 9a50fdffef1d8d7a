"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.reassures import RULE
from lint.small import BASE, found, places, red_flag


@pytest.mark.parametrize(
    "text",
    [
        "You are safe.",
        "You're quite safe.",
        "It is nothing serious.",
        "Do not worry.",
        "This is often harmless.",
        "There is no need to panic.",
        "It cannot hurt you.",
        "All is well.",
    ],
)
def test_a_text_that_reassures_is_found(tmp_path: Path, text: str) -> None:
    assert places(found(tmp_path, RULE, red_flags=[red_flag(text=text)])) == [("no-feeling", ("text",))]


@pytest.mark.parametrize(
    "text",
    [
        "It has to be checked today.",
        "Slight tenderness for a day is normal.",
        "Light strokes are fine.",
        "Stress and worry tighten muscles.",
        "Wait until a clinician says that it is safe.",
    ],
)
def test_a_text_that_says_what_to_do_is_left_alone(tmp_path: Path, text: str) -> None:
    assert not found(tmp_path, RULE, red_flags=[red_flag(text=text)])


def test_a_note_for_authors_is_left_alone(tmp_path: Path) -> None:
    noted = BASE["findings"][0] | {"note": "Common and harmless alone."}
    assert not found(tmp_path, RULE, findings=[noted])
