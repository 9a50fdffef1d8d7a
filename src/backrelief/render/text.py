"""A page for people: wrapped to the width, in colour where the terminal has it, readable where it has none."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from backrelief.render.blocks import Block, Heading, Item, Listing, Page, Paragraph, Table, Tone

WIDEST: Final = 96
"""Columns; longer lines are tiring to read."""
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


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the screen."""

    text: str
    tone: Tone = "plain"


def printable(text: str) -> str:
    """Text without anything that a terminal could take for a command."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text)


def render_text(page: Page, *, width: int, color: bool) -> str:
    """The page as lines of at most ``width`` columns; with ``color`` the tones become terminal styles."""
    lines = list(lay_out(page, min(width, WIDEST)))
    if not color:
        return "".join(f"{line.text}\n" for line in lines)
    return _styled(lines, width)


def lay_out(page: Page, width: int) -> Iterator[Line]:
    """The lines of a page: an empty line before every heading, none doubled."""
    empty_before = True
    for block in page:
        if isinstance(block, Heading) and not empty_before:
            yield Line("")
        for line in _lines(block, width):
            yield line
            empty_before = not line.text


def _lines(block: Block, width: int) -> Iterator[Line]:
    match block:
        case Heading(text, level, tone):
            wrapped = _wrap(text, width)
            yield from (Line(line, tone) for line in wrapped)
            if level == 1:
                yield Line("=" * min(width, max(map(len, wrapped))), tone)
        case Paragraph(text, tone):
            yield from (Line(line, tone) for line in _wrap(text, width))
        case Listing(items, mark):
            for number, item in enumerate(items, start=1):
                yield from _item(item, {"dash": "- ", "box": "[ ] ", "number": f"{number}. ", "bare": ""}[mark], width)
        case Table(columns, rows):
            yield from _table(columns, rows, width)
        case _:
            assert_never(block)


def _item(item: Item, mark: str, width: int) -> Iterator[Line]:
    indent = "  "
    hanging = indent + " " * len(mark)
    yield from (Line(line, item.tone) for line in _wrap(item.text, width, indent + mark, hanging))
    for detail in item.details:
        yield from (Line(line) for line in _wrap(detail, width, hanging, hanging))


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], width: int) -> Iterator[Line]:
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
        yield from (Line(line, tone) for line in _wrap(cells[-1], width, lead, " " * used))


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    clean = printable(text)
    return textwrap.wrap(
        clean, max(width, 20), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    ) or [first.rstrip()]


def _styled(lines: list[Line], width: int) -> str:
    from rich.console import Console  # only where colour is wanted
    from rich.text import Text

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
    for line in lines:
        console.print(Text(line.text, style=_STYLES[line.tone]))
    return out.getvalue()
