"""What a person can do: techniques, the muscles they reach, the conditions they are for, and routines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from backrelief.knowledge.models.base import (
    ONE_OR_MANY,
    Action,
    Area,
    CaseCriterion,
    ConditionId,
    Direction,
    Family,
    Giver,
    Grade,
    Means,
    Model,
    MuscleId,
    Named,
    Phase,
    Place,
    Position,
    Pressure,
    RoutineId,
    Seconds,
    Side,
    SourceIds,
    Surface,
    TechniqueId,
    Text,
    Texts,
    Tool,
)


class Evidence(Model):
    """What is known of one technique for one condition. A pair makes the technique a candidate for it."""

    condition: ConditionId
    grade: Grade
    direction: Direction
    text: Text
    """Compared with what, in whom, for how long; or that it rests on custom. One plain sentence."""
    when: CaseCriterion | None = None
    """The stage of the condition that the row is about."""
    by: tuple[Giver, ...] | None = None
    """Who applied it; anyone when left out."""
    use: Literal["main", "comfort"] = "main"
    """`comfort`: only to feel better for a while, not as a main choice."""
    sources: SourceIds


class PressureRange(Model):
    """The lightest and the strongest pressure that one kind of giver uses."""

    lightest: Pressure
    strongest: Pressure


def _pressure_range(data: object) -> object:
    if data == "none":
        return None
    if isinstance(data, list) and len(data) == 2:
        return {"lightest": data[0], "strongest": data[1]}
    return data


PressureField = Annotated[
    PressureRange | None, BeforeValidator(_pressure_range, json_schema_input_type=Literal["none"] | list[str])
]


class Dose(Model):
    """How long one side takes."""

    seconds: Seconds
    """Usual time of one side, or of the whole where there are no sides."""
    at_least: Seconds
    """Less than this is not worth doing."""
    at_most: Seconds
    """More than this is too much."""
    rest: Seconds = 0
    """Pause after each side."""
    setup: Seconds = 10
    """Getting ready, before the first side."""
    often: Text
    """How often, in one short sentence."""


class Target(Model):
    """A muscle and, where it matters, the part of it."""

    muscle: MuscleId | None = None
    at: Place | None = None


def _target(data: object) -> object:
    return {"muscle": data} if isinstance(data, str) else data


TargetField = Annotated[Target, BeforeValidator(_target, json_schema_input_type=str | Target)]


class Technique(Named):
    """One thing that hands, a tool or the body do."""

    summary: Text
    """What it is, in one sentence."""
    family: Family
    phases: tuple[Phase, ...] = Field(min_length=1)
    """Where in a routine it can stand."""
    areas: tuple[Area, ...] = Field(min_length=1)
    """The areas that it helps."""
    by: dict[Giver, PressureField] = Field(min_length=1)
    """Who can apply it, each with the range of pressure, lightest first; `none` where nothing presses."""
    action: tuple[Action, ...] = Field(min_length=1)
    means: tuple[Means, ...] = Field(min_length=1)
    touches: tuple[Place, ...] = ()
    """The places that it presses, holds, warms or stretches."""
    body_weight: bool = False
    """A tool stands under the weight of the body."""
    position: tuple[Position, ...] = Field(min_length=1)
    surface: tuple[Surface, ...] = Field(min_length=1)
    contact: Literal["skin", "clothed", "none"]
    tools: tuple[Annotated[tuple[Tool, ...], ONE_OR_MANY], ...] = ()
    """What is needed; where several serve, the inner list holds them, the best first."""
    referral_only: bool = False
    """Given by a professional; has no steps for home."""
    stretch_feel: int | None = Field(default=None, ge=0, le=10)
    """How strong the pull may feel, 0 to 10."""
    effort: int | None = Field(default=None, ge=0, le=10)
    side: Literal["each", "middle"] = "middle"
    """`each`: one side after the other."""
    targets: tuple[TargetField, ...] = ()
    dose: Dose | None = None
    """Left out for referral entries."""
    steps: Texts = ()
    """Short imperative sentences: what, where, how long. For the first position, and any without steps of its own."""
    steps_in: dict[Position, Texts] = Field(default_factory=dict)
    """Position -> the steps in it, where those of the first position do not hold."""
    feel: Text
    mistakes: Texts
    stop: Texts
    """When to stop, beside the general rules."""
    gentler: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @property
    def every_step(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Each step of every position, with its way from the entry in the names of the YAML."""
        for index, step in enumerate(self.steps):
            yield ("steps", index), step
        for position, steps in self.steps_in.items():
            for index, step in enumerate(steps):
                yield ("steps-in", position, index), step

    @property
    def least_seconds(self) -> int:
        """The shortest time that is worth taking for it, set-up and both sides included; 0 for a referral."""
        if self.dose is None:
            return 0
        return self.dose.setup + self.dose.at_least * (2 if self.side == "each" else 1)


