"""The screen of a terminal during a session: a page of its own, on which only changed lines are rewritten.

rich styles the text. Its ``Live`` is not used: it rewrites the whole page at every change, and it fails on letters that
the encoding of the terminal lacks.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from msgspec.structs import replace
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
    """Open an empty page without a cursor on ``out``, which is a terminal; yield a function that shows a session on it.

    At the end the earlier content of the terminal comes back.
    """
    page = _Page(out, picture, color=color, blocks=blocks)
    page.write(_ENTER)
    try:
        yield page.show
    finally:
        with suppress(OSError):  # the terminal may be gone
            page.write(_LEAVE)


class _Page:
    """The page, which remembers what it shows so that only changes are written."""

    def __init__(self, out: TextIO, picture: Picture | None, *, color: bool, blocks: bool) -> None:
        self._out, self._picture, self._blocks = out, picture, blocks
        self._size = (0, 0)
        self._shown: Session | None = None
        self._lines: tuple[Text, ...] = ()
        # Every line is shorter than the terminal, so the console does not need to know its width.
        self._console = Console(
            file=io.StringIO(), force_terminal=True, width=1000, no_color=not color, highlight=False
        )

    def show(self, session: Session) -> None:
        """Write the lines that have changed; nothing is drawn twice within the same second."""
        terminal = os.get_terminal_size(self._out.fileno())
        size = columns, rows = terminal.columns or 80, terminal.lines or 24
        moment = replace(session, elapsed=float(math.floor(session.elapsed)), worked=0.0)
        is_new = size != self._size
        if moment == self._shown and not is_new:
            return
        lines = frame(session, columns, rows, self._picture, blocks=self._blocks)
        changed = [
            f"\x1b[{row};1H{self._styled(line)}\x1b[0m\x1b[K"
            for row, line in enumerate(lines, start=1)
            if is_new or row > len(self._lines) or line != self._lines[row - 1]
        ]
        self.write((_EMPTY if is_new else "") + "".join(changed))
        self._size, self._shown, self._lines = size, moment, lines

    def write(self, text: str) -> None:
        """Write the text; letters that the encoding lacks become question marks."""
        encoding = self._out.encoding
        self._out.write(text.encode(encoding, "replace").decode(encoding))
        self._out.flush()

    def _styled(self, line: Text) -> str:
        with self._console.capture() as captured:
            self._console.print(line, end="", soft_wrap=True)
        return captured.get()
