"""A session in calm lines: one for each thing that happens, nothing redrawn, no countdown."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import Final

from backrelief.player.script import Script
from backrelief.player.session import MORE, Event, Session, What
from backrelief.render.phrases import SIDES, capital, minutes

_SAID: Final[dict[What, str]] = {
    "half": "Half way.",
    "paused": "Paused.",
    "slept": "Paused, because the clock stood still for a while.",
    "on": "On with it.",
    "more": f"{MORE} seconds more.",
    "done": "Done.",
    "quit": "Stopped.",
}


def spoken(event: Event) -> str:
    """An event in a few words, short enough to be heard while one is at it. It never begins with a dash."""
    one = event.segment
    side = SIDES.get(one.side, "")
    match event.what:
        case "ready":
            return f"Get ready: {', '.join(part for part in (one.name, side) if part)}."
        case "work":
            turn = "Change sides. " if one.turns else ""
            return f"{turn}{capital(side) or 'Begin'}, {minutes(one.seconds)}."
        case "change":
            return f"Change sides: now the {side}."
        case "rest":
            return f"Rest, {minutes(one.seconds)}."
        case other:
            return _SAID[other]


def line(script: Script, event: Event) -> str:
    """An event as one line; the words of a step stand where it begins."""
    one = event.segment
    if event.what == "ready":
        said = f"Step {one.step} of {script.steps}. {spoken(event)} {minutes(one.seconds).capitalize()}."
        return " ".join(part for part in (said, *one.words, one.pressure) if part)
    if event.what == "change":
        return f"{spoken(event)} {minutes(one.seconds).capitalize()}."
    if event.what == "rest" and one.next:
        return f"{spoken(event)} Next: {one.next}."
    return spoken(event)


def at_once(session: Session) -> Iterator[str]:
    """Every line of a session that nobody waits for."""
    events = session.begin()
    while True:
        yield from (line(session.script, event) for event in events)
        if session.ended:
            return
        session, events = session.tick(1.0)


class Lines:
    """A stage that tells what happens and shows nothing in between."""

    def __init__(self, write: Callable[[str], None], width: int | None = None) -> None:
        """``write`` puts text where the person reads it; ``width`` wraps it, without one the terminal does."""
        self._write = write
        self._width = width

    def enter(self) -> None:
        """Nothing has to be set up."""

    def leave(self) -> None:
        """Nothing has to be put back."""

    def show(self, session: Session) -> None:
        """Nothing is redrawn."""

    def tell(self, session: Session, event: Event) -> None:
        """One line."""
        self.write(line(session.script, event))

    def write(self, said: str) -> None:
        """One line, or what wrapping makes of it."""
        told = [said] if self._width is None else textwrap.wrap(said, self._width, subsequent_indent="  ")
        self._write("".join(f"{one}\n" for one in told))
