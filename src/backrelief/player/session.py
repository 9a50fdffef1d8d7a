"""A moment of a session. Pure: time and keys come from outside, and every change gives a new value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Final, Literal, assert_never

from backrelief.player.script import Kind, Script, Segment

LONGEST_TICK: Final = 5.0
"""Seconds; if more have gone since the last look, nobody was there: the machine slept."""
MORE: Final = 15
"""Seconds that a key adds."""
AT_ITS_START: Final = 2.0
"""Seconds of a segment in which "back" means the segment before it."""
WORTH_HALVING: Final = 40
"""Seconds of work from which on its half is an event."""

Key = Literal["pause", "next", "back", "more", "quit"]
What = Literal[Kind, "half", "paused", "slept", "on", "more", "done", "quit"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the person should hear of."""

    what: What
    segment: Segment
    """The segment that begins, or the one in which the event happens."""


@dataclass(frozen=True, slots=True)
class Session:
    """A moment of a session."""

    script: Script
    place: int = 0
    """Index of the present segment."""
    gone: float = 0.0
    """Seconds of the segment that are over."""
    more: int = 0
    """Seconds that were added to the segment."""
    worked: float = 0.0
    """Seconds of work really done; pauses and what was skipped do not count."""
    paused: bool = False
    ended: Literal["", "done", "quit"] = ""

    @property
    def segment(self) -> Segment:
        """The present segment; at the end, the last one."""
        return self.script.segments[self.place]

    @property
    def length(self) -> int:
        """Seconds of the segment, with those that were added."""
        return self.segment.seconds + self.more

    @property
    def seconds_left(self) -> int:
        """Seconds of the segment that are left, as a clock shows them."""
        return ceil(self.length - self.gone)

    @property
    def total_gone(self) -> float:
        """Seconds of the routine that are over, whether they were done or skipped."""
        return sum(one.seconds for one in self.script.segments[: self.place]) + min(self.gone, self.length)

    @property
    def total_left(self) -> int:
        """Seconds to the end of the routine."""
        rest = sum(one.seconds for one in self.script.segments[self.place + 1 :])
        return 0 if self.ended == "done" else self.seconds_left + rest

    def begin(self) -> tuple[Event, ...]:
        """Return the event with which the segment begins."""
        return (Event(self.segment.kind, self.segment),)

    def tick(self, seconds: float) -> tuple[Session, tuple[Event, ...]]:
        """Let time pass. A gap that nobody can have been there for is a pause and counts for nothing."""
        if self.paused or self.ended:
            return self, ()
        if seconds > LONGEST_TICK:
            return replace(self, paused=True), (Event("slept", self.segment),)
        now, events = self, list[Event]()
        while not now.ended:
            # One look may reach over the end of a segment, and of a short one behind it.
            part = min(seconds, now.length - now.gone)
            half = now.length / 2
            works = now.segment.kind == "work"
            if works and now.length >= WORTH_HALVING and now.gone < half <= now.gone + part:
                events.append(Event("half", now.segment))
            now = replace(now, gone=now.gone + part, worked=now.worked + (part if works else 0.0))
            seconds -= part
            if now.gone < now.length:
                break
            now, begun = now.at_segment(now.place + 1)
            events.extend(begun)
        return now, tuple(events)

    def press(self, key: Key) -> tuple[Session, tuple[Event, ...]]:
        """Do what a key asks for; after the end a key does nothing."""
        if self.ended:
            return self, ()
        match key:
            case "pause":
                now = replace(self, paused=not self.paused)
                return now, (Event("paused" if now.paused else "on", self.segment),)
            case "next":
                return self.at_segment(self.place + 1)
            case "back":
                return self.at_segment(self.place if self.gone >= AT_ITS_START else max(0, self.place - 1))
            case "more":
                return replace(self, more=self.more + MORE), (Event("more", self.segment),)
            case "quit":
                return replace(self, ended="quit"), (Event("quit", self.segment),)
            case _:
                assert_never(key)

    def at_segment(self, place: int) -> tuple[Session, tuple[Event, ...]]:
        """Return the session at the beginning of a segment, or at its end if there is no such segment."""
        if place == len(self.script.segments):
            return replace(self, gone=float(self.length), ended="done"), (Event("done", self.segment),)
        now = replace(self, place=place, gone=0.0, more=0)
        return now, now.begin()
