"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.promises import RULE
from lint.small import found, places, technique


@pytest.mark.parametrize(
    "text",
    [
        "It cures the pain.",
        "Your pain is gone for good.",
        "It will fix your back.",
        "We guarantee it.",
        "It always helps.",
        "Get rid of the ache. Do not press.",
    ],
)
def test_a_promise_is_found(tmp_path: Path, text: str) -> None:
    assert places(found(tmp_path, RULE, techniques=[technique(feel=text)])) == [("rubbing", ("feel",))]


@pytest.mark.parametrize(
    "text",
    [
        "Nothing here cures a sore back.",
        "A wound needs time to heal.",
        "It has not been shown that it will help.",
        "Wait until the bone has healed.",
        "Many people feel looser for an hour.",
    ],
)
def test_a_denial_and_ordinary_healing_are_left_alone(tmp_path: Path, text: str) -> None:
    assert not found(tmp_path, RULE, techniques=[technique(feel=text)])
