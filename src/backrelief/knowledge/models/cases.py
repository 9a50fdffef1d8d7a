"""Tests of the knowledge: worked cases (`cases/*.yaml`) and a list of what it has to cover (`coverage/*.yaml`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from backrelief.knowledge.models.base import (
    ONE_OR_MANY,
    Area,
    ConditionId,
    Entry,
    FindingId,
    Model,
    Names,
    NamesByKind,
    Places,
    Position,
    Pressure,
    RoutineId,
    Slug,
    SourceIds,
    TechniqueId,
    Text,
)
from backrelief.knowledge.terms import Level, RaisedLevel

RedFlagId = Annotated[Slug, Names("red-flags")]
CautionId = Annotated[Slug, Names("cautions")]


class Given(Model):
    """The answers of a person, in the shape of a file of answers."""

    areas: tuple[Area, ...] = ()
    """The areas that hurt."""
    findings: dict[Slug, Any] = Field(default_factory=dict)
    """Finding -> its answer. A finding that is missing was not asked."""
    wishes: dict[Slug, Any] = Field(default_factory=dict)
    """Wish -> its value: minutes, tools, positions and so on."""
    otherwise: Literal["not-asked", "no-dangers", "nothing"] = "not-asked"
    """The answers to all other lists: none; "none of these" on the danger lists; "none of these" on every list."""


class Expected(Model):
    """The expected advice. A field that is left out is not compared."""

    level: Level | None = None
    """The level of the screening."""
    raised: tuple[RedFlagId, ...] = ()
    """Red flags that are raised."""
    not_raised: tuple[RedFlagId, ...] = ()
    """Red flags that are not raised."""
    open: tuple[RedFlagId, ...] = ()
    """Red flags that an answer could still raise."""
    raised_at: dict[RedFlagId, RaisedLevel] = Field(default_factory=dict)
    """Red flag that is raised -> its level, which may be below that of the screening."""
    asks: tuple[FindingId, ...] = ()
    """Findings that are still asked."""
    not_asks: tuple[FindingId, ...] = ()
    """Findings that are not asked, or not any more."""
    cautions: tuple[CautionId, ...] = ()
    """Cautions that are in force."""
    not_cautions: tuple[CautionId, ...] = ()
    """Cautions that are not in force."""
    conditions: tuple[ConditionId, ...] = ()
    """Conditions that the person has, that fit, or that are the default."""
    not_conditions: tuple[ConditionId, ...] = ()
    """Conditions that play no part."""
    suggests: tuple[TechniqueId, ...] = ()
    """Techniques that are suggested; others may be too."""
    not_suggested: tuple[TechniqueId, ...] = ()
    """Techniques that are not suggested, for whatever reason."""
    omits: dict[TechniqueId, Slug] = Field(default_factory=dict)
    """Technique that is left out -> the rule that left it out."""
    keeps_off: dict[TechniqueId, Places] = Field(default_factory=dict)
    """Suggested technique -> places that it would touch and must keep off; there may be more."""
    positions: dict[TechniqueId, Annotated[tuple[Position, ...], ONE_OR_MANY]] = Field(default_factory=dict)
    """Suggested technique -> exactly the positions that are left."""
    pressures: dict[TechniqueId, Literal["none"] | Pressure] = Field(default_factory=dict)
    """Suggested technique -> the strongest pressure that is left."""
    minutes: dict[TechniqueId, int] = Field(default_factory=dict)
    """Suggested technique -> the most minutes that the rules allow."""
    says: dict[TechniqueId, Annotated[tuple[CautionId, ...], ONE_OR_MANY]] = Field(default_factory=dict)
    """Suggested technique -> exactly the rules whose sentences are printed with it."""
    pressure_at_most: Pressure | None = None
    """The strongest pressure that any suggestion or step may have."""
    routine: Annotated[tuple[Literal["any", "none", "built"] | RoutineId, ...], ONE_OR_MANY] = ()
    """The routines of which one is given."""
    nothing_suggested: bool | None = None
    """True if no technique at all is suggested, false if some technique is."""


class WorkedCase(Entry):
    """One person, told as a story."""

    name: Text
    """Who the person is and what happens, in one sentence."""
    given: Given
    """The answers of the person."""
    expected: Expected
    """The advice that the person must get."""


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
    """The topic of the statement."""
    text: Text
    """The statement, in our own words."""
    answered_by: Annotated[dict[str, tuple[Slug, ...]], NamesByKind()] = Field(default_factory=dict)
    """Kind -> the entries that answer it; without any it is a gap. A claim answers a statement that is not true."""

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of all entries that answer it, whatever their kind."""
        return tuple(entry for ids in self.answered_by.values() for entry in ids)


class ListedFlag(Entry):
    """One danger sign that guidelines list."""

    name: Text
    """The sign, as guidelines list it."""
    listed_in: SourceIds = ()
    """The guidelines, or pages that reprint them, in which it was seen."""
    remembered_in: SourceIds = ()
    """The guidelines that list it as far as we remember; they were not looked up."""
    red_flags: tuple[RedFlagId, ...]
    """The red flags that cover it; without any the sign is a gap."""
    note: Text | None = None
    """Why it is covered like this."""


class TypicalPerson(Entry):
    """A person without a danger sign for whom some technique must be left in every area."""

    name: Text
    """A short description of the person."""
    given: Given
    """The answers of the person; every other list is answered "none of these"."""
