"""Visiting the fields of an entry that hold ids or criteria, and rebuilding what a visit changed."""

from __future__ import annotations

from typing import Any

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.marked import Mark, visit_marked
from backrelief.knowledge.models.base import About, Names
from backrelief.logic import TRUE

Place = tuple[str | int, ...]


def visits(entry: Any) -> dict[Place, tuple[str, object]]:
    """The marked values of an entry by place, each with its kind or subject."""
    met: dict[Place, tuple[str, object]] = {}

    def note(mark: Mark, value: object, place: Place) -> object:
        met[place] = (mark.kind if isinstance(mark, Names) else mark.subject, value)
        return value

    assert visit_marked(entry, note) is entry
    return met


def test_every_id_of_a_technique_is_met_at_its_place(plants: KnowledgeBase) -> None:
    met = visits(plants.techniques["soak"])
    ids = {place: value for place, value in met.items() if isinstance(value[1], str)}
    assert ids == {
        ("sources", 0): ("sources", "handbook"),
        ("family",): ("families", "care"),
        ("areas", 0): ("areas", "crown"),
        ("areas", 1): ("areas", "roots"),
        ("by", "self", "lightest"): ("pressures", "drip"),
        ("by", "self", "strongest"): ("pressures", "pour"),
        ("by", "therapist", "lightest"): ("pressures", "drip"),
        ("by", "therapist", "strongest"): ("pressures", "hose"),
        ("action", 0): ("actions", "water"),
        ("means", 0): ("means", "rain-water"),
        ("touches", 0): ("places", "leaf"),
        ("position", 0): ("positions", "upright"),
        ("position", 1): ("positions", "tilted"),
        ("surface", 0): ("surfaces", "sill"),
        ("surface", 1): ("surfaces", "bench"),
        ("tools", 0, 0): ("tools", "can"),
        ("tools", 0, 1): ("tools", "mister"),
        ("targets", 0, "muscle"): ("muscles", "petiole"),
        ("targets", 1, "at"): ("places", "leaf"),
        ("evidence", 0, "condition"): ("conditions", "thirst"),
        ("evidence", 0, "sources", 0): ("sources", "handbook"),
    }


@pytest.mark.parametrize(
    ("kind", "entry", "expected"),
    [
        ("red-flags", "rot", {("levels", 0, "when"): "case", ("levels", 1, "when"): "case"}),
        ("cautions", "thin-skin", {("when",): "case", ("do", "forbid"): "technique"}),
        ("cautions", "pot-bound", {("when",): "case"}),
        ("zones", "root-zone", {("forbid",): "technique"}),
        ("findings", "pace", {("only-if",): "case"}),
        ("techniques", "soak", {("evidence", 0, "when"): "case"}),
        ("allowances", "comfort", {("do", "forbid"): "technique"}),
        ("allowances", "nothing", {}),
    ],
)
def test_every_criterion_is_met_with_what_it_is_about(
    plants: KnowledgeBase, kind: str, entry: str, expected: dict[Place, str]
) -> None:
    met = visits(plants.table(kind)[entry])
    assert {place: mark for place, (mark, value) in met.items() if not isinstance(value, str)} == expected


def test_the_places_that_a_person_names_are_a_finding_and_not_a_place(plants: KnowledgeBase) -> None:
    assert visits(plants.cautions["thin-skin"])["do", "keep-off", "sites-of"] == ("findings", "spots")
    assert visits(plants.cautions["pot-bound"])["do", "keep-off", 0] == ("places", "root")


def test_words_of_a_closed_set_are_not_met(plants: KnowledgeBase) -> None:
    assert not any(place[0] in {"phases", "contact", "status"} for place in visits(plants.techniques["soak"]))


def test_what_a_visit_changes_is_rebuilt_and_the_rest_is_shared(plants: KnowledgeBase) -> None:
    soak = plants.techniques["soak"]

    def rename(mark: Mark, value: object, _place: Place) -> object:
        return "spray" if mark == Names("tools") and value == "mister" else value

    other: Any = visit_marked(soak, rename)
    assert other.tools == (("can", "spray"),)
    assert soak.tools == (("can", "mister"),)
    assert other.evidence is soak.evidence
    assert other.by is soak.by


def test_a_change_deep_inside_is_rebuilt_all_the_way_up(plants: KnowledgeBase) -> None:
    soak = plants.techniques["soak"]

    def decide(mark: Mark, value: object, _place: Place) -> object:
        return TRUE if isinstance(mark, About) else value

    other: Any = visit_marked(soak, decide)
    assert other.evidence[0].when == TRUE
    assert other.evidence[0].condition == "thirst"
    assert soak.evidence[0].when != TRUE


def test_a_place_starts_where_the_caller_says(plants: KnowledgeBase) -> None:
    places: list[Place] = []

    def note(_mark: Mark, value: object, place: Place) -> object:
        places.append(place)
        return value

    visit_marked(plants.tools["mister"], note, ("tools", 1))
    assert places == [("tools", 1, "stand-in-tool")]
