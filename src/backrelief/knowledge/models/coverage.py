"""What the knowledge has to cover, beside the knowledge itself (`coverage/*.yaml`): counted, not claimed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from backrelief.knowledge.models.base import (
    Action,
    Area,
    ConditionId,
    Entry,
    Family,
    FindingId,
    Means,
    Model,
    MuscleId,
    Names,
    Place,
    Position,
    Pressure,
    RoutineId,
    Slug,
    SourceIds,
    Surface,
    TechniqueId,
    Text,
    Tool,
)
from backrelief.knowledge.models.cases import CautionId, Given, RedFlagId


class Answers(Model):
    """Kind -> the entries that answer a statement."""

    techniques: tuple[TechniqueId, ...] = ()
    routines: tuple[RoutineId, ...] = ()
    conditions: tuple[ConditionId, ...] = ()
    muscles: tuple[MuscleId, ...] = ()
    places: tuple[Place, ...] = ()
    areas: tuple[Area, ...] = ()
    tools: tuple[Tool, ...] = ()
    positions: tuple[Position, ...] = ()
    surfaces: tuple[Surface, ...] = ()
    pressures: tuple[Pressure, ...] = ()
    actions: tuple[Action, ...] = ()
    means: tuple[Means, ...] = ()
    families: tuple[Family, ...] = ()
    findings: tuple[FindingId, ...] = ()
    red_flags: tuple[RedFlagId, ...] = ()
    cautions: tuple[CautionId, ...] = ()
    zones: tuple[Annotated[Slug, Names("zones")], ...] = ()
    stop_rules: tuple[Annotated[Slug, Names("stop-rules")], ...] = ()
    tips: tuple[Annotated[Slug, Names("tips")], ...] = ()
    claims: tuple[Annotated[Slug, Names("claims")], ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Every entry that answers, whatever its kind."""
        return tuple(entry for name in type(self).model_fields for entry in getattr(self, name))


class Statement(Entry):
    """One thing that an article says; `sources` names the article."""

    about: Literal[
        "adjunct",
        "cause",
        "caution",
        "claim",
        "condition",
        "position",
        "stroke",
        "symptom",
        "target",
        "technique",
        "tip",
        "tool",
    ]
    text: Text
    answered_by: Answers = Field(default_factory=Answers)


class ListedFlag(Entry):
    """One danger sign that guidelines list."""

    name: Text
    listed_in: SourceIds = ()
    """Guidelines in which it was seen, or a page that reprints them."""
    remembered_in: SourceIds = ()
    """Guidelines that are remembered to list it; not looked up."""
    red_flags: tuple[RedFlagId, ...]
    note: Text | None = None


class TypicalPerson(Entry):
    """A person without a danger sign for whom something kind must be left in every area."""

    name: Text
    given: Given
