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
    """Techniques that answer it."""
    routines: tuple[RoutineId, ...] = ()
    """Routines that do."""
    conditions: tuple[ConditionId, ...] = ()
    """Conditions that do."""
    muscles: tuple[MuscleId, ...] = ()
    """Muscles that do."""
    places: tuple[Place, ...] = ()
    """Places that do."""
    areas: tuple[Area, ...] = ()
    """Areas that do."""
    tools: tuple[Tool, ...] = ()
    """Tools that do."""
    positions: tuple[Position, ...] = ()
    """Positions that do."""
    surfaces: tuple[Surface, ...] = ()
    """Surfaces that do."""
    pressures: tuple[Pressure, ...] = ()
    """Steps of the pressure scale that do."""
    actions: tuple[Action, ...] = ()
    """Actions that do."""
    means: tuple[Means, ...] = ()
    """Means that do."""
    families: tuple[Family, ...] = ()
    """Families that do."""
    findings: tuple[FindingId, ...] = ()
    """Findings that do."""
    red_flags: tuple[RedFlagId, ...] = ()
    """Red flags that do."""
    cautions: tuple[CautionId, ...] = ()
    """Cautions that do."""
    zones: tuple[Annotated[Slug, Names("zones")], ...] = ()
    """Zones that do."""
    stop_rules: tuple[Annotated[Slug, Names("stop-rules")], ...] = ()
    """Stop rules that do."""
    tips: tuple[Annotated[Slug, Names("tips")], ...] = ()
    """Tips that do."""
    claims: tuple[Annotated[Slug, Names("claims")], ...] = ()
    """Claims that do, where the statement does not hold."""

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
    """What it is about."""
    text: Text
    """What the article says, in our own words."""
    answered_by: Answers = Field(default_factory=Answers)
    """What the knowledge makes of it; nothing at all is a gap."""


class ListedFlag(Entry):
    """One danger sign that guidelines list."""

    name: Text
    """The sign, as guidelines list it."""
    listed_in: SourceIds = ()
    """Guidelines in which it was seen, or a page that reprints them."""
    remembered_in: SourceIds = ()
    """Guidelines that are remembered to list it; not looked up."""
    red_flags: tuple[RedFlagId, ...]
    """The red flags that cover it; none at all is a gap."""
    note: Text | None = None
    """Why it is covered like this."""


class TypicalPerson(Entry):
    """A person without a danger sign for whom something kind must be left in every area."""

    name: Text
    """Who it is, in a few words."""
    given: Given
    """What is known of the person; every list beside it is answered "none of these"."""
