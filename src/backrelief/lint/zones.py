"""A technique keeps the limits of every place that it touches.

Zones are limits that hold for everyone, whatever the answers: nothing on the front of the neck, only light pressure
over the kidneys. A technique that works near such a place and above its limit leaves the place out of `touches` and
says in a step to stay off it.

Good: `touches: [lower-back]` with the step "Stay off the soft waist below the ribs."

Bad: `touches: [lower-back, flank]` with `by: {self: [light, firm]}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.rule import Problem, Rule, in_each_hand
from backrelief.logic import evaluate

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every technique that does in a zone what nobody may do there."""
    for technique, giver in in_each_hand(knowledge):
        properties = knowledge.properties_of(technique, giver)
        for zone in knowledge.zones:
            if not set(zone.places).intersection(technique.touches):
                continue
            if zone.forbid == "everything" or evaluate(zone.forbid, properties) is True:
                message = f"`{technique.id}` by {giver} breaks the limit `{zone.id}`: {zone.say}"
                hint = "Leave the place out of `touches`, or lower the pressure."
                yield Problem("techniques", technique.id, ("touches",), message, hint)


RULE = Rule("zone", "error", check)
