"""The knowledge as the rest of the program sees it: frozen, linked, with one typed table for each kind of entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

from msgspec import Struct

from backrelief.errors import NoSuchEntryError
from backrelief.knowledge.lexicon import did_you_mean
from backrelief.knowledge.properties import NO_PRESSURE, TechniqueTests
from backrelief.logic import FindingShape, Gate, findings

if TYPE_CHECKING:
    from backrelief.knowledge.models import body_map, practice, rules, sources, vocabulary
    from backrelief.knowledge.models.base import Entry
    from backrelief.knowledge.models.cases import ListedFlag, Statement, TypicalPerson, WorkedCase
    from backrelief.knowledge.models.findings import AskedFinding, Finding, Screen
    from backrelief.knowledge.models.practice import Routine, Technique
    from backrelief.knowledge.models.rules import RedFlag


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Unique within its kind."""


E_co = TypeVar("E_co", bound=HasId, covariant=True)


class Table(Generic[E_co]):
    """The entries of one kind, in the order of the files: iterate over entries, look up and test by id."""

    def __init__(self, kind: str, entries: Mapping[str, E_co]) -> None:
        """Hold ``entries`` by id."""
        self.kind = kind
        self._entries = entries

    def __getitem__(self, entry_id: str) -> E_co:
        """Return the entry.

        Raises:
            NoSuchEntryError: no entry has this id; the hint names similar ones.
        """
        try:
            return self._entries[entry_id]
        except KeyError:
            message = f"there is no entry `{entry_id}` among the {self.kind}"
            hint = did_you_mean(entry_id, self._entries) or f"`backrelief list {self.kind}` shows all."
            raise NoSuchEntryError(message, hint=hint) from None

    def get(self, entry_id: str) -> E_co | None:
        """Return the entry, or ``None``."""
        return self._entries.get(entry_id)

    def __contains__(self, entry_id: object) -> bool:
        """Return true if an entry has this id; only text can be an id."""
        return isinstance(entry_id, str) and entry_id in self._entries

    def __iter__(self) -> Iterator[E_co]:
        """Iterate over the entries."""
        return iter(self._entries.values())

    def __eq__(self, other: object) -> bool:
        """Return true if the other table holds the same entries."""
        return isinstance(other, Table) and self._entries == other._entries

    __hash__ = None  # type: ignore[assignment]  # its entries hold mappings

    def __len__(self) -> int:
        """Count the entries."""
        return len(self._entries)

    @property
    def ids(self) -> Sequence[str]:
        """All ids, in order."""
        return tuple(self._entries)


class Origin(Struct, frozen=True):
    """The file, line and column of an entry."""

    path: Path
    line: int
    """The line on which the entry begins, from 1."""
    column: int
    layer: int = 0
    """0 is the lowest; if there are several, it is the shipped knowledge."""

    @property
    def file(self) -> str:
        """The name of a file of the lowest layer, or the whole path of a file of your own layers."""
        return str(self.path) if self.layer else self.path.name


