"""A technique says in full how it feels, what people get wrong, when to stop and what the gentler way is.

A field that is filled with a placeholder passes the check of fields and helps nobody. What a person does at home also
has steps and a dose.

Good: `gentler: Sit in a chair and let the ball only rest against you.`

Bad: `gentler: none`, `stop: [TODO]`, or a technique for home without steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.lint.rule import Problem, Rule
from backrelief.lint.texts import passages

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

UNFINISHED: Final = re.compile(
    r"(?i)\b(todo|tb[dca]|fixme|xxx+|lorem ipsum|placeholder)\b|\bto be (written|added|filled in)\b"
)
EMPTY_WORDS: Final = re.compile(
    r"(?i)(n/?a|none|nothing|not applicable|unknown|nil|same|as above|see (above|below|there)|[-.?]+)[.]?"
)
FIELDS: Final = frozenset({"summary", "steps", "feel", "mistakes", "stop", "gentler"})


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every text that is not written yet, and every technique for home without steps or dose."""
    for passage in passages(knowledge):
        is_empty = passage.kind == "techniques" and passage.field in FIELDS and EMPTY_WORDS.fullmatch(passage.text)
        if is_empty or UNFINISHED.search(passage.text):
            message = f"`{passage.text[:40]}` is a placeholder"
            yield Problem(passage.kind, passage.entry, passage.place, message, "Say it in a sentence.")
    for technique in knowledge.techniques:
        if technique.referral_only:
            continue
        for field in ("steps", "dose"):
            if not getattr(technique, field):
                message = f"`{technique.id}` is for home and has no `{field}`"
                yield Problem("techniques", technique.id, (), message, "Add it, or say `referral-only: true`.")


RULE = Rule("placeholder", "warning", check)
