"""The six promises of the design, each with tests named after it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .program import CHECKOUT, Outcome, answer, data, run_process

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

LOWER = ("suggest", "--area", "lower")
THINNER = (*LOWER, "--have", "blood-thinner")
SOURCE = CHECKOUT / "src" / "backrelief"


# 1


def test_promise_1_unknown_is_never_no(knowledge: KnowledgeBase) -> None:
    """A question without an answer stays open and is printed; only an answer closes it."""
    finding, flag = "saddle-numbness", "ces-saddle-numbness"
    for arguments, is_open in ((LOWER, True), ((*LOWER, "--not", finding), False)):
        screening = data(*arguments)["screening"]
        assert (flag in [one["red_flag"] for one in screening["open"]]) is is_open
        assert (flag in screening["cleared"]) is not is_open
        assert (knowledge.asked(finding).ask in answer(*arguments).words) is is_open
        assert screening["level"] == "open"
    assert not data(*LOWER)["case"]["findings"]


# 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "json"),
        ("--format", "plain"),
        ("--format", "markdown"),
        ("--no-input", "--color", "never"),
        ("--no-red-flags",),
        ("--by", "therapist", "--position", "kneeling", "--minutes", "1", "--pressure", "firm"),
    ],
    ids=lambda arguments: arguments[-1] if isinstance(arguments, tuple) else None,
)
def test_promise_2_danger_first_and_nothing_switches_it_off(
    knowledge: KnowledgeBase, arguments: tuple[str, ...]
) -> None:
    said = answer(*LOWER, "--have", "saddle-numbness", *arguments)
    assert said.code == 12
    assert knowledge.levels["emergency"].headline in said.words
    assert not [one.id for one in knowledge.techniques if one.summary in said.words]


def test_promise_2_danger_comes_before_what_can_be_done(knowledge: KnowledgeBase) -> None:
    soon = (*LOWER, "--have", "night-sweats-or-exhaustion")
    page = answer(*soon).words
    best = knowledge.techniques[data(*soon)["suggestions"][0]["technique"]]
    assert page.index(knowledge.levels["soon"].headline) < page.index(best.summary)


# 3


@pytest.mark.parametrize("more", [(), ("--have", "blood-thinner"), ("--by", "partner"), ("--minutes", "3")])
def test_promise_3_every_suggestion_and_omission_has_its_reason(more: tuple[str, ...]) -> None:
    said = data(*LOWER, *more)
    for one in said["suggestions"]:
        assert one["reasons"]
        assert all(reason["rule"] and reason["text"] for reason in (*one["reasons"], *one["changes"]))
    for one in said["omissions"]:
        assert one["reason"]["rule"]
        assert one["reason"]["text"]
        assert one["reason"]["sources"] or one["reason"]["rule"].startswith("wish-")


def test_promise_3_the_reason_names_the_findings_that_fired_it() -> None:
    reasons = [one["reason"] for one in data(*THINNER)["omissions"] if one["reason"]["rule"] == "ci-anticoagulant"]
    assert reasons
    assert all(reason["because"] == ["blood-thinner"] for reason in reasons)


# 4


def test_promise_4_evidence_is_shown_with_every_claim(knowledge: KnowledgeBase) -> None:
    """Grade and direction are two words; weak or negative evidence is labelled as such."""
    said = data(*LOWER)["suggestions"]
    for one in said:
        assert one["evidence"]
        for row in one["evidence"]:
            assert {"grade", "direction", "sources", "text"} <= set(row)
    best = said[0]["evidence"][0]
    page = answer(*LOWER).words
    assert best["text"] in page
    assert f"{knowledge.directions[best['direction']].name}, " in page
    assert f"{knowledge.grades[best['grade']].name} certainty" in page


def test_promise_4_what_made_no_difference_comes_after_every_benefit() -> None:
    directions = [{row["direction"] for row in one["evidence"]} for one in data(*LOWER)["suggestions"]]
    good = {"benefit", "small-benefit"}
    useless = [place for place, found in enumerate(directions) if "no-difference" in found and not good & found]
    helpful = [place for place, found in enumerate(directions) if good & found]
    assert max(helpful) < min(useless)


def test_promise_4_what_is_advised_against_is_shown_in_every_format(knowledge: KnowledgeBase) -> None:
    case = ("suggest", "--condition", "sciatica", "--side", "left")
    row = next(row for row in knowledge.techniques["deep-tissue"].evidence if row.condition == "sciatica")
    assert row.direction == "advised-against"
    for form in ("text", "plain", "markdown", "json"):
        assert row.text in answer(*case, "--format", form).words


# 5


def test_promise_5_the_code_knows_no_medicine(knowledge: KnowledgeBase) -> None:
    """No string in the code is the id of an entry about bodies, and none mentions medicine.

    Options of the command line may name examples, and the linter names the words that it refuses.
    """
    kinds = ("conditions", "techniques", "muscles", "red-flags", "cautions", "routines", "claims", "stop-rules")
    ids = {one.id for kind in kinds for one in knowledge.table(kind)}
    ids |= {one.id for one in knowledge.findings if one.kind != "derived" and not one.stands_for}
    words = ("massage", "spine", "nerve", "disc ", "cancer", "fever", "pregnan", "sciatica", "whiplash")
    for path in sorted(SOURCE.rglob("*.py")):
        package = path.relative_to(SOURCE).parts[:-1]
        for line, text in _strings(path):
            assert text not in ids, f"{path.name}:{line}"
            if package not in {("cli",), ("lint",)}:
                assert not any(word in text.lower() for word in words), f"{path.name}:{line}"


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every string of a module that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node.lineno, node.value


def test_promise_5_the_program_advises_on_another_field(bicycles: Callable[..., Outcome]) -> None:
    assert "bicycle" not in answer("list", "areas").out
    assert "the whole bicycle" in bicycles("list", "areas").out
    advice = bicycles("suggest", "--area", "front wheel", "--no-input")
    assert advice.code == 0
    assert advice.words.index("A crack in the fork") < advice.words.index("A brush, firmly.")
    broken = bicycles("suggest", "--have", "brake-dead")
    assert broken.code == 12
    assert "You cannot stop." in broken.words
    assert "A brush" not in broken.words
    careful = bicycles("suggest", "--area", "front", "--have", "carbon", "--format", "json").json["data"]
    assert [one["technique"] for one in careful["suggestions"]] == ["rubbing-down", "dusting-off"]
    assert [one["reason"]["rule"] for one in careful["omissions"]] == ["carbon-frame"]


# 6


def test_promise_6_same_case_same_knowledge_same_answer(tmp_path: Path) -> None:
    """The hash seed, locale, time zone, date, current folder and home folder do not change a byte of the answer."""
    elsewhere = {
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "LANG": "tr_TR.UTF-8",
        "TZ": "Asia/Kathmandu",
        "HOME": "/",
    }
    for form in ("text", "json"):
        here = run_process(*THINNER, "--format", form, env={"PYTHONHASHSEED": "0"})
        assert run_process(*THINNER, "--format", form, env=elsewhere, cwd=tmp_path) == here


def test_promise_6_the_order_of_the_options_changes_nothing() -> None:
    given = [
        *(("--area", "lower"), ("--area", "hip"), ("--have", "blood-thinner"), ("--have", "numb-skin")),
        *(
            ("--have", "pain-spread=thigh,buttock"),
            ("--tool", "foam-roller"),
            ("--tool", "tennis-ball"),
            ("--age", "67"),
        ),
    ]
    turned = [
        ("--have", "pain-spread=buttock,thigh") if one[1].startswith("pain-spread") else one for one in given[::-1]
    ]
    forwards = [word for option in given for word in option]
    backwards = [word for option in turned for word in option]
    for form in ("text", "json"):
        assert answer("suggest", *backwards, "--format", form) == answer("suggest", *forwards, "--format", form)
