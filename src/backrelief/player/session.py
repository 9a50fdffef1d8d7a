"""A session as a pure state machine: time and keys come from outside, and every change returns a new value."""

from __future__ import annotations

from math import ceil
from typing import Final, Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from backrelief.player.script import Kind, Script, Segment

LONGEST_TICK: Final = 5.0
"""Seconds; a longer gap since the last look means that the machine slept."""
MORE: Final = 15
"""Seconds that a key adds."""
AT_ITS_START: Final = 2.0
"""Seconds at the start of a segment in which "back" means the segment before it."""
WORTH_HALVING: Final = 40
"""Seconds; the middle of a shorter stretch of work is not an event."""

Key = Literal["pause", "next", "back", "more", "quit"]
EventKind = Literal[Kind, "half", "paused", "slept", "on", "more", "done", "quit"]


class Event(Struct, frozen=True):
    """Something that the person should notice."""

    kind: EventKind
    segment: Segment
    """The segment that begins, or the one in which the event happens."""


class Session(Struct, frozen=True):
    """A session at one moment."""

    script: Script
    index: int = 0
    """Index of the current segment."""
    elapsed: float = 0.0
    """Seconds of the segment that have passed."""
    added: int = 0
    """Seconds that were added to the segment."""
    worked: float = 0.0
    """Seconds of work that were really done, without pauses and skipped work."""
    paused: bool = False
    ended: Literal["", "done", "quit"] = ""

    @property
    def segment(self) -> Segment:
        """The current segment; after the end of the script, the last one."""
        return self.script.segments[self.index]

    @property
    def length(self) -> int:
        """Length of the segment in seconds, including the seconds that were added."""
        return self.segment.seconds + self.added

    @property
    def seconds_left(self) -> int:
        """Seconds left of the segment, rounded up as a countdown shows them."""
        return ceil(self.length - self.elapsed)

    @property
    def total_elapsed(self) -> float:
        """Seconds of the routine that have passed, done or skipped."""
        return sum(segment.seconds for segment in self.script.segments[: self.index]) + min(self.elapsed, self.length)

    @property
    def total_left(self) -> int:
        """Seconds left until the end of the routine."""
        rest = sum(segment.seconds for segment in self.script.segments[self.index + 1 :])
        return 0 if self.ended == "done" else self.seconds_left + rest

    def begin(self) -> tuple[Event, ...]:
        """Return the event with which the segment begins."""
        return (Event(self.segment.kind, self.segment),)

    def tick(self, seconds: float) -> tuple[Session, tuple[Event, ...]]:
        """Let time pass. A gap longer than ``LONGEST_TICK`` pauses the session and is not counted."""
        if self.paused or self.ended:
            return self, ()
        if seconds > LONGEST_TICK:
            return replace(self, paused=True), (Event("slept", self.segment),)
        now, events = self, list[Event]()
        while not now.ended:
            # One tick may pass the end of the segment, and of short segments after it.
            passed = min(seconds, now.length - now.elapsed)
            half = now.length / 2
            is_work = now.segment.kind == "work"
            if is_work and now.length >= WORTH_HALVING and now.elapsed < half <= now.elapsed + passed:
                events.append(Event("half", now.segment))
            now = replace(now, elapsed=now.elapsed + passed, worked=now.worked + (passed if is_work else 0.0))
            seconds -= passed
            if now.elapsed < now.length:
                break
            now, begun = now.begin_segment(now.index + 1)
            events.extend(begun)
        return now, tuple(events)

    def press(self, key: Key) -> tuple[Session, tuple[Event, ...]]:
        """Do what a key asks for; once the session has ended, keys do nothing."""
        if self.ended:
            return self, ()
        match key:
            case "pause":
                return replace(self, paused=not self.paused), (Event("on" if self.paused else "paused", self.segment),)
            case "next":
                return self.begin_segment(self.index + 1)
            case "back":
                return self.begin_segment(self.index if self.elapsed >= AT_ITS_START else max(0, self.index - 1))
            case "more":
                return replace(self, added=self.added + MORE), (Event("more", self.segment),)
            case "quit":
                return replace(self, ended="quit"), (Event("quit", self.segment),)
            case _:
                assert_never(key)

    def begin_segment(self, index: int) -> tuple[Session, tuple[Event, ...]]:
        """Return the session at the start of a segment, or ended if there are no more segments."""
        if index == len(self.script.segments):
            return replace(self, elapsed=float(self.length), ended="done"), (Event("done", self.segment),)
        now = replace(self, index=index, elapsed=0.0, added=0)
        return now, now.begin()
