"""What a change of the knowledge does to advice is said in words, the less careful first."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.knowledge.load import shipped_folder
from backrelief.workshop.changes import Side, changes_between, load_side

CASES = 40
"""Of the shipped ones; enough to see every kind of change made here."""


@pytest.fixture(scope="module")
def shipped() -> Side:
    side = load_side(shipped_folder())
    return Side(side.knowledge, side.cases[:CASES])


def layered(tmp_path: Path, text: str, shipped: Side) -> Side:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    return Side(load_side(tmp_path).knowledge, shipped.cases)


def test_nothing_changes_without_a_change(shipped: Side) -> None:
    assert changes_between(shipped, shipped) == ()


def test_a_flag_that_is_gone_is_told_first(shipped: Side, tmp_path: Path) -> None:
    flag = next(one for one in shipped.cases if one.expected.raised).expected.raised[0]
    weaker = layered(
        tmp_path,
        f"""
red-flags:
  - id: {flag}
    name: Made weaker
    levels: [{{level: care, when: {{age: {{at-least: 119}}}}}}]
    asked-in: everywhere
    text: Nobody has this.
    may-indicate: Nothing.
    sources: [practice]
    overrides-safety: to see what it does
""",
        shipped,
    )
    first, *_ = changes_between(shipped, weaker)
    assert first.is_grave
    assert any(f"`{flag}` is no longer raised" in one.what for one in changes_between(shipped, weaker) if one.is_grave)


def test_a_folder_without_a_vocabulary_is_a_layer(tmp_path: Path, shipped: Side) -> None:
    (tmp_path / "own.yaml").write_text(
        "tips:\n  - {id: own-tip, name: My tip, moment: after, text: Rest a little., sources: [practice]}\n",
        encoding="utf-8",
    )
    assert load_side(tmp_path).knowledge.get("tips", "own-tip") is not None
    assert load_side(tmp_path).knowledge.red_flags == shipped.knowledge.red_flags
