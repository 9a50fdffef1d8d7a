"""What an author probably meant by a word that is no id: by name and everyday word first, then by spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from backrelief.knowledge.faults import did_you_mean

_MOST_NAMED: Final = 3
_PROTECTED: Final = "A caution protects only the places that it knows."


def as_id(words: str) -> str:
    """Everyday words as an id would be written."""
    return "-".join(re.findall("[a-z0-9]+", words.lower().replace("'", "")))


class Nearest:
    """The words of every entry, sorted once for each kind: a file with hundreds of slips asks hundreds of times."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        """Look among these entries, by kind and id."""
        self._entries = entries
        self._spoken: dict[str, dict[str, dict[str, None]]] = {}
        self._holding: dict[str, dict[str, dict[str, None]]] = {}

    def hint(self, kind: str, word: str) -> str:
        """A sentence with the ids that are meant, each with its name; what else to do where none is near."""
        table = self._entries.get(kind, {})
        ids = self._named(kind, as_id(word))
        if ids:
            said = f"Did you mean {' or '.join(_with_name(table[one]) for one in ids)}?"
        else:
            said = did_you_mean(word, table) or f"Add it to the {kind}, or name another."
        return f"{said} {_PROTECTED}" if kind == "places" else said

    def _named(self, kind: str, word: str) -> tuple[str, ...]:
        """The entries that are called so; else those in whose name or words it stands, the shortest of these first."""
        if kind not in self._spoken:
            self._sort(kind)
        found = tuple(self._spoken[kind].get(word, ()))
        if found or not word:
            return found[:_MOST_NAMED]
        holding = self._holding[kind]
        parts = [holding.get(part, {}) for part in word.split("-")]
        phrases = [phrase for phrase in parts[0] if all(phrase in part for part in parts)]
        ids = (one for phrase in sorted(phrases, key=len) for one in self._spoken[kind][phrase])
        return tuple(dict.fromkeys(ids))[:_MOST_NAMED]

    def _sort(self, kind: str) -> None:
        spoken = self._spoken[kind] = {}
        holding = self._holding[kind] = {}
        for entry in self._entries.get(kind, {}).values():
            for phrase in filter(None, map(as_id, _called(entry))):
                spoken.setdefault(phrase, {})[entry.id] = None
                for part in phrase.split("-"):
                    holding.setdefault(part, {})[phrase] = None


def _called(entry: Any) -> Iterator[str]:
    yield str(getattr(entry, "name", ""))
    yield from getattr(entry, "words", ())


def _with_name(entry: Any) -> str:
    name = str(getattr(entry, "name", ""))
    return f"`{entry.id}` ({name})" if name and as_id(name) != entry.id else f"`{entry.id}`"
