"""Everyday words to ids: exact ids, names and words of the entries; anything else gets "did you mean"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from backrelief.errors import UsageError
from backrelief.knowledge.faults import did_you_mean

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def normal(text: str) -> str:
    """Words as they are compared: lower case, single hyphens between them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-")


def _spellings(entry: Any) -> Iterator[str]:
    yield entry.id
    yield normal(str(getattr(entry, "name", "")))
    for word in getattr(entry, "words", ()):
        yield normal(word)


def find_ids(knowledge: KnowledgeBase, kind: str, text: str) -> tuple[str, ...]:
    """The ids of the entries that the text names: one, several where a word is shared, none where it is unknown."""
    wanted = normal(text)
    entries = knowledge.table(kind)
    exact = tuple(entry.id for entry in entries if entry.id == wanted)
    return exact or tuple(entry.id for entry in entries if wanted and wanted in _spellings(entry))


def _near_word(entries: Sequence[Any], wanted: str) -> str:
    """A hint by way of a word that people use: the id that it stands for, not the word, which may be a slip too."""
    meant = {spelling: entry.id for entry in entries for spelling in _spellings(entry) if spelling}
    near = get_close_matches(wanted, meant, n=3, cutoff=0.75)
    ids = dict.fromkeys(meant[word] for word in near)
    return f"Did you mean {' or '.join(f'`{one}`' for one in ids)}?" if ids else ""


def resolve(knowledge: KnowledgeBase, kind: str, text: str, *, noun: str, among: Iterable[str] | None = None) -> str:
    """The one id that the text names.

    Raises:
        UsageError: nothing is called that, or several things are; the hint names the near ones.
    """
    allowed = None if among is None else frozenset(among)
    found = tuple(one for one in find_ids(knowledge, kind, text) if allowed is None or one in allowed)
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{text!r} can mean {' or '.join(found)}"
        raise UsageError(message, hint="Give the id that you mean.")
    entries = [entry for entry in knowledge.table(kind) if allowed is None or entry.id in allowed]
    near = _near_word(entries, normal(text)) or did_you_mean(normal(text), [entry.id for entry in entries])
    listing = ", ".join(entry.id for entry in knowledge.table(kind) if allowed is None or entry.id in allowed)
    short = f"It is one of: {listing}." if len(listing) < 400 else f"`backrelief list {kind}` shows them all."
    message = f"no {noun} is called {text!r}"
    raise UsageError(message, hint=near or short)
