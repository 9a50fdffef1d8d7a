"""What stands below an attribute is found, and nothing else is taken for it."""

from __future__ import annotations

from backrelief.errors import Exit
from backrelief.knowledge.docstrings import attribute_docstrings
from backrelief.knowledge.models.base import Entry, Model, Named
from backrelief.knowledge.models.findings import Asked
from backrelief.knowledge.models.vocabulary import LevelEntry, LevelWords


def test_the_text_below_a_field_is_its_docstring() -> None:
    assert attribute_docstrings(Entry)["sources"] == "Where the statements of this entry come from."


def test_a_docstring_of_several_lines_loses_its_indentation() -> None:
    assert "\n`{}` stands for" in attribute_docstrings(Asked)["clause"]


def test_the_members_of_an_enumeration_have_them_too() -> None:
    assert set(attribute_docstrings(Exit)) == {one.name for one in Exit}


def test_a_class_has_those_of_its_bases_and_its_own_come_first() -> None:
    found = attribute_docstrings(LevelEntry)
    assert {*attribute_docstrings(LevelWords), *attribute_docstrings(Entry)} <= set(found)
    assert found["id"] == "The level."


def test_the_docstring_of_a_class_is_not_one_of_an_attribute() -> None:
    assert set(attribute_docstrings(Named)) <= set(Named.model_fields)
    assert attribute_docstrings(Model) == {}


def test_a_class_without_source_has_none() -> None:
    made = type("Made", (), {"__module__": Model.__module__})
    assert attribute_docstrings(made) == {}
