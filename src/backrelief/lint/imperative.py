"""A step tells what to do: it begins with the thing to do, or with where or when to do it.

Only what is plainly something else is refused: a step that begins with an article, with a person, or with a verb in
another form (`pressing`, `presses`, `pressed`). What stands before a colon, such as `Sore on one side:`, is when the
step is for and may be anything.

Good: `Press slowly.`, `On the buttock, use loose fists.`, `Knees apart: lean forward.`

Bad: `You press slowly.`, `Pressing slowly.`, `The partner presses slowly.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

_NO_ORDER: Final = (
    "a an the i you he she it we they one your his her its our their my this these that those there some any "
    "is are was were be been being should must may might will would could shall people"
)
_ORDER_ALL_THE_SAME: Final = (
    "bring cling fling ring sing sling spring sting string swing wring during nothing "
    "always as across towards afterwards sideways backwards forwards upwards downwards outwards inwards "
    "besides sometimes perhaps focus yes plus unless thus need feed speed shed embed"
)
NOT_A_START: Final = frozenset(_NO_ORDER.split())
YET_A_START: Final = frozenset(_ORDER_ALL_THE_SAME.split())
"""Orders, and words for where and when, that only look like another form of a verb."""
ENDS_LIKE_ANOTHER_FORM: Final = re.compile(r"\w{2,}(ing|[^s]s|[^e]ed)")


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every step of a technique that does not begin as an order does."""
    for technique in knowledge.techniques:
        for place, step in technique.every_step:
            first, *after_colon = (_first_word(part) for part in step.split(": ", 1))
            if not any(map(is_start, (first, *after_colon))):
                message = f"a step tells what to do; this one begins with `{first}`"
                hint = "Begin with the thing to do: `Press ...`, `Hold ...`."
                yield Problem("techniques", technique.id, place, message, hint)


def _first_word(text: str) -> str:
    found = re.search(r"[\w'-]+", text)
    return found[0].lower() if found else ""


def is_start(word: str) -> bool:
    """Whether an order can begin with the word, as far as its form tells."""
    if word in NOT_A_START:
        return False
    return word in YET_A_START or not ENDS_LIKE_ANOTHER_FORM.fullmatch(word)


RULE = Rule("not-imperative", "warning", check)
