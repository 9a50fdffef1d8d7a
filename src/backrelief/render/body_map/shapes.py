"""Geometry of the body map: smooth edges through given points, as cubic Bezier curves and polygons, and filling them.

A point is a complex number: units from the midline, and units down from the crown. The geometry is our own because
importing a library for it would slow down every start.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from backrelief.knowledge.models.body_map import Region

Bezier = tuple[complex, complex, complex, complex]
"""Start, two controls, end."""
Edge = tuple[Bezier, ...]
Polygon = tuple[complex, ...]

SAMPLES: Final = 5
"""Points of a polygon for each curve."""


@lru_cache(maxsize=512)
def _edge(points: tuple[tuple[float, float], ...], corners: tuple[tuple[float, float], ...], *, closed: bool) -> Edge:
    """Return a curve from each point to the next; the tangent is zero at corners and open ends."""
    count = len(points)
    vertices = [complex(*point) for point in points]
    tangents = [
        0j
        if points[index] in corners or (not closed and index in {0, count - 1})
        else _tangent(vertices[index - 1], vertices[index], vertices[(index + 1) % count])
        for index in range(count)
    ]
    return tuple(
        _curve(vertices[index], vertices[(index + 1) % count], tangents[index], tangents[(index + 1) % count])
        for index in range(count if closed else count - 1)
    )


def _tangent(before: complex, here: complex, after: complex) -> complex:
    """Return the direction at a point, with a length of about 1.

    The nearer neighbour counts more: with equal weights, a long edge next to a short one would overshoot.
    """
    back, ahead = abs(here - before) or 1.0, abs(after - here) or 1.0
    weight = ahead / (back + ahead)
    return (here - before) / back * weight + (after - here) / ahead * (1 - weight)


def _curve(start: complex, end: complex, leaving: complex, arriving: complex) -> Bezier:
    """Return the curve between two points; if both lie on one side of the midline, it stays on that side."""
    third = abs(end - start) / 3
    first, second = start + leaving * third, end - arriving * third
    if start.real >= 0 <= end.real:
        first, second = (complex(max(0.0, point.real), point.imag) for point in (first, second))
    elif start.real <= 0 >= end.real:
        first, second = (complex(min(0.0, point.real), point.imag) for point in (first, second))
    return start, first, second, end


def edge(region: Region) -> Edge:
    """Return the edge of a region on the right half of the body; the edge of a line is open."""
    return _edge(region.points, region.corners, closed=region.half_width is None)


def whole_edge(region: Region) -> Edge:
    """Return the edge of a region on both halves as one closed shape, so that no seam shows at the midline."""
    mirrored = tuple((-x, y) for x, y in reversed(region.points) if x)
    corners = (*region.corners, *((-x, y) for x, y in region.corners))
    return _edge((*region.points, *mirrored), corners, closed=True)


def polygon(region: Region) -> Polygon:
    """Return a region on the right half as a polygon; a line becomes a band of its width."""
    return _polygon(edge(region), region.half_width)


@lru_cache(maxsize=512)
def _polygon(curves: Edge, half_width: float | None) -> Polygon:
    points = [
        u * u * u * start + 3 * u * u * t * first + 3 * u * t * t * second + t * t * t * end
        for start, first, second, end in curves
        for t, u in ((step / SAMPLES, 1 - step / SAMPLES) for step in range(SAMPLES))
    ]
    points.append(curves[-1][3])
    if half_width is None:
        return tuple(points)
    return (*(point + half_width for point in points), *(point - half_width for point in reversed(points)))


def area(shape: Polygon) -> float:
    """Return the area inside a polygon."""
    return abs(sum((one.conjugate() * other).imag for one, other in pairwise((*shape, shape[0])))) / 2


def are_near(one: Polygon, other: Polygon, units: float) -> bool:
    """Return whether a corner of either polygon lies within so many units of a side of the other."""
    if any(_gap(first, second) > units for first, second in zip(_extents(one), _extents(other), strict=True)):
        return False  # their boxes are too far apart already
    return any(
        _distance(corner, start, end) <= units
        for corners, sides in ((one, other), (other, one))
        for corner in corners
        for start, end in pairwise(sides)
    )


def _extents(shape: Polygon) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the least and the largest coordinate of a polygon, across and down."""
    across, down = [corner.real for corner in shape], [corner.imag for corner in shape]
    return (min(across), max(across)), (min(down), max(down))


def _gap(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance between two stretches of a line; it is negative if they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _distance(point: complex, start: complex, end: complex) -> float:
    along = end - start
    t = ((point - start) * along.conjugate()).real / abs(along) ** 2 if along else 0.0
    return abs(point - start - max(0.0, min(1.0, t)) * along)


def spans(shape: Polygon, columns: int, rows: int, *, at_least_one: bool) -> Iterator[tuple[int, int, int]]:
    """Yield the cells inside a polygon, given in units of a cell, as row, first column, and column after the last.

    With ``at_least_one``, a stretch narrower than a cell still fills a cell.
    """
    crossings: dict[int, list[float]] = {}
    for one, other in pairwise((*shape, shape[0])):
        first, last = sorted((ceil(one.imag - 0.5), ceil(other.imag - 0.5)))
        for row in range(max(0, first), min(rows, last)):  # those whose middle lies between the corners
            part = (row + 0.5 - one.imag) / (other.imag - one.imag)
            crossings.setdefault(row, []).append(one.real + part * (other.real - one.real))
    for row, places in sorted(crossings.items()):
        places.sort()
        # Even-odd rule: along the middle of the row, every second crossing with the edge leaves the polygon.
        for begin, end in zip(places[::2], places[1::2], strict=False):
            start, stop = max(0, round(begin)), min(columns, round(end))
            if at_least_one and stop <= start < columns:
                stop = start + 1
            if stop > start:
                yield row, start, stop
