"""Ask questions in a terminal: show them on standard error, read answers from standard input."""

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
    """Read a line without space around it; return ``None`` at the end of the input."""
    above = "\n" * ask.startswith("\n")
    write(f"{above}{textwrap.fill(ask.lstrip(), width() - 1, break_on_hyphens=False)} ", error=True)
    line = sys.stdin.readline()
    return line.strip() if line else None


class Prompt:
    """Ask until there is an answer; there is never a default answer."""

    def __init__(self, drawing: Drawing) -> None:
        """Set how pictures are drawn."""
        self.drawing = drawing

    def read(self, ask: str) -> str:
        """Read a line.

        Raises:
            InterruptedInterviewError: the input ended.
        """
        line = read_line(ask)
        if line is None:
            write("\n", error=True)
            message = "the answers ended before the questions did; nothing was advised"
            raise InterruptedInterviewError(message, hint="Run it again, or give answers with options and --no-input.")
        return line

    def until(self, ask: str, read: Callable[[str], _Answer]) -> _Answer:
        """Return the result of ``read`` for the first line that it does not refuse with a `UsageError`."""
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
            indices = indices_of([part.removesuffix(NOT_SURE) for part in found], len(lines), "numbers from 0")
            unsure = {index for part, index in zip(found, indices, strict=True) if part.endswith(NOT_SURE)}
            return {*indices} - unsure, unsure

        return self.until(f"Numbers that apply, 0 for none, with {NOT_SURE} if not sure (such as 2{NOT_SURE}):", read)

    def show(self, page: Page) -> None:
        """Show the subject of a question."""
        pictured = any(isinstance(block, Picture) for block in page)
        color, mode = (uses_color(), picture_mode(self.drawing)) if pictured else (False, None)
        write("\n" + render_text(page, width=width(), color=color, mode=mode), error=True)

    def tell(self, text: str) -> None:
        """Say what is wrong with an answer."""
        shown = textwrap.fill(
            text,
            width() - 1,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
            break_long_words=False,
        )
        write(f"{shown}\n", error=True)


def parts(answer: str) -> list[str]:
    """Split a text at commas and spaces."""
    return [part for part in re.split(r"[,\s]+", answer) if part]


def indices_of(numbers: Sequence[str], count: int, wanted: str) -> list[int]:
    """Convert numbers from 1 to ``count`` to indices from 0.

    Raises:
        UsageError: a number is wrong; the message asks for what is ``wanted``, such as "a number from 1".
    """
    indices = [int(one) - 1 if is_number(one) else -1 for one in numbers]
    if not indices or not all(0 <= index < count for index in indices):
        message = f"Please type {wanted} to {count}."
        raise UsageError(message)
    return indices


def is_number(text: str) -> bool:
    """Return whether a text can be the number of a line; Python refuses to convert one of 5,000 digits."""
    return text.isascii() and text.isdigit() and len(text) < 10


def numbered(lines: Sequence[str], *more: str) -> Listing:
    """Return lines with numbers from 1, and append ``more`` unchanged."""
    items = (*(f"{number}  {line}" for number, line in enumerate(lines, 1)), *more)
    return Listing(tuple(map(Item, items)), "bare")
