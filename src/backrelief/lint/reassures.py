"""Nothing tells a person that all is well.

The program sees a few answers and no body. A sentence that calms can keep somebody at home who should go; what to do
and when to come back calms as well, and is true.

Good: `It has to be checked today and not next week.`

Bad: `This is harmless.`, `Do not worry.`, `You are safe to go on.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.lint.rule import Problem, Rule
from backrelief.lint.texts import passages

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

CALMING: Final = re.compile(
    r"(?i)\b(harmless|risk-free|rest assured|you(?: are|'re) (?:\w+ )?safe"
    r"|(?:perfectly|completely|totally|quite|entirely|absolutely|always) safe"
    r"|(?:nothing|not|isn't|never) (?:\w+ )?(?:serious|dangerous|sinister)|no (?:\w+ )?(?:danger|risk)"
    r"|(?:do not|don't|no need to|nothing to|no reason to|never) (?:worry|panic|be afraid|be alarmed|be concerned)"
    r"|no cause for (?:alarm|concern|worry)|nothing is wrong|nothing wrong|(?:do|does|can do) no harm"
    r"|(?:cannot|can't|won't|will not) (?:hurt|harm) you|(?:everything|all) is (?:fine|well|normal|all right))\b"
)


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every text that reassures."""
    for passage in passages(knowledge):
        if found := CALMING.search(passage.text):
            message = f"`{found[0]}` reassures a person whom nobody has examined"
            hint = "Say what to do, and when to get help."
            yield Problem(passage.kind, passage.entry, passage.place, message, hint)


RULE = Rule("reassurance", "warning", check)
