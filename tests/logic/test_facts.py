"""Facts: stated values, gates, and which of them wins."""

from __future__ import annotations

import pytest

from backrelief.logic import (
    ANYTHING,
    NOTHING,
    Between,
    Facts,
    Gate,
    Holds,
    Interval,
    Member,
    Not,
    OneOf,
    Truth,
    Value,
    evaluate,
)

PREGNANT = OneOf("pregnant", ("maybe", "certain"))
GATES = {
    "weeks": Gate(only_if=PREGNANT),
    "bleeding": Gate(only_if=PREGNANT),
    "signs": Gate(only_if=Holds("bleeding")),
    "began-young": Gate(true_when=Between("age", None, 44)),
    "young-and-pregnant": Gate(only_if=PREGNANT, true_when=Between("age", None, 44)),
}


def seen(finding: str, **stated: Value) -> Value | None:
    return Facts(stated, GATES).value(finding)


def test_what_is_not_stated_is_unknown() -> None:
    assert seen("age") is None


def test_a_stated_no_is_not_unknown() -> None:
    assert seen("a", a=False) is False


def test_a_closed_gate_means_that_the_question_does_not_arise() -> None:
    assert seen("weeks", pregnant="no") is NOTHING
    facts = Facts({"pregnant": "no"}, GATES)
    assert evaluate(Between("weeks", 20, None), facts) is False
    assert evaluate(Between("weeks", None, 20), facts) is False


def test_an_open_gate_and_an_unknown_one_leave_the_finding_unknown() -> None:
    assert seen("weeks", pregnant="certain") is None
    assert seen("weeks") is None


def test_a_gate_may_depend_on_another_gate() -> None:
    assert seen("signs", pregnant="no") is NOTHING
    assert seen("signs", pregnant="certain") is None
    assert seen("signs", pregnant="certain", bleeding=False) is NOTHING


def test_an_answer_can_follow_from_another() -> None:
    assert seen("began-young", age=Interval(30, 30)) is True
    assert seen("began-young", age=Interval(50, 50)) is None
    assert seen("began-young", age=Interval(40, 50)) is None


def test_a_finding_whose_question_does_not_arise_is_never_made_true() -> None:
    assert seen("young-and-pregnant", age=Interval(30, 30), pregnant="no") is NOTHING
    assert seen("young-and-pregnant", age=Interval(30, 30), pregnant="certain") is True
    assert seen("young-and-pregnant", age=Interval(30, 30)) is None, "the answer about pregnancy could still turn it"


@pytest.mark.parametrize("value", [Interval(12, 12), NOTHING, ANYTHING])
def test_a_stated_value_wins_over_its_gate(value: Value) -> None:
    assert seen("weeks", pregnant="no", weeks=value) == value


def test_a_stated_no_wins_over_a_gate_that_would_make_it_true() -> None:
    assert Facts({"age": Interval(30, 30), "began-young": False}, GATES).value("began-young") is False


@pytest.mark.parametrize(
    ("members", "pregnant", "member", "expected"),
    [
        ({"x": False}, "no", "y", False),
        ({"x": False}, "certain", "y", None),
        ({"x": False}, None, "y", None),
        ({}, "no", "y", False),
        ({"x": True}, "no", "x", True),
        ({"x": True}, "no", "y", None),
        ({"x": True, "y": False}, "certain", "y", False),
    ],
)
def test_a_closed_gate_closes_the_members_of_a_group_that_were_not_stated(
    members: dict[str, bool], pregnant: str | None, member: str, *, expected: Truth
) -> None:
    stated: dict[str, Value] = {"places": members}
    if pregnant is not None:
        stated["pregnant"] = pregnant
    facts = Facts(stated, {"places": Gate(only_if=PREGNANT)})
    assert evaluate(Member("places", member), facts) is expected


def test_a_danger_that_is_read_as_true_opens_a_gate() -> None:
    assert seen("weeks", pregnant=ANYTHING) is None


def test_a_gate_may_be_a_not() -> None:
    facts = Facts({"well": True}, {"ill-since": Gate(only_if=Not(Holds("well")))})
    assert facts.value("ill-since") is NOTHING


def test_asking_twice_gives_the_same_answer() -> None:
    facts = Facts({"pregnant": "no"}, GATES)
    assert facts.value("weeks") is facts.value("weeks") is NOTHING
