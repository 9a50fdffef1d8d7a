"""Events in words: in brief, as lines of text, and aloud by a program that the system already has."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, assert_never

from backrelief.player.script import Script
from backrelief.player.session import MORE, Event, Session, What
from backrelief.render.phrases import SIDES, capital, minutes

SPEAKERS: Final = ("say", "spd-say", "espeak-ng")
"""The program of macOS, that of Linux desktops, and the one that many systems have."""
_SAID: Final[dict[What, str]] = {
    "half": "Half way.",
    "paused": "Paused.",
    "slept": "Paused, because the clock stood still for a while.",
    "on": "On with it.",
    "more": f"{MORE} seconds more.",
    "done": "Done.",
    "quit": "Stopped.",
}


def brief(event: Event) -> str:
    """Return an event in a few words, short enough to be heard during the exercise. They never begin with a dash."""
    segment = event.segment
    side = SIDES.get(segment.side, "")
    match event.what:
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
            return _SAID[event.what]
        case _:
            assert_never(event.what)


def line(script: Script, event: Event) -> str:
    """Return an event as one line; the line with which a step begins holds its instructions."""
    segment = event.segment
    if event.what == "ready":
        said = f"Step {segment.step} of {script.steps}. {brief(event)} {minutes(segment.seconds).capitalize()}."
        return " ".join(part for part in (said, *segment.words, segment.pressure) if part)
    if event.what == "change":
        return f"{brief(event)} {minutes(segment.seconds).capitalize()}."
    if event.what == "rest" and segment.next:
        return f"{brief(event)} Next: {segment.next}."
    return brief(event)


def at_once(session: Session) -> Iterator[str]:
    """Yield every line of a session that nobody waits for."""
    events = session.begin()
    while True:
        yield from (line(session.script, event) for event in events)
        if session.ended:
            return
        session, events = session.tick(1.0)


def wrapped(text: str, width: int | None) -> str:
    """Return a line, with its end, wrapped at ``width`` columns; without a width the terminal wraps it."""
    lines = [text] if width is None else textwrap.wrap(text, width, subsequent_indent="  ")
    return "".join(f"{one}\n" for one in lines)


def speaker() -> str | None:
    """Return the path of the first of the programs that the system has."""
    return next((path for name in SPEAKERS if (path := shutil.which(name))), None)


class Voice:
    """Speaks one sentence at a time and is never waited for; a new sentence cuts off the one before."""

    def __init__(self, program: str) -> None:
        """Speak with the program."""
        self._program = program
        self._speaking: subprocess.Popen[bytes] | None = None

    def say(self, words: str) -> None:
        """Begin to say the words. A program that fails stops nothing."""
        self.hush()
        quiet = subprocess.DEVNULL
        with suppress(OSError):
            self._speaking = subprocess.Popen([self._program, words], stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603  # a program of the system, found by name, and no shell

    def hush(self) -> None:
        """Say no more."""
        if self._speaking is not None and self._speaking.poll() is None:
            self._speaking.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._speaking.wait(0.1)
        self._speaking = None
