"""Answers that make a criterion true: a small solver over linked criteria that respects the gates of questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from backrelief.case.case import Answer, Case
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import (
    All,
    AnyOf,
    AtLeast,
    Between,
    Constant,
    Criterion,
    Holds,
    Interval,
    Member,
    Not,
    OneOf,
)


@dataclass(frozen=True)
class Solution:
    """The demands on each finding so far."""

    truths: dict[str, bool] = field(default_factory=dict)
    bounds: dict[str, tuple[float, float]] = field(default_factory=dict)
    choices: dict[str, frozenset[str]] = field(default_factory=dict)
    members: dict[str, dict[str, bool]] = field(default_factory=dict)

    def case(self, knowledge: KnowledgeBase, *areas: str) -> Case:
        """Return the case of a person with these answers and pain in the areas and wherever the solution needs it."""
        place = knowledge.finding_for("areas")
        needed = {} if place is None else self.members.get(place.id, {})
        answers: dict[str, Answer] = dict(self.truths)
        answers |= {name: Interval(low, low) for name, (low, _) in self.bounds.items()}
        answers |= {name: min(left) for name, left in self.choices.items()}
        answers |= {name: held for name, held in self.members.items() if place is None or name != place.id}
        return Case((*areas, *(area for area, wanted in needed.items() if wanted and area not in areas)), answers)


class Solver:
    """A solver that finds the ways to make criteria of one knowledge base true, the simplest first."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Solve over the findings and gates of this knowledge."""
        self.knowledge = knowledge

    def solutions(self, criterion: Criterion, start: Solution | None = None) -> Iterator[Solution]:
        """Yield every way to make the criterion true."""
        return self._solve(criterion, start or Solution(), wanted=True)

    def _solve(self, criterion: Criterion, so_far: Solution, *, wanted: bool) -> Iterator[Solution]:
        match criterion:
            case Constant(value):
                yield from [so_far] if value == wanted else []
            case Not(part):
                yield from self._solve(part, so_far, wanted=not wanted)
            case All(parts):
                yield from self._some(parts, so_far, len(parts) if wanted else 1, wanted=wanted)
            case AnyOf(parts):
                yield from self._some(parts, so_far, 1 if wanted else len(parts), wanted=wanted)
            case AtLeast(count, parts):
                needed = count if wanted else len(parts) - count + 1
                yield from self._some(parts, so_far, needed, wanted=wanted)
            case _:
                yield from self._atom(criterion, so_far, wanted=wanted)

    def _some(self, parts: Sequence[Criterion], so_far: Solution, count: int, *, wanted: bool) -> Iterator[Solution]:
        for chosen in combinations(parts, count):
            yield from self._every(chosen, so_far, wanted=wanted)

    def _every(self, parts: Sequence[Criterion], so_far: Solution, *, wanted: bool) -> Iterator[Solution]:
        if not parts:
            yield so_far
            return
        for solved in self._solve(parts[0], so_far, wanted=wanted):
            yield from self._every(parts[1:], solved, wanted=wanted)

    def _atom(self, atom: Criterion, so_far: Solution, *, wanted: bool) -> Iterator[Solution]:
        demanded = self._demand(atom, so_far, wanted=wanted)
        if demanded is None:
            return
        gate = self.knowledge.gates.get(str(getattr(atom, "finding", "")))
        if wanted and gate is not None and gate.only_if is not None:
            yield from self._solve(gate.only_if, demanded, wanted=True)
        else:
            yield demanded

    def _demand(self, atom: Criterion, so_far: Solution, *, wanted: bool) -> Solution | None:
        """Return the solution with one more demand; ``None`` if that contradicts an earlier demand."""
        match atom:
            case Holds(name):
                fits = so_far.truths.get(name, wanted) == wanted
                return replace(so_far, truths={**so_far.truths, name: wanted}) if fits else None
            case Member(name, member):
                members = so_far.members.get(name, {})
                fits = members.get(member, wanted) == wanted
                return replace(so_far, members={**so_far.members, name: {**members, member: wanted}}) if fits else None
            case OneOf(name, values):
                every = frozenset(self.knowledge.shapes[name].choices)
                allowed = frozenset(values) if wanted else every - frozenset(values)
                left = so_far.choices.get(name, every) & allowed
                return replace(so_far, choices={**so_far.choices, name: left}) if left else None
            case Between(name, low, high) if wanted:
                finding = self.knowledge.asked(name)
                least, most = so_far.bounds.get(
                    name, (getattr(finding, "least", 0.0), getattr(finding, "most", float("inf")))
                )
                start = max(least, float(low or least))
                end = min(most, most if high is None else float(high))
                return replace(so_far, bounds={**so_far.bounds, name: (start, end)}) if start <= end else None
            case _:
                return None
