"""Draw small pages of any text, including escape sequences and Markdown."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from backrelief.render.blocks import Block, Grid, Heading, Item, Listing, Page, Paragraph

steady = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
"""Use the same pages in every run, however slow the machine is."""

NASTY = (
    *("\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b2J", "\x08", "\r", "\t", "\x00", "\u202e", "\u200b", "\u2028"),
    *("# no heading", "- no item", "+ no item", "1. no item", "2) no item", "> no quote", "=====", "---", "***", "```"),
    *(
        "*",
        "_",
        "**bold**",
        "`code`",
        "~~~",
        "[a](b)",
        "![a](b)",
        "<b>",
        "<!--",
        "&amp;",
        "&#42;",
        "|",
        "\\",
        "\\*",
        "{x}",
    ),
    *("[red]rich[/red]", ":smile:", "word", "a-long-hyphenated-word", "x" * 130, "--have saddle-numbness", "5-10", "7"),
)
"""Pieces of text that would have an effect if they were read as markup or control codes."""

texts = (
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(min_size=1, max_size=12)), min_size=1, max_size=6)
    .map(lambda parts: " ".join(" ".join(parts).split(" ")).strip().replace("\n", " ").strip())
    .filter(bool)
)
"""Text that an entry could contain if nothing checked it: one line, not empty, without space around it."""

headings = st.builds(Heading, texts, st.integers(min_value=1, max_value=3))
paragraphs = st.builds(Paragraph, texts, st.sampled_from(["plain", "strong", "quiet", "good", "warn", "danger"]))
items = st.builds(Item, texts, st.lists(texts, max_size=2).map(tuple))
listings = st.builds(
    Listing, st.lists(items, min_size=1, max_size=12).map(tuple), st.sampled_from(["dash", "box", "number", "bare"])
)


@st.composite
def _tables(draw: st.DrawFn) -> Grid:
    width = draw(st.integers(min_value=1, max_value=3))
    rows = st.lists(texts, min_size=width, max_size=width).map(tuple)
    return Grid(draw(rows), tuple(draw(st.lists(rows, min_size=1, max_size=3))))


tables = _tables()
blocks: st.SearchStrategy[Block] = st.one_of(headings, paragraphs, listings, tables)
pages: st.SearchStrategy[Page] = st.lists(blocks, min_size=1, max_size=4).map(tuple)


def is_harmless(text: str) -> bool:
    """Return whether the text has only visible characters, spaces and line breaks."""
    return all(letter.isprintable() or letter == "\n" for letter in text)


def without_blanks(text: str) -> str:
    """Remove all white space, so that wrapping makes no difference."""
    return "".join(text.split())
