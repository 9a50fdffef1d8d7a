"""A rule that nobody can meet is not a rule.

Bounds that contradict each other, values that exclude each other, and a question that is asked only when the rest of
the criterion is false make a rule that looks like protection and never protects.

Good: `all: [{age: {at-least: 50}}, {duration: {at-most: 41d}}]`.

Bad: `all: [{age: {at-least: 50}}, {age: {at-most: 15}}]`; or `pregnancy-bleeding`, which is asked `only-if:
pregnant`, beside `not: pregnant`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.criteria_of import every_criterion
from backrelief.lint.possible import Possible
from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every criterion about the person that is true of nobody."""
    possible = Possible(knowledge)
    for kind, entry, place, criterion in every_criterion(knowledge):
        if not possible.can_be((criterion, True)):
            message = "nobody can meet this criterion"
            hint = "Look for bounds or values that exclude each other, and for the `only-if` of the findings."
            yield Problem(kind, entry, place, message, hint)


RULE = Rule("never-fires", "error", check)
