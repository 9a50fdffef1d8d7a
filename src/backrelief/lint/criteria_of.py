"""Every criterion of an entry with its place, found by the marks of the models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from backrelief.knowledge.marked import Mark, visit_marked
from backrelief.knowledge.models.base import About
from backrelief.logic import Criterion

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

Place = tuple[str | int, ...]


def criteria_of(entry: Any, subject: Literal["case", "technique"] = "case") -> tuple[tuple[Place, Criterion], ...]:
    """The criteria of one entry about the case, or its tests of techniques."""
    found: list[tuple[Place, Criterion]] = []

    def visit(mark: Mark, value: Any, place: Place) -> Any:
        if mark == About(subject):
            found.append((place, value))
        return value

    visit_marked(entry, visit)
    return tuple(found)


def every_criterion(
    knowledge: KnowledgeBase, subject: Literal["case", "technique"] = "case"
) -> Iterator[tuple[str, str, Place, Criterion]]:
    """Every criterion of the knowledge: kind, id of the entry, place in it, and the criterion."""
    for kind, table in knowledge.tables.items():
        for entry in table:
            for place, criterion in criteria_of(entry, subject):
                yield kind, entry.id, place, criterion
