"""Look-ups by which the rest of the program uses the knowledge."""

from __future__ import annotations

from typing import get_args

import pytest

from backrelief.errors import Exit, NoSuchEntryError
from backrelief.knowledge.base import KINDS, Kind, KnowledgeBase
from backrelief.knowledge.models import MODELS


def test_an_entry_is_found_by_kind_and_id(plants: KnowledgeBase) -> None:
    assert plants.tools.get("can") is plants.tools["can"] is plants.table("tools")["can"]
    assert plants.tools.get("spade") is None
    assert "can" in plants.tools
    assert "spade" not in plants.tools
    assert ["can"] not in plants.tools


def test_every_kind_of_a_data_file_is_a_table_of_the_knowledge(plants: KnowledgeBase) -> None:
    assert set(KINDS) == set(MODELS) == set(get_args(Kind))
    assert all(plants.table(kind).kind == kind for kind in KINDS)
    assert set(plants.tables) == {kind for kind in KINDS if len(plants.table(kind))}


def test_a_missing_entry_is_reported_with_a_similar_id(plants: KnowledgeBase) -> None:
    with pytest.raises(NoSuchEntryError) as caught:
        plants.tools["mistr"]
    assert caught.value.hint == "Did you mean `mister`?"
    assert caught.value.exit_code == Exit.NOTHING


def test_a_missing_entry_without_a_similar_id_says_how_to_list_all_entries(plants: KnowledgeBase) -> None:
    with pytest.raises(NoSuchEntryError) as caught:
        plants.tools["zzz"]
    assert "list tools" in caught.value.hint


def test_the_finding_that_an_option_sets_is_found(plants: KnowledgeBase) -> None:
    finding = plants.finding_for("areas")
    assert finding is not None
    assert finding.id == "sore-area"
    assert plants.finding_for("minutes") is None


def test_red_flags_are_found_by_the_findings_that_they_depend_on(plants: KnowledgeBase) -> None:
    assert [flag.id for flag in plants.red_flags_naming("smell")] == ["rot"]
    assert [flag.id for flag in plants.red_flags_naming("pests")] == ["infested"]
    assert [flag.id for flag in plants.red_flags_naming("pace")] == ["rot"]
    assert plants.red_flags_naming("height") == ()


def test_an_area_that_includes_others_is_expanded(plants: KnowledgeBase) -> None:
    assert plants.expand_areas(("plant",)) == ("crown", "roots")
    assert plants.expand_areas(("roots", "plant", "crown")) == ("roots", "crown")


def test_the_places_of_several_areas_are_joined(plants: KnowledgeBase) -> None:
    assert plants.places_of(("crown",)) == {"leaf", "stem"}
    assert plants.places_of(("crown", "roots")) == {"leaf", "stem", "root"}
    assert plants.places_of(()) == frozenset()


def test_candidates_match_one_of_the_conditions_and_one_of_the_areas(plants: KnowledgeBase) -> None:
    thirst, crown = frozenset({"thirst"}), frozenset({"crown"})
    assert [one.id for one in plants.techniques_for(thirst, crown)] == ["soak"]
    assert [one.id for one in plants.routines_for(thirst, crown)] == ["morning-round"]
    assert list(plants.techniques_for(frozenset({"other"}), crown)) == []
    assert list(plants.techniques_for(thirst, frozenset({"other"}))) == []
    assert list(plants.routines_for(thirst, frozenset({"roots"}))) == []


def test_pressures_are_ordered_from_lightest_to_strongest(plants: KnowledgeBase) -> None:
    assert plants.pressure_scale == ("drip", "pour", "hose")
