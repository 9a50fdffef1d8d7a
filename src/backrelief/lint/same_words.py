"""Two entries of a kind do not share a name, a question, or the sentence that says what they are.

What reads the same is the same to a person. It is most often left over from copying an entry. Sentences that may
recur, such as what a trial found or when to stop, are left alone.

Good: `name: Ball on the wall` and `name: Ball under the buttock`.

Bad: two techniques with `summary: A soft ball between the body and the wall, leant on at sore spots.`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.lint.rule import Problem, Rule
from backrelief.lint.texts import NOT_SENTENCES, passages

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

SAYS_WHAT_IT_IS: Final = frozenset({"summary", "text", "plain", "feel", "gentler", "where", "sign", "claim"})
ALWAYS: Final = frozenset({"name", "ask"})
"""Compared however short they are."""
LONG: Final = 40
"""Letters from which on a sentence is nobody's by chance."""


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every entry whose name, question or first sentence stands in an earlier entry of its kind."""
    first: dict[tuple[str, str, str], str] = {}
    for passage in passages(knowledge, tuple(kind for kind in knowledge.tables if kind != "sources"), NOT_SENTENCES):
        if len(passage.place) != 1:
            continue
        field = passage.field
        if field not in ALWAYS and (field not in SAYS_WHAT_IT_IS or len(passage.text) <= LONG):
            continue
        key = passage.kind, field, " ".join(passage.text.lower().strip(" .").split())
        other = first.setdefault(key, passage.entry)
        if other != passage.entry:
            message = f"`{other}` has the same `{field}`"
            hint = "Say what sets the two apart, or make one entry of them."
            yield Problem(passage.kind, passage.entry, passage.place, message, hint)


RULE = Rule("same-words", "warning", check)
