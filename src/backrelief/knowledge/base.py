"""The knowledge as the rest of the program sees it: frozen, linked, reached through a few look-ups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backrelief.errors import NoSuchEntryError
from backrelief.knowledge.faults import did_you_mean
from backrelief.knowledge.properties import Properties
from backrelief.logic import Criterion, FindingShape, Gate, evaluate, findings

if TYPE_CHECKING:
    from backrelief.knowledge.models.findings import AskedFinding
    from backrelief.knowledge.models.practice import Condition, Technique
    from backrelief.knowledge.models.routines import Routine
    from backrelief.knowledge.models.rules import Caution, RedFlag


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry was written."""

    path: Path
    line: int
    column: int
    layer: int = 0
    """0 is the lowest: the shipped knowledge, where layers lie over it."""

    @property
    def file(self) -> str:
        """The file as whoever wrote it knows it: its name, or the whole path where it is one's own."""
        return str(self.path) if self.layer else self.path.name


@dataclass(frozen=True)
class KnowledgeBase:
    """Every entry by kind and id, in the order of the files, with all criteria linked."""

    tables: Mapping[str, Mapping[str, Any]]
    shapes: Mapping[str, FindingShape]
    """What each asked finding may hold."""
    properties: Mapping[str, FindingShape]
    """What each property of a technique may hold."""
    origins: Mapping[tuple[str, str], Origin] = field(default_factory=dict)
    overrides: tuple[str, ...] = ()
    """What one's own layers changed about the shipped safety rules, in words."""

    def all(self, kind: str) -> tuple[Any, ...]:
        """Every entry of a kind, in the order of the files."""
        return tuple(self.tables.get(kind, {}).values())

    def get(self, kind: str, entry_id: str) -> Any | None:
        """The entry, or ``None``."""
        return self.tables.get(kind, {}).get(entry_id)

    def entry(self, kind: str, entry_id: str) -> Any:
        """The entry.

        Raises:
            NoSuchEntryError: there is none of this kind with this id; the hint names near ones.
        """
        found = self.get(kind, entry_id)
        if found is None:
            known = self.tables.get(kind, {})
            message = f"there is no entry `{entry_id}` among the {kind}"
            raise NoSuchEntryError(
                message, hint=did_you_mean(entry_id, known) or f"`backrelief list {kind}` shows all."
            )
        return found

    def asked(self, finding: str) -> AskedFinding:
        """A finding that is asked (criteria that are linked name no other)."""
        return self.tables["findings"][finding]  # type: ignore[no-any-return]

    def finding_for(self, role: str) -> AskedFinding | None:
        """The finding that an option or a wish gives its value to; ``None`` where the knowledge has none."""
        return self._by_role.get(role)

    @cached_property
    def _by_role(self) -> dict[str, AskedFinding]:
        return {
            finding.stands_for: finding
            for finding in self.all("findings")
            if finding.kind != "derived" and finding.stands_for
        }

    @cached_property
    def gates(self) -> dict[str, Gate]:
        """The gate of every finding that has one."""
        return {
            finding.id: Gate(finding.only_if, finding.true_when)
            for finding in self.all("findings")
            if finding.kind != "derived" and (finding.only_if is not None or finding.true_when is not None)
        }

    @cached_property
    def asked_in_some_areas(self) -> tuple[AskedFinding, ...]:
        """The findings that are not asked everywhere."""
        return tuple(
            finding for finding in self.all("findings") if finding.kind != "derived" and finding.asked_in is not None
        )

    @property
    def red_flags(self) -> tuple[RedFlag, ...]:
        """Every red flag."""
        return self.all("red-flags")

    def red_flags_naming(self, finding: str) -> tuple[RedFlag, ...]:
        """The red flags that depend on a finding, in the order of the file."""
        return tuple(self._flags_by_finding.get(finding, ()))

    @cached_property
    def _flags_by_finding(self) -> dict[str, list[RedFlag]]:
        index: dict[str, list[RedFlag]] = {}
        for flag in self.red_flags:
            for name in dict.fromkeys(name for line in flag.levels for name in findings(line.when)):
                index.setdefault(name, []).append(flag)
        return index

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Every caution."""
        return self.all("cautions")

    def conditions_of(self, area: str) -> Iterator[Condition]:
        """The conditions that can hurt there."""
        return (condition for condition in self.all("conditions") if area in condition.areas)

    def techniques_for(self, conditions: frozenset[str], areas: frozenset[str]) -> Iterator[Technique]:
        """Candidates: techniques that have evidence for one of the conditions and help one of the areas."""
        return (
            technique
            for technique in self.all("techniques")
            if areas.intersection(technique.areas)
            and any(evidence.condition in conditions for evidence in technique.evidence)
        )

    def routines_for(self, conditions: frozenset[str], areas: frozenset[str]) -> Iterator[Routine]:
        """Curated routines for one of the conditions and one of the areas."""
        return (
            routine
            for routine in self.all("routines")
            if conditions.intersection(routine.for_) and areas.intersection(routine.areas)
        )

    def properties_of(self, technique: Technique, giver: str, cap: str | None = None) -> Properties:
        """The properties of a technique in the hands of one of its givers, who presses no harder than ``cap``."""
        key = technique.id, giver, cap
        if key not in self._properties:
            scale = self.pressure_scale
            strongest = scale[: scale.index(cap) + 1] if cap else scale
            self._properties[key] = Properties(technique, giver, self.properties, strongest)
        return self._properties[key]

    def passes(self, test: Criterion, technique: Technique, giver: str, cap: str | None = None) -> bool:
        """Whether the technique passes a test in the hands of one of its givers, who presses no harder than ``cap``.

        That depends on no case, so it is worked out once: a comparison over hundreds of cases asks it a million times.
        """
        key = id(test), technique.id, giver, cap
        if key not in self._passed:
            # The test is kept too, so that no other can take its id.
            self._passed[key] = test, evaluate(test, self.properties_of(technique, giver, cap)) is True
        return self._passed[key][1]

    @cached_property
    def _passed(self) -> dict[tuple[int, str, str, str | None], tuple[Criterion, bool]]:
        return {}

    @cached_property
    def _properties(self) -> dict[tuple[str, str, str | None], Properties]:
        return {}

    @cached_property
    def pressure_scale(self) -> tuple[str, ...]:
        """The pressures, lightest first."""
        return tuple(self.tables.get("pressures", {}))

    @property
    def careful_pressure(self) -> str:
        """The second lightest: as firm as it gets for those who need care and for those who are new to it."""
        return self.pressure_scale[:2][-1]

    def expand_areas(self, areas: tuple[str, ...]) -> tuple[str, ...]:
        """The areas with each one that stands for several put out in full; no area twice, in the order given."""
        spread = (part for area in areas for part in (self.entry("areas", area).includes or (area,)))
        return tuple(dict.fromkeys(spread))

    def places_of(self, areas: tuple[str, ...]) -> frozenset[str]:
        """All places that lie in the areas."""
        return frozenset(place for area in areas for place in self.entry("areas", area).places)
