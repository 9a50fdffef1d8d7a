"""A layer of any size and depth is read or refused within a bounded time."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from backrelief.advice.advise import advise
from backrelief.case.case import Case
from backrelief.errors import UsageError
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.documents import MOST_VALUES, parse_document
from backrelief.knowledge.faults import Fault, shown
from backrelief.knowledge.folders import LARGEST_FILE, shipped_folder
from backrelief.knowledge.layers import LARGEST_IN_ALL, MOST_ENTRIES, MOST_VALUES_IN_ALL
from backrelief.knowledge.lexicon import did_you_mean, normal, resolve
from backrelief.knowledge.linking import DEEPEST
from backrelief.knowledge.linking import LARGEST_IN_ALL as MOST_PARTS
from backrelief.lint.examine import examine_knowledge
from backrelief.logic import CriterionError, parse_criterion
from backrelief.logic.grammar import days
from knowledge.made_up import PLANTS, nothing_hangs

FOR_ONE = 20
"""Seconds of CPU time that a layer may take; without the limits, each of these layers took far longer."""


def layer(folder: Path, *texts: str) -> tuple[KnowledgeBase | None, tuple[Fault, ...]]:
    """Stack a folder of files on the made-up knowledge."""
    mine = folder / "mine"
    mine.mkdir()
    for number, text in enumerate(texts):
        mine.joinpath(f"{number:03}.yaml").write_text(text, encoding="utf-8")
    with nothing_hangs(FOR_ONE):
        return examine_knowledge(PLANTS, mine, severities=("error",))


def tools(count: int, *, start: int = 0) -> str:
    """Write entries that are as small as possible."""
    return "tools:\n" + "".join(f"  - {{id: t{n}, name: a}}\n" for n in range(start, start + count))


def chain(count: int) -> str:
    """Write derived findings, each derived from the next two."""
    links = "".join(f"  - {{id: q{n}, kind: derived, when: {{any: [q{n + 1}, q{n + 2}]}}}}\n" for n in range(count))
    last = "".join(f"  - {{id: q{n}, kind: derived, when: leaves-yellow}}\n" for n in (count, count + 1))
    return f"findings:\n{links}{last}"


def test_thousands_of_small_entries_are_read(tmp_path: Path) -> None:
    knowledge, faults = layer(tmp_path, tools(5000))
    assert not faults
    assert knowledge is not None
    assert knowledge.tools.get("t4999")


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ([tools(30_000)], f"more than {MOST_VALUES:,} values"),
        ([f"tips: [{'a,' * MOST_VALUES}a]\n"], f"more than {MOST_VALUES:,} values"),
        ([tools(6000), tools(6000, start=6000)], f"more than {MOST_ENTRIES:,} entries"),
        (
            [f"tools:\n  - {{id: t{n}, name: a, words: [{'a, ' * 40_000}a]}}\n" for n in range(3)],
            f"all files together hold more than {MOST_VALUES_IN_ALL:,} values",
        ),
        (
            [f"tools:\n  - {{id: t{n}, name: {'a' * (LARGEST_FILE - 50)}}}\n" for n in range(6)],
            "all files together are larger than 5 MB",
        ),
    ],
    ids=["entries of one file", "values of one file", "entries", "values", "letters"],
)
def test_too_much_data_is_reported_once_with_the_file(tmp_path: Path, texts: list[str], message: str) -> None:
    knowledge, faults = layer(tmp_path, *texts)
    assert knowledge is None
    assert [(fault.rule, fault.message) for fault in faults] == [("too-large", message)]
    assert faults[0].path.parent == tmp_path / "mine"
    assert faults[0].hint


def test_the_shipped_knowledge_is_far_below_every_limit(knowledge: KnowledgeBase) -> None:
    files = {origin.path for origin in knowledge.origins.values()}
    documents = [parse_document(path, path.read_text(encoding="utf-8")) for path in files]
    assert max(len(document.locations) for document in documents) < MOST_VALUES / 5
    assert sum(len(document.locations) for document in documents) < MOST_VALUES_IN_ALL / 2
    assert sum(len(line) for document in documents for line in document.lines) < LARGEST_IN_ALL / 5
    assert len(knowledge.origins) < MOST_ENTRIES / 5


def test_derived_findings_that_build_on_each_other_are_read_or_refused_at_once(tmp_path: Path) -> None:
    _, faults = layer(tmp_path, chain(5000))
    assert {fault.rule for fault in faults} <= {"too-large", "too-deep"}
    assert "together have more than" in " ".join(fault.message for fault in faults)
    assert len(faults) < MOST_PARTS / 100, "what comes after the limit is one fault, not one for each"


def test_a_short_chain_of_derived_findings_is_read(tmp_path: Path) -> None:
    assert layer(tmp_path, chain(8))[1] == ()


def gates(count: int, first: str = "leaves-yellow") -> str:
    """Write findings, each of which waits for the one before it."""
    lines = "".join(
        f"  - {{id: g{n}, kind: yes-no, role: comfort, ask: Is it {n}?, clause: it is {n},"
        f" only-if: {f'g{n - 1}' if n else first}}}\n"
        for n in range(count)
    )
    return f"findings:\n{lines}"


def towers(count: int, height: int, first: str = "leaves-yellow") -> str:
    """Write derived findings, each of which negates the one before it many times."""
    lines = "".join(
        f"  - {{id: t{n}, kind: derived, when: {'{not: ' * height}{f't{n - 1}' if n else first}{'}' * height}}}\n"
        for n in range(count)
    )
    return f"findings:\n{lines}"


def flag(finding: str) -> str:
    """Write a red flag on one finding."""
    levels = f"levels: [{{level: soon, when: {finding}}}]"
    return f"red-flags:\n  - {{id: deep, name: Deep, {levels}, text: A., may-indicate: B., sources: practice}}\n"


@pytest.mark.parametrize(
    "text", [gates(330), gates(3000), towers(36, 30)], ids=["330 gates", "3,000 gates", "denied a thousand times"]
)
def test_chains_of_findings_that_are_too_deep_are_reported_at_their_location(tmp_path: Path, text: str) -> None:
    knowledge, faults = layer(tmp_path, text)
    assert knowledge is None
    assert {fault.rule for fault in faults} == {"too-deep"}
    assert all(fault.line > 1 for fault in faults)


@pytest.mark.parametrize(
    ("text", "last"),
    [(gates(DEEPEST - 1, "saddle-numbness"), f"g{DEEPEST - 2}"), (towers(3, 30, "saddle-numbness"), "t2")],
    ids=["gates", "derived"],
)
def test_the_deepest_allowed_findings_can_be_checked_and_answered(tmp_path: Path, text: str, last: str) -> None:
    tmp_path.joinpath("own.yaml").write_text(text, encoding="utf-8")
    tmp_path.joinpath("flag.yaml").write_text(flag(last), encoding="utf-8")
    knowledge, faults = examine_knowledge(shipped_folder(), tmp_path)
    assert knowledge is not None
    assert "too-deep" not in {fault.rule for fault in faults}
    for findings in ({}, {"saddle-numbness": True}, {"saddle-numbness": False}):
        assert advise(knowledge, Case(areas=("lower-back",), findings=findings)).screening.level


def test_a_report_of_thousands_of_circles_is_cut_off(tmp_path: Path) -> None:
    lines = "".join(f"  - {{id: c{n}, kind: derived, when: {{not: c{n}}}}}\n" for n in range(5000))
    _, faults = layer(tmp_path, f"findings:\n{lines}")
    assert {fault.rule for fault in faults} == {"circle"}
    assert len(faults) < 100


def test_a_circle_is_found_however_long_it_is(tmp_path: Path) -> None:
    lines = "".join(f"  - {{id: c{n}, kind: derived, when: {{not: c{(n + 1) % 5000}}}}}\n" for n in range(5000))
    _, (fault,) = layer(tmp_path, f"findings:\n{lines}")
    assert fault.rule == "circle"
    assert len(fault.message) < 2000


LONG = "x" * 900_000
HOSTILE = {
    "an id": f"tools:\n  - {{id: a, name: a, stand-in-tool: {LONG}}}\n",
    "an id that is none": f"areas:\n  - {{id: a, name: a, places: [{LONG}]}}\n",
    "a field": f"tools:\n  - {{id: a, name: a, {LONG}: 1}}\n",
    "a kind": f"{LONG}: []\n",
    "a word of a closed set": f"tools:\n  - {{id: a, name: a, status: {LONG}}}\n",
    "a kind of finding": f"findings:\n  - {{id: a, kind: {LONG}}}\n",
    "a criterion": f"conditions:\n  - {{id: a, name: a, when: {{{LONG}: [a]}}}}\n",
    "a word of a criterion": f"conditions:\n  - {{id: a, name: a, when: {LONG[:60]}}}\n",
    "a value of a criterion": f"ranking:\n  - {{id: a, points: 1, text: A, technique: {{action: [{LONG}]}}}}\n",
    "a bare word": f"a: 0x{'1' * 900_000}\n",
    "a tag": f"a: !{LONG} 1\n",
    "the same key": f"{LONG}: 1\n{LONG}: 1\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_fault_shortens_a_huge_value(tmp_path: Path, text: str) -> None:
    knowledge, faults = layer(tmp_path, text)
    assert knowledge is None
    assert faults
    assert max(len(str(fault)) for fault in faults) < 4000


def test_an_error_shortens_a_huge_word(plants: KnowledgeBase) -> None:
    with pytest.raises(UsageError) as caught:
        resolve(plants, "tools", LONG, noun="tool")
    assert len(str(caught.value)) < 4000


@pytest.mark.parametrize("letter", [" ", "1", "_", ":", "-", "'", "x1", "1.", "1:", "not ", "[", "{a: "])
@pytest.mark.parametrize("end", ["!", "'", "d", ""])
def test_every_parser_is_linear_in_runs_of_blanks_and_digits(letter: str, end: str) -> None:
    """A quadratic parser would run into the time limit of the tests."""
    text = f"1{letter * (400_000 // len(letter))}{end}"
    with nothing_hangs(FOR_ONE):
        for written in (text, f"a: {text}", f"a: '{text}", f"{text}: a"):
            parse_document(Path("a.yaml"), written)
        days(text)
        with suppress(CriterionError):
            parse_criterion({"a": {"at-least": text}})
        with suppress(CriterionError):
            parse_criterion(text)
        normal(text)
        did_you_mean(text, ["a", "b"])
        shown(text)
