"""Every sentence of the knowledge with its place, for the rules that read words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints

from pydantic import BaseModel

from backrelief.knowledge.models.base import Text

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

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


def texts_of(entry: BaseModel, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts of one entry, or of a part of it, each with its place."""
    for name, key in _text_fields(type(entry)):
        yield from _texts(getattr(entry, name), (*place, key))


def _texts(value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, BaseModel):
        yield from texts_of(value, place)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _texts(part, (*place, index))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, (*place, key))


@cache
def _text_fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a model that hold text: name, key in YAML."""
    hints = get_type_hints(model, include_extras=True)
    return tuple((name, field.alias or name) for name, field in model.model_fields.items() if _holds_text(hints[name]))


@cache
def _holds_text(annotation: Any) -> bool:
    if annotation == Text:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_text_fields(annotation))
    return any(_holds_text(part) for part in get_args(annotation) if part is not ...)
