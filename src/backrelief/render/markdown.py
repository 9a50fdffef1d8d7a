"""A page as Markdown that reads well raw. Text of the knowledge never becomes structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from backrelief.render.blocks import Block, Grid, Heading, Listing, Page, Paragraph, Picture
from backrelief.render.body_map.figure import legend
from backrelief.render.body_map.terminal import PICTURE_COLUMNS, PICTURE_ROWS, draw
from backrelief.render.text import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~])")
_LEADING = re.compile(r"^(\s*)([#+\-=>])")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])")


def render_markdown(page: Page) -> str:
    """Headings, lists with task boxes, and tables."""
    return "".join(f"{line}\n" for block in page for line in (*_lines(block), "")).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it stands."""
    safe = _SPECIAL.sub(r"\\\1", printable(text).replace("&", "&amp;").replace("\n", " "))
    return _NUMBERED.sub(r"\1\\\2", _LEADING.sub(r"\1\\\2", safe))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {escape(text)}"
        case Paragraph(text):
            yield escape(text)
        case Listing(items, mark):
            for number, item in enumerate(items, start=1):
                lead = {"dash": "- ", "box": "- [ ] ", "number": f"{number}. ", "bare": "- "}[mark]
                yield lead + escape(item.text)
                yield from (f"{' ' * (lead.index(' ') + 1)}- {escape(detail)}" for detail in item.details)
        case Grid(columns, rows):
            yield f"| {' | '.join(map(escape, columns))} |"
            yield f"|{'---|' * len(columns)}"
            yield from (f"| {' | '.join(map(escape, row))} |" for row in rows)
        case Picture(figures):
            for figure in figures:
                drawn = draw(figure, PICTURE_COLUMNS, PICTURE_ROWS, "ascii")
                yield from ("```text", *("".join(span.text for span in row) for row in drawn), "```", "")
                yield from (f"- {escape(line)}" for line in legend(figure))
                yield from ("", escape(figure.caption))
        case _:
            assert_never(block)
