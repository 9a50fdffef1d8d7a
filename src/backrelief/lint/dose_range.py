"""The times of a dose are in order: the least worth doing, the usual, the most.

Good: `seconds: 90, at-least: 30, at-most: 180`

Bad: `seconds: 90, at-least: 600, at-most: 180`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every dose whose usual time lies outside of its own limits."""
    for technique in knowledge.techniques:
        dose = technique.dose
        if dose is not None and not dose.at_least <= dose.seconds <= dose.at_most:
            message = f"{dose.seconds} seconds do not lie between {dose.at_least} and {dose.at_most}"
            hint = "`at-least` is no more than `seconds`, and `at-most` no less."
            yield Problem("techniques", technique.id, ("dose",), message, hint)


RULE = Rule("dose-range", "error", check)
