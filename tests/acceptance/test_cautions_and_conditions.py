"""Cautions and conditions limit techniques by their properties, and each omission has its reason and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .program import answer, data, techniques

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

THINNER = ("--area", "lower", "--have", "blood-thinner")
SCIATICA = ("--condition", "sciatica", "--side", "left")
HARD = {"ball", "roller", "cane", "electric-device"}


def released(knowledge: KnowledgeBase, *arguments: str) -> list[tuple[Any, dict[str, Any]]]:
    """Return every technique that is suggested or in the routine, with its data in the answer."""
    said = data("suggest", *arguments)
    every = (*said["suggestions"], *said["routine"]["steps"])
    return [(knowledge.techniques[one["technique"]], one) for one in every]


def test_on_blood_thinners_nothing_hits_presses_long_or_rolls(knowledge: KnowledgeBase) -> None:
    for technique, said in released(knowledge, *THINNER):
        assert not {"percussion", "sustained", "needle"} & set(technique.action), technique.id
        assert not HARD & set(technique.means), technique.id
        assert said["pressure"] in {"none", "very-light", "light"}, technique.id


@pytest.mark.parametrize("technique", ["massage-gun", "tapotement", "ball-wall", "trigger-point-pressure"])
def test_omissions_for_blood_thinners_name_the_rule_and_its_sources(knowledge: KnowledgeBase, technique: str) -> None:
    assert technique in techniques("--area", "lower")
    left_out = {one["technique"]: one["reason"] for one in data("suggest", *THINNER)["omissions"]}
    assert left_out[technique]["rule"] == "ci-anticoagulant"
    assert left_out[technique]["because"] == ["blood-thinner"]
    assert tuple(left_out[technique]["sources"]) == knowledge.cautions["ci-anticoagulant"].sources


def test_the_page_says_why_with_the_source(knowledge: KnowledgeBase) -> None:
    said = answer("suggest", *THINNER)
    caution = knowledge.cautions["ci-anticoagulant"]
    assert said.code == 0
    assert caution.name in said.words
    assert caution.text in said.words
    assert knowledge.sources[caution.sources[0]].name in said.words


def test_why_gives_the_same_reason_for_one_technique(knowledge: KnowledgeBase) -> None:
    said = answer("why", "ball-wall", *THINNER)
    caution = knowledge.cautions["ci-anticoagulant"]
    assert said.code == 0
    assert caution.text in said.words
    assert knowledge.asked("blood-thinner").clause in said.words
    assert knowledge.sources[caution.sources[0]].name in said.words


def test_everyday_words_name_the_finding() -> None:
    assert (
        data("suggest", "--area", "low back", "--have", "blood thinners")["case"] == data("suggest", *THINNER)["case"]
    )


def test_a_caution_that_applies_raises_the_level_to_care() -> None:
    assert data("suggest", *THINNER)["screening"]["level"] == "care"
    assert answer("suggest", *THINNER, "--format", "json").code == 0


def test_a_caution_that_was_answered_with_no_is_no_longer_mentioned() -> None:
    def noted(*arguments: str) -> set[str]:
        suggestions = data("suggest", "--area", "lower", *arguments)["suggestions"]
        return {note["caution"] for one in suggestions for note in one["not_if"] if "caution" in note}

    assert "ci-anticoagulant" in noted()
    assert "ci-anticoagulant" not in noted("--not", "blood-thinner")


def test_sciatica_leaves_nothing_that_presses_or_pulls_along_the_nerve(knowledge: KnowledgeBase) -> None:
    for technique, said in released(knowledge, *SCIATICA):
        assert said["pressure"] in {"none", "very-light", "light"}, technique.id
        assert not {"sustained", "percussion", "end-range", "loaded-bend"} & set(technique.action), technique.id
        assert not HARD & set(technique.means), technique.id
        assert "strap" not in technique.means, technique.id


def test_every_technique_that_touches_a_body_with_sciatica_is_for_comfort(knowledge: KnowledgeBase) -> None:
    said = data("suggest", *SCIATICA)
    assert said["routine"]["id"] == knowledge.conditions["sciatica"].first_routine
    for one in said["suggestions"]:
        evidence = knowledge.techniques[one["technique"]].evidence
        rows = [row for row in evidence if row.condition == "sciatica" and row.direction != "advised-against"]
        assert rows
        assert one["pressure"] == "none" or all(row.use == "comfort" for row in rows), one["technique"]


def test_the_page_on_sciatica_says_what_guidelines_support_and_reject(knowledge: KnowledgeBase) -> None:
    note = knowledge.conditions["sciatica"].note
    assert note
    assert note in answer("suggest", *SCIATICA).words
    against = [one for one in data("suggest", *SCIATICA)["omissions"] if one["reason"]["rule"] == "sciatica"]
    assert against
    assert all(one["reason"]["sources"] for one in against)
    page = answer("suggest", *SCIATICA).words.lower()
    assert all(knowledge.techniques[one["technique"]].name.lower() in page for one in against)


def test_every_suggestion_has_evidence_with_grade_and_direction(knowledge: KnowledgeBase) -> None:
    for one in data("suggest", *SCIATICA)["suggestions"]:
        assert one["evidence"], one["technique"]
        for row in one["evidence"]:
            assert knowledge.grades.get(row["grade"])
            assert knowledge.directions.get(row["direction"])
            assert row["sources"]


def test_a_condition_that_a_person_was_told_is_not_called_a_diagnosis(knowledge: KnowledgeBase) -> None:
    said = answer("show", "sciatica")
    assert said.code == 0
    assert knowledge.conditions["sciatica"].plain in said.words
    assert "not a diagnosis" in said.words


def test_a_person_whom_a_caution_rules_out_is_told_so_and_what_remains(knowledge: KnowledgeBase) -> None:
    early = ("suggest", "--area", "lower", "--no-red-flags", "--have", "pregnancy=possible")
    words = knowledge.levels["care"].if_nothing_is_left
    assert words is not None
    said = data(*early)
    assert said["suggestions"] == []
    assert said["text"]["headline"] == words.headline
    assert {one["reason"]["rule"] for one in said["omissions"]} == {"ci-pregnancy-t1"}
    page = answer(*early).words
    assert words.headline in page
    assert knowledge.cautions["ci-pregnancy-t1"].adaptation[0] in page
    assert "When to stop" not in page
