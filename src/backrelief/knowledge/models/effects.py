"""What a rule about the person does to techniques."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backrelief.knowledge.models.base import (
    FindingId,
    Giver,
    Model,
    Place,
    Position,
    Pressure,
    Surface,
    TechniqueTest,
    Text,
)


class KeepPositions(Model):
    """Only these positions stay."""

    any_of: tuple[Position, ...]


class KeepSurfaces(Model):
    """Only these surfaces stay."""

    any_of: tuple[Surface, ...]


class KeepGivers(Model):
    """Only these people may apply it."""

    any_of: tuple[Giver, ...]


class SitesOf(Model):
    """The places that the person named in answer to a finding."""

    sites_of: FindingId


class Effects(Model):
    """What is forbidden, capped, moved or kept off. Every field narrows; none allows anything."""

    forbid: Literal["everything"] | TechniqueTest | None = None
    cap_pressure: Pressure | None = None
    cap_minutes: int | None = Field(default=None, ge=1)
    cap_minutes_for: TechniqueTest | None = None
    """The cap of minutes is only about techniques that pass this."""
    cap_heat_minutes: int | None = Field(default=None, ge=1)
    position: KeepPositions | None = None
    surface: KeepSurfaces | None = None
    by: KeepGivers | None = None
    keep_off: tuple[Place, ...] | SitesOf | None = None
    keep_off_for: TechniqueTest | None = None
    """The keep-off is only about techniques that pass this."""
    say: Text | None = None
    """One short sentence for the person."""
    say_for: TechniqueTest | None = None
    """Printed only with techniques that pass this."""
