"""No technique does what must never be offered.

Actions that carry `never` in the vocabulary, such as a sudden push on a joint, stand there only so that this rule can
refuse them.

Good: `action: [glide, knead]`.

Bad: `action: [thrust]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every technique with an action that must never be offered."""
    never = {action.id: action.never for action in knowledge.actions if action.never}
    for technique in knowledge.techniques:
        for place, action in enumerate(technique.action):
            if action in never:
                message = f"`{action}` must never be offered: {never[action]}"
                yield Problem("techniques", technique.id, ("action", place), message, "Leave the technique out.")


RULE = Rule("never-offered", "error", check)
