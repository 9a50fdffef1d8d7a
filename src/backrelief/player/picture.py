"""The picture of a part of the routine: what is worked, on the side that is worked."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from backrelief.player.script import Segment
from backrelief.render.body_map.figure import figures, legend
from backrelief.render.body_map.terminal import Mode, draw

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


class Pictures:
    """Pictures that are drawn once for each step, side and size."""

    def __init__(self, knowledge: KnowledgeBase, mode: Mode) -> None:
        """Draw what the knowledge says, as the terminal can show it."""
        self._knowledge = knowledge
        self._mode = mode
        self._drawn: dict[tuple[str, str, int, int], tuple[Text, ...]] = {}

    def __call__(self, segment: Segment, columns: int, rows: int) -> tuple[Text, ...]:
        """The picture with its legend, at most so wide and so high; nothing where the map does not show the target."""
        key = segment.target, segment.side, columns, rows
        if key not in self._drawn:
            self._drawn[key] = self._draw(segment, columns, rows)
        return self._drawn[key]

    def _draw(self, segment: Segment, columns: int, rows: int) -> tuple[Text, ...]:
        shown = figures(self._knowledge, [(segment.target, segment.side)])
        if not shown:
            return ()
        told = [line for one in legend(shown[0]) for line in textwrap.wrap(one, columns, subsequent_indent="  ")]
        drawn = draw(shown[0], columns, max(1, rows - len(told)), self._mode)
        lines = [Text.assemble(*((one.text, Style(color=one.ink, bgcolor=one.paper)) for one in row)) for row in drawn]
        return tuple((*lines, *(Text(line, "dim") for line in told))[:rows])
