"""The formats of a page: which function writes it in which format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from backrelief.render.markdown import render_markdown
from backrelief.render.plain import render_plain
from backrelief.render.text import render_text

if TYPE_CHECKING:
    from backrelief.render.blocks import Page
    from backrelief.render.body_map.terminal import Mode


class Display(Struct, frozen=True):
    """What the output can show."""

    width: int
    """Columns."""
    color: bool
    mode: Mode | None
    """How pictures are drawn; without a mode their legends are written alone."""


RENDERERS: Final[Mapping[str, Callable[[Page, Display], str]]] = {
    "text": lambda page, display: render_text(page, width=display.width, color=display.color, mode=display.mode),
    "plain": lambda page, _: render_plain(page),
    "markdown": lambda page, _: render_markdown(page),
}
"""The name of a format as in ``--format`` -> what writes a page in it."""
