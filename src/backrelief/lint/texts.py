"""Every sentence of the knowledge with its place, for the rules that read words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from backrelief.knowledge.reflection import texts_of

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

__all__ = ["Passage", "passages", "texts_of"]

SAID_TO_PEOPLE: Final = (
    "areas",
    "tools",
    "levels",
    "directions",
    "ranking",
    "stop-rules",
    "tips",
    "findings",
    "screens",
    "red-flags",
    "cautions",
    "zones",
    "conditions",
    "techniques",
    "muscles",
    "routines",
)
"""The kinds whose sentences a person reads as advice; claims are quoted and sources have titles of their own."""

NOT_SENTENCES: Final = frozenset({"id", "words", "choice-words", "window", "codes", "identifiers", "overrides-safety"})
"""Fields that hold labels, and what people type."""

FOR_AUTHORS: Final = ("findings", "note")
"""Never printed to a person."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of one entry."""

    kind: str
    entry: str
    place: tuple[str | int, ...]
    """The way from the entry to the text, in the names of the YAML."""
    text: str

    @property
    def field(self) -> str:
        """The innermost field: ``say`` for ``do: {say: ...}``, ``steps`` for the third step."""
        return next(str(part) for part in reversed(self.place) if isinstance(part, str))


def passages(
    knowledge: KnowledgeBase, kinds: tuple[str, ...] = SAID_TO_PEOPLE, without: frozenset[str] = NOT_SENTENCES
) -> Iterator[Passage]:
    """Every text of the kinds, in the order of the files; ``without`` names fields whose texts stay out."""
    for kind in kinds:
        for entry in knowledge.table(kind):
            for place, text in texts_of(entry):
                if not without.intersection(place) and (kind, place[0]) != FOR_AUTHORS:
                    yield Passage(kind, entry.id, place, text)
