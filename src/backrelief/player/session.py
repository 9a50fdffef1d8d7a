"""Where a session stands. Pure: time and keys come from outside, and every change gives a new value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Final, Literal

from backrelief.player.script import Script, Segment

LONGEST_TICK: Final = 5.0
"""Seconds; where more have gone since the last look, nobody was there: the machine slept."""
MORE: Final = 15
"""Seconds that a key adds."""
AT_ITS_START: Final = 2.0
"""Seconds in which "back" means the part before this one."""
WORTH_HALVING: Final = 40
"""Seconds of work from which on the half is told."""

Key = Literal["pause", "next", "back", "more", "quit"]
What = Literal["ready", "work", "change", "rest", "half", "paused", "slept", "on", "more", "done", "quit"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something to tell the person."""

    what: What
    segment: Segment
    """The one that began; of everything else, the one in which it happened."""


@dataclass(frozen=True, slots=True)
class Session:
    """A moment of a session."""

    script: Script
    place: int = 0
    """Of the segment."""
    gone: float = 0.0
    """Seconds of the segment."""
    more: int = 0
    """Seconds that were added to the segment."""
    held: tuple[tuple[int, float], ...] = ()
    """Step -> seconds of work really done on it."""
    paused: bool = False
    ended: Literal["", "done", "quit"] = ""

    @property
    def segment(self) -> Segment:
        """The present one; at the end, the last one."""
        return self.script.segments[self.place]

    @property
    def length(self) -> int:
        """Seconds of the segment, with those that were added."""
        return self.segment.seconds + self.more

    @property
    def seconds_left(self) -> int:
        """Of the segment, as a clock shows them."""
        return ceil(self.length - self.gone)

    @property
    def total_gone(self) -> float:
        """Seconds of the routine that lie behind, whether they were done or skipped."""
        return sum(one.seconds for one in self.script.segments[: self.place]) + min(self.gone, self.length)

    @property
    def total_left(self) -> int:
        """Seconds to the end of the routine."""
        rest = sum(one.seconds for one in self.script.segments[self.place + 1 :])
        return 0 if self.ended == "done" else self.seconds_left + rest

    @property
    def held_seconds(self) -> int:
        """Seconds of work really done, pauses and what was skipped left out."""
        return round(sum(seconds for _, seconds in self.held))

    def begin(self) -> tuple[Event, ...]:
        """What to tell at the start."""
        return (Event(self.segment.kind, self.segment),)

    def tick(self, seconds: float) -> tuple[Session, tuple[Event, ...]]:
        """Let time pass. A gap that nobody can have been there for is a pause and counts for nothing."""
        if self.paused or self.ended:
            return self, ()
        if seconds > LONGEST_TICK:
            return replace(self, paused=True), (Event("slept", self.segment),)
        now, told = self, list[Event]()
        while not now.ended:
            part = min(seconds, now.length - now.gone)
            half = now.length / 2
            crosses = now.gone < half <= now.gone + part
            if now.segment.kind == "work" and now.length >= WORTH_HALVING and crosses:
                told.append(Event("half", now.segment))
            now = replace(now, gone=now.gone + part, held=now.held_with(part))
            seconds -= part
            if now.gone < now.length:
                break
            now, events = now.at_part(now.place + 1)
            told.extend(events)
        return now, tuple(told)

    def press(self, key: Key) -> tuple[Session, tuple[Event, ...]]:
        """What a key does."""
        if self.ended:
            return self, ()
        match key:
            case "pause":
                now = replace(self, paused=not self.paused)
                return now, (Event("paused" if now.paused else "on", self.segment),)
            case "next":
                return self.at_part(self.place + 1)
            case "back":
                return self.at_part(self.place if self.gone >= AT_ITS_START else max(0, self.place - 1))
            case "more":
                return replace(self, more=self.more + MORE), (Event("more", self.segment),)
            case "quit":
                return replace(self, ended="quit"), (Event("quit", self.segment),)

    def halted(self) -> Session:
        """The session paused, whatever it was."""
        return self if self.ended else replace(self, paused=True)

    def at_part(self, place: int) -> tuple[Session, tuple[Event, ...]]:
        """The session at the beginning of a part, or at its end where there is no such part."""
        if place == len(self.script.segments):
            return replace(self, gone=float(self.length), ended="done"), (Event("done", self.segment),)
        now = replace(self, place=place, gone=0.0, more=0)
        return now, now.begin()

    def held_with(self, seconds: float) -> tuple[tuple[int, float], ...]:
        """What was done, with more seconds of this part."""
        if self.segment.kind != "work":
            return self.held
        known = dict(self.held)
        known[self.segment.step] = known.get(self.segment.step, 0.0) + seconds
        return tuple(known.items())
