"""A clock that can be read from the floor."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

_FONT: Final = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
}
_ASCII: Final = {
    "0": (" _ ", "| |", "|_|"),
    "1": ("   ", "  |", "  |"),
    "2": (" _ ", " _|", "|_ "),
    "3": (" _ ", " _|", " _|"),
    "4": ("   ", "|_|", "  |"),
    "5": (" _ ", "|_ ", " _|"),
    "6": (" _ ", "|_ ", "|_|"),
    "7": (" _ ", "  |", "  |"),
    "8": (" _ ", "|_|", "|_|"),
    "9": (" _ ", "|_|", " _|"),
    ":": (" ", ".", "."),
}
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_PIXEL: Final = 2
"""Columns of a dot; a cell is about half as wide as it is high."""


def clock_face(text: str, *, rows: int = 3, blocks: bool = True) -> tuple[str, ...]:
    """Digits and colons as lines of equal length, 3 or 5 ``rows`` high."""
    if rows == 5:
        dot = "█" if blocks else "#"
        dots = _dots(text)
        return tuple(line.replace("#", dot) for line in dots)
    if not blocks:
        return tuple(" ".join(_ASCII[letter][row] for letter in text) for row in range(3))
    dots = (*_dots(text), "")
    return tuple(
        "".join(_HALVES[high == "#", low == "#"] for high, low in zip_longest(dots[row], dots[row + 1]))
        for row in (0, 2, 4)
    )


def _dots(text: str) -> tuple[str, ...]:
    gap = " " * _PIXEL
    return tuple(gap.join("".join(dot * _PIXEL for dot in _FONT[letter][row]) for letter in text) for row in range(5))
