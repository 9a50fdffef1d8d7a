"""Rules about danger: what each finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.danger import memory_only, never_fires, never_matters, soon_without_effects, unsourced
from lint.small import caution, found, locations, red_flag, technique

# unsourced


def test_an_entry_and_a_row_of_evidence_without_a_source_are_found(tmp_path: Path) -> None:
    row = {"condition": "ache", "grade": "low", "direction": "unknown", "text": "Nobody has tried.", "sources": []}
    problems = found(
        tmp_path, unsourced, techniques=[technique(sources=[], evidence=[row])], cautions=[caution(sources=[])]
    )
    assert locations(problems) == [("hot", ()), ("rubbing", ()), ("rubbing", ("evidence", 0))]


def test_one_source_is_enough_even_memory(tmp_path: Path) -> None:
    assert not found(tmp_path, unsourced, techniques=[technique(sources=["memory"])], cautions=[caution()])


# memory-only

UNSEEN = {"level": "today", "when": "numb", "sources": ["memory"]}
SEEN = {"level": "soon", "when": "fever", "sources": ["memory", "book"]}
SAID = "No figure; no source was seen for this sign."


def test_a_level_from_memory_alone_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, memory_only, red_flags=[red_flag(SEEN, UNSEEN)])
    assert locations(problems) == [("no-feeling", ("levels", 1))]


def test_a_level_from_memory_that_says_so_is_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, memory_only, red_flags=[red_flag(SEEN, UNSEEN, values=SAID)])


def test_a_level_without_sources_has_the_sources_of_its_entry(tmp_path: Path) -> None:
    line = {"level": "today", "when": "numb"}
    assert not found(tmp_path, memory_only, red_flags=[red_flag(line)])
    assert found(tmp_path, memory_only, red_flags=[red_flag(line, sources=["memory"])])


def test_a_caution_and_a_zone_from_memory_alone_are_found(tmp_path: Path) -> None:
    zone = {
        "id": "throat",
        "name": "Throat",
        "places": ["throat"],
        "forbid": "everything",
        "text": "Vessels lie there.",
        "say": "Not there.",
        "sources": "memory",
    }
    problems = found(tmp_path, memory_only, cautions=[caution(sources=["memory"])], zones=[zone])
    assert locations(problems) == [("hot", ("text",)), ("throat", ("text",))]
    said = caution(sources=["memory"], text="It needs rest. This rests on general knowledge, not checked.")
    assert not found(tmp_path, memory_only, cautions=[said])


# soon-without-effects

SOON = {"level": "soon", "when": "fever"}
TODAY = {"level": "today", "when": "numb"}


def test_a_soon_line_without_allowance_or_effects_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, soon_without_effects, red_flags=[red_flag(TODAY, SOON)])
    assert locations(problems) == [("no-feeling", ("levels", 1))]


def test_a_soon_line_with_effects_and_a_flag_without_soon_are_left_alone(tmp_path: Path) -> None:
    assert not found(
        tmp_path, soon_without_effects, red_flags=[red_flag(SOON, allows="comfort"), red_flag(TODAY, id="now")]
    )


def test_an_allowance_that_only_says_something_is_found(tmp_path: Path) -> None:
    empty = {"id": "all", "name": "all", "do": {"say": "Go on."}}
    assert locations(found(tmp_path, soon_without_effects, allowances=[empty])) == [("all", ("do",))]


# never-fires


def _when(criterion: object) -> dict[str, object]:
    return caution(when=criterion)


@pytest.mark.parametrize(
    "criterion",
    [
        {"all": [{"age": {"at-least": 50}}, {"age": {"at-most": 15}}]},
        {"age": {"at-least": 121}},
        {"all": [{"pace": {"is": "days"}}, {"pace": {"is": "weeks"}}]},
        {"at-least-n": {"n": 2, "of": [{"age": {"at-most": 15}}, {"age": {"at-least": 50}}]}},
        {"all": ["well", {"not": "well"}]},
    ],
)
def test_a_criterion_that_nobody_can_meet_is_found(tmp_path: Path, criterion: object) -> None:
    assert locations(found(tmp_path, never_fires, cautions=[_when(criterion)])) == [("hot", ("when",))]


def test_a_criterion_that_contradicts_the_gate_of_its_question_is_found(tmp_path: Path) -> None:
    gated = {
        "id": "sick",
        "kind": "yes-no",
        "role": "danger",
        "ask": "Sick?",
        "clause": "you are sick",
        "only-if": {"not": "well"},
    }
    problems = found(tmp_path, never_fires, findings=[gated], cautions=[_when({"all": ["well", "sick"]})])
    assert locations(problems) == [("hot", ("when",))]
    assert not found(tmp_path, never_fires, findings=[gated], cautions=[_when({"any": ["well", "sick"]})])


def test_the_levels_of_red_flags_are_checked_too(tmp_path: Path) -> None:
    flag = red_flag({"level": "today", "when": {"all": [{"age": {"at-least": 50}}, {"age": {"at-most": 49}}]}})
    assert locations(found(tmp_path, never_fires, red_flags=[flag])) == [("no-feeling", ("levels", 0, "when"))]


@pytest.mark.parametrize(
    "criterion",
    [
        {"all": [{"age": {"at-least": 50}}, {"age": {"at-most": 50}}]},
        {"all": ["numb", {"pace": {"at-least": "days"}}]},
        {"any": [{"age": {"at-least": 121}}, "fever"]},
        {"at-least-n": {"n": 2, "of": ["numb", "fever", "well"]}},
    ],
)
def test_a_criterion_that_somebody_meets_is_left_alone(tmp_path: Path, criterion: object) -> None:
    assert not found(tmp_path, never_fires, cautions=[_when(criterion)])


# never-matters

BOTH = {"all": ["numb", "fever"]}


def test_a_level_that_a_higher_one_always_covers_is_found(tmp_path: Path) -> None:
    flag = red_flag({"level": "soon", "when": BOTH}, {"level": "today", "when": "numb"})
    assert locations(found(tmp_path, never_matters, red_flags=[flag])) == [("no-feeling", ("levels", 0))]


def test_the_later_of_two_equal_lines_is_found(tmp_path: Path) -> None:
    flag = red_flag({"level": "today", "when": "numb"}, {"level": "today", "when": "numb"})
    assert locations(found(tmp_path, never_matters, red_flags=[flag])) == [("no-feeling", ("levels", 1))]


def test_a_promotion_is_left_alone(tmp_path: Path) -> None:
    flag = red_flag({"level": "today", "when": "numb"}, {"level": "emergency", "when": BOTH})
    assert not found(tmp_path, never_matters, red_flags=[flag])


def test_a_level_below_one_that_the_gate_implies_is_found(tmp_path: Path) -> None:
    flag = red_flag({"level": "soon", "when": {"pace": {"is": "days"}}}, {"level": "today", "when": "numb"})
    assert locations(found(tmp_path, never_matters, red_flags=[flag])) == [("no-feeling", ("levels", 0))]


def test_a_criterion_that_everyone_meets_is_found(tmp_path: Path) -> None:
    always = caution(when={"any": [{"age": {"at-least": 50}}, {"age": {"at-most": 60}}]})
    assert locations(found(tmp_path, never_matters, cautions=[always])) == [("hot", ("when",))]


def test_a_caution_without_effects_is_found_but_a_sentence_counts_as_an_effect(tmp_path: Path) -> None:
    assert locations(found(tmp_path, never_matters, cautions=[caution(do={})])) == [("hot", ())]
    assert locations(found(tmp_path, never_matters, cautions=[caution(do=...)])) == [("hot", ())]
    assert not found(tmp_path, never_matters, cautions=[caution(do={"say": "Gently."})])


def test_a_test_that_no_technique_passes_is_found_in_a_ranking_but_not_in_a_caution(tmp_path: Path) -> None:
    idle = {"id": "guns", "points": 1, "text": "It has a gun.", "technique": {"means": ["gun"]}}
    guard = caution(do={"forbid": {"means": ["gun"]}})
    problems = found(tmp_path, never_matters, techniques=[technique()], ranking=[idle], cautions=[guard])
    assert locations(problems) == [("guns", ("technique",))]
    armed = technique(means=["gun"])
    assert not found(tmp_path, never_matters, techniques=[armed], ranking=[idle], cautions=[guard])
