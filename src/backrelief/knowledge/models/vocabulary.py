"""The words that the rest of the knowledge is written in (`vocabulary.yaml`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backrelief.knowledge.models.base import (
    Area,
    CaseCriterion,
    ConditionId,
    Direction,
    Entry,
    Grade,
    Level,
    Model,
    Named,
    Place,
    TechniqueTest,
    Text,
    Texts,
    Tool,
)
from backrelief.knowledge.models.rules import Effects


class AreaEntry(Named):
    """Where it can hurt, as a person says it."""

    places: tuple[Place, ...] = ()
    """The places on the body that belong to it."""
    includes: tuple[Area, ...] = ()
    """An area that stands for several: it is put in their place."""
    default_condition: ConditionId | None = None
    """The condition whose techniques are candidates when none fits."""
    worked_only_when_sore: Text | None = None
    """Set: its places are kept off unless it is among the areas of the case; the text says why."""


class PlaceEntry(Named):
    """A place on the body that a technique touches and a caution can protect."""


class ToolEntry(Named):
    """A thing that helps."""

    at_hand: bool = False
    """Taken as at hand unless the person says otherwise."""
    stand_in: Text | None = None
    """What serves instead at home."""
    stand_in_tool: Tool | None = None
    """The same, where what serves instead is a tool with an entry of its own."""


class PositionEntry(Named):
    """How the body is held."""


class SurfaceEntry(Named):
    """What the body rests on."""

    at_hand: bool = True
    """Taken as at hand unless the person says otherwise."""


class PressureEntry(Named):
    """One step of the pressure scale; the order in the file is the order of the scale."""

    discomfort: int = Field(ge=0, le=10)
    """What it may hurt at most, 0 to 10."""
    test: Text
    """How to tell that it is this pressure."""
    home: bool = True
    """Whether a person or a partner may give it, or only a therapist."""
    unscreened: bool = True
    """Whether it may be advised while danger questions are open."""
    on_request: bool = False
    """At home only for those who ask for it."""


class ActionEntry(Named):
    """What is done to the body."""

    steerable: bool = True
    """Whether it can be done beside a place that must be left alone."""

    never: Text | None = None
    """Set: no technique may do it, whatever the answers; the text says why."""


class MeansEntry(Named):
    """What it is done with."""


class FamilyEntry(Named):
    """A kind of technique."""


class LevelWords(Model):
    """What a person reads first."""

    headline: Text
    """One short sentence."""
    advice: Texts
    """What to do, in order."""


class LevelEntry(Entry, LevelWords):
    """What is said at one level of the screening."""

    id: Level
    """The level."""
    sign: Text
    """One or two letters or marks that stand beside the word, also in ASCII."""
    if_nothing_is_left: LevelWords | None = None
    """Said instead where the person's answers leave no technique at all."""
    exit_code: int = Field(ge=0, le=125)
    """The exit code of every command that was given a case of this level."""


class GradeEntry(Named):
    """How sure the evidence is."""

    id: Grade
    """The grade."""
    meaning: Text
    """What it means, in a few words."""


class DirectionEntry(Named):
    """Which way the evidence points."""

    id: Direction
    """The direction."""
    meaning: Text
    """What it means, in a few words."""


class Allowance(Named):
    """What a raised red flag of level `soon` still lets through."""

    do: Effects
    """What stays forbidden, capped or moved; the rest is let through."""


class RankingRule(Entry):
    """Points for a technique, with the reason that is printed beside them."""

    points: int
    """What it adds; a negative number takes away."""
    text: Text
    """The reason that stands beside the points."""
    when: CaseCriterion | None = None
    """Counts only when this is true of the case."""
    technique: TechniqueTest | None = None
    """Counts only for techniques that pass this."""
    basis: Literal["fits-condition", "works-on-area", "tool-asked", "tool-missing", "comfort-use", "rule"] = "rule"
    """What the engine looks at beside `when` and `technique`."""


RoutineBasis = Literal[
    "as-written",
    "same-areas",
    "meant-for-the-condition",
    "first-for-the-condition",
    "near-the-minutes",
    "tool-asked",
    "tool-missing",
    "built",
    "built-on-the-sore-area",
]


class RoutineWeight(Entry):
    """How much one thing counts when a routine is chosen; the routine with the highest sum is taken."""

    id: RoutineBasis
    """What the engine measures, from 0 to 1."""
    weight: float
    """What it counts if it holds in full; a negative number takes away."""
    text: Text
    """What it is, in one sentence."""


class EvidencePoints(Entry):
    """Points for one direction of evidence, by grade."""

    id: Direction
    """The direction."""
    points: dict[Grade, int]
    """Grade -> the points for it."""


class Guidance(Named):
    """Something to know beside the techniques."""

    moment: Literal["before", "during", "after", "weeks"]
    """Of a session; `weeks` is from one session to the next."""
    techniques: TechniqueTest | None = None
    """Only told with techniques that pass this."""
    when: CaseCriterion | None = None
    """What is known of the person decides whether it is told."""


class StopRule(Guidance):
    """When to stop, during a session or after it. With a `when` it is told unless that is false of the case."""

    sign: Text
    """What the person notices."""
    act: Text
    """What to do then."""
    level: Level
    """How urgent it is."""
    moment: Literal["during", "after", "weeks"] = "during"
    """When it is noticed: during a session, after it, or in the weeks that follow."""


class Tip(Guidance):
    """Something that helps whatever the technique. With a `when` it is told only where that is true of the case."""

    text: Text
    """What helps, and why."""


class Claim(Named):
    """A statement of an article that does not hold, with what is said instead."""

    claim: Text
    """What the article says, in our own words."""
    articles: Texts = ()
    """The articles that say it."""
    verdict: Literal[
        "supported", "partly", "plausible", "uncertain", "weak", "debated", "overstated", "not-supported", "wrong"
    ]
    """What is left of it when it is held against sources."""
    text: Text
    """What this program says instead."""
    avoid: Texts = ()
    """Phrases that no text of the knowledge may hold."""
