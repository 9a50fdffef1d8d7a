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
    """The positions that stay."""


class KeepSurfaces(Model):
    """Only these surfaces stay."""

    any_of: tuple[Surface, ...]
    """The surfaces that stay."""


class KeepGivers(Model):
    """Only these people may apply it."""

    any_of: tuple[Giver, ...]
    """The people who may still apply it."""


class SitesOf(Model):
    """The places that the person named in answer to a finding."""

    sites_of: FindingId
    """The finding whose places are meant."""


class Effects(Model):
    """What is forbidden, capped, moved or kept off. Every field narrows; none allows anything."""

    forbid: Literal["everything"] | TechniqueTest | None = None
    """Techniques that are out: those that pass the test, or `everything`."""
    cap_pressure: Pressure | None = None
    """The strongest pressure that stays."""
    cap_minutes: int | None = Field(default=None, ge=1)
    """The longest that one technique may take."""
    cap_minutes_for: TechniqueTest | None = None
    """The cap of minutes is only about techniques that pass this."""
    position: KeepPositions | None = None
    """The positions that stay."""
    surface: KeepSurfaces | None = None
    """The surfaces that stay."""
    by: KeepGivers | None = None
    """The people who may still apply it."""
    keep_off: tuple[Place, ...] | SitesOf | None = None
    """Places that nothing touches: named, or those of the person's answer."""
    keep_off_for: TechniqueTest | None = None
    """The keep-off is only about techniques that pass this."""
    say: Text | None = None
    """One short sentence for the person."""
    say_for: TechniqueTest | None = None
    """Printed only with techniques that pass this."""
