"""Every text, criterion and named finding of the knowledge, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, get_args, get_type_hints

from pydantic import BaseModel

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.marked import Mark, visit_marked
from backrelief.knowledge.models.base import About, Entry, Names, Text
from backrelief.lint.rule import Place, Problem
from backrelief.logic import Criterion

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
"""Fields that hold labels, and words that people type."""

FOR_AUTHORS: Final = ("findings", "note")
"""A kind and its field that is never printed to a person."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of one entry."""

    kind: str
    entry: str
    place: Place
    text: str

    @property
    def field(self) -> str:
        """The innermost field: ``say`` for ``do: {say: ...}``, ``steps`` for the third step."""
        return next(str(part) for part in reversed(self.place) if isinstance(part, str))

    def problem(self, message: str, hint: str) -> Problem:
        """Return a problem at the place of this text."""
        return Problem(self.kind, self.entry, self.place, message, hint)


def passages(
    knowledge: KnowledgeBase, kinds: tuple[str, ...] = SAID_TO_PEOPLE, without: frozenset[str] = NOT_SENTENCES
) -> Iterator[Passage]:
    """Yield every text of the kinds, in the order of the files; ``without`` names fields whose texts stay out."""
    for kind in kinds:
        for entry in knowledge.table(kind):
            for place, text in texts_of(entry):
                if not without.intersection(place) and (kind, place[0]) != FOR_AUTHORS:
                    yield Passage(kind, entry.id, place, text)


def texts_of(entry: BaseModel, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield the texts of an entry, or of a part of it, each with its place."""
    for name, key in _text_fields(type(entry)):
        yield from _texts(getattr(entry, name), (*place, key))


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
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
    """Return the fields of a model that hold text, each with its key in YAML."""
    hints = get_type_hints(model, include_extras=True)
    return tuple((name, field.alias or name) for name, field in model.model_fields.items() if _holds_text(hints[name]))


@cache
def _holds_text(annotation: Any) -> bool:
    if annotation == Text:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_text_fields(annotation))
    return any(_holds_text(part) for part in get_args(annotation) if part is not ...)


def every_criterion(knowledge: KnowledgeBase) -> Iterator[tuple[str, str, Place, Criterion]]:
    """Yield every criterion about a case: kind and id of its entry, its place in the entry, and the criterion."""
    for kind, table in knowledge.tables.items():
        for entry in table:
            for place, criterion in criteria_of(entry, "case"):
                yield kind, entry.id, place, criterion


def criteria_of(entry: Entry, subject: Literal["case", "technique"]) -> list[tuple[Place, Criterion]]:
    """Return the criteria of an entry about the case, or its tests of techniques."""
    return _marked(entry, About(subject))


def findings_named(entry: Entry) -> set[str]:
    """Return the findings that an entry names outside of its criteria."""
    return {name for _, name in _marked(entry, Names("findings"))}


def _marked(entry: Entry, wanted: Mark) -> list[tuple[Place, Any]]:
    found: list[tuple[Place, Any]] = []

    def visit(mark: Mark, value: Any, place: Place) -> Any:
        if mark == wanted:
            found.append((place, value))
        return value

    visit_marked(entry, visit)
    return found
