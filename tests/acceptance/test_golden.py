"""Compare whole pages with approved ones. `UPDATE_GOLDEN=1` rewrites them; read the difference before keeping it.

They are about bicycles, so that a change of medical wording touches none of them. One short page is a shipped one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from .program import Outcome, answer

GOLDEN = Path(__file__).parent / "golden"
FRONT = ("suggest", "--area", "front", "--minutes", "10")
PAGES: dict[str, tuple[str, ...]] = {
    "suggest-80": FRONT,
    "suggest-40": FRONT,
    "suggest-plain": (*FRONT, "--format", "plain"),
    "suggest-markdown": (*FRONT, "--format", "markdown"),
    "suggest-care": (*FRONT, "--have", "carbon", "--have", "dent=fork", "--not", "brake-dead", "--without", "brush"),
    "emergency": (*FRONT, "--have", "brake-dead"),
    "screen": ("screen", "--area", "front", "--not", "brake-dead", "--unsure", "wobble"),
    "why": ("why", "jet-wash", "--area", "front", "--have", "carbon"),
    "show-routine": ("show", "sunday-wash"),
    "list-areas": ("list", "areas"),
    "print": ("print", "sunday-wash", "--not", "brake-dead", "--have", "has-motor"),
    "play": ("play", "sunday-wash", "--not", "brake-dead"),
}
SHIPPED = ("suggest", "--area", "lower", "--have", "saddle-numbness")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_equal_to_the_approved_one(bicycles: Callable[..., Outcome], name: str) -> None:
    _assert_approved(name, bicycles(*PAGES[name], columns=40 if name.endswith("-40") else 80))


def test_the_shipped_emergency_page_is_equal_to_the_approved_one() -> None:
    _assert_approved("shipped-emergency", answer(*SHIPPED))


def _assert_approved(name: str, said: Outcome) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(said.out, encoding="utf-8")
    assert said.out == path.read_text(encoding="utf-8")


def test_no_approved_page_is_unused() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == {*PAGES, "shipped-emergency"}
