"""The strongest pressures are for a therapist's hands alone.

Good: `by: {self: [light, firm], therapist: [light, deep]}`.

Bad: `by: {partner: [light, deep]}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.rule import Problem, Rule, in_each_hand

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every technique that a person or a partner would give too strongly, or whose range runs backwards."""
    scale = knowledge.pressure_scale
    for technique, giver in in_each_hand(knowledge):
        pressure = technique.by[giver]
        if pressure is None:
            continue
        place = ("by", giver)
        if scale.index(pressure.lightest) > scale.index(pressure.strongest):
            yield Problem(
                "techniques", technique.id, place, "the range of pressure starts above its end", "Swap the two."
            )
        if giver != "therapist" and not knowledge.pressures[pressure.strongest].home:
            message = f"`{pressure.strongest}` pressure is for a therapist only"
            yield Problem("techniques", technique.id, place, message, "Lower it for this giver.")


RULE = Rule("home-pressure", "error", check)
