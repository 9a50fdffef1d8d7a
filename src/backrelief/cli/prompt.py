"""Questions in a terminal: shown on standard error, answered on standard input."""

from __future__ import annotations

import sys
import textwrap

from backrelief.cli.streams import Drawing, picture_mode, uses_color, width, write
from backrelief.errors import InterruptedInterviewError
from backrelief.render.blocks import Page, Picture
from backrelief.render.text import render_text


class Prompt:
    """Asks, and reads one line."""

    def __init__(self, drawing: Drawing) -> None:
        """Pictures are drawn as ``drawing`` says."""
        self.drawing = drawing

    def read(self, ask: str) -> str:
        """The answer without blanks around it.

        Raises:
            InterruptedInterviewError: the input has ended.
        """
        write(f"{textwrap.fill(ask, width() - 1, break_on_hyphens=False)} ", error=True)
        line = sys.stdin.readline()
        if not line:
            write("\n", error=True)
            message = "the answers ended before the questions did; nothing was advised"
            raise InterruptedInterviewError(message, hint="Run it again, or give answers with options and --no-input.")
        return line.strip()

    def show(self, page: Page) -> None:
        """What is asked about."""
        pictured = any(isinstance(block, Picture) for block in page)
        color, mode = (uses_color(), picture_mode(self.drawing)) if pictured else (False, None)
        write("\n" + render_text(page, width=width(), color=color, mode=mode), error=True)

    def tell(self, text: str) -> None:
        """What was wrong with an answer."""
        told = textwrap.fill(
            text,
            width() - 1,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
            break_long_words=False,
        )
        write(f"{told}\n", error=True)
