"""A word that people type means one thing.

Within a kind, and between areas and conditions, which people name in one breath, no two entries share a name or one
of their `words`; nor do two choices of a finding. Small and capital letters, hyphens and apostrophes make no
difference, as when a person types them.

Good: `words: [brain shunt]` on one caution and `words: [kidney shunt]` on another.

Bad: `words: [shunt]` on both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

TOGETHER: Final = ("areas", "conditions")
_HINT: Final = "Leave it to one of them, or make it longer."


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every word that an earlier entry has too."""
    kinds = [kind for kind in knowledge.tables if kind not in TOGETHER and kind != "sources"]
    for group in (TOGETHER, *((kind,) for kind in kinds)):
        meaning: dict[str, tuple[str, str]] = {}
        for kind in group:
            for entry in knowledge.table(kind):
                for place, word in _spellings(entry):
                    this = kind, entry.id
                    other = meaning.setdefault(_normal(word), this)
                    if other != this:
                        message = f"`{word}` is also a word for `{other[1]}` of the {other[0]}"
                        yield Problem(kind, entry.id, place, message, _HINT)
    for finding in knowledge.findings:
        yield from _shared_by_choices(finding)


def _shared_by_choices(finding: Any) -> Iterator[Problem]:
    """Every word of a choice that another choice of the same finding has too."""
    meaning = {
        _normal(said): choice for choice, words in getattr(finding, "choices", {}).items() for said in (choice, words)
    }
    for choice, words in getattr(finding, "choice_words", {}).items():
        for place, word in enumerate(words):
            other = meaning.setdefault(_normal(word), choice)
            if other != choice:
                message = f"`{word}` is also a word for the choice `{other}`"
                yield Problem("findings", finding.id, ("choice-words", choice, place), message, _HINT)


def _spellings(entry: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The id, the name and the words, each with its place."""
    yield ("id",), entry.id
    if isinstance(name := getattr(entry, "name", None), str):
        yield ("name",), name
    for place, word in enumerate(getattr(entry, "words", ())):
        yield ("words", place), word


def _normal(text: str) -> str:
    """A word as it is looked up."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-")


RULE = Rule("lay-term", "warning", check)
