"""Plain lines for a screen reader are sentences in order, without boxes, columns or decoration."""

from __future__ import annotations

import pytest
from hypothesis import given

from backrelief.render.blocks import Grid, Heading, Item, Listing, Page, Paragraph
from backrelief.render.plain import render_plain
from backrelief.render.text import printable

from .pages import is_harmless, pages, steady, texts


@steady
@given(pages)
def test_no_control_character_reaches_the_output(page: Page) -> None:
    assert is_harmless(render_plain(page))


@steady
@given(texts)
def test_a_sentence_is_unchanged(text: str) -> None:
    assert render_plain((Paragraph(text),)) == f"{printable(text)}\n"


@steady
@given(pages)
def test_a_page_neither_begins_with_an_empty_line_nor_doubles_one(page: Page) -> None:
    shown = render_plain(page)
    assert not shown.startswith("\n")
    assert "\n\n\n" not in shown


def test_a_heading_ends_with_a_colon_unless_it_ends_with_punctuation() -> None:
    assert render_plain((Heading("For a sore back", 1),)) == "For a sore back:\n"
    assert render_plain((Heading("Stop.", 1),)) == "Stop.\n"


def test_headings_of_parts_follow_an_empty_line() -> None:
    assert render_plain((Paragraph("a."), Heading("B"), Paragraph("c."))) == "a.\n\nB:\nc.\n"


@pytest.mark.parametrize(("mark", "line"), [("dash", "x."), ("box", "x."), ("number", "1. x."), ("bare", "x.")])
def test_only_numbers_are_written_as_list_markers(mark: str, line: str) -> None:
    page = (Listing((Item("x.", ("y.",)),), mark),)  # type: ignore[arg-type]  # one of the marks
    assert render_plain(page) == f"{line}\ny.\n"


def test_a_row_of_a_table_is_one_line_that_names_its_columns() -> None:
    table = Grid(("id", "name", "more"), (("neck", "neck and shoulder tops", ""), ("leg", "leg", "calf")))
    assert render_plain((table,)) == "neck; name: neck and shoulder tops\nleg; name: leg; more: calf\n"
