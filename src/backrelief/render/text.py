"""A page for people: wrapped to the width, in colour where the terminal has it, readable where it has none."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, assert_never

from msgspec import Struct

from backrelief.render.blocks import Block, Grid, Heading, Item, Listing, Page, Paragraph, Picture, Tone
from backrelief.render.body_map.figure import Figure, legend
from backrelief.render.body_map.terminal import PICTURE_COLUMNS, PICTURE_ROWS, Mode, Row, Span, draw

WIDEST: Final = 96
"""Columns; longer lines are tiring to read."""
LEGEND_COLUMNS: Final = 30
"""Columns beside a picture that its legend needs."""
TABLE_FROM: Final = 60
"""Columns below which a table becomes a list."""

_STYLES: Final[dict[Tone, str]] = {
    "plain": "",
    "strong": "bold",
    "quiet": "dim",
    "good": "bold green",
    "warn": "bold yellow",
    "danger": "bold red",
}


class LaidLine(Struct, frozen=True):
    """One line of the output: what was drawn, then words."""

    text: str
    tone: Tone = "plain"
    drawn: Row = ()
    """What comes before the text, which is indented past it."""

    @property
    def bare(self) -> str:
        """The line without colours."""
        before = "".join(span.text for span in self.drawn)
        return (before + self.text[len(before) :]).rstrip() if self.drawn else self.text


def printable(text: str) -> str:
    """Return the text without anything that a terminal could take for a command."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text)


def render_text(page: Page, *, width: int, color: bool, mode: Mode | None = None) -> str:
    """Write the page in lines of at most ``width`` columns; with ``color`` the tones become terminal styles.

    Pictures are drawn in ``mode``; without one their legends are written alone.
    """
    lines = list(lay_out(page, min(width, WIDEST), mode))
    if not color:
        return "".join(f"{line.bare}\n" for line in lines)
    return _styled(lines, width)


def lay_out(page: Page, width: int, mode: Mode | None = None) -> Iterator[LaidLine]:
    """Yield the lines of a page: an empty line before every heading, none doubled."""
    empty_before = True
    for block in page:
        if isinstance(block, Heading) and not empty_before:
            yield LaidLine("")
        for line in _lines(block, width, mode):
            yield line
            empty_before = not line.text and not line.drawn


def _lines(block: Block, width: int, mode: Mode | None) -> Iterator[LaidLine]:
    match block:
        case Heading(text, level, tone):
            wrapped = _wrap(text, width)
            yield from (LaidLine(line, tone) for line in wrapped)
            if level == 1:
                yield LaidLine("=" * min(width, max(map(len, wrapped))), tone)
        case Paragraph(text, tone):
            yield from (LaidLine(line, tone) for line in _wrap(text, width))
        case Listing(items, mark):
            for number, item in enumerate(items, start=1):
                yield from _item(item, {"dash": "- ", "box": "[ ] ", "number": f"{number}. ", "bare": ""}[mark], width)
        case Grid(columns, rows):
            yield from _table(columns, rows, width)
        case Picture(figures):
            for figure in figures:
                yield from _picture(figure, width, mode)
        case _:
            assert_never(block)


def _picture(figure: Figure, width: int, mode: Mode | None) -> Iterator[LaidLine]:
    """Yield the drawing with its legend beside it, or below it if there is no room."""
    beside = width >= PICTURE_COLUMNS + LEGEND_COLUMNS
    drawn = () if mode is None else draw(figure, min(PICTURE_COLUMNS, width - 2), PICTURE_ROWS, mode)
    start = max((sum(len(span.text) for span in row) for row in drawn), default=0) + 3 if beside and drawn else 2
    words = [
        *(line for told in legend(figure) for line in _wrap(told, width, " " * start, " " * (start + 2))),
        *(_wrap(figure.caption, width, " " * start, " " * start) if drawn else ()),
    ]
    yield LaidLine("")
    if not beside:
        yield from (LaidLine("", drawn=(Span("  "), *row)) for row in drawn)
        yield from map(LaidLine, words)
    else:
        above = max(0, (len(drawn) - len(words)) // 2)
        lines = [*[""] * above, *words]
        for row, text in zip_longest(drawn, lines, fillvalue=None):
            yield LaidLine(text or "", drawn=row or ())
    yield LaidLine("")


def _item(item: Item, mark: str, width: int) -> Iterator[LaidLine]:
    indent = "  "
    hanging = indent + " " * len(mark)
    yield from (LaidLine(line, item.tone) for line in _wrap(item.text, width, indent + mark, hanging))
    for detail in item.details:
        yield from (LaidLine(line) for line in _wrap(detail, width, hanging, hanging))


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], width: int) -> Iterator[LaidLine]:
    columns, *rows = (tuple(map(printable, cells)) for cells in (columns, *rows))
    widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    used = sum(widths[:-1]) + 2 * (len(widths) - 1)
    if width < TABLE_FROM or used > width // 2:
        for first, *rest in rows:
            yield from _item(Item(first, tuple(rest)), "- ", width)
        return
    for index, cells in enumerate((columns, *rows)):
        lead = "".join(f"{cell:<{size}}  " for cell, size in zip(cells[:-1], widths[:-1], strict=True))
        tone: Tone = "strong" if index == 0 else "plain"
        yield from (LaidLine(line, tone) for line in _wrap(cells[-1], width, lead, " " * used))


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    clean = printable(text)
    return textwrap.wrap(
        clean, max(width, 20), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    ) or [first.rstrip()]


def color_mode() -> Mode:
    """How many colours the terminal has, as its environment says."""
    from rich.console import Console  # only where colour is wanted

    modes: dict[str | None, Mode] = {"truecolor": "truecolor", "256": "256"}
    return modes.get(Console(force_terminal=True).color_system, "16")


def _styled(lines: list[LaidLine], width: int) -> str:
    from rich.console import Console  # only where colour is wanted
    from rich.segment import Segment, Segments
    from rich.style import Style

    out = io.StringIO()
    console = Console(
        file=out,
        force_terminal=True,
        width=width,
        height=100,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
    )
    tones = {tone: Style.parse(style) for tone, style in _STYLES.items()}
    segments: list[Segment] = []
    for line in lines:
        segments += (Segment(span.text, Style(color=span.ink, bgcolor=span.paper)) for span in line.drawn)
        width_of_drawn = sum(len(span.text) for span in line.drawn)
        segments += (Segment(line.text[width_of_drawn:], tones[line.tone]), Segment.line())
    # Printed at once, because the lines are laid out already; rich would wrap each one again.
    console.print(Segments(segments), end="")
    return out.getvalue()
