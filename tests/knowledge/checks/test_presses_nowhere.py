"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.knowledge.checks.presses_nowhere import RULE
from knowledge.checks.small import found, places, technique


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
