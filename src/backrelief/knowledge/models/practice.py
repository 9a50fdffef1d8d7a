"""What a person can do: techniques, routines of them, the muscles they reach, and the conditions they are for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

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
    """The condition that the row is about."""
    grade: Grade
    """How sure it is."""
    direction: Direction
    """Which way it points."""
    text: Text
    """Compared with what, in whom, for how long; or that it rests on custom. One plain sentence."""
    when: CaseCriterion | None = None
    """The stage of the condition that the row is about."""
    by: tuple[Giver, ...] | None = None
    """Who applied it; anyone when left out."""
    use: Literal["main", "comfort"] = "main"
    """`comfort`: only to feel better for a while, not as a main choice."""
    sources: SourceIds
    """Where the row comes from."""


class PressureRange(Model):
    """The lightest and the strongest pressure that one kind of giver uses; written as a list of the two."""

    lightest: Pressure
    """The lightest that it is done with."""
    strongest: Pressure
    """The strongest that it is done with; a caution can lower it for a person."""


def _pressure_range(data: object) -> object:
    if data == "none":
        return None
    if isinstance(data, list) and len(data) == 2:
        return {"lightest": data[0], "strongest": data[1]}
    if isinstance(data, str | list):
        one = data if isinstance(data, str) else data[0] if data else "..."
        kind, message = "two_pressures", "two pressures, the lightest and the strongest, such as [{one}, {one}]"
        raise PydanticCustomError(kind, message, {"one": str(one)[:40]})
    return data


PressureField = Annotated[
    PressureRange | None,
    BeforeValidator(_pressure_range, json_schema_input_type=Literal["none"] | tuple[Pressure, Pressure]),
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
    """The muscle that it reaches."""
    at: Place | None = None
    """The part of it, or the place where there is no muscle to name."""


def _target(data: object) -> object:
    return {"muscle": data} if isinstance(data, str) else data


TargetField = Annotated[Target, BeforeValidator(_target, json_schema_input_type=MuscleId | Target)]


class Technique(Named):
    """One thing that hands, a tool or the body do."""

    summary: Text
    """What it is, in one sentence."""
    family: Family
    """The family that people know it by."""
    phases: tuple[Phase, ...] = Field(min_length=1)
    """Where in a routine it can stand."""
    areas: tuple[Area, ...] = Field(min_length=1)
    """The areas that it helps."""
    by: dict[Giver, PressureField] = Field(min_length=1)
    """Who can apply it, each with the range of pressure, lightest first; `none` where nothing presses."""
    action: tuple[Action, ...] = Field(min_length=1)
    """What it does to the body; cautions act on it."""
    means: tuple[Means, ...] = Field(min_length=1)
    """What it is done with; cautions act on it."""
    touches: tuple[Place, ...] = ()
    """The places that it presses, holds, warms or stretches."""
    body_weight: bool = False
    """A tool stands under the weight of the body."""
    position: tuple[Position, ...] = Field(min_length=1)
    """How the body can be held. The steps are written for the first."""
    surface: tuple[Surface, ...] = Field(min_length=1)
    """What the body can rest on."""
    contact: Literal["skin", "clothed", "none"]
    """Whether it works on the skin, through clothes, or without touching."""
    tools: tuple[Annotated[tuple[Tool, ...], ONE_OR_MANY], ...] = ()
    """What is needed; where several serve, the inner list holds them, the best first."""
    referral_only: bool = False
    """Given by a professional; has no steps for home."""
    stretch_feel: int | None = Field(default=None, ge=0, le=10)
    """How strong the pull may feel, 0 to 10."""
    effort: int | None = Field(default=None, ge=0, le=10)
    """How hard the work may feel, 0 to 10."""
    side: Literal["each", "middle"] = "middle"
    """`each`: one side after the other."""
    targets: tuple[TargetField, ...] = ()
    """The muscles or places that it reaches; a routine works on one of them at a time."""
    dose: Dose | None = None
    """Left out for referral entries."""
    steps: Texts = ()
    """Short imperative sentences: what, where, how long. For the first position, and any without steps of its own."""
    steps_in: dict[Position, Texts] = Field(default_factory=dict)
    """Position -> the steps in it, where those of the first position do not hold."""
    feel: Text
    """How it should feel while doing it."""
    mistakes: Texts
    """What people get wrong."""
    stop: Texts
    """When to stop, beside the general rules."""
    gentler: Text
    """The milder way to do it."""
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    """One row for each condition that it is a candidate for."""

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
    """The classification."""
    code: Text
    """The code in it."""
    title: Text
    """What the classification calls it."""
    verified: bool
    """Whether the code was looked up in the classification itself."""


class Condition(Named):
    """A pattern that a case can fit; never a diagnosis."""

    plain: Text
    """What it is, in one or two plain sentences."""
    areas: tuple[Area, ...] = Field(min_length=1)
    """Where it is felt."""
    when: CaseCriterion | None = None
    """What fits. What a person was told (`--condition`) always fits."""
    symptoms: Text
    """How it feels."""
    worse_with: Text
    """What makes it worse."""
    eases_with: Text
    """What makes it better."""
    fits: Text
    """What usually suits, in one or two sentences."""
    avoid: Texts = ()
    """What does not suit, and why."""
    note: Text | None = None
    """What a guideline supports and what not, in one or two sentences."""
    course: Text
    """How it usually goes on, and for how long."""
    see_clinician: Text
    """When to have it looked at."""
    first_routine: RoutineId | None = None
    """The routine to start with, where it can be done."""
    codes: tuple[Code, ...] = ()
    """Codes of classifications, as labels."""


class Identifier(Model):
    """An id in an ontology."""

    system: Literal["UBERON", "FMA"]
    """The ontology."""
    id: Text
    """The id in it."""


class Muscle(Named):
    """A muscle or another target of hands and tools."""

    lay_name: Text
    """What a person without training would call it."""
    areas: tuple[Area, ...]
    """The areas of pain that it has to do with."""
    places: tuple[Place, ...]
    """The places on the body under which it lies."""
    where: Text
    """Where it runs, in plain words."""
    find: Text
    """How to find it by touch."""
    referral: Text
    """Where its pain is typically felt: an expert map, not proof."""
    avoid: Text
    """What lies beside it and must not be pressed."""
    pressable: bool = True
    """Whether hands or a tool may press on it."""
    identifiers: tuple[Identifier, ...] = ()
    """Its ids in ontologies."""


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
