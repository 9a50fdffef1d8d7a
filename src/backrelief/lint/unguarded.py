"""Every technique is within reach of a caution, by its properties.

A technique that no caution changes is either harmless for everyone, which is rare, or lists too few of its
properties: cautions know nothing else of it. Cautions that forbid everything do not count.

Good: `action: [percussion]`, `means: [electric-device]`, `touches: [lower-back]` for a massage gun.

Bad: the same with `action: [rest]` and `touches: []`, so that no caution ever finds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.narrowing import effects_of, narrows
from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every technique that no caution changes in anyone's hands."""
    if not knowledge.cautions:
        return
    every = [
        effects
        for caution in knowledge.cautions
        for _, effects in effects_of(caution)
        if effects.forbid != "everything"
    ]
    for technique in knowledge.techniques:
        reached = any(narrows(knowledge, effects, technique, giver) for giver in technique.by for effects in every)
        if not reached and not technique.referral_only:
            message = f"no caution acts on `{technique.id}`"
            hint = "See whether `action`, `means`, `touches`, `position` and `surface` name everything that it does."
            yield Problem("techniques", technique.id, (), message, hint)


RULE = Rule("no-caution", "warning", check)
