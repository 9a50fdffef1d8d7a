"""The effects of a change of the knowledge on advice are listed, the less careful ones first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from backrelief.knowledge.base import KnowledgeBase, Table
from backrelief.knowledge.folders import shipped_folder
from backrelief.knowledge.models.cases import WorkedCase
from backrelief.render.envelope import envelope
from backrelief.render.workshop_pages import DiffData, changes_page
from backrelief.workshop.changes import Change, changes_between, load_with_cases

EVERY = 25
"""Only one shipped case in so many is compared: enough to see every kind of change made here."""


def with_only(knowledge: KnowledgeBase, cases: Iterable[WorkedCase]) -> KnowledgeBase:
    """Replace the worked cases of the knowledge."""
    return replace(knowledge, cases=Table("cases", {case.id: case for case in cases}))


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    knowledge = load_with_cases(shipped_folder())
    return with_only(knowledge, islice(knowledge.cases, 0, None, EVERY))


def layered(tmp_path: Path, text: str, shipped: KnowledgeBase) -> KnowledgeBase:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    return with_only(load_with_cases(tmp_path), shipped.cases)


def test_equal_knowledge_gives_no_changes(shipped: KnowledgeBase) -> None:
    assert changes_between(shipped, shipped) == ()


def test_a_removed_red_flag_is_reported_first(shipped: KnowledgeBase, tmp_path: Path) -> None:
    flag = next(one for one in shipped.cases if one.expected.raised).expected.raised[0]
    weaker = layered(
        tmp_path,
        f"""
red-flags:
  - id: {flag}
    name: Made weaker
    levels: [{{level: care, when: {{age: {{at-least: 119}}}}}}]
    asked-in: everywhere
    text: Nobody has this.
    may-indicate: Nothing.
    sources: [practice]
    overrides-safety: to see what it does
""",
        shipped,
    )
    first, *_ = changes_between(shipped, weaker)
    assert first.is_grave
    assert any(f"`{flag}` is no longer raised" in one.what for one in changes_between(shipped, weaker) if one.is_grave)


def found(changes: tuple[Change, ...], words: str) -> Change:
    """Return the only change whose text contains the words."""
    (change,) = (one for one in changes if words in one.what)
    return change


def looser_blood_thinner(effects: str) -> str:
    """Write the shipped caution about blood thinners with other effects."""
    return f"""
cautions:
  - id: ci-anticoagulant
    name: Blood thinners
    class: T
    when: blood-thinner
    do: {effects}
    text: It was looked at anew.
    sources: [practice]
    overrides-safety: decided in March
"""


@pytest.fixture(scope="module")
def thinner(shipped: KnowledgeBase) -> KnowledgeBase:
    """Return the knowledge with one worked case: a person with blood thinners."""
    given = {"areas": ["upper-back"], "otherwise": "nothing", "findings": {"age": 40, "blood-thinner": True}}
    case = WorkedCase.model_validate(
        {"id": "on-thinners", "name": "On thinners", "given": given, "expected": {"level": "care"}}
    )
    return with_only(shipped, [case])


@pytest.mark.parametrize(
    ("before", "after", "words", "back"),
    [
        (
            "{cap-pressure: very-light}",
            "{cap-pressure: light}",
            "is given at light pressure instead of very-light",
            "is given at very-light pressure instead of light",
        ),
        (
            "{cap-minutes: 5}",
            "{cap-minutes: 15}",
            "is 15 minutes instead of 5 minutes",
            "is 5 minutes instead of 15 minutes",
        ),
        (
            "{cap-minutes: 5}",
            "{say: Take care.}",
            "is no limit instead of 5 minutes",
            "is 5 minutes instead of no limit",
        ),
        ("{keep-off: [shoulder-blade]}", "{say: Take care.}", "no longer keeps off: shoulder-blade", "keeps off more"),
    ],
    ids=["pressure", "minutes", "without a limit", "places"],
)
def test_more_pressure_time_or_places_count_as_less_careful(
    thinner: KnowledgeBase, tmp_path: Path, before: str, after: str, words: str, back: str
) -> None:
    strict, loose = (
        layered(make_folder(tmp_path / name), looser_blood_thinner(effects), thinner)
        for name, effects in (("strict", before), ("loose", after))
    )
    grave = {one.is_grave for one in changes_between(strict, loose) if words in one.what}
    assert grave == {True}
    assert {one.is_grave for one in changes_between(loose, strict) if back in one.what} == {False}


def make_folder(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_change_names_the_override_that_caused_it(thinner: KnowledgeBase, tmp_path: Path) -> None:
    loose = layered(tmp_path, looser_blood_thinner("{say: Take care.}"), thinner)
    changes = changes_between(thinner, loose)
    said = "cautions: `ci-anticoagulant` was replaced: decided in March"
    assert {one.overrides for one in changes if "`ci-anticoagulant` had left it out" in one.what} == {(said,)}
    assert {one.overrides for one in changes if "is no limit instead of 15 minutes" in one.what} == {(said,)}
    assert said in str(changes_page(changes))
    assert json.loads(envelope("knowledge diff", 0, DiffData(changes)))["data"]["changes"][0]["overrides"] == [said]


def test_a_change_without_an_override_names_none(thinner: KnowledgeBase, tmp_path: Path) -> None:
    own = """
cautions:
  - {id: own-caution, name: Mine, class: T, when: blood-thinner, do: {cap-pressure: very-light}, text: So.,
     sources: practice}
"""
    changes = changes_between(thinner, layered(tmp_path, own, thinner))
    assert not found(changes, "`own-caution` is in force now").is_grave
    assert {one.overrides for one in changes} == {()}


def test_a_folder_without_a_vocabulary_is_a_layer(tmp_path: Path, shipped: KnowledgeBase) -> None:
    (tmp_path / "own.yaml").write_text(
        "tips:\n  - {id: own-tip, name: My tip, moment: after, text: Rest a little., sources: [practice]}\n",
        encoding="utf-8",
    )
    assert load_with_cases(tmp_path).tips.get("own-tip") is not None
    assert load_with_cases(tmp_path).red_flags == shipped.red_flags
