"""A figure in the cells of a terminal: in colour, as line art, or in plain letters.

Whole cells are painted spaces, because full blocks leave gaps between rows in many fonts. Edges are not blended,
because the background is not known. rich only paints the result; it cannot draw pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from math import ceil
from typing import Final, Literal

from msgspec import Struct

from backrelief.render.body_map.figure import (
    HAIR,
    KEEP_OFF,
    MUSCLE,
    OUTSIDE,
    RELIEF,
    SKIN,
    TARGET,
    Cell,
    Figure,
    Grid,
    label_grid,
    number_spots,
)

Colorful = Literal["truecolor", "256"]
"""Modes with enough colours to paint the quarters of a cell."""
Mode = Literal[Colorful, "16", "braille", "ascii"]

FINE: Final = 4
"""Samples across and down in each cell."""
PICTURE_COLUMNS: Final = 40
PICTURE_ROWS: Final = 24
"""Rows and columns of the largest picture on a page."""
COLUMN_TO_ROW: Final = 2.0
"""Height of a cell divided by its width, about."""


class Span(Struct, frozen=True):
    """Letters that look alike; colours are named as in rich styles, ``None`` is the default of the terminal."""

    text: str
    ink: str | None = None
    paper: str | None = None


Row = tuple[Span, ...]

_BASIC: Final = ("yellow", "cyan", "magenta", "green")
PALETTE: Final[dict[Literal[Colorful, "16"], tuple[str, ...]]] = {
    "truecolor": ("#E69F00", "#56B4E9", "#F0E442", "#2BB890", "#CC79A7", "#E8804A", "#9AB6FF", "#C9C9C9", "#B9E769"),
    "256": tuple(f"color({number})" for number in (172, 74, 227, 36, 175, 209, 111, 252, 155)),
    "16": (*_BASIC, *(f"bright_{color}" for color in _BASIC), "white"),
}
"""Colours of the targets in the order of their numbers; a black number is readable on each of them."""
_LABELS: Final = (SKIN, RELIEF, HAIR, MUSCLE, MUSCLE + 1, KEEP_OFF)
_BODY: Final[dict[Colorful, dict[int, str]]] = {
    "truecolor": dict(zip(_LABELS, ("#9b8476", "#877062", "#55453d", "#8f7869", "#83705f", "#c0392b"), strict=True)),
    "256": dict(zip(_LABELS, (f"color({number})" for number in (246, 242, 238, 244, 243, 160)), strict=True)),
}
"""Colours of the other labels; greys for 256 colours, because the nearest browns of that palette are pink and olive."""
_QUADRANTS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Letters indexed by the sum of their filled quarters: 1 top left, 2 top right, 4 bottom left, 8 bottom right."""
_HATCHES: Final = (
    ("X.", ".X"),
    ("X...", "...X", "..X.", ".X.."),
    ("X", "."),
    ("X.",),
    ("X...", ".X..", "..X.", "...X"),
    ("X.", ".."),
    ("X", ".", ".", "."),
    ("XXXX", "X.X.", ".X.X", "X.X."),
    ("XXXX", "X...", "X...", "X..."),
)
"""The Braille dots that are set, for each number of a target: rows that repeat."""


