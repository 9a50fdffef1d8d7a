"""Techniques and routines, the muscles that they reach, and the conditions that they are for."""

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
    Family,
    Means,
    Model,
    MuscleId,
    Named,
    Place,
    Position,
    Pressure,
    RoutineId,
    Seconds,
    SourceIds,
    Surface,
    TechniqueId,
    Text,
    Texts,
    Tool,
)
from backrelief.knowledge.terms import Direction, Giver, Grade, Phase, Side


class Evidence(Model):
    """The evidence for one technique in one condition; it makes the technique a candidate for that condition."""

    condition: ConditionId
    """The condition that the row is about."""
    grade: Grade
    """How certain the evidence is."""
    direction: Direction
    """Whether the evidence is for or against the technique."""
    text: Text
    """The comparison, the people and the time, or that it rests on custom, in one plain sentence."""
    when: CaseCriterion | None = None
    """The stage of the condition that the row is about; every stage if left out."""
    by: tuple[Giver, ...] | None = None
    """The givers that the row is about; every giver if left out."""
    use: Literal["main", "comfort"] = "main"
    """`comfort` if the technique only makes a person feel better for a while and is no main choice."""
    sources: SourceIds
    """The sources of the row."""


class PressureRange(Model):
    """The lightest and the strongest pressure that one kind of giver uses; written as a list of the two."""

    lightest: Pressure
    """The lightest pressure."""
    strongest: Pressure
    """The strongest pressure; a caution can lower it for a person."""


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
    """The times of one side."""

    seconds: Seconds
    """The usual time of one side, or of the whole if there are no sides."""
    at_least: Seconds
    """The shortest time that is worth doing."""
    at_most: Seconds
    """The longest time that is not too much."""
    rest: Seconds = 0
    """The pause after each side."""
    setup: Seconds = 10
    """The time to get ready, before the first side."""
    often: Text
    """How often, in one short sentence."""


class Target(Model):
    """A muscle, a part of a muscle, or a place."""

    muscle: MuscleId | None = None
    """The muscle that it reaches."""
    at: Place | None = None
    """The part of the muscle, or the place if there is no muscle to name."""


def _target(data: object) -> object:
    return {"muscle": data} if isinstance(data, str) else data


TargetField = Annotated[Target, BeforeValidator(_target, json_schema_input_type=MuscleId | Target)]


