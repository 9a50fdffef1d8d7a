"""Text is plain: straight quotes, hyphens, single spaces, no exclamation marks, a full stop at the end of a sentence.

It is printed on terminals that know ASCII alone, read aloud by machines, and put after other text. Letters of other
languages in a name are welcome; it is the marks that stay plain.

Good: `Press for 20-30 seconds, then let go.`

Bad: an en dash in `20-30`, curly quotes, `Well done!`, two spaces in a row, or a sentence without its stop.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.lint.rule import Problem, Rule
from backrelief.lint.texts import Passage, passages

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

AS_THEY_ARE: Final = frozenset({"sources", "cases", "statements", "listed-flags", "typical-people"})
"""Kinds that are not printed as sentences, or that quote."""
NO_SENTENCES: Final = frozenset({"findings", "screens"})
"""Kinds of questions and lines of lists, which end as they like."""
_OF_SENTENCES: Final = """
summary steps feel mistakes stop gentler often cue aftercare ask-first
text say adaptation act sign claim plain symptoms worse-with eases-with fits avoid note course see-clinician
find referral may-indicate values positions choice where headline advice worked-only-when-sore never
"""
SENTENCES: Final = frozenset(_OF_SENTENCES.split())
"""Fields of whole sentences."""
LABELS: Final = frozenset({("claims", "avoid"), ("levels", "sign")})
SPACE_BEFORE: Final = re.compile(r"\s[,.;:?](\s|$)")


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every text with a mark that is not plain, or without its full stop."""
    kinds = tuple(kind for kind in knowledge.tables if kind not in AS_THEY_ARE)
    for passage in passages(knowledge, kinds, frozenset({"id", "codes", "identifiers"})):
        for message, hint in _faults(passage):
            yield Problem(passage.kind, passage.entry, passage.place, message, hint)


def _faults(passage: Passage) -> Iterator[tuple[str, str]]:
    text, label = passage.text, (passage.kind, passage.field) in LABELS
    for letter in dict.fromkeys(letter for letter in text if ord(letter) > 127):
        if unicodedata.category(letter)[0] in "PSZ":
            name = unicodedata.name(letter, "a mark without a name").lower()
            yield f"`{letter}` ({name}) is not plain ASCII", "Write a straight quote, a hyphen or words."
    if "!" in text and not label:
        yield "an exclamation mark shouts", "End with a full stop."
    if "  " in text:
        yield "two spaces in a row", "Leave one."
    if SPACE_BEFORE.search(text):
        yield "a space before a mark", "Leave it out."
    if _is_sentence(passage) and not label and not text.rstrip("\"')").endswith((".", "?", ":", "!")):
        yield "the sentence has no full stop", "Add it."


def _is_sentence(passage: Passage) -> bool:
    return passage.kind not in NO_SENTENCES and passage.field in SENTENCES


RULE = Rule("typography", "warning", check)
