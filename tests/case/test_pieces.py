"""A case with a mistake is read piece by piece, so that the mistake hides no danger."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from backrelief.case.case import UNSURE, Case
from backrelief.case.pieces import readable_case, statements_of, united
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import Interval


@pytest.mark.parametrize(
    ("data", "lines", "wanted"),
    [
        (None, ["saddle-numbness: true"], Case(findings={"saddle-numbness": True})),
        (None, ['{"findings": {"saddle-numbness": true, "age": [44'], Case(findings={"saddle-numbness": True})),
        ({"findings": {"saddle-numbness": True}}, ["saddle-numbness: false"], Case(findings={"saddle-numbness": True})),
        ({"findings": {"age": "old", "leg-weak": "unsure"}}, [], Case(findings={"leg-weak": UNSURE})),
        ({"areas": ["lower", "moon"], "findings": []}, [], Case(("lower-back",))),
        ({"areas": "lower", "findings": {"no-such-finding": True}}, ["no-such-finding: true"], Case()),
    ],
)
def test_every_piece_that_can_be_read_is_read(
    knowledge: KnowledgeBase, data: object, lines: Sequence[str], wanted: Case
) -> None:
    assert readable_case(knowledge, data, lines) == wanted


@pytest.mark.parametrize("after", ["", " ", '"', "}", ", severity: 3"])
def test_an_answer_ends_where_the_line_or_the_value_does(knowledge: KnowledgeBase, after: str) -> None:
    found = readable_case(knowledge, None, [f"age: 44{after}"])
    assert found.findings["age"] == Interval(44, 44)


@pytest.mark.parametrize("after", [f"{' ' * 200}!", "0" * 200, f"{' ' * 98}9"])
def test_no_answer_is_read_from_the_beginning_of_a_long_one(knowledge: KnowledgeBase, after: str) -> None:
    """Otherwise somebody would be taken for a child of one year."""
    assert readable_case(knowledge, None, [f"age: 1{after}"]) == Case()


def test_a_case_is_the_union_of_its_statements(knowledge: KnowledgeBase) -> None:
    case = Case(("neck",), {"leg-weak": True, "age": Interval(50, 50)})
    assert united(knowledge, statements_of(case)) == case


def test_a_danger_counts_whatever_excludes_it(knowledge: KnowledgeBase) -> None:
    statements = [Case(findings={name: answer}) for name, answer in (("leg-weak", False), ("leg-weak", True))]
    assert united(knowledge, statements).findings == {"leg-weak": True}
    assert united(knowledge, [Case(findings={"leg-weak": UNSURE}), *statements[:1]]).findings == {"leg-weak": UNSURE}


def test_places_that_were_named_apart_are_put_together(knowledge: KnowledgeBase) -> None:
    name = next(one.id for one in knowledge.asked_findings if one.kind == "sites")
    statements = [Case(findings={name: {place: True}}) for place in ("lower-back", "neck")]
    assert united(knowledge, statements).findings == {name: {"lower-back": True, "neck": True}}


def test_of_answers_that_exclude_each_other_the_first_counts(knowledge: KnowledgeBase) -> None:
    """A man is not pregnant."""
    first, second = Case(findings={"pregnancy": "no"}), Case(findings={"pregnancy-weeks": Interval(20, 20)})
    assert united(knowledge, [first, second]).findings == first.findings
