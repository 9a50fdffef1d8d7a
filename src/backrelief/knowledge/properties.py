"""The properties of a technique, as a criterion sees them.

Cautions test properties and never the id of a technique, so that they cover a new technique on the day it is
written. All properties of a technique are known: a test of it is never unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from backrelief.logic import All, AnyOf, Criterion, FindingShape, Interval, Not, Value, evaluate, findings

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Technique

GIVERS = ("self", "partner", "therapist")
AT_HOME = frozenset({"self", "partner"})
"""The givers who are not professionals."""
NO_PRESSURE = "none"


def property_shapes(ids_of: Mapping[str, Iterable[str]]) -> dict[str, FindingShape]:
    """Return the values that each property may have. ``ids_of`` gives the ids of each kind of vocabulary, in order."""

    def group(kind: str) -> FindingShape:
        return FindingShape("group", choices=tuple(ids_of[kind]))

    return {
        "by": FindingShape("group", choices=GIVERS),
        "pressure": FindingShape("choice", choices=(NO_PRESSURE, *ids_of["pressures"]), ordered=True),
        "action": group("actions"),
        "means": group("means"),
        "touches": group("places"),
        "position": group("positions"),
        "surface": group("surfaces"),
        "tools": group("tools"),
        "family": FindingShape("choice", choices=tuple(ids_of["families"])),
        "contact": FindingShape("choice", choices=("skin", "clothed", "none")),
        "body-weight": FindingShape("yes-no"),
        "referral-only": FindingShape("yes-no"),
        "stretch-feel": FindingShape("number"),
        "effort": FindingShape("number"),
    }


class Properties:
    """The properties of a technique when one giver applies it; ``pressure`` is the strongest that the giver may use."""

    def __init__(
        self, technique: Technique, giver: str, shapes: Mapping[str, FindingShape], scale: Sequence[str]
    ) -> None:
        """Give every member of a property a truth; ``scale`` ends at the strongest pressure that is allowed."""
        pressure = technique.by[giver]  # type: ignore[index]  # the caller names one of the technique's own givers
        held: dict[str, Iterable[str]] = {
            "by": (giver,),
            "action": technique.action,
            "means": technique.means,
            "touches": technique.touches,
            "position": technique.position,
            "surface": technique.surface,
            "tools": [tool for choice in technique.tools for tool in choice],
        }
        self._values: dict[str, Value] = {
            name: {choice: choice in members for choice in shapes[name].choices}
            for name, members in ((name, frozenset(parts)) for name, parts in held.items())
        }
        self._values |= {
            "pressure": NO_PRESSURE if pressure is None else _at_most(pressure.strongest, scale),
            "family": technique.family,
            "contact": technique.contact,
            "body-weight": technique.body_weight,
            "referral-only": technique.referral_only,
            "stretch-feel": Interval(technique.stretch_feel or 0, technique.stretch_feel or 0),
            "effort": Interval(technique.effort or 0, technique.effort or 0),
        }

    def value(self, finding: str) -> Value | None:
        """Return the value of a property."""
        return self._values[finding]


Pairs = frozenset[tuple[str, str]]
"""Techniques by id, each with one of its givers."""


class TechniqueTests:
    """Tests of techniques by their properties.

    A result depends on no case. For the techniques of the knowledge it is kept, and each atom is evaluated for all of
    them at once, however many rules name it.
    """

    def __init__(
        self, techniques: Iterable[Technique], shapes: Mapping[str, FindingShape], scale: Sequence[str]
    ) -> None:
        """Hold the techniques of the knowledge, the shapes of their properties, and the pressures, lightest first."""
        self._techniques = {technique.id: technique for technique in techniques}
        self._shapes, self._scale = shapes, scale
        self._pairs: Pairs = frozenset((name, giver) for name, one in self._techniques.items() for giver in one.by)
        self._properties: dict[tuple[str, str, str | None], Properties] = {}
        self._by_atom: dict[tuple[Criterion, str | None], Pairs] = {}
        self._by_test: dict[tuple[int, str | None], tuple[Criterion, Pairs, dict[str, frozenset[str]]]] = {}

    def properties_of(self, technique: Technique, giver: str, cap: str | None = None) -> Properties:
        """Return the properties of a technique when one of its givers applies it, pressing no harder than ``cap``."""
        if self._techniques.get(technique.id) is not technique:
            return self._make(technique, giver, cap)
        key = technique.id, giver, cap
        if key not in self._properties:
            self._properties[key] = self._make(technique, giver, cap)
        return self._properties[key]

    def _make(self, technique: Technique, giver: str, cap: str | None) -> Properties:
        strongest = self._scale[: self._scale.index(cap) + 1] if cap else self._scale
        return Properties(technique, giver, self._shapes, strongest)

    def passes(self, test: Criterion, technique: Technique, giver: str, cap: str | None = None) -> bool:
        """Return true if a technique passes a test when a giver applies it, pressing no harder than ``cap``."""
        return giver in self.givers_passing(test, technique, cap)

    def givers_passing(self, test: Criterion, technique: Technique, cap: str | None = None) -> frozenset[str]:
        """Return the givers in whose hands a technique passes a test, pressing no harder than ``cap``."""
        if self._techniques.get(technique.id) is not technique:  # the linter makes up techniques, too
            held = ((giver, self.properties_of(technique, giver, cap)) for giver in technique.by)
            return frozenset(giver for giver, properties in held if evaluate(test, properties) is True)
        key = id(test), cap
        if key not in self._by_test:
            # The test is kept too, so that no other object can get its id.
            self._by_test[key] = test, self._passing(test, cap), {}
        _, pairs, passing = self._by_test[key]
        if technique.id not in passing:  # most tests are asked about few techniques
            passing[technique.id] = frozenset(giver for giver in technique.by if (technique.id, giver) in pairs)
        return passing[technique.id]

    def _passing(self, test: Criterion, cap: str | None) -> Pairs:
        """Return the pairs that pass a test: as every property is known, its parts combine as sets."""
        match test:
            case Not(part):
                return self._pairs - self._passing(part, cap)
            case All(parts):
                return self._pairs.intersection(*(self._passing(part, cap) for part in parts))
            case AnyOf(parts):
                return frozenset[tuple[str, str]]().union(*(self._passing(part, cap) for part in parts))
            case _:
                key = test, cap if "pressure" in findings(test) else None
                if key not in self._by_atom:
                    self._by_atom[key] = frozenset(
                        (name, giver)
                        for name, giver in self._pairs
                        if evaluate(test, self.properties_of(self._techniques[name], giver, key[1])) is True
                    )
                return self._by_atom[key]


def _at_most(strongest: str, scale: Sequence[str]) -> str:
    return strongest if strongest in scale else scale[-1]
