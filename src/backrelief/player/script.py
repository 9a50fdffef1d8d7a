"""A routine as segments of getting ready, work, changes of sides and rests: what is said, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from backrelief.advice.routine.plan import sides_together
from backrelief.render.phrases import SIDES, capital, minutes, pressure_at_most, sentence
from backrelief.render.text import printable

if TYPE_CHECKING:
    from backrelief.advice.routine.compose import ComposedRoutine
    from backrelief.advice.routine.plan import TimedStep
    from backrelief.knowledge.base import KnowledgeBase

Kind = Literal["ready", "work", "change", "rest"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of time in which one thing is done."""

    kind: Kind
    seconds: int
    step: int
    """The number of its step, from 1; all sides of one technique are one step."""
    name: str
    side: str
    target: str
    words: tuple[str, ...]
    """What to do, in whole sentences, the most important first."""
    pressure: str = ""
    next: str = ""
    """The work that comes next, in a few words; empty at the end."""
    turns: bool = False
    """True if the work begins on another side at once, without a pause for the change."""


@dataclass(frozen=True, slots=True)
class Script:
    """A whole routine, ready to be led."""

    name: str
    segments: tuple[Segment, ...]
    steps: int

    @property
    def total_seconds(self) -> int:
        """Seconds from the first getting ready to the end of the last rest."""
        return sum(segment.seconds for segment in self.segments)


def script_of(knowledge: KnowledgeBase, routine: ComposedRoutine) -> Script:
    """Return the routine as it is led. It takes as long as the routine says."""
    segments = [segment for segment in _segments(knowledge, routine.steps) if segment.seconds]
    following: Segment | None = None
    for place, one in reversed(tuple(enumerate(segments))):
        if following is not None:
            segments[place] = replace(one, next=_announced(following, after=one))
        following = one if one.kind == "work" else following
    return Script(printable(routine.name), tuple(segments), max((one.step for one in segments), default=0))


def _segments(knowledge: KnowledgeBase, steps: Sequence[TimedStep]) -> Iterator[Segment]:
    for number, group in enumerate(sides_together(steps), start=1):
        for place, step in enumerate(group):
            work = _work(knowledge, step, number)
            yield replace(work, kind="ready", seconds=step.setup)
            yield replace(work, turns=place > 0 and not step.rest)
            if step is group[-1]:
                yield replace(work, kind="rest", seconds=step.rest, words=())
            else:
                yield replace(_work(knowledge, group[place + 1], number), kind="change", seconds=step.rest)


def _work(knowledge: KnowledgeBase, step: TimedStep, number: int) -> Segment:
    technique = knowledge.techniques[step.technique]
    how = technique.steps_in.get(step.position, technique.steps)
    feel = f"It should feel like this: {technique.feel}" if technique.feel else ""
    stop = f"When to stop: {' '.join(sentence(one) for one in technique.stop)}" if technique.stop else ""
    words = (step.cue, *how, feel, stop)
    return Segment(
        "work",
        step.seconds,
        number,
        printable(capital(technique.name)),
        step.side,
        step.target,
        tuple(printable(sentence(one)) for one in words if one.strip()),
        printable(sentence(pressure_at_most(knowledge, step.pressure))),
    )


def _announced(work: Segment, after: Segment) -> str:
    """Return work in a few words, without what is known from the segment ``after`` which it comes."""
    what = work.name if work.step != after.step else ""
    told = [part for part in (what, SIDES.get(work.side, "")) if part] or ["begin"]
    return capital(f"{', '.join(told)}, {minutes(work.seconds)}")
