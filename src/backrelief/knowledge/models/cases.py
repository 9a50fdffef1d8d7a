"""Worked cases: a person as a story, and what the knowledge must make of it (`cases/*.yaml`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from backrelief.knowledge.models.base import (
    ONE_OR_MANY,
    Area,
    ConditionId,
    Entry,
    Level,
    Model,
    Names,
    Pressure,
    RoutineId,
    Slug,
    TechniqueId,
    Text,
)

RedFlagId = Annotated[Slug, Names("red-flags")]
CautionId = Annotated[Slug, Names("cautions")]


class Given(Model):
    """What is known, in the shape of a file of answers."""

    areas: tuple[Area, ...] = ()
    findings: dict[Slug, Any] = Field(default_factory=dict)
    wishes: dict[Slug, Any] = Field(default_factory=dict)
    otherwise: Literal["not-asked", "no-dangers", "nothing"] = "not-asked"
    """What the lists got beside that: no answer; "none of these" on the danger lists; or on every list."""


class Expected(Model):
    """What must come out. Only what is written is held."""

    level: Level | None = None
    raised: tuple[RedFlagId, ...] = ()
    not_raised: tuple[RedFlagId, ...] = ()
    open: tuple[RedFlagId, ...] = ()
    cautions: tuple[CautionId, ...] = ()
    """They hold."""
    not_cautions: tuple[CautionId, ...] = ()
    conditions: tuple[ConditionId, ...] = ()
    """They are stated, fit or are the default."""
    not_conditions: tuple[ConditionId, ...] = ()
    suggests: tuple[TechniqueId, ...] = ()
    not_suggested: tuple[TechniqueId, ...] = ()
    omits: dict[TechniqueId, Slug] = Field(default_factory=dict)
    """Left out -> the rule that took it out."""
    pressure_at_most: Pressure | None = None
    """No suggestion and no step goes above it."""
    routine: Annotated[tuple[Literal["any", "none", "built"] | RoutineId, ...], ONE_OR_MANY] = ()
    """The routine is one of these."""
    nothing_suggested: bool | None = None


class WorkedCase(Entry):
    """One person, told as a story."""

    name: Text
    """A sentence that tells who it is and what happens."""
    given: Given
    expected: Expected
