"""A known danger stops everything: in every command, in every format, wherever the pain is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .program import Outcome, answer, data

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

EMERGENCY = "saddle-numbness"
TODAY = "fever-or-chills"
SOON = "night-sweats-or-exhaustion"
COMMANDS = {"suggest": ("suggest",), "screen": ("screen",), "why": ("why", "ball-wall")}


def named(knowledge: KnowledgeBase, said: Outcome) -> list[str]:
    """List the techniques and routines that the output explains or names."""
    return [
        one.id
        for one in (*knowledge.techniques, *knowledge.routines)
        if one.summary in said.words or f"({one.id})" in said.words
    ]


@pytest.mark.parametrize("form", ["text", "plain", "markdown"])
def test_an_emergency_names_no_technique_in_any_format(knowledge: KnowledgeBase, form: str) -> None:
    said = answer("suggest", "--area", "lower", "--have", EMERGENCY, "--format", form)
    level = knowledge.levels["emergency"]
    assert said.code == 12
    assert named(knowledge, said) == []
    first = next(line for line in said.lines if line)
    assert level.headline in first
    assert level.sign in first
    assert "EMERGENCY" in first


def test_an_emergency_in_json_releases_nothing() -> None:
    said = data("suggest", "--area", "lower", "--have", EMERGENCY)
    assert said["screening"]["level"] == "emergency"
    assert [flag["red_flag"] for flag in said["screening"]["raised"]] == ["ces-saddle-numbness"]
    assert said["suggestions"] == []
    assert said["routine"] is None


def test_an_emergency_says_what_raised_it_what_to_do_and_what_to_tell(knowledge: KnowledgeBase) -> None:
    said = answer("suggest", "--area", "lower", "--have", EMERGENCY).words
    assert said.lower().count(knowledge.asked(EMERGENCY).clause) == 2
    assert knowledge.red_flags["ces-saddle-numbness"].text in said
    assert all(line in said for line in knowledge.levels["emergency"].advice)


def test_a_danger_without_an_area_is_an_emergency_and_not_a_usage_error() -> None:
    said = answer("suggest", "--have", EMERGENCY)
    assert said.code == 12
    assert said.err == ""


def test_a_danger_of_the_neck_counts_when_the_lower_back_is_sore(knowledge: KnowledgeBase) -> None:
    assert "lower-back" not in (knowledge.red_flags["cad"].asked_in or ())
    said = answer("suggest", "--area", "lower", "--have", "neck-vessel-signs")
    assert said.code == 12
    assert named(knowledge, said) == []


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("finding", "code"), [(SOON, 10), (TODAY, 11), (EMERGENCY, 12)])
def test_every_command_with_a_case_exits_with_the_code_of_its_level(command: str, finding: str, code: int) -> None:
    said = answer(*COMMANDS[command], "--area", "lower", "--have", finding, "--format", "json")
    assert said.code == code
    assert said.json["exit_code"] == code


@pytest.mark.parametrize("level", ["today", "soon"])
def test_the_headline_of_a_level_is_at_the_top(knowledge: KnowledgeBase, level: str) -> None:
    said = answer("suggest", "--area", "lower", "--have", {"today": TODAY, "soon": SOON}[level])
    entry = knowledge.levels[level]
    assert all(line in said.words for line in entry.advice)
    first = said.words.index(entry.headline)
    assert not [one for one in knowledge.techniques if one.summary in said.words[:first]]
    assert (named(knowledge, said) == []) == (level == "today")


def test_the_level_soon_allows_only_comfort(knowledge: KnowledgeBase) -> None:
    said = data("suggest", "--area", "lower", "--have", SOON)
    assert said["screening"]["level"] == "soon"
    for one in said["suggestions"]:
        entry = knowledge.techniques[one["technique"]]
        assert one["pressure"] in {"none", "very-light", "light"}
        assert not {"percussion", "sustained", "end-range", "needle", "knead"} & set(entry.action), entry.id
        assert not {"ball", "roller", "cane", "electric-device"} & set(entry.means), entry.id


def test_a_wish_does_not_switch_a_danger_off() -> None:
    impossible = ("--by", "therapist", "--position", "kneeling", "--minutes", "1")
    said = answer("suggest", "--area", "lower", "--have", EMERGENCY, *impossible)
    assert said.code == 12


def test_a_failure_to_save_answers_does_not_hide_a_danger(knowledge: KnowledgeBase) -> None:
    said = answer("suggest", "--area", "lower", "--have", EMERGENCY, "--save", "no/such/folder/answers.json")
    assert knowledge.levels["emergency"].headline in said.words
    assert said.code == 12


def test_not_sure_about_a_finding_that_counts_fully_is_an_emergency() -> None:
    said = data("suggest", "--area", "lower", "--unsure", EMERGENCY)
    assert said["case"]["findings"] == {EMERGENCY: "unsure"}
    assert said["screening"]["level"] == "emergency"
    assert not said["screening"]["raised"][0]["lowered"]


def test_not_sure_about_another_danger_counts_one_level_lower(knowledge: KnowledgeBase) -> None:
    assert knowledge.asked("accident-serious").unsure_as == "lower"
    sure = data("suggest", "--area", "lower", "--have", "accident-serious")
    unsure = data("suggest", "--area", "lower", "--unsure", "accident-serious")
    assert sure["screening"]["level"] == "emergency"
    assert unsure["screening"]["level"] == "today"
    assert unsure["screening"]["raised"][0]["lowered"]


def test_not_sure_is_shown_as_such_and_never_asked_again() -> None:
    said = answer("suggest", "--area", "lower", "--unsure", "accident-serious")
    assert said.code == 11
    assert "not sure" in said.words
    asked_again = data("suggest", "--area", "lower", "--unsure", "accident-serious")["screening"]["open"]
    assert not [flag for flag in asked_again if "accident-serious" in flag["ask"]]


def test_not_sure_about_a_precaution_counts_as_a_yes() -> None:
    said = data("suggest", "--area", "lower", "--unsure", "blood-thinner")
    assert "massage-gun" not in [one["technique"] for one in said["suggestions"]]
    assert "ci-anticoagulant" in [reason["rule"] for reason in said["cautions"]]


def test_a_child_is_shown_no_technique() -> None:
    child = ("suggest", "--area", "lower", "--age", "12")
    for more, code in (((), 0), (("--not", "pain-assessed-by-clinician"), 10)):
        said = answer(*child, *more, "--format", "json")
        assert said.json["data"]["suggestions"] == []
        assert said.json["data"]["routine"] is None
        assert said.code == code


def test_a_mistake_beside_a_danger_does_not_hide_it(knowledge: KnowledgeBase) -> None:
    said = answer("suggest", "--area", "lower", "--have", EMERGENCY, "--not", "blod-thinner")
    assert said.code == 12
    assert knowledge.levels["emergency"].headline in said.words
    assert "blod-thinner" in said.err


def test_contradicting_answers_are_refused() -> None:
    said = answer("suggest", "--area", "lower", "--have", EMERGENCY, "--not", EMERGENCY)
    assert said.code == 2
    assert EMERGENCY in said.err
