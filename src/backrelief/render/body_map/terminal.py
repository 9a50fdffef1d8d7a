"""A figure in the cells of a terminal: in colour, as line art, or in plain letters.

Whole cells are painted spaces: in many fonts full blocks leave gaps between the rows. Nothing is blended at the
edges, since the background is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import ceil
from typing import Final, Literal

from backrelief.render.body_map.figure import Figure
from backrelief.render.body_map.raster import (
    HAIR,
    KEEP_OFF,
    MUSCLE,
    OUTSIDE,
    RELIEF,
    SKIN,
    TARGET,
    Grid,
    label_grid,
    number_spots,
)

Mode = Literal["truecolor", "256", "16", "braille", "ascii"]

FINE: Final = 4
"""Samples across and down each cell."""
COLUMN_TO_ROW: Final = 2.0
"""A cell is about twice as high as wide."""


@dataclass(frozen=True, slots=True)
class Span:
    """Letters of one look; colours as words of rich styles, ``None`` for the terminal's own."""

    text: str
    ink: str | None = None
    paper: str | None = None


Row = tuple[Span, ...]

PALETTE: Final[dict[Mode, tuple[str, ...]]] = {
    "truecolor": (
        "#E69F00",
        "#56B4E9",
        "#F0E442",
        "#2BB890",
        "#CC79A7",
        "#E8804A",
        "#9AB6FF",
        "#C9C9C9",
        "#B9E769",
    ),
    "256": tuple(f"color({one})" for one in (172, 74, 227, 36, 175, 209, 111, 252, 155)),
    "16": (
        "yellow",
        "cyan",
        "magenta",
        "green",
        "bright_yellow",
        "bright_cyan",
        "bright_magenta",
        "bright_green",
        "white",
    ),
}
"""For the targets, in the order of their numbers; all of them carry black numbers."""
_BODY: Final[dict[Mode, dict[int, str]]] = {
    "truecolor": {
        SKIN: "#9b8476",
        RELIEF: "#877062",
        HAIR: "#55453d",
        MUSCLE: "#8f7869",
        MUSCLE + 1: "#83705f",
        KEEP_OFF: "#c0392b",
    },
    "256": {
        SKIN: "color(246)",
        RELIEF: "color(242)",
        HAIR: "color(238)",
        MUSCLE: "color(244)",
        MUSCLE + 1: "color(243)",
        KEEP_OFF: "color(160)",
    },
}
"""Greys of its own for 256 colours: the nearest ones of the palette are pink and olive."""
_QUADRANTS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By the bits of the corners: 1 top left, 2 top right, 4 bottom left, 8 bottom right."""
_HATCHES: Final = (
    lambda x, y: (x + y) % 2 == 0,
    lambda x, y: (x + y) % 4 == 0,
    lambda x, y: y % 2 == 0,
    lambda x, y: x % 2 == 0,
    lambda x, y: (x - y) % 4 == 0,
    lambda x, y: x % 2 == 0 and y % 2 == 0,
    lambda x, y: y % 4 == 0,
    lambda x, y: (x + y) % 2 == 0 or y % 4 == 0,
    lambda x, y: x % 4 == 0 or y % 4 == 0,
)
"""Which dots of a target are set, by its number."""


def draw(figure: Figure, columns: int, rows: int, mode: Mode) -> tuple[Row, ...]:
    """The part in view, as large as ``columns`` and ``rows`` allow."""
    wide, high = 2 * figure.half_width, figure.bottom - figure.top
    unit = max(wide / columns, high / (rows * COLUMN_TO_ROW))
    across, down = max(2, int(wide / unit) // 2 * 2), max(2, ceil(high / (unit * COLUMN_TO_ROW)))
    fine = label_grid(figure, across * FINE, down * FINE)
    coarse = [[_most(_cell(fine, row, column)) for column in range(across)] for row in range(down)]
    spots = number_spots(coarse, figure)
    match mode:
        case "ascii":
            letters = [[_letter(label) for label in row] for row in coarse]
            return _plain(letters)
        case "braille":
            return _plain(_line_art(figure, across, down, spots))
        case "16":
            return tuple(
                _row([_sixteen(label, spots.get((y, x))) for x, label in enumerate(row)])
                for y, row in enumerate(coarse)
            )
        case _:
            return tuple(
                _row([_quadrants(_cell(fine, y, x), spots.get((y, x)), mode) for x in range(across)])
                for y in range(down)
            )


def _cell(fine: Grid, row: int, column: int) -> bytes:
    return b"".join(bytes(fine[row * FINE + down][column * FINE : (column + 1) * FINE]) for down in range(FINE))


@lru_cache(maxsize=4096)
def _most(samples: bytes) -> int:
    """The label of a cell: thin lines and targets win over the body, the body over nothing from half of the cell on."""
    counts = sorted(((samples.count(label), label) for label in set(samples)), reverse=True)
    for label in (KEEP_OFF,):
        if samples.count(label) >= FINE:
            return label
    targets = [(count, label) for count, label in counts if label > TARGET]
    if targets and targets[0][0] >= FINE * FINE * 3 // 8:
        return targets[0][1]
    return counts[0][1]


def _letter(label: int) -> str:
    if label > TARGET:
        return str(label - TARGET)
    return {OUTSIDE: " ", KEEP_OFF: "x", HAIR: "#"}.get(label, ":")


def _plain(letters: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    return tuple((Span("".join(row).rstrip()),) for row in letters)


def _sixteen(label: int, number: int | None) -> Span:
    if label > TARGET:
        return Span(str(number or " "), "black", PALETTE["16"][label - TARGET - 1])
    if label == KEEP_OFF:
        return Span("x", "red")
    return Span({OUTSIDE: " ", HAIR: "▒"}.get(label, "░"))


@lru_cache(maxsize=4096)
def _quadrants(samples: bytes, number: int | None, mode: Mode) -> Span:
    """The two commonest colours of a cell, spread over its four quarters."""
    half = FINE // 2
    quarters = [
        _commonest(samples[(top + y) * FINE + left + x] for y in range(half) for x in range(half))
        for top in (0, half)
        for left in (0, half)
    ]
    if number is not None:
        return Span(str(number), "black", _color(TARGET + number, mode))
    first = _commonest(quarters)
    others = [one for one in quarters if one != first]
    if not others:
        return Span(" ", None, _color(first, mode))
    second = _commonest(others)
    if first == OUTSIDE:  # what is outside has no colour of its own, so it can only be paper
        first, second = second, first
    if OUTSIDE not in quarters:
        second_set = {one for one in quarters if one != first}
        second = _commonest([one for one in quarters if one in second_set])
    bits = sum(1 << place for place, one in enumerate(quarters) if one == first)
    if bits == 0b1111:
        return Span(" ", None, _color(first, mode))
    return Span(_QUADRANTS[bits], _color(first, mode), _color(second, mode))


def _commonest(labels: object) -> int:
    found = list(labels)  # type: ignore[call-overload]
    return max(sorted(set(found), reverse=True), key=found.count)


def _color(label: int, mode: Mode) -> str | None:
    if label > TARGET:
        return PALETTE[mode][label - TARGET - 1]
    return _BODY[mode].get(label)


def _row(spans: Sequence[Span]) -> Row:
    """Neighbours of one look joined; what is empty at the end left out, painted spaces kept."""
    last = max((place for place, one in enumerate(spans) if one.text != " " or one.paper), default=-1)
    return tuple(
        Span("".join(one.text for one in group), *look)
        for look, group in groupby(spans[: last + 1], key=lambda one: (one.ink, one.paper))
    )


def _line_art(figure: Figure, across: int, down: int, spots: dict[tuple[int, int], int]) -> list[list[str]]:
    """Braille: the edges of what is always drawn, targets hatched, and room around the numbers."""
    dots = label_grid(figure, across * 2, down * 4)
    letters = []
    for row in range(down):
        line = []
        for column in range(across):
            if (row, column) in spots:
                line.append(str(spots[row, column]))
            elif (row, column - 1) in spots or (row, column + 1) in spots:
                line.append(" ")
            else:
                line.append(_braille(dots, row * 4, column * 2))
        letters.append(line)
    return letters


_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def _braille(dots: Grid, top: int, left: int) -> str:
    bits = sum(_DOTS[y][x] for y in range(4) for x in range(2) if _is_set(dots, top + y, left + x))
    return chr(0x2800 + bits) if bits else " "


def _is_set(dots: Grid, y: int, x: int) -> bool:
    label = dots[y][x]
    if label > TARGET:
        return _HATCHES[label - TARGET - 1](x, y) or _edge(dots, y, x)
    if label == KEEP_OFF:
        return (x + y) % 2 == 0
    return _edge(dots, y, x)


def _edge(dots: Grid, y: int, x: int) -> bool:
    """Whether what lies above or beside it, away from the middle, is something else."""
    label, width = dots[y][x], len(dots[0])
    outward = 1 if x >= width // 2 else -1
    beside = dots[y][x + outward] if 0 <= x + outward < width else OUTSIDE
    above = dots[y - 1][x] if y else OUTSIDE if label else label
    below = dots[y + 1][x] if y + 1 < len(dots) else label
    if label == OUTSIDE:
        return False
    lines = {OUTSIDE, HAIR}
    return any(one != label and (one in lines or label in lines or label > TARGET) for one in (beside, above, below))
