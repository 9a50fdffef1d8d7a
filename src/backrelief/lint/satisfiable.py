"""Satisfiability of criteria: a proof that nobody can meet one, or that everybody who meets one meets another.

A person here is complete: every finding has a value, a number lies within its bounds, and a question whose gate is
false does not arise. If the search grows too long, the answer is yes, so that no rule is blamed without proof.
"""

from __future__ import annotations

import math
from typing import Final

from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import All, AnyOf, AtLeast, Between, Constant, Criterion, Gate, Holds, Member, Not, OneOf
from backrelief.logic.criteria import AllOf, Atom

Goal = tuple[Criterion, bool]
"""A criterion, and the value that it is to have."""
Way = list[Goal]
"""Goals that together reach one."""

MOST_STEPS: Final = 20_000
_NO_GATE: Final = Gate()


class People:
    """The people that a knowledge base can tell apart."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Look up gates, choices and bounds in ``knowledge``."""
        self.knowledge = knowledge
        self.steps = 0

    def can_be(self, *goals: Goal) -> bool:
        """Return false if it is proved that no one person can meet all of the goals."""
        self.steps = 0
        return self._search(list(goals), {})

    def implies(self, one: Criterion, other: Criterion) -> bool:
        """Return true if it is proved that ``other`` is true of everyone of whom ``one`` is true."""
        return not self.can_be((one, True), (other, False))

    def _search(self, todo: list[Goal], known: dict[tuple[str, str], object]) -> bool:
        """Meet what can be met in one way only, then try the ways of the goal that has the fewest."""
        open_goals: list[tuple[list[Way], Goal]] = []
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
                open_goals.append((ways, goal))
        if not open_goals:
            return True
        fewest = min(open_goals, key=lambda open_goal: len(open_goal[0]))
        later = [goal for open_goal in open_goals if open_goal is not fewest for goal in (open_goal[1],)]
        return any(self._search([*later, *way], dict(known)) for way in fewest[0])

    def _ways(self, goal: Goal, known: dict[tuple[str, str], object]) -> list[Way]:
        """Return the ways to meet the goal; none if it cannot be met."""
        criterion, wanted = goal
        match criterion:
            case Constant(value):
                return [[]] if value is wanted else []
            case Not(part):
                return [[(part, not wanted)]]
            case All(parts):
                return _ways_of(len(parts), parts) if wanted else _ways_of(1, _denied(parts))
            case AnyOf(parts):
                return _ways_of(1, parts) if wanted else _ways_of(len(parts), _denied(parts))
            case AtLeast(count, parts):
                return _ways_of(count, parts) if wanted else _ways_of(len(parts) - count + 1, _denied(parts))
            case _:
                return self._true(criterion, known) if wanted else self._false(criterion, known)

    def _true(self, atom: Atom, known: dict[tuple[str, str], object]) -> list[Way]:
        """Narrow ``known`` to the values of which the atom is true; its question must arise."""
        match atom:
            case Holds(finding):
                possible = _settle(known, (finding, ""), value=True)
            case Member(finding, member):
                possible = _settle(known, (finding, member), value=True)
            case OneOf(finding, values):
                before = known.get((finding, ""), frozenset(self.knowledge.shapes[finding].choices))
                left = before & frozenset(values) if isinstance(before, frozenset) else frozenset[str]()
                known[finding, ""] = left
                possible = bool(left)
            case Between(finding, low, high):
                possible = self._narrow(known, finding, low, high)
            case AllOf():
                possible = True
        gate = self.knowledge.gates.get(atom.finding, _NO_GATE).only_if
        return [] if not possible else [[]] if gate is None else [[(gate, True)]]

    def _narrow(
        self,
        known: dict[tuple[str, str], object],
        finding: str,
        low: float | str | None,
        high: float | str | None,
    ) -> bool:
        asked = self.knowledge.asked(finding)
        lowest, highest = getattr(asked, "least", -math.inf), getattr(asked, "most", math.inf)
        before = known.get((finding, ""), (lowest, highest))
        if not isinstance(before, tuple) or isinstance(low, str) or isinstance(high, str):
            return True
        now = (max(before[0], -math.inf if low is None else low), min(before[1], math.inf if high is None else high))
        known[finding, ""] = now
        return bool(now[0] <= now[1])

    def _false(self, atom: Atom, known: dict[tuple[str, str], object]) -> list[Way]:
        """Choose another value, or let the question not arise."""
        gate = self.knowledge.gates.get(atom.finding, _NO_GATE).only_if
        shut: list[Way] = [] if gate is None else [[(gate, False)]]
        match atom:
            case Holds(finding):
                return [[]] if _settle(known, (finding, ""), value=False) else []
            case Member(finding, member):
                return [[]] if _settle(known, (finding, member), value=False) else []
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


def _settle(known: dict[tuple[str, str], object], key: tuple[str, str], *, value: bool) -> bool:
    return known.setdefault(key, value) is value


def _denied(parts: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    return tuple(Not(part) for part in parts)


def _ways_of(count: int, parts: tuple[Criterion, ...]) -> list[Way]:
    """Return the ways to make at least ``count`` of the parts true."""
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
