"""What the knowledge is held against: worked cases (`cases/*.yaml`) and what it has to cover (`coverage/*.yaml`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from backrelief.knowledge.models.base import (
    ONE_OR_MANY,
    Area,
    ConditionId,
    Entry,
    FindingId,
    Level,
    Model,
    Names,
    NamesByKind,
    Places,
    Position,
    Pressure,
    RaisedLevel,
    RoutineId,
    Slug,
    SourceIds,
    TechniqueId,
    Text,
)

RedFlagId = Annotated[Slug, Names("red-flags")]
CautionId = Annotated[Slug, Names("cautions")]


class Given(Model):
    """What is known, in the shape of a file of answers."""

    areas: tuple[Area, ...] = ()
    """Where it hurts."""
    findings: dict[Slug, Any] = Field(default_factory=dict)
    """Finding -> what is known of it. What is absent was not asked."""
    wishes: dict[Slug, Any] = Field(default_factory=dict)
    """Wish -> what the person would like: minutes, tools, positions and the like."""
    otherwise: Literal["not-asked", "no-dangers", "nothing"] = "not-asked"
    """What the lists got beside that: no answer; "none of these" on the danger lists; or on every list."""


class Expected(Model):
    """What must come out. Only what is written is held."""

    level: Level | None = None
    """The level of the screening."""
    raised: tuple[RedFlagId, ...] = ()
    """Red flags that hold."""
    not_raised: tuple[RedFlagId, ...] = ()
    """Red flags that do not hold."""
    open: tuple[RedFlagId, ...] = ()
    """Red flags that an answer could still raise."""
    raised_at: dict[RedFlagId, RaisedLevel] = Field(default_factory=dict)
    """Red flag that holds -> its own level, which may be below that of the screening."""
    asks: tuple[FindingId, ...] = ()
    """Findings that are still asked."""
    not_asks: tuple[FindingId, ...] = ()
    """Findings that are not asked, or not any more."""
    cautions: tuple[CautionId, ...] = ()
    """They hold."""
    not_cautions: tuple[CautionId, ...] = ()
    """Cautions that do not hold."""
    conditions: tuple[ConditionId, ...] = ()
    """They are stated, fit or are the default."""
    not_conditions: tuple[ConditionId, ...] = ()
    """Conditions that play no part."""
    suggests: tuple[TechniqueId, ...] = ()
    """Techniques that are suggested, whatever else is."""
    not_suggested: tuple[TechniqueId, ...] = ()
    """Techniques that are not suggested, for whatever reason."""
    omits: dict[TechniqueId, Slug] = Field(default_factory=dict)
    """Left out -> the rule that took it out."""
    keeps_off: dict[TechniqueId, Places] = Field(default_factory=dict)
    """Suggested -> places that it would touch and must not; more may be kept off."""
    positions: dict[TechniqueId, Annotated[tuple[Position, ...], ONE_OR_MANY]] = Field(default_factory=dict)
    """Suggested -> the positions that are left of it, no more and no fewer."""
    pressures: dict[TechniqueId, Literal["none"] | Pressure] = Field(default_factory=dict)
    """Suggested -> the strongest pressure that is left of it."""
    minutes: dict[TechniqueId, int] = Field(default_factory=dict)
    """Suggested -> the longest that it may take, because a rule says so."""
    says: dict[TechniqueId, Annotated[tuple[CautionId, ...], ONE_OR_MANY]] = Field(default_factory=dict)
    """Suggested -> the rules whose sentence is printed with it, no more and no fewer."""
    pressure_at_most: Pressure | None = None
    """No suggestion and no step goes above it."""
    routine: Annotated[tuple[Literal["any", "none", "built"] | RoutineId, ...], ONE_OR_MANY] = ()
    """The routine is one of these."""
    nothing_suggested: bool | None = None
    """Whether no technique at all is suggested."""


class WorkedCase(Entry):
    """One person, told as a story."""

    name: Text
    """A sentence that tells who it is and what happens."""
    given: Given
    """What is known of the person."""
    expected: Expected
    """What the advice must hold."""


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
    answered_by: Annotated[dict[str, tuple[Slug, ...]], NamesByKind()] = Field(default_factory=dict)
    """Kind -> the entries that answer it; none at all is a gap. A claim answers a statement that does not hold."""

    @property
    def answers(self) -> tuple[str, ...]:
        """Return the ids of all entries that answer it, whatever their kind."""
        return tuple(entry for ids in self.answered_by.values() for entry in ids)


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
    """A person without a danger sign for whom some technique must be left in every area."""

    name: Text
    """Who it is, in a few words."""
    given: Given
    """What is known of the person; every list beside it is answered "none of these"."""
