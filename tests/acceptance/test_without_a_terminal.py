"""Piped or with `--no-input`, the lists come first, then advice that applies only if none of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .person import flat
from .program import answer, data

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

LOWER = ("--area", "lower", "--no-input")


def danger_lists(knowledge: KnowledgeBase) -> list[str]:
    """Return the question of each danger list."""
    return [screen.ask for screen in knowledge.screens if screen.kind == "danger"]


def printed_lines(knowledge: KnowledgeBase, text: str) -> set[str]:
    """Return the findings on the danger lines of a checklist: a line of several, or a finding by itself."""
    return {
        name
        for screen in knowledge.screens
        if screen.kind == "danger"
        for line in screen.lines
        for name in (*line.any, *line.follow_up)
        if (name in line.any and line.text and line.text in text)
        or (knowledge.asked(name).kind in {"yes-no", "sites"} and knowledge.asked(name).ask in text)
    }


def test_a_piped_run_asks_nothing_and_prints_the_same_as_no_input() -> None:
    assert answer("suggest", "--area", "lower") == answer("suggest", *LOWER)
    assert answer("suggest", *LOWER).code == 0
    assert answer("suggest", *LOWER).err == ""


def test_the_checklist_comes_before_everything_that_can_be_done(knowledge: KnowledgeBase) -> None:
    said = answer("suggest", *LOWER).words
    released = [knowledge.techniques[one["technique"]] for one in data("suggest", *LOWER)["suggestions"]]
    first = min(said.index(one.summary) for one in released[:5])
    asked = [ask for ask in danger_lists(knowledge) if ask in said]
    assert len(asked) >= 6
    assert max(map(said.index, asked)) < first
    assert knowledge.asked("saddle-numbness").ask in said[:first]


def test_no_line_of_the_checklist_is_repeated() -> None:
    boxes = [line for line in answer("suggest", *LOWER, "--format", "markdown").lines if line.startswith("- [ ] ")]
    assert len(boxes) > 30
    assert sorted(set(boxes)) == sorted(boxes)


def test_every_open_precaution_is_listed_before_the_techniques(knowledge: KnowledgeBase) -> None:
    said = answer("suggest", *LOWER).words
    precautions = next(screen.ask for screen in knowledge.screens if screen.kind == "precautions")
    assert said.index(precautions) < said.index(knowledge.techniques["walking"].summary)


def test_the_level_open_is_shown_as_word_and_sign(knowledge: KnowledgeBase) -> None:
    level = knowledge.levels["open"]
    assert data("suggest", *LOWER)["screening"]["level"] == "open"
    assert data("suggest", *LOWER)["screening"]["answered"] == "none"
    said = answer("suggest", *LOWER)
    assert f"[{level.sign}] OPEN" in said.out
    assert level.headline in said.words


def test_every_suggestion_names_the_cautions_that_are_still_open() -> None:
    for one in data("suggest", *LOWER)["suggestions"]:
        assert [note for note in one["not_if"] if "caution" in note], one["technique"]


def test_nothing_is_firmer_than_the_knowledge_allows_for_unscreened_people(knowledge: KnowledgeBase) -> None:
    allowed = {"none", *(one.id for one in knowledge.pressures if one.unscreened)}
    assert {one["pressure"] for one in data("suggest", *LOWER)["suggestions"]} <= allowed


def test_no_red_flags_gives_the_advice_for_screened_people(knowledge: KnowledgeBase) -> None:
    said = answer("suggest", *LOWER, "--no-red-flags")
    assert said.code == 0
    assert not [ask for ask in danger_lists(knowledge) if ask in said.words]
    assert said.err.strip(), "standard error says what was taken for granted"


def test_no_red_flags_denies_exactly_the_lines_that_the_lists_print(knowledge: KnowledgeBase) -> None:
    denied = data("suggest", *LOWER, "--no-red-flags")["case"]["findings"]
    assert set(denied) == printed_lines(knowledge, answer("suggest", *LOWER).words)
    assert not any(value is True for value in denied.values())


def test_no_red_flags_leaves_age_duration_and_the_precautions_open(knowledge: KnowledgeBase) -> None:
    denied = data("suggest", *LOWER, "--no-red-flags")["case"]["findings"]
    assert not {"age", "duration", "severity", "blood-thinner", "clot-within-6-months"} & set(denied)
    said = answer("suggest", *LOWER, "--no-red-flags").words
    assert next(screen.ask for screen in knowledge.screens if screen.kind == "precautions") in said
    assert knowledge.asked("age").ask in said


def test_other_answers_override_no_red_flags() -> None:
    assert answer("suggest", *LOWER, "--no-red-flags", "--have", "saddle-numbness").code == 12


@pytest.mark.parametrize("command", [("suggest",), ("screen",), ("why", "ball-wall")], ids=lambda words: words[0])
def test_no_red_flags_means_the_same_to_every_command(command: tuple[str, ...]) -> None:
    expected = data("suggest", *LOWER, "--no-red-flags")["case"]["findings"]
    assert data(*command, *LOWER, "--no-red-flags")["case"]["findings"] == expected


def test_screen_prints_the_lists_and_no_technique(knowledge: KnowledgeBase) -> None:
    said = answer("screen", "--area", "lower")
    assert said.code == 0
    assert knowledge.asked("saddle-numbness").ask in said.words
    assert not [one.id for one in knowledge.techniques if one.summary in said.words]


def test_suggest_without_an_area_or_condition_is_a_usage_error_that_lists_the_areas(knowledge: KnowledgeBase) -> None:
    said = answer("suggest")
    assert said.code == 2
    assert said.out == ""
    assert all(area.id in said.err for area in knowledge.areas)


def test_a_condition_implies_its_area(knowledge: KnowledgeBase) -> None:
    said = data("suggest", "--condition", "sciatica", "--side", "left")
    assert set(said["case"]["areas"]) == set(knowledge.conditions["sciatica"].areas)
    assert answer("suggest", "--condition", "sciatica", "--side", "left", "--format", "json").code == 0


def test_words_after_suggest_are_refused() -> None:
    said = answer("suggest", "my", "back", "hurts")
    assert said.code == 2
    assert said.out == ""
    assert "my back hurts" in flat(said.err)
