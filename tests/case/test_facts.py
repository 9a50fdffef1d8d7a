"""A case as criteria see it: what was not named is a no, and "not sure" can be read as the dangerous answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from backrelief.case.case import UNSURE, Answer, Case, Wishes
from backrelief.case.facts import facts_of, stated_members, with_areas
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import ANYTHING, NOTHING, Interval, Value
from lint.small import small


@pytest.mark.parametrize(
    ("answer", "reading", "named"),
    [
        (None, "stated", []),
        ({"sciatica": True}, "stated", ["sciatica"]),
        ({"sciatica": True, "disc-herniation": False}, "dangerous", ["sciatica"]),
        (UNSURE, "stated", []),
        (UNSURE, "dangerous", ANYTHING),
        (NOTHING, "stated", NOTHING),
    ],
)
def test_a_condition_that_was_not_named_is_a_no_unless_nobody_knows(
    knowledge: KnowledgeBase,
    answer: Answer | None,
    reading: Literal["stated", "dangerous"],
    named: list[str] | Value,
) -> None:
    case = Case() if answer is None else Case(findings={"condition-stated": answer})
    value = facts_of(knowledge, case, reading).value("condition-stated")
    if isinstance(named, list):
        assert value == {choice: choice in named for choice in knowledge.shapes["condition-stated"].choices}
    else:
        assert value is named


def test_the_conditions_that_were_named_are_in_the_order_of_their_choices(knowledge: KnowledgeBase) -> None:
    first, second = knowledge.shapes["condition-stated"].choices[:2]
    case = Case(findings={"condition-stated": {second: True, first: True}})
    assert stated_members(knowledge, case, "conditions") == (first, second)
    assert stated_members(knowledge, Case(findings={"condition-stated": UNSURE}), "conditions") == ()
    assert stated_members(knowledge, Case(), "conditions") == ()
    assert stated_members(knowledge, case, "no-such-role") == ()


@pytest.mark.parametrize(("reading", "value"), [("stated", None), ("dangerous", NOTHING)])
def test_not_sure_of_a_comfort_may_be_no_comfort(
    tmp_path: Path, reading: Literal["stated", "dangerous"], value: Value | None
) -> None:
    assert facts_of(small(tmp_path), Case(findings={"well": UNSURE}), reading).value("well") is value


def _gated(name: str, only_if: object) -> dict[str, Any]:
    words = {"ask": f"Is it {name}?", "clause": f"it is {name}"}
    return {"id": name, "kind": "yes-no", "role": "danger", "only-if": only_if, **words}


def test_a_yes_behind_the_gate_of_a_choice_means_that_its_question_arose_too(tmp_path: Path) -> None:
    knowledge = small(tmp_path, findings=[_gated("limp", {"pace": ["hours"]})])
    facts = facts_of(knowledge, Case(findings={"limp": True}))
    assert (facts.value("pace"), facts.value("numb")) == (ANYTHING, ANYTHING)
    denied = facts_of(knowledge, Case(findings={"limp": False}))
    assert (denied.value("pace"), denied.value("numb")) == (None, None)


def test_a_yes_behind_the_gate_of_a_number_says_nothing_about_the_number(tmp_path: Path) -> None:
    knowledge = small(tmp_path, findings=[_gated("frail", {"age": {"at-least": 65}})])
    assert facts_of(knowledge, Case(findings={"frail": True})).value("age") is None


def test_of_several_findings_that_could_open_a_gate_the_last_is_taken(tmp_path: Path) -> None:
    knowledge = small(tmp_path, findings=[_gated("limp", {"any": ["numb", "fever"]})])
    facts = facts_of(knowledge, Case(findings={"limp": True}))
    assert (facts.value("numb"), facts.value("fever")) == (None, ANYTHING)
    cool = facts_of(knowledge, Case(findings={"limp": True, "fever": False}))
    assert (cool.value("numb"), cool.value("fever")) == (ANYTHING, False)


@pytest.mark.parametrize(
    ("wishes", "role", "value"),
    [
        (Wishes(minutes=5), "minutes", Interval(5, 5)),
        (Wishes(tools=("towel",)), "tools", {"towel": True}),
        (Wishes(tools=()), "tools", None),
        (Wishes(positions=("prone",)), "positions", {"prone": True}),
        (Wishes(by="partner"), "giver", "partner"),
        (Wishes(pressure="light"), "pressure", "light"),
        (Wishes(first_time=True), "first-time", True),
        (Wishes(), "first-time", None),
        (Wishes(), "minutes", None),
    ],
)
def test_a_wish_is_the_value_of_its_finding(
    knowledge: KnowledgeBase, wishes: Wishes, role: str, value: Value | None
) -> None:
    finding = knowledge.finding_for(role)
    assert finding is not None
    assert facts_of(knowledge, Case(wishes=wishes)).value(finding.id) == value


def test_a_case_without_areas_gets_those_of_its_conditions(knowledge: KnowledgeBase) -> None:
    told: dict[str, Answer] = {"condition-stated": {"sciatica": True}}
    areas = knowledge.expand_areas(knowledge.conditions["sciatica"].areas)
    in_order = tuple(area for area in knowledge.areas.ids if area in areas)
    assert with_areas(knowledge, Case(findings=told)).areas == in_order
    assert with_areas(knowledge, Case(("neck",), told)).areas == ("neck",)
    assert with_areas(knowledge, Case()).areas == ()
