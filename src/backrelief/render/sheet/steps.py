"""The steps of a sheet: both sides of one technique in one row, each side with its box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from backrelief.advice.routine.plan import OPPOSITE, sides_together
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.render.phrases import SIDES, capital, sentence

if TYPE_CHECKING:
    from backrelief.advice.routine.plan import TimedStep
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.render.body_map.figure import Figure

BRIEF: Final = 150
"""Letters of a step on paper; the rest of it stands below, where there is room."""


@dataclass(frozen=True, slots=True)
class Row:
    """One technique, on both sides where it has sides."""

    title: str
    numbers: tuple[int, ...]
    """Where it is on the picture."""
    brief: str
    how: tuple[str, ...]
    """Every sentence of how it is done."""
    feel: str
    stop: tuple[str, ...]
    time: str
    """Of one side."""
    note: str
    """How the sides and the rests go: "each side, then rest 10 s"."""
    pressure: str
    """Empty where nothing presses."""
    position: str
    boxes: tuple[str, ...]
    """What is ticked: the sides, or that it is done."""


def rows(knowledge: KnowledgeBase, steps: Sequence[TimedStep], pictures: Sequence[Figure]) -> tuple[Row, ...]:
    """The steps in order; both sides of one are one row."""
    return tuple(_row(knowledge, group, pictures) for group in sides_together(steps))


def _row(knowledge: KnowledgeBase, steps: tuple[TimedStep, ...], pictures: Sequence[Figure]) -> Row:
    step = steps[0]
    technique = knowledge.techniques[step.technique]
    how = technique.steps_in.get(step.position, technique.steps)
    sides = tuple(one.side for one in steps if one.side in OPPOSITE)
    return Row(
        capital(technique.name),
        _numbers(steps, pictures),
        sentence(step.cue) if step.cue else brief(how),
        how,
        sentence(technique.feel),
        tuple(sentence(one) for one in technique.stop),
        clock(step.seconds),
        ", ".join(_note(step, sides)),
        _pressure(knowledge, step.pressure),
        str(knowledge.positions[step.position].name),
        sides or ("done",),
    )


def brief(sentences: Sequence[str]) -> str:
    """The first sentences that are short enough together; always the first one."""
    kept = list(sentences[:1])
    for one in sentences[1:]:
        if len(" ".join((*kept, one))) > BRIEF:
            break
        kept.append(one)
    return " ".join(kept)


def clock(seconds: int) -> str:
    """A time for a narrow column: "45 s", "2 min", "1 min 30 s"."""
    whole, rest = divmod(seconds, 60)
    return " ".join(f"{count} {unit}" for count, unit in ((whole, "min"), (rest, "s")) if count) or "0 s"


def _note(step: TimedStep, sides: tuple[str, ...]) -> Iterator[str]:
    if len(sides) > 1:
        yield "each side"
    elif step.side in SIDES:
        yield SIDES[step.side]
    if step.rest:
        yield f"then rest {clock(step.rest)}"


def _numbers(steps: tuple[TimedStep, ...], pictures: Sequence[Figure]) -> tuple[int, ...]:
    sides = {step.side for step in steps}
    return tuple(
        target.number
        for picture in pictures
        for target in picture.targets
        if target.id == steps[0].target
        and ("both" in {target.side, *sides} or target.side in sides or "middle" in sides)
    )


def _pressure(knowledge: KnowledgeBase, pressure: str) -> str:
    if pressure == NO_PRESSURE:
        return ""
    entry = knowledge.pressures[pressure]
    return f"{entry.name}, {entry.discomfort}/10 at most"
