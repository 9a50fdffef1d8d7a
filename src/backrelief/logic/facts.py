"""The facts about findings, gates included: this alone decides what a criterion sees of a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from backrelief.logic.criteria import Criterion, evaluate
from backrelief.logic.values import NOTHING, Value


class Gate(Struct, frozen=True):
    """When the question of a finding arises, and when its answer follows from others."""

    only_if: Criterion | None = None
    """False: the finding is false without being asked."""
    true_when: Criterion | None = None
    """True: the finding is true without being asked, if its question arises."""


@dataclass(slots=True)
class Facts:
    """Stated values, seen through gates. A stated value wins over a value that a gate would infer.

    Gates must not depend on each other in a circle; the knowledge checks refuse that.
    """

    stated: Mapping[str, Value]
    gates: Mapping[str, Gate] = field(default_factory=dict)
    _inferred: dict[str, Value | None] = field(default_factory=dict, init=False, repr=False)

    def value(self, finding: str) -> Value | None:
        """Return what is known of the finding; ``None`` is unknown."""
        known = self.stated.get(finding)
        if known is None:
            return self._infer(finding)
        if isinstance(known, Mapping) and not any(known.values()) and self._infer(finding) is NOTHING:
            return NOTHING  # a closed gate makes false also those members of a group that were not stated
        return known

    def _infer(self, finding: str) -> Value | None:
        gate = self.gates.get(finding)
        if gate is None:
            return None
        if finding not in self._inferred:
            self._inferred[finding] = None
            arises = True if gate.only_if is None else evaluate(gate.only_if, self)
            if arises is False:
                self._inferred[finding] = NOTHING
            # While it is unknown if the question arises, a later answer could still make the finding false.
            elif arises and gate.true_when is not None and evaluate(gate.true_when, self) is True:
                self._inferred[finding] = True
        return self._inferred[finding]
