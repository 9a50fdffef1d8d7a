"""Look words up: how they are compared, what an entry is called, which id a text means, and "did you mean"."""

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
"""Words with which one slip is compared; each takes some microseconds."""
LONGEST_COMPARED: Final = 100
"""Letters. The names of entries are shorter, and so is every slip."""
_MOST_NAMED: Final = 3


def normal(text: str) -> str:
    """Return words as they are compared and as an id is written: lower case, single hyphens between them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-")


def spellings(entry: HasId) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the id, the name and the everyday words of an entry as they are written, each with its place."""
    yield ("id",), entry.id
    if isinstance(name := getattr(entry, "name", None), str):  # most kinds of entry have a name, some have words
        yield ("name",), name
    for index, word in enumerate(getattr(entry, "words", ())):
        yield ("words", index), word


def choice_spellings(finding: AskedFinding) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield the name and the everyday words of each choice of a finding: place, choice and word."""
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
    """Return the known words that are spelled most alike, the nearest first; none if there are too many to compare."""
    known = list(known)
    if len(known) > MOST_COMPARED or len(word) > LONGEST_COMPARED:
        return ()
    return tuple(get_close_matches(word, known, n=most, cutoff=cutoff))


def did_you_mean(word: str, known: Iterable[str], *, most: int = _MOST_NAMED) -> str:
    """Return a sentence with the known words that are spelled most alike; empty if there are none."""
    return _asking(f"`{name}`" for name in closest(word, known, most=most))


def _asking(names: Iterable[str]) -> str:
    listed = " or ".join(names)
    return f"Did you mean {listed}?" if listed else ""


def find_ids(knowledge: KnowledgeBase, kind: str, text: str) -> tuple[str, ...]:
    """Return the ids of the entries that the text names: one, several if they share the word, or none."""
    wanted = normal(text)
    entries = knowledge.table(kind)
    if not wanted or wanted in entries:
        return (wanted,) if wanted else ()
    return tuple(entry.id for entry in entries if any(normal(word) == wanted for _, word in spellings(entry)))


def resolve(knowledge: KnowledgeBase, kind: str, text: str, *, noun: str, among: Iterable[str] | None = None) -> str:
    """Return the one id that the text names.

    Raises:
        UsageError: nothing is called that, or several things are; the hint names the near ones.
    """
    allowed = knowledge.table(kind).ids if among is None else tuple(among)
    found = tuple(one for one in find_ids(knowledge, kind, text) if one in allowed)
    if len(found) == 1:
        return found[0]
    said = shown(repr(text))
    if found:
        message = f"{said} can mean {' or '.join(found)}"
        raise UsageError(message, hint="Give the id that you mean.")
    # By way of a word that people use; the hint names the id for which it stands, since the word may be a slip too.
    entries = [knowledge.table(kind)[one] for one in allowed]
    meant = {spoken: entry.id for entry in entries for _, word in spellings(entry) if (spoken := normal(word))}
    ids = dict.fromkeys(meant[word] for word in closest(normal(text), meant, cutoff=0.75))
    listing = ", ".join(allowed)
    near = _asking(f"`{one}`" for one in ids) or did_you_mean(normal(text), allowed)
    short = f"It is one of: {listing}." if len(listing) < 400 else f"`backrelief list {kind}` shows them all."
    message = f"no {noun} is called {said}"
    raise UsageError(message, hint=near or short)


class Lexicon:
    """Hints for the authors of data, who wrote a word that is no id: by name and everyday word, then by spelling."""

    def __init__(self, entries: Mapping[str, Mapping[str, HasId]]) -> None:
        """Look among these entries, by kind and id."""
        self._entries = entries
        self._phrases: dict[str, list[tuple[str, str]]] = {}
        """Kind -> its phrases with the ids of their entries: a file with hundreds of slips asks hundreds of times."""
        self._hints: dict[tuple[str, str], str] = {}

    def hint(self, kind: str, word: str) -> str:
        """Return a sentence with the ids that are probably meant; with what else to do if there are none."""
        if (kind, word) not in self._hints:
            self._hints[kind, word] = self._hint(kind, word)
        return self._hints[kind, word]

    def _hint(self, kind: str, word: str) -> str:
        table = self._entries.get(kind, {})
        near = _asking(_with_name(table[one]) for one in self._called(kind, normal(word))) or did_you_mean(word, table)
        hint = near or f"Add it to the {kind}, or name another."
        return f"{hint} A caution protects only the places that it knows." if kind == "places" else hint

    def _called(self, kind: str, phrase: str) -> tuple[str, ...]:
        """Return the entries that are called so; or else those whose name or words hold it, the shortest first."""
        if kind not in self._phrases:
            spoken = ((entry, spellings(entry)) for entry in self._entries.get(kind, {}).values())
            self._phrases[kind] = [
                (normal(word), entry.id) for entry, words in spoken for place, word in words if place != ("id",)
            ]
        found = [entry_id for spoken, entry_id in self._phrases[kind] if spoken == phrase]
        if not found:
            words = set(phrase.split("-"))
            holding = (one for one in self._phrases[kind] if words.issubset(one[0].split("-")))
            found = [entry_id for _, entry_id in sorted(holding, key=lambda one: len(one[0]))]
        return tuple(dict.fromkeys(found))[:_MOST_NAMED] if phrase else ()


def _with_name(entry: HasId) -> str:
    name = next((word for place, word in spellings(entry) if place == ("name",)), "")
    return f"`{entry.id}` ({name})" if name and normal(name) != entry.id else f"`{entry.id}`"
