"""The vocabulary that the rest of the knowledge uses (`vocabulary.yaml`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backrelief.knowledge.models.base import (
    Area,
    CaseCriterion,
    ConditionId,
    Entry,
    Model,
    Named,
    Place,
    TechniqueTest,
    Text,
    Texts,
    Tool,
)
from backrelief.knowledge.models.rules import Effects
from backrelief.knowledge.terms import Direction, Grade, Level


class AreaEntry(Named):
    """A part of the body that can hurt, as a person names it."""

    places: tuple[Place, ...] = ()
    """The places on the body that belong to it."""
    includes: tuple[Area, ...] = ()
    """The areas of which it is made. They replace it wherever it is named."""
    default_condition: ConditionId | None = None
    """The condition whose techniques are candidates if no condition fits."""
    worked_only_when_sore: Text | None = None
    """The reason to keep off its places unless the case names the area; without a reason nothing is kept off."""


class PlaceEntry(Named):
    """A place on the body that a technique touches and a caution can protect."""


class ToolEntry(Named):
    """A thing that techniques use."""

    at_hand: bool = False
    """True if it is assumed to be at hand unless the person says otherwise."""
    stand_in: Text | None = None
    """A household thing that can replace it."""
    stand_in_tool: Tool | None = None
    """The tool that can replace it, if that tool has an entry of its own."""


class PositionEntry(Named):
    """A way to hold the body."""


class SurfaceEntry(Named):
    """A thing on which the body rests."""

    at_hand: bool = True
    """True if it is assumed to be at hand unless the person says otherwise."""


class PressureEntry(Named):
    """One step of the pressure scale; the order in the file is the order of the scale."""

    discomfort: int = Field(ge=0, le=10)
    """The most discomfort that it may cause, 0 to 10."""
    test: Text
    """How to recognise this pressure."""
    home: bool = True
    """True if a person or a partner may give it; false if only a therapist may."""
    unscreened: bool = True
    """True if it may be advised while questions about danger are open."""
    on_request: bool = False
    """True if at home it is only for people who ask for it."""


class ActionEntry(Named):
    """A thing that a technique does to the body."""

    steerable: bool = True
    """True if it can be done beside a place that must be left alone."""
    never: Text | None = None
    """The reason why no technique may do it, whatever the answers; without a reason techniques may."""


class MeansEntry(Named):
    """A thing that a technique is done with."""


class FamilyEntry(Named):
    """A kind of technique."""


class LevelWords(Model):
    """The words that a person reads first."""

    headline: Text
    """One short sentence."""
    advice: Texts
    """The things to do, in order."""


class LevelEntry(Entry, LevelWords):
    """The words and the exit code for one level of the screening."""

    id: Level
    """The level."""
    sign: Text
    """One or two ASCII letters or marks that are printed beside the word."""
    if_nothing_is_left: LevelWords | None = None
    """The words that are used instead if the person's answers leave no technique at all."""
    exit_code: int = Field(ge=0, le=125)
    """The exit code of every command that was given a case of this level."""


class GradeEntry(Named):
    """A grade of evidence: how certain it is."""

    id: Grade
    """The grade."""
    meaning: Text
    """The meaning, in a few words."""


class DirectionEntry(Named):
    """A direction of evidence: whether it is for or against a technique."""

    id: Direction
    """The direction."""
    meaning: Text
    """The meaning, in a few words."""


class Allowance(Named):
    """The techniques that a raised red flag of level `soon` still allows."""

    do: Effects
    """The effects that remain; everything else is allowed."""


class RankingRule(Entry):
    """Points for a technique, with the reason that is printed beside them."""

    points: int
    """The points that it adds; a negative number subtracts."""
    text: Text
    """The reason that is printed beside the points."""
    when: CaseCriterion | None = None
    """A criterion; the points count only if it is true of the case."""
    technique: TechniqueTest | None = None
    """A test; the points count only for techniques that pass it."""
    basis: Literal["fits-condition", "works-on-area", "tool-asked", "tool-missing", "comfort-use", "rule"] = "rule"
    """The thing that the engine looks at besides `when` and `technique`."""


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
    """The weight of one measure when a routine is chosen; the routine with the highest sum is taken."""

    id: RoutineBasis
    """The measure of the engine, from 0 to 1."""
    weight: float
    """The points if the measure is 1; a negative number subtracts."""
    text: Text
    """The meaning of the measure, in one sentence."""


class EvidencePoints(Entry):
    """Points for one direction of evidence, by grade."""

    id: Direction
    """The direction."""
    points: dict[Grade, int]
    """Grade -> the points for it."""


class Guidance(Named):
    """Guidance that is not part of a technique."""

    moment: Literal["before", "during", "after", "weeks"]
    """The part of a session that it is about; `weeks` is the time from one session to the next."""
    techniques: TechniqueTest | None = None
    """A test; it is printed only with techniques that pass it."""
    when: CaseCriterion | None = None
    """A criterion over the case that decides if it is printed."""


class StopRule(Guidance):
    """When to stop, during a session or after it. With a `when` it is printed unless that is false of the case."""

    sign: Text
    """The sign that the person notices."""
    act: Text
    """What to do about the sign."""
    level: Level
    """How urgent it is."""
    moment: Literal["during", "after", "weeks"] = "during"
    """The time when it is noticed: during a session, after it, or in the weeks that follow."""


class Tip(Guidance):
    """Advice that helps whatever the technique. With a `when` it is printed only if that is true of the case."""

    text: Text
    """The advice, and the reason for it."""


class Claim(Named):
    """A statement of an article that is not true, with what is said instead."""

    claim: Text
    """The claim, in our own words."""
    articles: Texts = ()
    """The articles that make it."""
    verdict: Literal[
        "supported", "partly", "plausible", "uncertain", "weak", "debated", "overstated", "not-supported", "wrong"
    ]
    """The result of comparing it with sources."""
    text: Text
    """The text that this program gives instead."""
    avoid: Texts = ()
    """Phrases that no text of the knowledge may contain."""
