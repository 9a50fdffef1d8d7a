"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.refuted import RULE
from lint.small import found, places, technique

CLAIM = {
    "id": "dirt",
    "name": "Dirt",
    "claim": "Rubbing washes the dirt out.",
    "verdict": "wrong",
    "text": "No dirt was ever found.",
    "avoid": ["washes the dirt out", "dirt is washed"],
}


def test_a_phrase_of_a_refuted_claim_is_found(tmp_path: Path) -> None:
    repeats = technique(feel="Warm: it Washes the dirt  out.")
    problems = found(tmp_path, RULE, claims=[CLAIM], techniques=[repeats])
    assert places(problems) == [("rubbing", ("feel",))]
    assert "`dirt`" in problems[0].message


def test_the_claim_itself_and_what_people_type_are_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, claims=[CLAIM], techniques=[technique(words=["washes the dirt out"])])
