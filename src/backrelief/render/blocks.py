"""What a page is made of, before anybody decides how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from backrelief.render.body_map.figure import Figure

Tone = Literal["plain", "strong", "quiet", "good", "warn", "danger"]
"""Decoration beside the words; never the only carrier of a meaning."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; level 1 is the page."""

    text: str
    level: int = 2
    tone: Tone = "strong"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, with details below it."""

    text: str
    details: tuple[str, ...] = ()
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Listing:
    """Items: marked with a dash, a box to tick or a number, or as they stand."""

    items: tuple[Item, ...]
    mark: Literal["dash", "box", "number", "bare"] = "dash"


@dataclass(frozen=True, slots=True)
class Table:
    """Short cells in columns; on narrow or plain pages each row becomes a line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Where on the body: drawn where that can be seen, told by its legend where not."""

    figures: tuple[Figure, ...]


Block = Heading | Paragraph | Listing | Table | Picture
Page = tuple[Block, ...]
