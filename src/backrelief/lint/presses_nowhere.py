"""What presses says where: it touches some place, and a place of every muscle that it is meant for.

Cautions protect places. A technique that presses and does not name them is found by no caution about a wound, a clot
or a thin bone, however plainly its steps say where the hands go.

Good: `by: {self: [light, moderate]}` with `touches: [lower-back]` for a muscle of the lower back

Bad: the same with `touches: []`, or with `touches: [hand]`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.practice import Technique


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every technique that presses or lies on the skin and does not say where."""
    for technique in knowledge.techniques:
        presses = any(pressure is not None for pressure in technique.by.values())
        if not technique.touches and (presses or technique.contact == "skin"):
            what = "presses" if presses else "is on the skin"
            message = f"`{technique.id}` {what}, but touches no place"
            hint = "Name every place that it presses, holds, warms or stretches under `touches`."
            yield Problem("techniques", technique.id, (), message, hint)
        elif presses:
            yield from _beside_its_targets(knowledge, technique)


def _beside_its_targets(knowledge: KnowledgeBase, technique: Technique) -> Iterator[Problem]:
    for number, target in enumerate(technique.targets):
        muscle = None if target.muscle is None else knowledge.muscles[target.muscle]
        if muscle is not None and muscle.places and not set(muscle.places).intersection(technique.touches):
            message = f"`{technique.id}` is meant for `{muscle.id}`, but touches none of its places"
            hint = f"Add where it presses it to `touches`: {', '.join(muscle.places)}."
            yield Problem("techniques", technique.id, ("targets", number), message, hint)


RULE = Rule("presses-nowhere", "error", check)
