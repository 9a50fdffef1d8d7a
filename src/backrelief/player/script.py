"""A routine as a script: segments of getting ready, working, changing sides and resting, with what is said in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from backrelief.advice.routine.plan import sides_together
from backrelief.render.phrases import SIDES, capital, minutes, pressure_at_most, sentence
from backrelief.render.text import printable

if TYPE_CHECKING:
    from backrelief.advice.routine.compose import ComposedRoutine
    from backrelief.advice.routine.plan import TimedStep
    from backrelief.knowledge.base import KnowledgeBase

Kind = Literal["ready", "work", "change", "rest"]


class Segment(Struct, frozen=True):
    """A stretch of time in which the person does one thing."""

    kind: Kind
    seconds: int
    step: int
    """The number of the step, from 1; all sides of a technique are one step."""
    name: str
    side: str
    target: str
    words: tuple[str, ...]
    """The instructions, in whole sentences, the most important first."""
    pressure: str = ""
    next: str = ""
    """The next work, in a few words; empty if none follows."""
    turns: bool = False
    """True if the work changes sides without a pause for the change."""


class Script(Struct, frozen=True):
    """A whole routine, ready to be led."""

    name: str
    segments: tuple[Segment, ...]
    steps: int


def script_of(knowledge: KnowledgeBase, routine: ComposedRoutine) -> Script:
    """Return the script of a routine. It takes as long as the routine says."""
    segments = [segment for segment in _segments(knowledge, routine.steps) if segment.seconds]
    following: Segment | None = None
    for index, segment in reversed(tuple(enumerate(segments))):
        if following is not None:
            segments[index] = replace(segment, next=_announced(following, after=segment))
        following = segment if segment.kind == "work" else following
    return Script(printable(routine.name), tuple(segments), max((segment.step for segment in segments), default=0))


def _segments(knowledge: KnowledgeBase, steps: Sequence[TimedStep]) -> Iterator[Segment]:
    for number, group in enumerate(sides_together(steps), start=1):
        for index, step in enumerate(group):
            work = _work(knowledge, step, number)
            yield replace(work, kind="ready", seconds=step.setup)
            yield replace(work, turns=index > 0 and not step.rest)
            if step is group[-1]:
                yield replace(work, kind="rest", seconds=step.rest, words=())
            else:
                yield replace(_work(knowledge, group[index + 1], number), kind="change", seconds=step.rest)


def _work(knowledge: KnowledgeBase, step: TimedStep, number: int) -> Segment:
    technique = knowledge.techniques[step.technique]
    how = technique.steps_in.get(step.position, technique.steps)
    feel = f"It should feel like this: {technique.feel}" if technique.feel else ""
    stop = f"When to stop: {' '.join(map(sentence, technique.stop))}" if technique.stop else ""
    words = (step.cue, *how, feel, stop)
    return Segment(
        "work",
        step.seconds,
        number,
        printable(capital(technique.name)),
        step.side,
        step.target,
        tuple(printable(sentence(text)) for text in words if text.strip()),
        printable(sentence(pressure_at_most(knowledge, step.pressure))),
    )


def _announced(work: Segment, after: Segment) -> str:
    """Announce work during an earlier segment; its name is left out if both belong to the same step."""
    name = work.name if work.step != after.step else ""
    parts = [part for part in (name, SIDES.get(work.side, "")) if part] or ["begin"]
    return capital(f"{', '.join(parts)}, {minutes(work.seconds)}")
