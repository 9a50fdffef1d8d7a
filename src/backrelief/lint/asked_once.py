"""Every danger is asked for in exactly one line of the interview.

A finding that no line asks for stays open for ever; one in two lines is asked twice. A follow-up may stand under
several lines that open it.

Good: `any: [chest-pain, pain-with-heart-signs]` in one line of one screen.

Bad: a finding that a red flag names and no screen asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.rule import Problem, Rule
from backrelief.logic import findings

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Findings in two lines, and findings of red flags that no line asks for."""
    counts = Counter(name for screen in knowledge.screens for line in screen.lines for name in dict.fromkeys(line.any))
    follow_ups = {name for screen in knowledge.screens for line in screen.lines for name in line.follow_up}
    for name, count in counts.items():
        if count > 1:
            yield Problem("findings", name, (), f"`{name}` stands in {count} lines of the interview")
    for flag in knowledge.red_flags:
        if flag.asked_in == ():
            continue
        for name in dict.fromkeys(name for line in flag.levels for name in findings(line.when)):
            if name not in counts and name not in follow_ups and not knowledge.asked(name).stands_for:
                message = f"`{flag.id}` waits for `{name}`, which no line of the interview asks for"
                yield Problem("red-flags", flag.id, (), message, "Add it to a screen.")


RULE = Rule("asked-once", "error", check)