class Code(Model):
    """A code of a classification; a label for the entry, never a result for a person."""

    system: Literal["ICD-10", "ICD-11"]
    code: Text
    title: Text
    verified: bool


class Condition(Named):
    """A pattern that a case can fit; never a diagnosis."""

    plain: Text
    """What it is, in one or two plain sentences."""
    areas: tuple[Area, ...] = Field(min_length=1)
    when: CaseCriterion | None = None
    """What fits. What a person was told (`--condition`) always fits."""
    symptoms: Text
    worse_with: Text
    eases_with: Text
    fits: Text
    """What usually suits, in one or two sentences."""
    avoid: Texts = ()
    """What does not suit, and why."""
    note: Text | None = None
    """What a guideline supports and what not, in one or two sentences."""
    course: Text
    see_clinician: Text
    first_routine: RoutineId | None = None
    """The routine to start with, where it can be done."""
    codes: tuple[Code, ...] = ()


class Identifier(Model):
    """An id in an ontology."""

    system: Literal["UBERON", "FMA"]
    id: Text


class Muscle(Named):
    """A muscle or another target of hands and tools."""

    lay_name: Text
    areas: tuple[Area, ...]
    places: tuple[Place, ...]
    where: Text
    find: Text
    """How to find it by touch."""
    referral: Text
    """Where its pain is typically felt: an expert map, not proof."""
    avoid: Text
    """What lies beside it and must not be pressed."""
    pressable: bool = True
    identifiers: tuple[Identifier, ...] = ()


class Step(Model):
    """One technique on one target, timed."""

    phase: Phase
    technique: TechniqueId
    target: MuscleId | None = None
    at: Place | None = None
    side: Annotated[tuple[Side, ...], ONE_OR_MANY] = ("middle",)
    seconds: Seconds
    """On each side."""
    rest: Seconds = 0
    cue: Text
    """What to keep in mind while doing it; about 15 words."""
    position: Position | None = None
    """The position that the cue is about, where it names one."""


class Routine(Named):
    """Ordered, timed steps."""

    summary: Text
    level: Literal["very-gentle", "easy", "medium"]
    by: Giver
    for_: tuple[ConditionId, ...] = Field(min_length=1)
    areas: tuple[Area, ...] = Field(min_length=1)
    minutes: int = Field(ge=1, le=60)
    """What it takes, set-up and rests included; never less than the steps add up to."""
    tools: tuple[Annotated[tuple[Tool, ...], ONE_OR_MANY], ...] = ()
    position: tuple[Position, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=2)
    aftercare: Text
    ask_first: Text
    """Who should skip it or ask first."""
    when: CaseCriterion | None = None
    """Offered only when this is not false of the case."""


class Source(Named):
    """Where a statement comes from."""

    kind: Literal[
        "guideline",
        "review",
        "trial",
        "cohort",
        "case-report",
        "article",
        "patient-information",
        "textbook",
        "ontology",
        "web-page",
        "practice",
    ]
    authors: Text | None = None
    title: Text
    year: int | None = Field(default=None, ge=1900, le=2100)
    doi: Text | None = None
    address: Texts = ()
    """Where it was seen."""
    seen: bool
    """False: known from memory only, to be checked before relying on it."""
    seen_as: Literal["own-page", "mirror", "low-authority"] | None = None
    note: Text | None = None
