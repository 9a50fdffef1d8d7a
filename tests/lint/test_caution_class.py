"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.caution_class import RULE
from lint.small import caution, found, places


@pytest.mark.parametrize(
    ("letter", "effects"),
    [
        ("A", {"do": {"cap-pressure": "light"}}),
        ("L", {"do": {"cap-pressure": "light"}}),
        ("T", {"do": {"forbid": "everything"}}),
        ("C", {"do": {"forbid": "everything"}}),
    ],
)
def test_a_class_that_the_effects_do_not_bear_out_is_found(
    tmp_path: Path, letter: str, effects: dict[str, object]
) -> None:
    problems = found(tmp_path, RULE, cautions=[caution(class_=letter, do=...) | effects])
    assert places(problems) == [("hot", ("class",))]


@pytest.mark.parametrize(
    ("letter", "effects"),
    [
        ("A", {"do": {"forbid": "everything"}}),
        ("A", {"do": {"by": {"any-of": ["self"]}}}),
        ("L", {"do": {"keep-off": ["loin"]}}),
        ("L", {"do": {"forbid": {"touches": ["loin"]}}}),
        ("T", {"do": {"forbid": {"action": ["rub"]}}}),
        ("T", {"until-agreed": {"forbid": "everything"}, "do": {"cap-pressure": "light"}}),
        ("C", {"until-agreed": {"forbid": "everything"}}),
    ],
)
def test_a_class_that_fits_is_left_alone(tmp_path: Path, letter: str, effects: dict[str, object]) -> None:
    assert not found(tmp_path, RULE, cautions=[caution(class_=letter, do=...) | effects])
