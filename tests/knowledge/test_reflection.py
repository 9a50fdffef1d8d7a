"""Marked fields of entries are found and replaced, and docstrings of fields are read."""

from __future__ import annotations

from typing import Any

import pytest

from backrelief.errors import Exit
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.documents import Location
from backrelief.knowledge.models.base import About, Entry, Model, Named, Names
from backrelief.knowledge.models.findings import Asked
from backrelief.knowledge.models.vocabulary import LevelEntry, LevelWords
from backrelief.knowledge.reflection import attribute_docstrings, marked, replace_parts
from backrelief.logic import TRUE


def visits(entry: Any) -> dict[Location, tuple[str, object]]:
    """Map the location of each marked id and criterion of an entry to its kind or subject and its value."""
    return {
        location: (mark.kind if isinstance(mark, Names) else mark.subject, value)
        for location, mark, value in marked(entry, (Names, About))
        if isinstance(mark, Names | About)
    }


def test_every_id_of_a_technique_is_found_at_its_location(plants: KnowledgeBase) -> None:
    met = visits(plants.techniques["soak"])
    ids = {location: value for location, value in met.items() if isinstance(value[1], str)}
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
def test_every_criterion_is_found_with_its_subject(
    plants: KnowledgeBase, kind: str, entry: str, expected: dict[Location, str]
) -> None:
    met = visits(plants.table(kind)[entry])
    assert {location: mark for location, (mark, value) in met.items() if not isinstance(value, str)} == expected


def test_sites_of_names_a_finding_and_keep_off_names_places(plants: KnowledgeBase) -> None:
    assert visits(plants.cautions["thin-skin"])["do", "keep-off", "sites-of"] == ("findings", "spots")
    assert visits(plants.cautions["pot-bound"])["do", "keep-off", 0] == ("places", "root")


def test_values_of_a_closed_set_are_not_ids(plants: KnowledgeBase) -> None:
    assert not any(location[0] in {"phases", "contact", "status"} for location in visits(plants.techniques["soak"]))


def test_parts_that_are_not_replaced_are_shared(plants: KnowledgeBase) -> None:
    soak = plants.techniques["soak"]
    other: Any = replace_parts(soak, {("tools", 0, 1): "spray"})
    assert other.tools == (("can", "spray"),)
    assert soak.tools == (("can", "mister"),)
    assert other.evidence is soak.evidence
    assert other.by is soak.by


def test_replacing_a_nested_part_leaves_the_original_unchanged(plants: KnowledgeBase) -> None:
    soak = plants.techniques["soak"]
    other: Any = replace_parts(soak, {("evidence", 0, "when"): TRUE, ("by", "self", "lightest"): "hose"})
    assert other.evidence[0].when == TRUE
    assert other.evidence[0].condition == "thirst"
    assert other.by["self"].lightest == "hose"
    assert other.by["therapist"] is soak.by["therapist"]
    assert soak.evidence[0].when != TRUE


# Docstrings


def test_the_text_below_a_field_is_its_docstring() -> None:
    assert attribute_docstrings(Entry)["sources"] == "Where the statements of this entry come from."


def test_a_docstring_of_several_lines_loses_its_indentation() -> None:
    assert "\n`{}` is replaced by" in attribute_docstrings(Asked)["clause"]


def test_the_members_of_an_enumeration_have_docstrings() -> None:
    assert set(attribute_docstrings(Exit)) == {one.name for one in Exit}


def test_a_docstring_of_a_class_overrides_those_of_its_bases() -> None:
    found = attribute_docstrings(LevelEntry)
    assert {*attribute_docstrings(LevelWords), *attribute_docstrings(Entry)} <= set(found)
    assert found["id"] == "The level."


def test_the_docstring_of_a_class_is_not_taken_for_that_of_an_attribute() -> None:
    assert set(attribute_docstrings(Named)) <= set(Named.model_fields)
    assert attribute_docstrings(Model) == {}


def test_a_class_without_source_has_no_docstrings() -> None:
    made = type("Made", (), {"__module__": Model.__module__})
    assert attribute_docstrings(made) == {}