def draw(figure: Figure, columns: int, rows: int, mode: Mode) -> tuple[Row, ...]:
    """Return the visible part, as large as ``columns`` and ``rows`` allow."""
    wide, high = 2 * figure.half_width, figure.bottom - figure.top
    unit = max(wide / columns, high / (rows * COLUMN_TO_ROW))
    across, down = max(2, int(wide / unit) // 2 * 2), min(rows, ceil(high / (unit * COLUMN_TO_ROW)))
    fine = label_grid(figure, across * FINE, down * FINE)
    coarse = [bytearray(_label(_samples(fine, row, column)) for column in range(across)) for row in range(down)]
    _uncover(figure, fine, coarse)
    if mode == "ascii":
        return tuple((Span("".join(map(_letter, row)).rstrip()),) for row in coarse)
    spots = number_spots(coarse, figure)
    if mode == "braille":
        return _line_art(figure, coarse, spots)

    def cell(row: int, column: int) -> Span:
        number = spots.get((row, column))
        if mode == "16":
            return _sixteen(coarse[row][column], number)
        return _quadrants(_samples(fine, row, column), number, mode)

    return tuple(_joined([cell(row, column) for column in range(across)]) for row in range(down))


def _uncover(figure: Figure, fine: Grid, coarse: Grid) -> None:
    """Give each target without a cell the cell that holds most of it, so that its number is visible."""
    seen = {label for row in coarse for label in row}
    for target in figure.targets:
        label = TARGET + target.number
        if label in seen:
            continue
        cells = ((row, column) for row in range(len(coarse)) for column in range(len(coarse[0])))
        held, (row, column) = max((_samples(fine, *cell).count(label), cell) for cell in cells)
        if held:
            coarse[row][column] = label


def _samples(fine: Grid, row: int, column: int) -> bytes:
    return b"".join(bytes(fine[row * FINE + down][column * FINE : (column + 1) * FINE]) for down in range(FINE))


@lru_cache(maxsize=4096)
def _label(samples: bytes) -> int:
    """Return the label of a cell: a thin line to keep off wins, then a target, then the most common label."""
    if samples.count(KEEP_OFF) >= FINE:
        return KEEP_OFF
    label = _most_common([sample for sample in samples if sample > TARGET] or samples)
    return label if samples.count(label) >= len(samples) * 3 // 8 else _most_common(samples)


def _letter(label: int) -> str:
    if label > TARGET:
        return str(label - TARGET)
    return {OUTSIDE: " ", KEEP_OFF: "x", HAIR: "#"}.get(label, ":")


def _sixteen(label: int, number: int | None) -> Span:
    if label > TARGET:
        return Span(str(number or " "), "black", PALETTE["16"][label - TARGET - 1])
    if label == KEEP_OFF:
        return Span("x", "red")
    return Span({OUTSIDE: " ", HAIR: "▒"}.get(label, "░"))


@lru_cache(maxsize=4096)
def _quadrants(samples: bytes, number: int | None, mode: Colorful) -> Span:
    """Paint the four quarters of a cell in its two most common colours."""
    if number is not None:
        return Span(str(number), "black", _color(TARGET + number, mode))
    half = FINE // 2
    quarters = [
        _most_common([samples[(top + y) * FINE + left + x] for y in range(half) for x in range(half)])
        for top in (0, half)
        for left in (0, half)
    ]
    ink = _most_common([label for label in quarters if label != OUTSIDE] or quarters)
    if all(label == ink for label in quarters):
        # The colour alone would not say that the cell is to be kept off.
        return Span("x", "black", _color(ink, mode)) if ink == KEEP_OFF else Span(" ", None, _color(ink, mode))
    # Cells outside the body have no colour, so they can only be the paper.
    others = [label for label in quarters if label != ink]
    paper = OUTSIDE if OUTSIDE in others else _most_common(others)
    bits = sum(1 << index for index, label in enumerate(quarters) if label == ink)
    return Span(_QUADRANTS[bits], _color(ink, mode), _color(paper, mode))


def _most_common(labels: Sequence[int]) -> int:
    """Return the most common label; a line to keep off counts twice, because it is thin."""
    return max(sorted(set(labels)), key=lambda label: labels.count(label) * (2 if label == KEEP_OFF else 1))


def _color(label: int, mode: Colorful) -> str | None:
    if label > TARGET:
        return PALETTE[mode][label - TARGET - 1]
    return _BODY[mode].get(label)


def _joined(spans: Sequence[Span]) -> Row:
    """Join neighbours that look alike, and drop unpainted spaces at the end."""
    last = max((index for index, span in enumerate(spans) if span.text != " " or span.paper), default=-1)
    return tuple(
        Span("".join(span.text for span in group), *look)
        for look, group in groupby(spans[: last + 1], key=lambda span: (span.ink, span.paper))
    )


def _line_art(figure: Figure, coarse: Grid, spots: dict[Cell, int]) -> tuple[Row, ...]:
    """Draw the edge of the body and hatched targets in Braille, with `x` to keep off and space around the numbers."""
    across, down = len(coarse[0]), len(coarse)
    dots = label_grid(figure, across * 2, down * 4)

    def letter(row: int, column: int) -> str:
        if (row, column) in spots:
            return str(spots[row, column])
        if coarse[row][column] == KEEP_OFF:
            return "x"
        beside_number = (row, column - 1) in spots or (row, column + 1) in spots
        return " " if beside_number else _braille(dots, row * 4, column * 2)

    return tuple((Span("".join(letter(row, column) for column in range(across)).rstrip()),) for row in range(down))


_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def _braille(dots: Grid, top: int, left: int) -> str:
    bits = sum(_DOTS[y][x] for y in range(4) for x in range(2) if _is_set(dots, top + y, left + x))
    return chr(0x2800 + bits) if bits else " "


def _is_set(dots: Grid, y: int, x: int) -> bool:
    label = dots[y][x]
    if label > TARGET:
        rows = _HATCHES[label - TARGET - 1]
        row = rows[y % len(rows)]
        if row[x % len(row)] == "X":
            return True
    return _edge(dots, y, x)


def _edge(dots: Grid, y: int, x: int) -> bool:
    """Return whether the dot borders on another label above, below or on its outer side."""
    label, width = dots[y][x], len(dots[0])
    if label == OUTSIDE:
        return False
    outward = x + (1 if x >= width // 2 else -1)
    beside = dots[y][outward] if 0 <= outward < width else OUTSIDE
    above = dots[y - 1][x] if y else OUTSIDE
    below = dots[y + 1][x] if y + 1 < len(dots) else label
    lines = {OUTSIDE, HAIR}
    return any(
        other != label and (other in lines or label in lines or label > TARGET) for other in (beside, above, below)
    )
