"""The screen of a terminal while a session runs on it: a page of its own, of which only changed lines are written.

rich lays the text out and styles it. Its ``Live`` is not used: it writes the whole page at every change, and it fails
on a letter that the encoding of the terminal does not have.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TextIO

from rich.console import Console
from rich.text import Text

from backrelief.player.frame import Picture, frame
from backrelief.player.session import Session

_ENTER = "\x1b[?1049h\x1b[?25l"
_LEAVE = "\x1b[0m\x1b[?25h\x1b[?1049l"
_EMPTY = "\x1b[0m\x1b[2J"


@contextmanager
def own_page(
    out: TextIO, picture: Picture | None = None, *, color: bool, blocks: bool
) -> Iterator[Callable[[Session], None]]:
    """Begin an empty page without a cursor on ``out``, which is a terminal; yield what shows a session on it.

    At the end the page comes back that was there before.
    """
    page = _Page(out, picture, color=color, blocks=blocks)
    page.write(_ENTER)
    try:
        yield page.show
    finally:
        with suppress(OSError):  # the terminal is gone
            page.write(_LEAVE)


class _Page:
    """What is on the page, so that only changes need to be written."""

    def __init__(self, out: TextIO, picture: Picture | None, *, color: bool, blocks: bool) -> None:
        self._out, self._picture, self._blocks = out, picture, blocks
        self._shown: tuple[tuple[int, int], Session] | None = None
        self._size = (0, 0)
        self._lines: tuple[Text, ...] = ()
        # Every line is shorter than the terminal, so the console need not know how wide that is.
        self._console = Console(
            file=io.StringIO(), force_terminal=True, width=1000, no_color=not color, highlight=False
        )

    def show(self, session: Session) -> None:
        """Write the lines that have changed; nothing at all within the same second."""
        terminal = os.get_terminal_size(self._out.fileno())
        size = columns, rows = terminal.columns or 80, terminal.lines or 24
        moment = size, replace(session, gone=float(math.floor(session.gone)), worked=0.0)
        if moment == self._shown:
            return
        lines = frame(session, columns, rows, self._picture, blocks=self._blocks)
        is_new = size != self._size
        changed = [
            f"\x1b[{row};1H{self._styled(line)}\x1b[0m\x1b[K"
            for row, line in enumerate(lines, start=1)
            if is_new or row > len(self._lines) or line != self._lines[row - 1]
        ]
        self.write((_EMPTY if is_new else "") + "".join(changed))
        self._shown, self._size, self._lines = moment, size, lines

    def write(self, text: str) -> None:
        """Write the text; a letter that the terminal does not have becomes a question mark."""
        encoding = self._out.encoding
        self._out.write(text.encode(encoding, "replace").decode(encoding))
        self._out.flush()

    def _styled(self, line: Text) -> str:
        with self._console.capture() as captured:
            self._console.print(line, end="", soft_wrap=True)
        return captured.get()
