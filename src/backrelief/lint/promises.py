"""Nothing promises a cure.

Most of what helps a sore back helps a little and for a while; some of it helps nobody more than time does. The text
says what was found, or what people feel, and leaves out what cannot be promised.

Good: `Many people feel looser for an hour or two.`

Bad: `This cures back pain for good.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.lint.rule import Problem, Rule
from backrelief.lint.texts import passages

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

PROMISE: Final = re.compile(
    r"(?i)\b(cures?|cured|curing|guarantee[sd]?|miracles?|miraculous(ly)?|for good|once and for all|pain[- ]free"
    r"|(always|never fails? to) (works?|helps?|heals?|cures?)|(gets?|getting) rid of|100 ?(%|percent)"
    r"|(instant|permanent|complete|total|lasting) (relief|cure|fix)|permanently"
    r"|will (surely |certainly |definitely )?(fix|heal|cure|end|stop|remove|relieve|help)"
    r"|(fix|heal|repair)(es|s)? (the|your|a) (back|spine|disc|neck|muscles?|pain|nerves?|posture))\b"
)
DENIAL: Final = re.compile(r"(?i)\b(no|not|never|nobody|nothing|none|cannot|neither|nor|without|nowhere)\b|n't\b")
_SENTENCE_END: Final = re.compile(r"(?<=[.?!;])\s+")


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every sentence that promises, unless it denies what it names."""
    for passage in passages(knowledge):
        for sentence in _SENTENCE_END.split(passage.text):
            found = PROMISE.search(sentence)
            if found and not DENIAL.search(sentence.replace(found[0], "")):
                message = f"`{found[0]}` promises what nobody can"
                hint = "Say what was found, in how many people, or how it feels."
                yield Problem(passage.kind, passage.entry, passage.place, message, hint)


RULE = Rule("promise", "warning", check)