@dataclass(frozen=True)
class KnowledgeBase:
    """Every entry by kind and id, with all criteria linked. ``red-flags`` in YAML are ``red_flags`` here."""

    areas: Table[vocabulary.AreaEntry]
    places: Table[vocabulary.PlaceEntry]
    tools: Table[vocabulary.ToolEntry]
    positions: Table[vocabulary.PositionEntry]
    surfaces: Table[vocabulary.SurfaceEntry]
    pressures: Table[vocabulary.PressureEntry]
    actions: Table[vocabulary.ActionEntry]
    means: Table[vocabulary.MeansEntry]
    families: Table[vocabulary.FamilyEntry]
    levels: Table[vocabulary.LevelEntry]
    grades: Table[vocabulary.GradeEntry]
    directions: Table[vocabulary.DirectionEntry]
    allowances: Table[vocabulary.Allowance]
    ranking: Table[vocabulary.RankingRule]
    routine_weights: Table[vocabulary.RoutineWeight]
    evidence_points: Table[vocabulary.EvidencePoints]
    stop_rules: Table[vocabulary.StopRule]
    tips: Table[vocabulary.Tip]
    claims: Table[vocabulary.Claim]
    findings: Table[Finding]
    screens: Table[Screen]
    red_flags: Table[rules.RedFlag]
    cautions: Table[rules.Caution]
    zones: Table[rules.Zone]
    conditions: Table[practice.Condition]
    techniques: Table[practice.Technique]
    muscles: Table[practice.Muscle]
    routines: Table[practice.Routine]
    regions: Table[body_map.Region]
    sources: Table[sources.Source]
    cases: Table[WorkedCase]
    statements: Table[Statement]
    listed_flags: Table[ListedFlag]
    typical_people: Table[TypicalPerson]

    shapes: Mapping[str, FindingShape]
    """The values that each asked finding may have."""
    properties: Mapping[str, FindingShape]
    """The values that each property of a technique may have."""
    origins: Mapping[tuple[str, str], Origin] = field(default_factory=dict)
    overrides: tuple[str, ...] = ()
    """The changes of your own layers to the shipped safety rules, in words."""

    @classmethod
    def of(cls, entries: Mapping[str, Mapping[str, Any]], **others: Any) -> KnowledgeBase:
        """Build a knowledge base from entries by kind (as in YAML) and id, and from its ``others`` fields by name.

        A kind without entries has an empty table.
        """
        tables: dict[str, Any] = {field_of(kind): Table(kind, entries.get(kind, {})) for kind in KINDS}
        return cls(**tables, **others)

    @property
    def tables(self) -> Mapping[str, Table[Entry]]:
        """The tables that are not empty, by kind."""
        return {kind: table for kind in KINDS if (table := self.table(kind))}

    def table(self, kind: str) -> Table[Entry]:
        """Return the table of a kind whose name is known only when the program runs."""
        return getattr(self, field_of(kind))  # type: ignore[no-any-return]  # every kind has a field

    def asked(self, finding: str) -> AskedFinding:
        """Return a finding that is asked; linked criteria name no other."""
        return self.findings[finding]  # type: ignore[return-value]

    @cached_property
    def asked_findings(self) -> tuple[AskedFinding, ...]:
        """Every finding that is asked, in the order of the files."""
        return tuple(finding for finding in self.findings if finding.kind != "derived")

    def finding_for(self, role: str) -> AskedFinding | None:
        """Return the finding that takes its value from an option or a wish; ``None`` if the knowledge has none."""
        return self._by_role.get(role)

    @cached_property
    def _by_role(self) -> dict[str, AskedFinding]:
        return {finding.stands_for: finding for finding in self.asked_findings if finding.stands_for}

    @cached_property
    def gates(self) -> dict[str, Gate]:
        """The gate of every finding that has one."""
        return {
            finding.id: Gate(finding.only_if, finding.true_when)
            for finding in self.asked_findings
            if finding.only_if is not None or finding.true_when is not None
        }

    @cached_property
    def asked_in_some_areas(self) -> tuple[AskedFinding, ...]:
        """The findings that are not asked everywhere."""
        return tuple(finding for finding in self.asked_findings if finding.asked_in is not None)

    def red_flags_naming(self, finding: str) -> tuple[RedFlag, ...]:
        """Return the red flags that depend on a finding, in the order of the file."""
        return tuple(self._flags_by_finding.get(finding, ()))

    @cached_property
    def _flags_by_finding(self) -> dict[str, list[RedFlag]]:
        index: dict[str, list[RedFlag]] = {}
        for flag in self.red_flags:
            for name in dict.fromkeys(name for line in flag.levels for name in findings(line.when)):
                index.setdefault(name, []).append(flag)
        return index

    def techniques_for(self, conditions: frozenset[str], areas: frozenset[str]) -> Iterator[Technique]:
        """Yield the candidates: techniques with evidence for one of the conditions that help one of the areas."""
        return (
            technique
            for technique in self.techniques
            if areas.intersection(technique.areas)
            and any(evidence.condition in conditions for evidence in technique.evidence)
        )

    def routines_for(self, conditions: frozenset[str], areas: frozenset[str]) -> Iterator[Routine]:
        """Yield the curated routines for one of the conditions and one of the areas."""
        return (
            routine
            for routine in self.routines
            if conditions.intersection(routine.for_) and areas.intersection(routine.areas)
        )

    @cached_property
    def technique_tests(self) -> TechniqueTests:
        """What tests of techniques give; the results are kept."""
        return TechniqueTests(self.techniques, self.properties, self.pressure_scale)

    @cached_property
    def pressure_scale(self) -> tuple[str, ...]:
        """The pressures, lightest first."""
        return tuple(self.pressures.ids)

    @cached_property
    def pressure_rank(self) -> dict[str, int]:
        """Pressure -> its position on the scale, from 1; 0 for no pressure."""
        return {pressure: rank for rank, pressure in enumerate((NO_PRESSURE, *self.pressure_scale))}

    @property
    def careful_pressure(self) -> str:
        """The second lightest pressure: the strongest for people who need care and for beginners."""
        return self.pressure_scale[:2][-1]

    def expand_areas(self, areas: tuple[str, ...]) -> tuple[str, ...]:
        """Return the areas in the given order, with every group replaced by its members and no area twice."""
        members = (member for area in areas for member in (self.areas[area].includes or (area,)))
        return tuple(dict.fromkeys(members))

    def places_of(self, areas: tuple[str, ...]) -> frozenset[str]:
        """Return all places that lie in the areas."""
        return frozenset(place for area in areas for place in self.areas[area].places)


def field_of(kind: str) -> str:
    """Return the field of the knowledge base that holds a kind of entry."""
    return kind.replace("-", "_")


KINDS = tuple(table.name.replace("_", "-") for table in fields(KnowledgeBase) if str(table.type).startswith("Table["))
"""Every kind of entry: a key of a data file and a field of the knowledge base."""

Kind = Literal[
    "areas",
    "places",
    "tools",
    "positions",
    "surfaces",
    "pressures",
    "actions",
    "means",
    "families",
    "levels",
    "grades",
    "directions",
    "allowances",
    "ranking",
    "evidence-points",
    "routine-weights",
    "stop-rules",
    "tips",
    "claims",
    "findings",
    "screens",
    "red-flags",
    "cautions",
    "zones",
    "conditions",
    "techniques",
    "muscles",
    "routines",
    "regions",
    "sources",
    "cases",
    "statements",
    "listed-flags",
    "typical-people",
]
"""The same kinds for the type checker, which reports every `match` that lacks a new kind."""
