"""Rules about the person: their effects on techniques, red flags, cautions, and zones, which apply to everyone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from backrelief.knowledge.models.base import (
    AllowanceId,
    Area,
    CaseCriterion,
    FindingId,
    Model,
    Named,
    Place,
    Position,
    Pressure,
    SourceIds,
    Surface,
    TechniqueTest,
    Text,
    Texts,
)
from backrelief.knowledge.terms import Giver, RaisedLevel

# Effects of rules on techniques


class KeepPositions(Model):
    """An effect that leaves only some positions."""

    any_of: tuple[Position, ...]
    """The positions that are left."""


class KeepSurfaces(Model):
    """An effect that leaves only some surfaces."""

    any_of: tuple[Surface, ...]
    """The surfaces that are left."""


class KeepGivers(Model):
    """An effect that leaves only some givers."""

    any_of: tuple[Giver, ...]
    """The givers that are left."""


class SitesOf(Model):
    """The places that the person named in answer to a finding."""

    sites_of: FindingId
    """The finding whose answer names the places."""


class Effects(Model):
    """The effects of a rule on techniques. Every field restricts; none allows anything."""

    forbid: Literal["everything"] | TechniqueTest | None = None
    """The techniques that are forbidden: those that pass the test, or `everything`."""
    cap_pressure: Pressure | None = None
    """The strongest pressure that is left."""
    cap_minutes: int | None = Field(default=None, ge=1)
    """The most minutes that one technique may take."""
    cap_minutes_for: TechniqueTest | None = None
    """A test; the cap of minutes applies only to techniques that pass it."""
    position: KeepPositions | None = None
    """The positions that are left."""
    surface: KeepSurfaces | None = None
    """The surfaces that are left."""
    by: KeepGivers | None = None
    """The givers that are left."""
    keep_off: tuple[Place, ...] | SitesOf | None = None
    """The places that nothing may touch: named here, or named by the person."""
    keep_off_for: TechniqueTest | None = None
    """A test; the places are kept off only by techniques that pass it."""
    say: Text | None = None
    """A short sentence for the person."""
    say_for: TechniqueTest | None = None
    """A test; the sentence is printed only with techniques that pass it."""


# Rules


def _everywhere(data: object) -> object:
    return None if data == "everywhere" else data


AskedIn = Annotated[
    tuple[Area, ...] | None,
    BeforeValidator(_everywhere, json_schema_input_type=Literal["everywhere"] | tuple[Area, ...]),
]


class LevelLine(Model):
    """A level of a red flag, with the criterion for it."""

    level: RaisedLevel
    """The level while the criterion is true."""
    when: CaseCriterion
    """The criterion that must be true of the person."""
    sources: SourceIds = ()
    """The sources of this line, besides those of the red flag."""


class Disagreement(Model):
    """A point on which guidelines differ, and our choice."""

    positions: Text
    """The positions of the guidelines."""
    choice: Text
    """Our choice, and the reason for it."""


class RedFlag(Named):
    """A rule that sends a person to a clinician. It has the highest level whose criterion is true."""

    levels: tuple[LevelLine, ...] = Field(min_length=1)
    """The levels, each with its criterion; the highest whose criterion is true counts."""
    asked_in: AskedIn = None
    """The areas for which the interview asks about it, or `everywhere`. Answers that are known count in every area."""
    allows: AllowanceId = "comfort"
    """The allowance that says what it still allows at level `soon`."""
    keep_off: tuple[Place, ...] = ()
    """The places that nothing may touch at level `soon`."""
    text: Text
    """The text for the person when it is raised: why it matters, without the name of a disease."""
    may_indicate: Text
    """The diseases that clinicians think of; printed only by `show`."""
    values: Text | None = None
    """The reported accuracy or frequency, with its source in words."""
    disagreement: Disagreement | None = None
    """A point on which guidelines differ about it."""


class Caution(Named):
    """A rule about the person that forbids, caps, repositions or keeps off, by properties of techniques."""

    class_: Literal["A", "L", "T", "C"]
    """A: nothing at all. L: not on that place. T: some kinds of technique. C: a clinician must agree first."""
    when: CaseCriterion
    """The criterion that must be true of the person."""
    level: RaisedLevel = "care"
    """The level of the screening while it is in force, if nothing raises it higher."""
    until_agreed: Effects | None = None
    """The effects until the case says that a clinician has agreed; after that `do` applies."""
    do: Effects | None = None
    """The effects while it is in force; with `until-agreed`, after the agreement."""
    if_unplaced: Literal["pain-area", "say"] = "say"
    """The meaning of a yes without a place, for a caution about places."""
    text: Text
    """Why it matters, in plain words."""
    adaptation: Texts = ()
    """Things to do instead."""
    disagreement: Disagreement | None = None
    """A point on which guidelines differ about it."""


class Zone(Named):
    """A limit on places that applies to everyone, whatever the answers."""

    places: tuple[Place, ...]
    """The places that the limit is about."""
    forbid: Literal["everything"] | TechniqueTest
    """The techniques that are forbidden there. The linter checks that no technique breaks the limit."""
    text: Text
    """The reason, in plain words."""
    say: Text
    """The limit as one short sentence."""
