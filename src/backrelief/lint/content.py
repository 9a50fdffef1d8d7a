"""Find every text and every criterion of the knowledge with its location, for rules about words and logic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.documents import Location
from backrelief.knowledge.reflection import criteria_of, texts_of
from backrelief.lint.rule import Problem
from backrelief.logic import Criterion

SAID_TO_PEOPLE: Final = (
    *("areas", "tools", "levels", "directions", "ranking", "stop-rules", "tips", "findings", "screens"),
    *("red-flags", "cautions", "zones", "conditions", "techniques", "muscles", "routines"),
)
"""The kinds whose sentences a person reads as advice; claims and the titles of sources are quotations."""

NOT_SENTENCES: Final = frozenset({"id", "words", "choice-words", "window", "codes", "identifiers", "overrides-safety"})
"""Fields for labels and for words that people type."""

FOR_AUTHORS: Final = ("findings", "note")
"""A kind and its field that is printed only for authors."""


class Passage(Struct, frozen=True):
    """One text of one entry."""

    kind: str
    entry: str
    location: Location
    text: str

    @property
    def field(self) -> str:
        """The innermost field: ``say`` for ``do: {say: ...}``, ``steps`` for the third step."""
        return next(str(part) for part in reversed(self.location) if isinstance(part, str))

    def problem(self, message: str, hint: str = "") -> Problem:
        """Return a problem at the location of this text."""
        return Problem(self.kind, self.entry, self.location, message, hint)


def passages(
    knowledge: KnowledgeBase, kinds: tuple[str, ...] = SAID_TO_PEOPLE, without: frozenset[str] = NOT_SENTENCES
) -> Iterator[Passage]:
    """Yield every text of the kinds, in the order of the files, except those of the fields in ``without``."""
    for kind in kinds:
        for entry in knowledge.table(kind):
            for location, text in texts_of(entry):
                if not without.intersection(location) and (kind, location[0]) != FOR_AUTHORS:
                    yield Passage(kind, entry.id, location, text)


def every_criterion(knowledge: KnowledgeBase) -> Iterator[tuple[str, str, Location, Criterion]]:
    """Yield every criterion about a case: kind and id of its entry, its location in the entry, and the criterion."""
    for kind, table in knowledge.tables.items():
        for entry in table:
            for location, criterion in criteria_of(entry):
                yield kind, entry.id, location, criterion
