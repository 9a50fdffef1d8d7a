"""Whole pages as they were last approved. `UPDATE_GOLDEN=1` writes them anew; read the difference before keeping it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .program import answer, run

GOLDEN = Path(__file__).parent / "golden"
LOWER = ("suggest", "--area", "lower", "--no-input")
PAGES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "suggest-80": (LOWER, {}),
    "suggest-40": (LOWER, {"COLUMNS": "40"}),
    "suggest-plain": ((*LOWER, "--format", "plain"), {}),
    "suggest-markdown": ((*LOWER, "--format", "markdown"), {}),
    "emergency": (("suggest", "--area", "lower", "--have", "saddle-numbness"), {}),
    "screen": (("screen", "--area", "lower"), {}),
    "why": (("why", "ball-wall", "--area", "lower", "--have", "blood-thinner"), {}),
    "list-areas": (("list", "areas"), {}),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_was_approved(name: str) -> None:
    arguments, env = PAGES[name]
    said = run(*arguments, env=env) if env else answer(*arguments)
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(said.out, encoding="utf-8")
    assert said.out == path.read_text(encoding="utf-8")


def test_no_page_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(PAGES)
