"""A case as criteria see it: what was not named is a no, and "not sure" can be read as the dangerous answer."""

from __future__ import annotations

from typing import Literal

import pytest

from backrelief.case.case import UNSURE, Answer, Case
from backrelief.case.facts import facts_of, stated_members
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import ANYTHING, NOTHING, Value


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
