"""However large a layer is, and however its entries build on each other, it is read or refused at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.circles import in_circles
from backrelief.knowledge.documents import LARGEST_FILE, parse_document
from backrelief.knowledge.faults import Fault
from backrelief.knowledge.linked import LARGEST_IN_ALL as MOST_PARTS
from backrelief.knowledge.loaded import LARGEST_IN_ALL, MOST_ENTRIES, MOST_VALUES_IN_ALL
from backrelief.knowledge.yaml_events import MOST_VALUES
from backrelief.lint.examine import examine_knowledge
from knowledge.made_up import PLANTS, nothing_hangs

FOR_ONE = 20
"""Seconds of the processor that a layer may take; each took far longer, or twice that for twice the size."""


def layer(folder: Path, *texts: str) -> tuple[KnowledgeBase | None, tuple[Fault, ...]]:
    """What comes of laying files of one folder over the made-up knowledge."""
    mine = folder / "mine"
    mine.mkdir()
    for number, text in enumerate(texts):
        mine.joinpath(f"{number:03}.yaml").write_text(text, encoding="utf-8")
    with nothing_hangs(FOR_ONE):
        return examine_knowledge(PLANTS, mine, severities=("error",))


def tools(count: int, *, start: int = 0) -> str:
    """Entries as small as they get."""
    return "tools:\n" + "".join(f"  - {{id: t{n}, name: a}}\n" for n in range(start, start + count))


def chain(count: int) -> str:
    """Derived findings, each of the two that follow."""
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
def test_what_is_too_large_is_one_fault_that_names_the_file(tmp_path: Path, texts: list[str], message: str) -> None:
    knowledge, faults = layer(tmp_path, *texts)
    assert knowledge is None
    assert [(fault.rule, fault.message) for fault in faults] == [("too-large", message)]
    assert faults[0].path.parent == tmp_path / "mine"
    assert faults[0].hint


def test_the_shipped_knowledge_is_far_below_every_limit(knowledge: KnowledgeBase) -> None:
    files = {origin.path for origin in knowledge.origins.values()}
    documents = [parse_document(path, path.read_text(encoding="utf-8")) for path in files]
    assert max(len(document.places) for document in documents) < MOST_VALUES / 5
    assert sum(len(document.places) for document in documents) < MOST_VALUES_IN_ALL / 2
    assert sum(len(line) for document in documents for line in document.lines) < LARGEST_IN_ALL / 5
    assert len(knowledge.origins) < MOST_ENTRIES / 5


def test_derived_findings_that_build_on_each_other_are_read_or_refused_at_once(tmp_path: Path) -> None:
    _, faults = layer(tmp_path, chain(5000))
    assert {fault.rule for fault in faults} <= {"too-large", "too-deep"}
    assert "together have more than" in " ".join(fault.message for fault in faults)
    assert len(faults) < MOST_PARTS / 100, "what comes after the limit is one fault, not one for each"


def test_a_short_chain_of_derived_findings_is_read(tmp_path: Path) -> None:
    assert layer(tmp_path, chain(8))[1] == ()


def test_a_long_chain_of_gates_is_read(tmp_path: Path) -> None:
    """Each gate waits for the one before it: nothing waits for itself, and nobody waits for that to be found."""
    lines = "".join(
        f"  - {{id: g{n}, kind: yes-no, role: comfort, ask: Is it {n}?, clause: it is {n},"
        f" only-if: {f'g{n - 1}' if n else 'leaves-yellow'}}}\n"
        for n in range(3000)
    )
    knowledge, faults = layer(tmp_path, f"findings:\n{lines}")
    assert not faults
    assert knowledge is not None
    assert len(knowledge.gates) > 3000


@pytest.mark.parametrize(
    ("needs", "circles"),
    [
        ({"a": "b", "b": "c", "c": ""}, ""),
        ({"a": "a", "b": "a"}, "a"),
        ({"a": "b", "b": "ac", "c": "d", "d": "e", "e": "d"}, "abde"),
        ({"a": "bc", "b": "d", "c": "d", "d": ""}, ""),
        ({"a": "bc", "b": "a", "c": "a"}, "abc"),
        ({"a": "x"}, ""),
    ],
    ids=["chain", "itself", "between two circles", "two ways", "two circles that share", "unknown"],
)
def test_only_what_leads_back_to_itself_lies_on_a_circle(needs: dict[str, str], circles: str) -> None:
    assert in_circles(needs) == set(circles)


def test_a_circle_is_found_however_long_it_is() -> None:
    needs = {str(n): [str((n + 1) % 20_000)] for n in range(20_000)}
    with nothing_hangs(FOR_ONE):
        assert len(in_circles(needs)) == 20_000
