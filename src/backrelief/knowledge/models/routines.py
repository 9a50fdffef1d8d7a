"""Routines: techniques in an order, timed (`routines.yaml`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from backrelief.knowledge.models.base import (
    ONE_OR_MANY,
    Area,
    CaseCriterion,
    ConditionId,
    Giver,
    Model,
    MuscleId,
    Named,
    Phase,
    Place,
    Position,
    Seconds,
    Side,
    TechniqueId,
    Text,
    Tool,
)


class Step(Model):
    """One technique on one target, timed."""

    phase: Phase
    """The part of the routine that it belongs to."""
    technique: TechniqueId
    """What is done."""
    target: MuscleId | None = None
    """The muscle that it is done to."""
    at: Place | None = None
    """The place that it is done to, where there is no muscle to name."""
    side: Annotated[tuple[Side, ...], ONE_OR_MANY] = ("middle",)
    """The sides, in the order of doing; `each` is one after the other."""
    seconds: Seconds
    """On each side."""
    rest: Seconds = 0
    """Seconds of pause after each side."""
    cue: Text
    """What to keep in mind while doing it; about 15 words."""
    position: Position | None = None
    """The position that the cue is about, where it names one."""


class Routine(Named):
    """Ordered, timed steps."""

    summary: Text
    """What it is, in one sentence."""
    level: Literal["very-gentle", "easy", "medium"]
    """How demanding it is."""
    by: Giver
    """Who applies it."""
    for_: tuple[ConditionId, ...] = Field(min_length=1)
    """The conditions that it suits."""
    areas: tuple[Area, ...] = Field(min_length=1)
    """The areas that it is for."""
    minutes: int = Field(ge=1, le=60)
    """What it takes, set-up and rests included; never less than the steps add up to."""
    tools: tuple[Annotated[tuple[Tool, ...], ONE_OR_MANY], ...] = ()
    """What is needed; where several serve, the inner list holds them, the best first."""
    position: tuple[Position, ...] = Field(min_length=1)
    """The positions that it needs."""
    steps: tuple[Step, ...] = Field(min_length=2)
    """What is done, in order."""
    aftercare: Text
    """What to do when it is over."""
    ask_first: Text
    """Who should skip it or ask first."""
    when: CaseCriterion | None = None
    """Offered only when this is not false of the case."""
