"""What is said of a technique for a condition: at which stage it is, what it depends on, how it is ranked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backrelief.advice.assess import assess
from backrelief.advice.rank import rank
from backrelief.advice.reasons import NotIf
from backrelief.advice.select import select
from backrelief.case.case import Case, Wishes
from backrelief.knowledge.base import KnowledgeBase
from lint.small import BASE, small, technique

OLD = {"age": {"at-least": 65}}


def for_(condition: str, **changes: Any) -> dict[str, Any]:
    """Return a row of evidence for the condition."""
    return {
        "condition": condition,
        "grade": "low",
        "direction": "unknown",
        "text": "Nobody has tried.",
        "sources": ["book"],
        **changes,
    }


def knowing(folder: Path, *evidence: dict[str, Any], **kinds: Any) -> KnowledgeBase:
    """Return knowledge of one technique with this evidence; the strain fits people who are numb."""
    ache = BASE["conditions"][0]
    return small(
        folder,
        areas=[{"id": "low", "name": "low back", "places": ["loin"], "default-condition": "ache"}],
        conditions=[ache, ache | {"id": "strain", "name": "A strain", "when": "numb"}],
        techniques=[technique(evidence=list(evidence), **kinds.pop("technique", {}))],
        **kinds,
    )


STAGE = ("ache", ("age",), "It depends on the stage: Nobody has tried.")
AGAINST = {"direction": "advised-against"}


@pytest.mark.parametrize(
    ("evidence", "findings", "notes"),
    [
        ([for_("ache")], {}, []),
        ([for_("ache", when=OLD)], {}, [STAGE]),
        ([for_("ache", when=OLD), for_("ache")], {}, []),
        (
            [for_("ache"), for_("strain", when=OLD)],
            {},
            [("strain", ("numb", "age"), "A strain: it depends on the stage. Nobody has tried.")],
        ),
        ([for_("ache"), for_("strain")], {}, []),
        ([for_("ache"), for_("strain", when=OLD)], {"numb": False}, []),
        ([for_("ache"), for_("strain", **AGAINST)], {}, [("strain", ("numb",), "A strain: Nobody has tried.")]),
        (
            [for_("ache"), for_("ache", when=OLD, **AGAINST)],
            {},
            [("ache", ("age",), "an ache: Nobody has tried.")],
        ),
        (
            [for_("ache"), for_("strain", when=OLD, **AGAINST)],
            {},
            [("strain", ("numb", "age"), "A strain: Nobody has tried.")],
        ),
        ([for_("ache"), for_("strain", **AGAINST)], {"numb": False}, []),
    ],
)
def test_open_questions_about_the_stage_are_noted_with_the_technique(
    tmp_path: Path,
    evidence: list[dict[str, Any]],
    findings: dict[str, bool],
    notes: list[tuple[str, tuple[str, ...], str]],
) -> None:
    (candidate,), _ = select(assess(knowing(tmp_path, *evidence), Case(("low",), {**findings}))).candidates()
    assert candidate.verdict.not_if == tuple(
        NotIf(condition, "condition", "forbid", because, text) for condition, because, text in notes
    )


# The order


WORDS: dict[str, Any] = {
    "grades": [{"id": "low", "name": "low", "meaning": "unsure"}],
    "directions": [{"id": "unknown", "name": "not known", "meaning": "nobody looked"}],
    "evidence_points": [
        {"id": "unknown", "points": dict.fromkeys(("high", "moderate", "low", "very-low", "traditional"), 2)}
        | {"sources": ["book"]}
    ],
}
NAMED = Wishes(tools=("ball",))


@pytest.mark.parametrize(
    ("basis", "changes", "case", "because"),
    [
        ("fits-condition", {"evidence": [for_("strain")]}, Case(("low",), {"numb": True}), ("numb",)),
        ("fits-condition", {"evidence": [for_("ache")]}, Case(("low",)), ()),
        ("fits-condition", {"evidence": [for_("ache", use="comfort")]}, Case(("low",)), None),
        ("comfort-use", {"evidence": [for_("ache", use="comfort")]}, Case(("low",)), ()),
        ("comfort-use", {"evidence": [for_("ache")]}, Case(("low",)), None),
        (
            "comfort-use",
            {"evidence": [for_("ache", use="comfort"), for_("strain")]},
            Case(("low",), {"numb": True}),
            None,
        ),
        ("works-on-area", {}, Case(("low",)), ()),
        ("works-on-area", {"touches": ["throat"]}, Case(("low",)), None),
        ("tool-asked", {"tools": [["ball"]]}, Case(("low",), wishes=NAMED), ()),
        ("tool-asked", {"tools": [["ball"]]}, Case(("low",)), None),
        ("tool-asked", {}, Case(("low",), wishes=NAMED), None),
        ("tool-missing", {"tools": [["ball"]]}, Case(("low",)), ()),
        ("tool-missing", {"tools": [["ball"]]}, Case(("low",), wishes=NAMED), None),
        ("tool-missing", {}, Case(("low",)), None),
    ],
)
def test_each_rule_of_the_order_gives_its_points_and_says_why(
    tmp_path: Path, basis: str, changes: dict[str, Any], case: Case, because: tuple[str, ...] | None
) -> None:
    rule = {"id": "counted", "points": 7, "basis": basis, "text": "It counts.", "sources": ["book"]}
    evidence = changes.get("evidence", [for_("ache")])
    rest = {name: value for name, value in changes.items() if name != "evidence"}
    knowledge = knowing(tmp_path, *evidence, technique=rest, ranking=[rule], **WORDS)
    selection = select(assess(knowledge, case))
    candidates, _ = selection.candidates()
    (suggestion,) = rank(selection, candidates)
    counted = [reason.because for reason in suggestion.reasons if reason.rule == "counted"]
    assert counted == ([] if because is None else [because])
    assert suggestion.points == 2 + 7 * len(counted)
