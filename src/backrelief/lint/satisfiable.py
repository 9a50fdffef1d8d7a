"""Prove that nobody can meet a criterion, or that it implies another.

The proofs assume that every finding of a person has a value, that a number is within its bounds, and that a question
whose gate is false does not arise. If the search takes too long, the criterion counts as satisfiable, so that no rule
is reported without proof.
"""

from __future__ import annotations

import math
from typing import Final

from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import All, AnyOf, AtLeast, Between, Constant, Criterion, Holds, Member, Not, OneOf
from backrelief.logic.criteria import AllOf, Atom

Goal = tuple[Criterion, bool]
"""A criterion, and the truth that it must have."""
Way = list[Goal]
"""Goals that are enough, together, for another goal."""
Known = dict[tuple[str, str], object]
"""A finding, or a member of it, and what its value can still be."""

MOST_STEPS: Final = 20_000


class People:
    """The people that a knowledge base can distinguish."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Take gates, choices and bounds from ``knowledge``."""
        self.knowledge = knowledge
        self.steps = 0

    def can_be(self, *goals: Goal) -> bool:
        """Return false if it is proved that no person can meet all of the goals."""
        self.steps = 0
        return self._search(list(goals), {})

    def implies(self, one: Criterion, other: Criterion) -> bool:
        """Return true if it is proved that ``other`` is true of everyone of whom ``one`` is true."""
        return not self.can_be((one, True), (other, False))

    def _search(self, todo: list[Goal], known: Known) -> bool:
        """Meet the goals with a single way first, then try every way of the goal with the fewest ways."""
        choices: list[tuple[list[Way], Goal]] = []
        while todo:
            self.steps += 1
            if self.steps > MOST_STEPS:
                return True
            goal = todo.pop()
            ways = self._ways(goal, known)
            if not ways:
                return False
            if len(ways) == 1:
                todo.extend(ways[0])
            else:
                choices.append((ways, goal))
        if not choices:
            return True
        fewest, _ = min(choices, key=lambda choice: len(choice[0]))
        later = [goal for ways, goal in choices if ways is not fewest]
        return any(self._search([*later, *way], dict(known)) for way in fewest)

    def _ways(self, goal: Goal, known: Known) -> list[Way]:
        """Return the ways to meet the goal; none if it cannot be met."""
        criterion, wanted = goal
        match criterion:
            case Constant(value):
                return [[]] if value is wanted else []
            case Not(part):
                return [[(part, not wanted)]]
            case All(parts):
                return _ways_of(len(parts), parts, wanted=wanted)
            case AnyOf(parts):
                return _ways_of(1, parts, wanted=wanted)
            case AtLeast(count, parts):
                return _ways_of(count, parts, wanted=wanted)
            case _:
                return self._true(criterion, known) if wanted else self._false(criterion, known)

    def _true(self, atom: Atom, known: Known) -> list[Way]:
        """Narrow ``known`` to the values that make the atom true; its question must arise too."""
        match atom:
            case Holds() | Member():
                possible = _settle(known, atom, value=True)
            case OneOf(finding, values):
                before = known.get((finding, ""), frozenset(self.knowledge.shapes[finding].choices))
                left = before & frozenset(values) if isinstance(before, frozenset) else frozenset[str]()
                known[finding, ""] = left
                possible = bool(left)
            case Between(finding, low, high):
                possible = self._narrow(known, finding, low, high)
            case AllOf():
                possible = True
        if not possible:
            return []
        gate = self._only_if(atom)
        return [[]] if gate is None else [[(gate, True)]]

    def _only_if(self, atom: Atom) -> Criterion | None:
        gate = self.knowledge.gates.get(atom.finding)
        return gate.only_if if gate else None

    def _narrow(self, known: Known, finding: str, low: float | str | None, high: float | str | None) -> bool:
        asked = self.knowledge.asked(finding)
        lowest, highest = getattr(asked, "least", -math.inf), getattr(asked, "most", math.inf)
        before = known.get((finding, ""), (lowest, highest))
        if not isinstance(before, tuple) or isinstance(low, str) or isinstance(high, str):
            return True
        now = (max(before[0], -math.inf if low is None else low), min(before[1], math.inf if high is None else high))
        known[finding, ""] = now
        return bool(now[0] <= now[1])

    def _false(self, atom: Atom, known: Known) -> list[Way]:
        """Choose another value, or a gate that is false, so that the question does not arise."""
        gate = self._only_if(atom)
        shut: list[Way] = [] if gate is None else [[(gate, False)]]
        match atom:
            case Holds() | Member():
                return [[]] if _settle(known, atom, value=False) else []
            case OneOf(finding, values):
                others = tuple(choice for choice in self.knowledge.shapes[finding].choices if choice not in values)
                return [[(OneOf(finding, others), True)], *shut]
            case Between(finding, low, high):
                below: list[Way] = [] if low is None else [[(Between(finding, None, _beyond(low, -math.inf)), True)]]
                above: list[Way] = [] if high is None else [[(Between(finding, _beyond(high, math.inf), None), True)]]
                return [*below, *above, *shut]
            case AllOf():
                return [[]]


def _beyond(bound: float | str, towards: float) -> float | str:
    return bound if isinstance(bound, str) else math.nextafter(bound, towards)


def _settle(known: Known, atom: Holds | Member, *, value: bool) -> bool:
    return known.setdefault((atom.finding, atom.member if isinstance(atom, Member) else ""), value) is value


def _ways_of(count: int, parts: tuple[Criterion, ...], *, wanted: bool = True) -> list[Way]:
    """Return the ways to make at least ``count`` of the parts true; if that is not wanted, fewer of them."""
    if not wanted:
        return _ways_of(len(parts) - count + 1, tuple(map(Not, parts)))
    if count <= 0:
        return [[]]
    if count > len(parts):
        return []
    if count == len(parts):
        return [[(part, True) for part in parts]]
    if count == 1:
        return [[(part, True)] for part in parts]
    first, *others = parts
    rest = tuple(others)
    return [[(first, True), (AtLeast(count - 1, rest), True)], [(AtLeast(count, rest), True)]]
