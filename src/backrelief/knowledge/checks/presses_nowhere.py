"""What presses says where: a technique with a pressure, or on the skin, touches some place.

Cautions protect places. A technique that presses and names none is found by no caution about a wound, a clot or a
thin bone, however plainly its steps say where the hands go.

Good: `by: {self: [light, moderate]}` with `touches: [lower-back]`

Bad: the same with `touches: []`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.knowledge.checks.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every technique that presses or lies on the skin and touches nothing."""
    for technique in knowledge.all("techniques"):
        presses = any(pressure is not None for pressure in technique.by.values())
        if not technique.touches and (presses or technique.contact == "skin"):
            what = "presses" if presses else "is on the skin"
            message = f"`{technique.id}` {what}, but touches no place"
            hint = "Name every place that it presses, holds, warms or stretches under `touches`."
            yield Problem("techniques", technique.id, (), message, hint)


RULE = Rule("presses-nowhere", "error", check)