class Technique(Named):
    """One thing that hands, a tool or the body do."""

    summary: Text
    """A description in one sentence."""
    family: Family
    """The family of techniques that it belongs to."""
    phases: tuple[Phase, ...] = Field(min_length=1)
    """The phases of a routine in which it can be used."""
    areas: tuple[Area, ...] = Field(min_length=1)
    """The areas that it helps."""
    by: dict[Giver, PressureField] = Field(min_length=1)
    """Giver -> the range of pressure, lightest first; `none` if nothing presses."""
    action: tuple[Action, ...] = Field(min_length=1)
    """The things that it does to the body; cautions test them."""
    means: tuple[Means, ...] = Field(min_length=1)
    """The things that it is done with; cautions test them."""
    touches: tuple[Place, ...] = ()
    """The places that it presses, holds, warms or stretches."""
    body_weight: bool = False
    """True if the body puts its weight on a tool."""
    position: tuple[Position, ...] = Field(min_length=1)
    """The positions in which it can be done. The steps are written for the first."""
    surface: tuple[Surface, ...] = Field(min_length=1)
    """The surfaces on which the body can rest."""
    contact: Literal["skin", "clothed", "none"]
    """Whether it works on the skin, through clothes, or without touching."""
    tools: tuple[Annotated[tuple[Tool, ...], ONE_OR_MANY], ...] = ()
    """The tools that are needed. An inner list holds tools of which one is enough, the best first."""
    referral_only: bool = False
    """True if only a professional gives it; it then has no steps for home."""
    stretch_feel: int | None = Field(default=None, ge=0, le=10)
    """How strong the pull may feel, 0 to 10."""
    effort: int | None = Field(default=None, ge=0, le=10)
    """How hard the work may feel, 0 to 10."""
    side: Literal["each", "middle"] = "middle"
    """`each` if it is done on one side after the other."""
    targets: tuple[TargetField, ...] = ()
    """The muscles or places that it reaches; a routine works on one of them at a time."""
    dose: Dose | None = None
    """The times; left out if only a professional gives it."""
    steps: Texts = ()
    """Short orders: what to do, where, how long. They are for the first position and any without steps of its own."""
    steps_in: dict[Position, Texts] = Field(default_factory=dict)
    """Position -> its steps, if they differ from those of the first position."""
    feel: Text
    """How it should feel while it is done."""
    mistakes: Texts
    """Common mistakes."""
    stop: Texts
    """When to stop, besides the general rules."""
    gentler: Text
    """A milder way to do it."""
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    """One row for each condition that it is a candidate for."""

    def every_step(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield every step of every position, with its place in the entry."""
        for index, step in enumerate(self.steps):
            yield ("steps", index), step
        for position, steps in self.steps_in.items():
            for index, step in enumerate(steps):
                yield ("steps-in", position, index), step

    @property
    def least_seconds(self) -> int:
        """The seconds that it takes at least, set-up and both sides included; 0 for a referral."""
        if self.dose is None:
            return 0
        return self.dose.setup + self.dose.at_least * (2 if self.side == "each" else 1)


class Code(Model):
    """A code of a classification; a label for the entry, never a result for a person."""

    system: Literal["ICD-10", "ICD-11"]
    """The name of the classification."""
    code: Text
    """The code in the classification."""
    title: Text
    """The title of the code in the classification."""
    verified: bool
    """True if the code was looked up in the classification itself."""


class Condition(Named):
    """A pattern that a case can fit; never a diagnosis."""

    plain: Text
    """A description in one or two plain sentences."""
    areas: tuple[Area, ...] = Field(min_length=1)
    """The areas in which it is felt."""
    when: CaseCriterion | None = None
    """The case that fits. A condition that the person names (`--condition`) always fits."""
    symptoms: Text
    """How it feels."""
    worse_with: Text
    """Things that make it worse."""
    eases_with: Text
    """Things that make it better."""
    fits: Text
    """What usually helps, in one or two sentences."""
    avoid: Texts = ()
    """Things to avoid, and why."""
    note: Text | None = None
    """What guidelines support and what they do not, in one or two sentences."""
    course: Text
    """How it usually develops, and how long it lasts."""
    see_clinician: Text
    """When to see a clinician about it."""
    first_routine: RoutineId | None = None
    """The routine to start with, if it can be done."""
    codes: tuple[Code, ...] = ()
    """Codes of classifications, as labels."""


class Identifier(Model):
    """An id in an ontology."""

    system: Literal["UBERON", "FMA"]
    """The ontology."""
    id: Text
    """The id in the ontology."""


class Muscle(Named):
    """A muscle or another target of hands and tools."""

    lay_name: Text
    """Its name in everyday words."""
    areas: tuple[Area, ...]
    """The areas whose pain it can be part of."""
    places: tuple[Place, ...]
    """The places on the body that lie over it."""
    where: Text
    """Where it runs, in plain words."""
    find: Text
    """How to find it by touch."""
    referral: Text
    """Where its pain is typically felt, as experts draw it; this is not proved."""
    avoid: Text
    """The parts beside it that must not be pressed."""
    pressable: bool = True
    """True if hands or a tool may press on it."""
    identifiers: tuple[Identifier, ...] = ()
    """Its ids in ontologies."""


class Step(Model):
    """One technique on one target, timed."""

    phase: Phase
    """The part of the routine that it belongs to."""
    technique: TechniqueId
    """The technique that is done."""
    target: MuscleId | None = None
    """The muscle that the technique works on."""
    at: Place | None = None
    """The place that the technique works on, if there is no muscle to name."""
    side: Annotated[tuple[Side, ...], ONE_OR_MANY] = ("middle",)
    """The sides, in the order in which they are done; `each` is one after the other."""
    seconds: Seconds
    """Seconds on each side."""
    rest: Seconds = 0
    """Seconds of pause after each side."""
    cue: Text
    """A reminder for the time when it is done, of about 15 words."""
    position: Position | None = None
    """The position that the cue is about, if it is about one."""


class Routine(Named):
    """Ordered, timed steps."""

    summary: Text
    """A description in one sentence."""
    level: Literal["very-gentle", "easy", "medium"]
    """How demanding the routine is."""
    by: Giver
    """The person who applies the techniques."""
    for_: tuple[ConditionId, ...] = Field(min_length=1)
    """The conditions that it suits."""
    areas: tuple[Area, ...] = Field(min_length=1)
    """The areas that it is for."""
    minutes: int = Field(ge=1, le=60)
    """The time that it takes, set-up and rests included; never less than the sum of the steps."""
    tools: tuple[Annotated[tuple[Tool, ...], ONE_OR_MANY], ...] = ()
    """The tools that are needed. An inner list holds tools of which one is enough, the best first."""
    position: tuple[Position, ...] = Field(min_length=1)
    """The positions that it needs."""
    steps: tuple[Step, ...] = Field(min_length=2)
    """The steps, in order."""
    aftercare: Text
    """What to do when it is over."""
    ask_first: Text
    """Who should skip it or ask first."""
    when: CaseCriterion | None = None
    """The routine is offered unless this is false of the case."""
