"""Rules about the person: their effects on techniques, red flags, cautions, and limits that hold for everyone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from backrelief.knowledge.models.base import (
    AllowanceId,
    Area,
    CaseCriterion,
    FindingId,
    Giver,
    Model,
    Named,
    Place,
    Position,
    Pressure,
    RaisedLevel,
    SourceIds,
    Surface,
    TechniqueTest,
    Text,
    Texts,
)

# What a rule about the person does to techniques


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


# Rules


def _everywhere(data: object) -> object:
    return None if data == "everywhere" else data


AskedIn = Annotated[
    tuple[Area, ...] | None,
    BeforeValidator(_everywhere, json_schema_input_type=Literal["everywhere"] | tuple[Area, ...]),
]


class LevelLine(Model):
    """The level that a red flag has while its criterion is true."""

    level: RaisedLevel
    """The level while the criterion is true."""
    when: CaseCriterion
    """What must be true of the person."""
    sources: SourceIds = ()
    """Where this line comes from, beside the sources of the red flag."""


class Disagreement(Model):
    """Where guidelines differ, and what was chosen."""

    positions: Text
    """Who says what."""
    choice: Text
    """What was chosen, and why."""


class RedFlag(Named):
    """A rule that sends a person to a clinician. Its level is that of the highest line that is true."""

    levels: tuple[LevelLine, ...] = Field(min_length=1)
    """Its levels, each with its criterion; the highest that is true counts."""
    asked_in: AskedIn = None
    """The areas whose interview asks for it, or `everywhere`. It is raised wherever it is known."""
    allows: AllowanceId = "comfort"
    """What it still lets through at level `soon`."""
    keep_off: tuple[Place, ...] = ()
    """At level `soon`: places that nothing touches."""
    text: Text
    """What a person reads when it is raised: why it matters, without the name of a disease."""
    may_indicate: Text
    """For `show` only: what clinicians think of."""
    values: Text | None = None
    """Reported accuracy or frequency, with its source in words."""
    disagreement: Disagreement | None = None
    """Where guidelines differ about it."""


class Caution(Named):
    """A rule about the person that forbids, caps, repositions or keeps off, by properties of techniques."""

    class_: Literal["A", "L", "T", "C"]
    """A: nothing at all. L: not on that place. T: some kinds of technique. C: a clinician must agree first."""
    when: CaseCriterion
    """What must be true of the person."""
    level: RaisedLevel = "care"
    """What it means for the level while it holds."""
    until_agreed: Effects | None = None
    """Acts until the case says that a clinician has agreed; `do` acts afterwards."""
    do: Effects | None = None
    """What it does to techniques while it holds."""
    if_unplaced: Literal["pain-area", "say"] = "say"
    """What a `yes` without a place means for a local caution."""
    text: Text
    """Why it matters, in plain words."""
    adaptation: Texts = ()
    """What to do instead."""
    disagreement: Disagreement | None = None
    """Where guidelines differ about it."""


class Zone(Named):
    """A limit on a place that holds for everyone, whatever the answers."""

    places: tuple[Place, ...]
    """The places that the limit is about."""
    forbid: Literal["everything"] | TechniqueTest
    """What no technique may do there. The linter holds every entry against it."""
    text: Text
    """Why."""
    say: Text
    """The limit as one short sentence."""
