"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.zones import RULE
from lint.small import found, places, technique

THROAT = {
    "id": "throat",
    "name": "Throat",
    "places": ["throat"],
    "forbid": "everything",
    "text": "x",
    "say": "Not there.",
}
LIGHT_LOIN = {
    "id": "loin",
    "name": "Loin",
    "places": ["loin"],
    "forbid": {"pressure": {"at-least": "firm"}},
    "text": "The kidneys lie there.",
    "say": "Only lightly there.",
}


def test_a_technique_that_touches_a_place_where_nothing_may_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, zones=[THROAT], techniques=[technique(touches=["throat", "loin"])])
    assert places(problems) == [("rubbing", ("touches",))]
    assert "Not there." in problems[0].message


def test_a_technique_above_the_limit_of_a_place_is_found_and_one_below_is_not(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, zones=[LIGHT_LOIN], techniques=[technique()])
    gentle = technique(by={"self": ["light", "light"]})
    assert not found(tmp_path, RULE, zones=[LIGHT_LOIN], techniques=[gentle])


def test_a_technique_beside_the_place_is_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, zones=[THROAT, LIGHT_LOIN], techniques=[technique(touches=[])])
