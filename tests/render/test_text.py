"""Text for a terminal is wrapped to its width, loses no letter, and contains no control codes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrelief.render.blocks import Block, Grid, Heading, Item, Listing, Page, Paragraph
from backrelief.render.text import WIDEST, printable, render_text

from .pages import headings, is_harmless, listings, pages, paragraphs, steady, texts, without_blanks

WORDS = "one two three four five six seven eight nine ten"
widths = st.integers(min_value=20, max_value=110)
plain_pages = st.lists(st.one_of(headings, paragraphs, listings), min_size=1, max_size=4).map(tuple)


def lines(page: Page, width: int = 80) -> list[str]:
    return render_text(page, width=width, color=False).splitlines()


@steady
@given(pages, widths)
def test_no_line_is_wider_than_the_terminal(page: Page, width: int) -> None:
    assert max(map(len, lines(page, width))) <= min(width, WIDEST)


@steady
@given(pages, widths)
def test_no_control_character_reaches_the_output(page: Page, width: int) -> None:
    assert is_harmless(render_text(page, width=width, color=False))


@steady
@given(pages, widths)
def test_colour_adds_styles_and_nothing_else(page: Page, width: int) -> None:
    coloured = render_text(page, width=width, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_text(page, width=width, color=False)


@steady
@given(plain_pages, widths)
def test_no_letter_is_lost_in_wrapping(page: Page, width: int) -> None:
    expected = ""
    for block in page:
        match block:
            case Heading(text, level):
                expected += text + ("=" if level == 1 else "")
            case Paragraph(text):
                expected += text
            case Listing(items, mark):
                for number, item in enumerate(items, start=1):
                    lead = {"dash": "-", "box": "[ ]", "number": f"{number}.", "bare": ""}[mark]
                    expected += "".join((lead, item.text, *item.details))
            case _:
                pytest.fail("no tables here")
    shown = re.sub(r"(?m)^=+$", "=", render_text(page, width=width, color=False))
    assert re.sub("=+", "=", without_blanks(shown)) == re.sub("=+", "=", without_blanks(printable(expected)))


@steady
@given(pages, widths)
def test_lines_do_not_end_in_blanks_and_empty_lines_are_not_doubled(page: Page, width: int) -> None:
    shown = render_text(page, width=width, color=False)
    assert not re.search(r"(?m) +$", shown)
    assert "\n\n\n" not in shown
    assert not shown.startswith("\n")
    assert shown.endswith("\n")


@steady
@given(texts)
def test_printable_text_is_unchanged(text: str) -> None:
    assert printable(printable(text)) == printable(text)
    assert len(printable(text)) == len(text)


def test_the_underline_is_as_long_as_the_title() -> None:
    assert lines((Heading("A title", 1),)) == ["A title", "======="]
    assert lines((Heading(WORDS, 1),), 20) == ["one two three four", "five six seven eight", "nine ten", "=" * 20]


def test_headings_follow_an_empty_line() -> None:
    page = (Heading("First"), Paragraph("text"), Heading("Second"), Paragraph("more"))
    assert lines(page) == ["First", "text", "", "Second", "more"]


def test_items_are_indented_below_their_mark() -> None:
    page = (Listing((Item(WORDS, ("with a detail below it",)),), "number"),)
    assert lines(page, 24) == [
        "  1. one two three four",
        "     five six seven",
        "     eight nine ten",
        "     with a detail below",
        "     it",
    ]


@pytest.mark.parametrize(
    ("mark", "lead"), [("dash", "  - x"), ("box", "  [ ] x"), ("number", "  1. x"), ("bare", "  x")]
)
def test_every_list_has_its_mark(mark: str, lead: str) -> None:
    assert lines((Listing((Item("x"),), mark),)) == [lead]  # type: ignore[arg-type]  # one of the marks


def test_numbers_count_up_and_stay_aligned_above_nine() -> None:
    page = (Listing(tuple(Item(f"step {number}", ("how",)) for number in range(1, 12)), "number"),)
    shown = lines(page)
    assert [line for line in shown if "step" in line] == [f"  {number}. step {number}" for number in range(1, 12)]
    assert shown[-1] == "      how"


def test_a_table_becomes_a_list_if_its_columns_do_not_fit() -> None:
    table = Grid(("id", "name"), (("neck", "neck and shoulder tops"), ("leg", "leg")))
    assert lines((table,), 80) == ["id    name", "neck  neck and shoulder tops", "leg   leg"]
    assert lines((table,), 40) == ["  - neck", "    neck and shoulder tops", "  - leg", "    leg"]


def test_the_last_column_wraps_within_itself() -> None:
    table = Grid(("id", "name"), (("a", " ".join([WORDS] * 3)),))
    assert all(line.startswith(" " * 4) for line in lines((table,), 60)[2:])
    assert len(lines((table,), 60)) > 3


def test_markup_in_text_is_shown_literally() -> None:
    text = "[red]no colour[/red] :smile: *stars*"
    assert text in render_text((Paragraph(text, "danger"),), width=80, color=True)


_BAD = "a\x1b[31mb"


@pytest.mark.parametrize(
    "block",
    [
        Grid(("id", "name"), ((_BAD, "x"),)),
        Grid(("id", "name"), (("x", _BAD),)),
        Heading(_BAD),
        Paragraph(_BAD),
        Listing((Item(_BAD),)),
        Listing((Item("x", (_BAD,)),)),
    ],
    ids=["first-cell", "last-cell", "heading", "paragraph", "item", "detail"],
)
def test_an_escape_sequence_is_made_harmless_in_every_block(block: Block) -> None:
    assert "a?[31mb" in render_text((block,), width=80, color=False)
