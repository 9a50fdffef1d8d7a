"""The rule about the reading level of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Final

from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint.content import NOT_SENTENCES, SAID_TO_PEOPLE, Passage, passages
from backrelief.lint.rule import Problem, rule

LIBRARY: Final = "pyphen"
HIGHEST_GRADE: Final = 8.0
FEWEST_WORDS: Final = 25
KINDS: Final = tuple(
    kind for kind in SAID_TO_PEOPLE if kind not in {"areas", "tools", "directions", "ranking", "findings", "screens"}
)
LEFT_OUT: Final = NOT_SENTENCES | {"name", "lay-name", "evidence", "values", "disagreement", "may-indicate", "note"}

_SENTENCE_END: Final = re.compile(r"[.?!:;]+(?:\s|$)")
_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d.,-]*")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT_END: Final = re.compile(r"[^aeiouyl]e$|[^aeiouysxz]es$|[^td]ed$")


@rule("reading-level", "warning", needs=LIBRARY)
def reading_level(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Write for a person in pain, of about 12 years or more.

    The Flesch-Kincaid grade (Kincaid and others 1975: 0.39 words per sentence + 11.8 syllables per word - 15.59) of the
    whole text of an entry must not exceed 8, the grade of children of 13. Short sentences lower it fastest. Entries
    of fewer than 25 words are exempt, because the measure is unreliable for them; so are questions, lists, evidence and
    texts for clinicians. Syllables are counted with the hyphenation of `pyphen`; without it the rule is skipped.

    Good: `Thin bones can break in a small fall. Have it checked today.`

    Bad: `Osteoporotic vertebral compression fractures necessitate expeditious radiological evaluation, particularly
    following inconsequential trauma.`
    """
    if not reading_level.is_available:
        return
    syllables = _counter()
    entries: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages(knowledge, KINDS, LEFT_OUT):
        entries.setdefault((passage.kind, passage.entry), []).append(passage)
    for (kind, entry), parts in entries.items():
        sentences = [words for part in parts for words in _sentences(part.text)]
        if sum(map(len, sentences)) < FEWEST_WORDS:
            continue
        if (grade := _grade(sentences, syllables)) > HIGHEST_GRADE:
            hardest = max(parts, key=lambda part: _grade(list(_sentences(part.text)), syllables))
            message = f"`{entry}` reads like school grade {grade:.1f}; {HIGHEST_GRADE:g} is the highest"
            yield Problem(kind, entry, hardest.location, message, "Make shorter sentences of it, of shorter words.")


def _sentences(text: str) -> Iterator[list[str]]:
    for sentence in _SENTENCE_END.split(text.lower()):
        if words := _WORD.findall(sentence):
            yield words


def _grade(sentences: Iterable[list[str]], syllables: Callable[[str], int]) -> float:
    """Return the Flesch-Kincaid grade; minus infinity if there is no word."""
    lengths = [len(words) for words in sentences]
    if not lengths:
        return float("-inf")
    count = sum(syllables(word) for words in sentences for word in words)
    return 0.39 * sum(lengths) / len(lengths) + 11.8 * count / sum(lengths) - 15.59


def _counter() -> Callable[[str], int]:
    """Return a function that counts syllables: the groups of audible vowels, or the parts between hyphens."""
    hyphens = import_module(LIBRARY).Pyphen(lang="en_US")

    @cache
    def syllables(word: str) -> int:
        groups = len(_VOWELS.findall(word))
        heard = groups - 1 if groups > 1 and _SILENT_END.search(word) else groups
        return max(1, heard, len(hyphens.positions(word)) + 1)

    return syllables
