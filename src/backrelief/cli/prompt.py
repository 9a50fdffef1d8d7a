"""Questions in a terminal: shown on standard error, answered on standard input."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from backrelief.cli.streams import Drawing, picture_mode, uses_color, width, write
from backrelief.errors import InterruptedInterviewError, UsageError
from backrelief.render.blocks import Item, Listing, Page, Paragraph, Picture
from backrelief.render.text import render_text

NOT_SURE: Final = "?"
_Answer = TypeVar("_Answer")


def read_line(ask: str) -> str | None:
    """Return a line that is typed, without blanks around it; ``None`` at the end of the input."""
    above = "\n" * ask.startswith("\n")
    write(f"{above}{textwrap.fill(ask.lstrip(), width() - 1, break_on_hyphens=False)} ", error=True)
    line = sys.stdin.readline()
    return line.strip() if line else None


class Prompt:
    """Asks until there is an answer; there never is a default answer."""

    def __init__(self, drawing: Drawing) -> None:
        """Draw pictures as ``drawing`` says."""
        self.drawing = drawing

    def read(self, ask: str) -> str:
        """Return a line that is typed.

        Raises:
            InterruptedInterviewError: the input has ended.
        """
        line = read_line(ask)
        if line is None:
            write("\n", error=True)
            message = "the answers ended before the questions did; nothing was advised"
            raise InterruptedInterviewError(message, hint="Run it again, or give answers with options and --no-input.")
        return line

    def until(self, ask: str, read: Callable[[str], _Answer]) -> _Answer:
        """Return what ``read`` makes of the first line that it does not refuse with a `UsageError`."""
        while True:
            try:
                return read(self.read(ask))
            except UsageError as error:
                self.tell(error.message)

    def ticks(self, ask: str, lines: Sequence[str]) -> tuple[set[int], set[int]]:
        """Return the lines that apply, and those that the person is not sure of, counted from 0."""
        self.show((Paragraph(ask, "strong"), numbered(lines, "0  none of these")))

        def read(answer: str) -> tuple[set[int], set[int]]:
            if answer.lower() in {"0", "none", "no", "n"}:
                return set(), set()
            found = parts(answer)
            places = places_of([part.removesuffix(NOT_SURE) for part in found], len(lines), "numbers from 0")
            unsure = {place for part, place in zip(found, places, strict=True) if part.endswith(NOT_SURE)}
            return {*places} - unsure, unsure

        return self.until(f"Numbers that apply, 0 for none, with {NOT_SURE} if not sure (such as 2{NOT_SURE}):", read)

    def show(self, page: Page) -> None:
        """Show what is asked about."""
        pictured = any(isinstance(block, Picture) for block in page)
        color, mode = (uses_color(), picture_mode(self.drawing)) if pictured else (False, None)
        write("\n" + render_text(page, width=width(), color=color, mode=mode), error=True)

    def tell(self, text: str) -> None:
        """Say what was wrong with an answer."""
        told = textwrap.fill(
            text,
            width() - 1,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
            break_long_words=False,
        )
        write(f"{told}\n", error=True)


def parts(answer: str) -> list[str]:
    """Return what commas and blanks part."""
    return [part for part in re.split(r"[,\s]+", answer) if part]


def places_of(numbers: Sequence[str], count: int, wanted: str) -> list[int]:
    """Return the places from 0 that numbers from 1 to ``count`` mean.

    Raises:
        UsageError: asks for what is ``wanted``, such as "a number from 1".
    """
    places = [int(one) - 1 if is_number(one) else -1 for one in numbers]
    if not places or not all(0 <= place < count for place in places):
        message = f"Please type {wanted} to {count}."
        raise UsageError(message)
    return places


def is_number(text: str) -> bool:
    """Return whether a text is a whole number that a list can have; Python refuses to read one of 5,000 digits."""
    return text.isascii() and text.isdigit() and len(text) < 10


def numbered(lines: Sequence[str], *more: str) -> Listing:
    """Return lines with their numbers, from 1, and ``more`` as they are."""
    items = (*(f"{number}  {line}" for number, line in enumerate(lines, 1)), *more)
    return Listing(tuple(map(Item, items)), "bare")
