"""A step can be read while doing it: 15 words at most.

The cues of a routine are read in the same way and have the same limit. A number with its unit counts as two words.

Good: `Roll slowly between belt and ribs for 30 seconds.`

Bad: `After you have found a comfortable position, which may take a while, begin to roll very slowly to and fro.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

MOST_WORDS: Final = 15
_WORD: Final = re.compile(r"\S*\w\S*")


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every step of a technique and every cue of a routine that is too long."""
    for technique in knowledge.techniques:
        for place, step in technique.every_step:
            yield from _too_long("techniques", technique.id, place, step)
    for routine in knowledge.routines:
        for index, timed in enumerate(routine.steps):
            yield from _too_long("routines", routine.id, ("steps", index, "cue"), timed.cue)


def _too_long(kind: str, entry: str, place: tuple[str | int, ...], text: str) -> Iterator[Problem]:
    count = len(_WORD.findall(text))
    if count > MOST_WORDS:
        message = f"{count} words are too many to read while doing it; {MOST_WORDS} is the most"
        yield Problem(kind, entry, place, message, "Shorten it, or make two steps of it.")


RULE = Rule("long-step", "warning", check)
