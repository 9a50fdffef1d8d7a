"""Every criterion of an entry with its place, found by the marks of the models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from backrelief.knowledge.reflection import Place, criteria_of
from backrelief.logic import Criterion

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

__all__ = ["criteria_of", "every_criterion"]


def every_criterion(
    knowledge: KnowledgeBase, subject: Literal["case", "technique"] = "case"
) -> Iterator[tuple[str, str, Place, Criterion]]:
    """Every criterion of the knowledge: kind, id of the entry, place in it, and the criterion."""
    for kind, table in knowledge.tables.items():
        for entry in table:
            for place, criterion in criteria_of(entry, subject):
                yield kind, entry.id, place, criterion
