"""The properties of a technique, as a criterion sees them.

Cautions test properties and never the id of a technique, so that they cover a new technique on the day it is
written. All properties of a technique are known: a test of it is never unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from backrelief.logic import FindingShape, Interval, Value

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


def _at_most(strongest: str, scale: Sequence[str]) -> str:
    return strongest if strongest in scale else scale[-1]
