"""Markdown has the structure of the page, whatever the text contains."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from hypothesis import given

from backrelief.render.blocks import Grid, Heading, Item, Listing, Page, Paragraph
from backrelief.render.markdown import escape, render_markdown
from backrelief.render.text import printable

from .pages import is_harmless, pages, steady, texts

_STRUCTURE = re.compile(
    r"""
    (?P<code> (```|~~~) )
    | (?P<rule> ([-*_]\ *){3,}$ | =+\ *$ )
    | (?P<heading> \#{1,6}\  )
    | (?P<quote> > )
    | (?P<html> <[a-zA-Z/!?] )
    | (?P<box> -\ \[\ \]\  )
    | (?P<item> [-+*]\  )
    | (?P<number> \d{1,9}[.)]\  )
    | (?P<table> \| )
    """,
    re.VERBOSE,
)
"""The kinds of line by their first characters, as in CommonMark with tables and task lists."""
_UNESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|(&#?\w+;)")


def kind(line: str) -> str:
    """Return the kind of a line; a detail is an indented item."""
    found = _STRUCTURE.match(line.lstrip(" "))
    name = "text" if found is None else found.lastgroup or "text"
    return f"{name} below" if line.startswith(" ") else name


def read(text: str) -> str:
    """Resolve escapes and entities, to get the text that a reader of the Markdown sees."""
    return _UNESCAPE.sub(lambda found: found[1] or html.unescape(found[2]), text)


def expected(page: Page) -> Iterator[str]:
    """Return the kind that each line must have."""
    for block in page:
        match block:
            case Heading():
                yield "heading"
            case Paragraph():
                yield "text"
            case Listing(items, mark):
                for item in items:
                    yield {"dash": "item", "bare": "item", "box": "box", "number": "number"}[mark]
                    yield from ["item below"] * len(item.details)
            case Grid(_, rows):
                yield from ["table"] * (len(rows) + 2)


@steady
@given(pages)
def test_the_structure_is_that_of_the_page(page: Page) -> None:
    assert [kind(line) for line in render_markdown(page).splitlines() if line] == list(expected(page))


@steady
@given(pages)
def test_no_control_character_reaches_the_output(page: Page) -> None:
    assert is_harmless(render_markdown(page))


@steady
@given(texts)
def test_a_reader_sees_the_original_text(text: str) -> None:
    assert read(escape(text)) == printable(text)


@steady
@given(texts)
def test_text_cannot_become_emphasis_code_a_link_or_html(text: str) -> None:
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", escape(text))
    assert not re.search(r"[`*_\[\]<>|~]", bare)
    assert not re.search(r"&(?!amp;)", bare)


@pytest.mark.parametrize(
    "text", ["# x", "- x", "+ x", "* x", "1. x", "12) x", "> x", "---", "===", "```", "~~~", "| x |", "<br>", "[x]: y"]
)
def test_a_paragraph_stays_a_paragraph(text: str) -> None:
    line = render_markdown((Paragraph(text),)).rstrip("\n")
    assert kind(line) == "text"
    assert read(line) == text


def test_a_new_line_in_a_text_does_not_begin_a_new_block() -> None:
    assert len(render_markdown((Paragraph("one\n# two\n\n- three"),)).splitlines()) == 1


def test_text_in_a_cell_cannot_add_a_column() -> None:
    shown = render_markdown((Grid(("a", "b"), (("x | y", "z"),)),)).splitlines()
    assert len(re.findall(r"(?<!\\)\|", shown[2])) == 3


@pytest.mark.parametrize("mark", ["dash", "box", "number", "bare"])
def test_details_belong_to_their_item_even_above_nine(mark: str) -> None:
    """In Markdown, a part of a list item is indented at least as far as the text of the item."""
    page = (Listing(tuple(Item("step", ("how",)) for _ in range(11)), mark),)  # type: ignore[arg-type]  # a mark
    shown = render_markdown(page).splitlines()
    for item, detail in zip(shown[::2], shown[1::2], strict=True):
        marker = re.match(r"(-|\d+\.) ", item)
        assert marker is not None
        assert len(marker[0]) <= len(detail) - len(detail.lstrip()) < len(marker[0]) + 4


def test_blocks_are_separated_and_the_page_ends_with_one_line_break() -> None:
    page = (Heading("T", 1), Paragraph("a"), Listing((Item("b"),), "box"), Grid(("c",), (("d",),)))
    assert render_markdown(page) == "# T\n\na\n\n- [ ] b\n\n| c |\n|---|\n| d |\n"
