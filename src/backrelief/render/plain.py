"""A page as calm lines for screen readers: sentences, no boxes, no columns, no decoration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from backrelief.render.blocks import Block, Grid, Heading, Listing, Page, Paragraph, Picture
from backrelief.render.body_map.figure import legend
from backrelief.render.text import printable


def render_plain(page: Page) -> str:
    """One sentence or entry a line; a terminal wraps it as it likes."""
    lines: list[str] = []
    for block in page:
        for line in _lines(block):
            if line or (lines and lines[-1]):
                lines.append(printable(line))
    return "".join(f"{line}\n" for line in lines)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            if level > 1:
                yield ""
            yield f"{text}:" if text[-1:].isalnum() else text
        case Paragraph(text):
            yield text
        case Listing(items, mark):
            for number, item in enumerate(items, start=1):
                yield f"{number}. {item.text}" if mark == "number" else item.text
                yield from item.details
        case Grid(columns, rows):
            for row in rows:
                named = (f"{name}: {cell}" for name, cell in zip(columns[1:], row[1:], strict=True) if cell)
                yield "; ".join((row[0], *named))
        case Picture(figures):
            for figure in figures:
                yield f"Where: {'; '.join(legend(figure))}."
        case _:
            assert_never(block)
