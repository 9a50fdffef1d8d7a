"""Wishes change the answer as expected, and impossible wishes are reported with the conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .program import answer, data, techniques

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

LOWER = ("--area", "lower", "--no-red-flags")
IMPOSSIBLE = ("suggest", "--area", "lower", "--by", "therapist", "--position", "kneeling")


@pytest.mark.parametrize("giver", ["partner", "therapist"])
def test_techniques_by_another_giver_are_those_that_the_giver_can_do(knowledge: KnowledgeBase, giver: str) -> None:
    said = data("suggest", *LOWER, "--by", giver)
    assert said["suggestions"]
    assert {one["by"] for one in said["suggestions"]} == {giver}
    assert all(giver in knowledge.techniques[one["technique"]].by for one in said["suggestions"])
    assert said["suggestions"][0]["technique"] != techniques(*LOWER)[0]


def test_a_partner_gets_a_routine_to_follow(knowledge: KnowledgeBase) -> None:
    routine = data("suggest", *LOWER, "--by", "partner")["routine"]
    assert all("partner" in knowledge.techniques[step["technique"]].by for step in routine["steps"])


def test_only_a_therapist_may_press_deeply(knowledge: KnowledgeBase) -> None:
    home = {one.id for one in knowledge.pressures if one.home} | {"none"}
    for giver in ("self", "partner"):
        assert {one["pressure"] for one in data("suggest", *LOWER, "--by", giver)["suggestions"]} <= home


def test_a_tool_at_hand_moves_its_techniques_up(knowledge: KnowledgeBase) -> None:
    tool = "foam-roller"
    before, after = techniques(*LOWER), techniques(*LOWER, "--tool", tool)
    needs = [one.id for one in knowledge.techniques if any(tool in choices for choices in one.tools)]
    better = [one for one in after if one in needs]
    assert better
    assert all(after.index(one) < before.index(one) for one in better)
    chosen = next(
        one for one in data("suggest", *LOWER, "--tool", tool)["suggestions"] if one["technique"] == better[0]
    )
    assert [(one["tool"], one["at_hand"]) for one in chosen["tools"]] == [(tool, True)]


def test_a_missing_tool_without_a_stand_in_is_reported(knowledge: KnowledgeBase) -> None:
    said = data("suggest", *LOWER, "--without", "wall")
    assert "ball-wall" not in [one["technique"] for one in said["suggestions"]]
    reason = next(one["reason"] for one in said["omissions"] if one["technique"] == "ball-wall")
    assert reason["rule"] == "wish-without"
    assert knowledge.surfaces["wall"].name in reason["text"]


@pytest.mark.parametrize("minutes", [3, 20])
def test_a_routine_fits_the_minutes(minutes: int) -> None:
    routine = data("suggest", *LOWER, "--minutes", str(minutes))["routine"]
    assert routine["total_seconds"] <= minutes * 60
    assert routine["total_seconds"] >= minutes * 60 / 2
    assert routine["total_seconds"] == sum(step["setup"] + step["seconds"] + step["rest"] for step in routine["steps"])


def test_a_routine_takes_at_most_ten_minutes_by_default() -> None:
    assert data("suggest", *LOWER)["routine"]["total_seconds"] <= 600


def test_everything_on_a_chair_is_done_sitting(knowledge: KnowledgeBase) -> None:
    said = data("suggest", *LOWER, "--position", "chair")
    assert said["suggestions"]
    for one in said["suggestions"]:
        assert one["positions"] == ["seated"], one["technique"]
        assert "chair" in knowledge.techniques[one["technique"]].surface, one["technique"]
    assert {step["position"] for step in said["routine"]["steps"]} == {"seated"}


def test_a_position_to_avoid_is_not_used() -> None:
    said = data("suggest", *LOWER, "--avoid-position", "prone")
    assert not [one["technique"] for one in said["suggestions"] if "prone" in one["positions"]]
    assert not [step for step in said["routine"]["steps"] if step["position"] == "prone"]


def test_gentle_means_light() -> None:
    said = data("suggest", *LOWER, "--pressure", "gentle")
    assert said["case"]["wishes"] == {"pressure": "light"}
    assert {one["pressure"] for one in said["suggestions"]} <= {"none", "very-light", "light"}
    assert {step["pressure"] for step in said["routine"]["steps"]} <= {"none", "very-light", "light"}


def test_a_wish_for_firm_pressure_never_raises_the_pressure() -> None:
    assert {one["pressure"] for one in data("suggest", *LOWER, "--pressure", "firm")["suggestions"]} <= {
        one["pressure"] for one in data("suggest", *LOWER)["suggestions"]
    }


def test_an_impossible_combination_says_which_wishes_conflict_and_what_to_relax() -> None:
    said = answer(*IMPOSSIBLE)
    assert said.code == 3
    assert "--position" in said.out
    assert "--by" in said.out
    assert "Traceback" not in said.err


def test_an_impossible_combination_in_json_says_what_each_wish_would_bring_back() -> None:
    said = answer(*IMPOSSIBLE, "--format", "json")
    assert said.code == 3
    brings = {one["wish"]: one["brings"] for one in said.json["data"]["obstacles"]}
    assert set(brings) == {"by", "position"}
    assert brings["position"] == len(techniques("--area", "lower", "--by", "therapist"))
    assert all(one["reason"]["text"] for one in said.json["data"]["omissions"])


def test_every_omission_has_a_reason_with_a_rule(knowledge: KnowledgeBase) -> None:
    kinds = ("red-flags", "cautions", "conditions", "areas")
    for one in data(*IMPOSSIBLE)["omissions"]:
        rule = one["reason"]["rule"]
        assert rule.startswith("wish-") or any(rule in knowledge.table(kind) for kind in kinds), rule
