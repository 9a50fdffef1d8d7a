"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backrelief.lint.presses_nowhere import RULE
from lint.small import found, places, technique


@pytest.mark.parametrize(
    ("properties", "wrong"),
    [
        ({"by": {"self": ["light", "firm"]}, "touches": []}, True),
        ({"by": {"self": "none"}, "contact": "skin", "touches": []}, True),
        ({"by": {"self": "none"}, "contact": "none", "touches": []}, False),
        ({}, False),
    ],
)
def test_what_presses_has_to_touch(tmp_path: Path, properties: dict[str, object], *, wrong: bool) -> None:
    problems = found(tmp_path, RULE, techniques=[technique(id="pushing", **properties)])
    assert places(problems) == ([("pushing", ())] if wrong else [])


def test_it_touches_a_place_of_the_muscle_that_it_is_meant_for(tmp_path: Path) -> None:
    beside = technique(id="beside", touches=["loin"], targets=["shin-muscle"])
    shin = {
        **dict.fromkeys(("lay-name", "where", "find", "referral", "avoid"), "Somewhere."),
        "id": "shin-muscle",
        "name": "Shin",
        "areas": ["low"],
        "places": ["shin"],
    }
    both: dict[str, list[dict[str, Any]]] = {"muscles": [shin], "places": [{"id": "shin", "name": "shin"}]}
    assert places(found(tmp_path, RULE, techniques=[beside], **both)) == [("beside", ("targets", 0))]
    right = technique(id="beside", touches=["loin", "shin"], targets=["shin-muscle"])
    assert not found(tmp_path, RULE, techniques=[right], **both)
