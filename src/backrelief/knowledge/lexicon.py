"""Look words up: normalize them, list the spellings of an entry, find the id of a text, suggest similar words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, assert_never

from backrelief.errors import UsageError
from backrelief.knowledge.faults import shown

if TYPE_CHECKING:
    from backrelief.knowledge.base import HasId, KnowledgeBase
    from backrelief.knowledge.models.findings import AskedFinding

MOST_COMPARED: Final = 5000
"""The most known words with which a misspelled word is compared; each takes some microseconds."""
LONGEST_COMPARED: Final = 100
"""Characters of the longest word that is compared. The names of entries are shorter."""
_MOST_NAMED: Final = 3


def normal(text: str) -> str:
    """Normalize a text for comparison to the form of an id: lower case, with single hyphens between the words."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-")


def spellings(entry: HasId) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the id, the name and the everyday words of an entry, each with its location."""
    yield ("id",), entry.id
    if isinstance(name := getattr(entry, "name", None), str):  # most kinds of entry have a name, some have words
        yield ("name",), name
    for index, word in enumerate(getattr(entry, "words", ())):
        yield ("words", index), word


def choice_spellings(finding: AskedFinding) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield the name and the everyday words of each choice of a finding, as location, choice and word."""
    match finding.kind:
        case "choice" | "several":
            yield from ((("choices", choice), choice, name) for choice, name in finding.choices.items())
            for choice, words in finding.choice_words.items():
                yield from ((("choice-words", choice, index), choice, word) for index, word in enumerate(words))
        case "yes-no" | "number" | "sites":
            pass
        case _:
            assert_never(finding)


def closest(word: str, known: Iterable[str], *, most: int = _MOST_NAMED, cutoff: float = 0.6) -> tuple[str, ...]:
    """Return the known words with the most similar spelling, best first; none if there are too many to compare."""
    known = list(known)
    if len(known) > MOST_COMPARED or len(word) > LONGEST_COMPARED:
        return ()
    return tuple(get_close_matches(word, known, n=most, cutoff=cutoff))


def did_you_mean(word: str, known: Iterable[str], *, most: int = _MOST_NAMED) -> str:
    """Return a "did you mean" question with the known words of the most similar spelling; empty if there are none."""
    return _asking(f"`{name}`" for name in closest(word, known, most=most))


def _asking(names: Iterable[str]) -> str:
    listed = " or ".join(names)
    return f"Did you mean {listed}?" if listed else ""


def find_ids(knowledge: KnowledgeBase, kind: str, text: str) -> tuple[str, ...]:
    """Return the ids of the entries that the text names; several if they share the word."""
    wanted = normal(text)
    entries = knowledge.table(kind)
    if not wanted or wanted in entries:
        return (wanted,) if wanted else ()
    return tuple(entry.id for entry in entries if any(normal(word) == wanted for _, word in spellings(entry)))


def resolve(knowledge: KnowledgeBase, kind: str, text: str, *, noun: str, among: Iterable[str] | None = None) -> str:
    """Return the one id that the text names.

    Raises:
        UsageError: no entry has this name, or several have it; the hint suggests similar ones.
    """
    allowed = knowledge.table(kind).ids if among is None else tuple(among)
    found = tuple(entry_id for entry_id in find_ids(knowledge, kind, text) if entry_id in allowed)
    if len(found) == 1:
        return found[0]
    said = shown(repr(text))
    if found:
        message = f"{said} can mean {' or '.join(found)}"
        raise UsageError(message, hint="Give the id that you mean.")
    # Everyday words are suggested too; the hint gives their ids, because two entries may share a word.
    entries = [knowledge.table(kind)[entry_id] for entry_id in allowed]
    meant = {spoken: entry.id for entry in entries for _, word in spellings(entry) if (spoken := normal(word))}
    ids = dict.fromkeys(meant[word] for word in closest(normal(text), meant, cutoff=0.75))
    listing = ", ".join(allowed)
    near = _asking(f"`{entry_id}`" for entry_id in ids) or did_you_mean(normal(text), allowed)
    short = f"It is one of: {listing}." if len(listing) < 400 else f"`backrelief list {kind}` shows them all."
    message = f"no {noun} is called {said}"
    raise UsageError(message, hint=near or short)


class Lexicon:
    """Hints for authors who wrote a word that is not an id: by name and everyday word, then by spelling."""

    def __init__(self, entries: Mapping[str, Mapping[str, HasId]]) -> None:
        """Take the entries to search, by kind and id."""
        self._entries = entries
        self._phrases: dict[str, list[tuple[str, str]]] = {}
        """Kind -> its phrases with the ids of their entries; cached because a file may have many mistakes."""
        self._hints: dict[tuple[str, str], str] = {}

    def hint(self, kind: str, word: str) -> str:
        """Return a sentence with the ids that are probably meant, or with another remedy if there are none."""
        if (kind, word) not in self._hints:
            self._hints[kind, word] = self._hint(kind, word)
        return self._hints[kind, word]

    def _hint(self, kind: str, word: str) -> str:
        table = self._entries.get(kind, {})
        called = (_with_name(table[entry_id]) for entry_id in self._called(kind, normal(word)))
        near = _asking(called) or did_you_mean(word, table)
        hint = near or f"Add it to the {kind}, or name another."
        return f"{hint} A caution protects only the places that it knows." if kind == "places" else hint

    def _called(self, kind: str, phrase: str) -> tuple[str, ...]:
        """Return the entries with this name, or else those whose name or words contain it, shortest first."""
        if kind not in self._phrases:
            spoken = ((entry, spellings(entry)) for entry in self._entries.get(kind, {}).values())
            self._phrases[kind] = [
                (normal(word), entry.id) for entry, words in spoken for location, word in words if location != ("id",)
            ]
        found = [entry_id for spoken, entry_id in self._phrases[kind] if spoken == phrase]
        if not found:
            words = set(phrase.split("-"))
            holding = (pair for pair in self._phrases[kind] if words.issubset(pair[0].split("-")))
            found = [entry_id for _, entry_id in sorted(holding, key=lambda pair: len(pair[0]))]
        return tuple(dict.fromkeys(found))[:_MOST_NAMED] if phrase else ()


def _with_name(entry: HasId) -> str:
    name = next((word for location, word in spellings(entry) if location == ("name",)), "")
    return f"`{entry.id}` ({name})" if name and normal(name) != entry.id else f"`{entry.id}`"
