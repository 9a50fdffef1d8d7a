"""The numbers on the page about the origin of the knowledge are correct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .pages import page, table_under, words

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.rules import RedFlag

TEXT = page("knowledge/where-it-comes-from.md")
BENEFITS = {"benefit", "small-benefit"}


def test_the_sources_are_counted_by_kind(knowledge: KnowledgeBase) -> None:
    sources = knowledge.sources
    there, seen = Counter(one.kind for one in sources), Counter(one.kind for one in sources if one.seen)
    wanted: dict[str, tuple[str, ...]] = {kind: (str(number), str(seen[kind])) for kind, number in there.items()}
    wanted["all"] = (str(there.total()), str(seen.total()))
    assert table_under(TEXT, "kind | sources") == wanted


def test_how_the_sources_were_seen_is_counted(knowledge: KnowledgeBase) -> None:
    how = Counter(one.seen_as for one in knowledge.sources if one.seen)
    sentence = (
        f"{how['own-page']} were seen on a page of their own, {how['mirror']} on a page of somebody else, and "
        f"{how['low-authority']} are of low authority"
    )
    assert sentence in words(TEXT)


def test_the_rows_of_evidence_are_counted_by_grade(knowledge: KnowledgeBase) -> None:
    rows = Counter(row.grade for technique in knowledge.techniques for row in technique.evidence)
    wanted = {grade.id: (str(rows[grade.id]), grade.meaning) for grade in knowledge.grades}
    assert table_under(TEXT, "grade") == wanted
    assert rows["high"] == 0


def test_techniques_without_a_benefit_are_counted(knowledge: KnowledgeBase) -> None:
    techniques = knowledge.techniques
    without = [one for one in techniques if not BENEFITS.intersection(row.direction for row in one.evidence)]
    assert f"For {len(without)} of the {len(techniques)} techniques no row finds a benefit" in words(TEXT)


def from_memory(knowledge: KnowledgeBase, kind: str) -> Iterator[str]:
    """Yield the rules of a kind without a source that was seen."""
    unseen = {source.id for source in knowledge.sources if not source.seen}
    for rule in knowledge.table(kind):
        levels = rule.levels if isinstance(rule, RedFlag) else ()
        lines = [line.sources or rule.sources for line in levels] or [rule.sources]
        if all(unseen.issuperset(sources) for sources in lines):
            yield f"`{rule.id}`"


@pytest.mark.parametrize(("kind", "row"), [("red-flags", "red flags"), ("cautions", "cautions"), ("zones", "zones")])
def test_the_rules_from_memory_are_listed(kind: str, row: str, knowledge: KnowledgeBase) -> None:
    (named,) = table_under(TEXT, "kind | rest on memory only")[row]
    assert f"`{named}`" == ", ".join(from_memory(knowledge, kind))


def test_the_disagreements_are_counted(knowledge: KnowledgeBase) -> None:
    rules = (*knowledge.red_flags, *knowledge.cautions)
    assert f"{sum(rule.disagreement is not None for rule in rules)} entries carry a `disagreement`" in words(TEXT)


def test_everything_is_a_draft(knowledge: KnowledgeBase) -> None:
    assert {entry.status for table in knowledge.tables.values() for entry in table} == {"draft"}
