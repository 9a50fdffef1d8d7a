"""Events in words: briefly, as lines of text, and aloud through a program that the system already has."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, assert_never

from backrelief.player.script import Script
from backrelief.player.session import MORE, Event, EventKind, Session
from backrelief.render.phrases import SIDES, capital, minutes

SPEAKERS: Final = ("say", "spd-say", "espeak-ng")
"""The programs of macOS, of Linux desktops, and of many other systems, in the order in which they are tried."""
_SAID: Final[dict[EventKind, str]] = {
    "half": "Half way.",
    "paused": "Paused.",
    "slept": "Paused, because the clock stood still for a while.",
    "on": "On with it.",
    "more": f"{MORE} seconds more.",
    "done": "Done.",
    "quit": "Stopped.",
}


def brief(event: Event) -> str:
    """Return an event in words short enough to hear during an exercise. They never begin with a dash."""
    segment = event.segment
    side = SIDES.get(segment.side, "")
    match event.kind:
        case "ready":
            return f"Get ready: {', '.join(part for part in (segment.name, side) if part)}."
        case "work":
            turn = "Change sides. " if segment.turns else ""
            return f"{turn}{capital(side) or 'Begin'}, {minutes(segment.seconds)}."
        case "change":
            return f"Change sides: now the {side}."
        case "rest":
            return f"Rest, {minutes(segment.seconds)}."
        case "half" | "paused" | "slept" | "on" | "more" | "done" | "quit":
            return _SAID[event.kind]
        case _:
            assert_never(event.kind)


def line(script: Script, event: Event) -> str:
    """Return an event as one line; the line that begins a step includes its instructions."""
    segment = event.segment
    if event.kind == "ready":
        said = f"Step {segment.step} of {script.steps}. {brief(event)} {minutes(segment.seconds).capitalize()}."
        return " ".join(part for part in (said, *segment.words, segment.pressure) if part)
    if event.kind == "change":
        return f"{brief(event)} {minutes(segment.seconds).capitalize()}."
    if event.kind == "rest" and segment.next:
        return f"{brief(event)} Next: {segment.next}."
    return brief(event)


def at_once(session: Session) -> Iterator[str]:
    """Yield every line of a session without waiting for the clock."""
    events = session.begin()
    while True:
        yield from (line(session.script, event) for event in events)
        if session.ended:
            return
        session, events = session.tick(1.0)


def wrapped(text: str, width: int | None) -> str:
    """Return a line wrapped at ``width`` columns, with its newline; without a width the terminal wraps it."""
    lines = [text] if width is None else textwrap.wrap(text, width, subsequent_indent="  ")
    return "\n".join(lines) + "\n"


def speaker() -> str | None:
    """Return the path of the first speaker that is installed."""
    return next((path for name in SPEAKERS if (path := shutil.which(name))), None)


class Voice:
    """Speaks in the background; a new sentence cuts off the one before."""

    def __init__(self, program: str) -> None:
        """Speak through the program at this path."""
        self._program = program
        self._speaking: subprocess.Popen[bytes] | None = None

    def say(self, words: str) -> None:
        """Begin to say the words; a program that cannot be started is ignored."""
        self.hush()
        quiet = subprocess.DEVNULL
        with suppress(OSError):
            self._speaking = subprocess.Popen([self._program, words], stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603  # a program of the system, found by name, and no shell

    def hush(self) -> None:
        """Stop speaking."""
        if self._speaking is not None and self._speaking.poll() is None:
            self._speaking.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._speaking.wait(0.1)
        self._speaking = None
