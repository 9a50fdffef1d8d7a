"""What a page is made of, before its look is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Literal, ParamSpec

from msgspec import Struct

from backrelief.render.body_map.figure import Figure

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

Tone = Literal["plain", "strong", "quiet", "good", "warn", "danger"]
"""Decoration beside the words; never the only carrier of a meaning."""


class Heading(Struct, frozen=True):
    """A title; level 1 is the page."""

    text: str
    level: int = 2
    tone: Tone = "strong"


class Paragraph(Struct, frozen=True):
    """Running text."""

    text: str
    tone: Tone = "plain"


class Item(Struct, frozen=True):
    """One line of a list, with details below it."""

    text: str
    details: tuple[str, ...] = ()
    tone: Tone = "plain"


class Listing(Struct, frozen=True):
    """Items, each marked with a dash, a box to tick or a number, or not at all."""

    items: tuple[Item, ...]
    mark: Literal["dash", "box", "number", "bare"] = "dash"


class Grid(Struct, frozen=True):
    """Short cells in columns; on narrow or plain pages each row becomes a line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Picture(Struct, frozen=True):
    """Places on the body: drawn if the format can show a drawing, else named by the legend."""

    figures: tuple[Figure, ...]


Block = Heading | Paragraph | Listing | Grid | Picture
Page = tuple[Block, ...]

P = ParamSpec("P")


def below_own_changes(
    blocks: Callable[Concatenate[KnowledgeBase, P], Iterator[Block]],
) -> Callable[Concatenate[KnowledgeBase, P], Page]:
    """Make a generator of blocks return a page that begins with what the user's own data changed.

    Every answer about a person or an entry begins like that: somebody who weakened a safety rule is told each time.
    """

    @wraps(blocks)
    def page(knowledge: KnowledgeBase, /, *args: P.args, **kwargs: P.kwargs) -> Page:
        changed = (Paragraph(f"Changed by your own data: {one}", "warn") for one in knowledge.overrides)
        return (*changed, *blocks(knowledge, *args, **kwargs))

    return page
