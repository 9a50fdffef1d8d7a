"""The screen of a terminal while a session runs on it: an own page, of which only what changed is written."""

from __future__ import annotations

import io
import math
import os
from contextlib import suppress
from dataclasses import replace
from typing import TextIO

from rich.console import Console
from rich.text import Text

from backrelief.player.screen import Look, Picture, frame
from backrelief.player.session import Event, Session

_ENTER = "\x1b[?1049h\x1b[?25l"
_LEAVE = "\x1b[0m\x1b[?25h\x1b[?1049l"
_EMPTY = "\x1b[0m\x1b[2J"


class Screen:
    """A stage that shows where the session stands."""

    def __init__(self, out: TextIO, look: Look, picture: Picture | None = None) -> None:
        """Show it on ``out``, which is a terminal."""
        self._out = out
        self._look = look
        self._picture = picture
        self._entered = False
        self._shown: object = None
        self._size = (0, 0)
        self._lines: tuple[Text, ...] = ()
        # Every line is shorter than the terminal, so the console need not know how wide that is.
        self._console = Console(
            file=io.StringIO(), force_terminal=True, width=1000, no_color=not look.color, highlight=False
        )

    def enter(self) -> None:
        """Leave what is on the terminal where it is, and begin on an empty page without a cursor."""
        self._entered = True
        self._shown, self._size = None, (0, 0)
        self._write(_ENTER)

    def leave(self) -> None:
        """Go back to what was there before."""
        if self._entered:
            self._entered = False
            with suppress(OSError):  # the terminal is gone
                self._write(_LEAVE)

    def tell(self, session: Session, event: Event) -> None:
        """What happens is seen."""

    def show(self, session: Session) -> None:
        """Write the lines that are not as they were; nothing at all within the same second."""
        size = self.size()
        moment = size, replace(session, gone=float(math.floor(session.gone)), held=())
        if moment == self._shown:
            return
        columns, rows = size
        lines = frame(session, columns, rows, self._look, self._picture)
        new = size != self._size
        changed = [
            f"\x1b[{row};1H{self._styled(line)}\x1b[0m\x1b[K"
            for row, line in enumerate(lines, start=1)
            if new or row > len(self._lines) or line != self._lines[row - 1]
        ]
        self._write((_EMPTY if new else "") + "".join(changed))
        self._shown, self._size, self._lines = moment, size, lines

    def size(self) -> tuple[int, int]:
        """Columns and rows of the terminal now."""
        size = os.get_terminal_size(self._out.fileno())
        return size.columns or 80, size.lines or 24

    def _styled(self, line: Text) -> str:
        with self._console.capture() as captured:
            self._console.print(line, end="", soft_wrap=True)
        return captured.get()

    def _write(self, text: str) -> None:
        encoding = self._out.encoding
        self._out.write(text.encode(encoding, "replace").decode(encoding))
        self._out.flush()
