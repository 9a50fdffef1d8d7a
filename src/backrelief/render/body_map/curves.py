"""Smooth edges through given points, as cubic Beziers and as polygons.

The tangents are weighted by chord length: with uniform ones a long edge beside a short one shoots past its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import dist
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from backrelief.knowledge.models.body_map import Region

Point = tuple[float, float]
Bezier = tuple[Point, Point, Point, Point]
"""Start, two controls, end."""

SAMPLES: Final = 5
"""Points of the polygon on each edge."""


@lru_cache(maxsize=512)
def beziers(points: tuple[Point, ...], corners: tuple[Point, ...], *, closed: bool) -> tuple[Bezier, ...]:
    """One curve an edge; at a corner and at an open end the tangent is zero."""
    count = len(points)
    tangents = [
        (0.0, 0.0)
        if points[index] in corners or (not closed and index in {0, count - 1})
        else _tangent(points[index - 1], points[index], points[(index + 1) % count])
        for index in range(count)
    ]
    return tuple(
        _edge(points[index], points[(index + 1) % count], tangents[index], tangents[(index + 1) % count])
        for index in range(count if closed else count - 1)
    )


def _tangent(before: Point, here: Point, after: Point) -> Point:
    """The direction at a point, of length about one: the nearer neighbour counts more."""
    back, ahead = dist(before, here) or 1.0, dist(here, after) or 1.0
    weight = ahead / (back + ahead)
    x = (here[0] - before[0]) / back * weight + (after[0] - here[0]) / ahead * (1 - weight)
    y = (here[1] - before[1]) / back * weight + (after[1] - here[1]) / ahead * (1 - weight)
    return x, y


def _edge(start: Point, end: Point, leaving: Point, arriving: Point) -> Bezier:
    """The curve between two anchors; between two on one side of the midline it stays on that side."""
    third = dist(start, end) / 3
    controls: tuple[Point, ...] = (
        (start[0] + leaving[0] * third, start[1] + leaving[1] * third),
        (end[0] - arriving[0] * third, end[1] - arriving[1] * third),
    )
    if start[0] >= 0 <= end[0]:
        controls = tuple((max(0.0, x), y) for x, y in controls)
    elif start[0] <= 0 >= end[0]:
        controls = tuple((min(0.0, x), y) for x, y in controls)
    first, second = controls
    return start, first, second, end


def _sampled(curves: Sequence[Bezier]) -> list[Point]:
    points: list[Point] = []
    for (x0, y0), (x1, y1), (x2, y2), (x3, y3) in curves:
        for step in range(SAMPLES):
            t = step / SAMPLES
            u = 1 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    points.append(curves[-1][3])
    return points


def whole(region: Region) -> tuple[Point, ...]:
    """The anchors of the outline put out on both sides: one closed shape, so that no seam shows at the midline."""
    mirrored = tuple((-x, y) for x, y in reversed(region.points) if x)
    return (*region.points, *mirrored)


def polygon(region: Region) -> tuple[Point, ...]:
    """The shape on the right half as a polygon; a line as a band of its width."""
    return _polygon(region.points, region.corners, region.half_width)


@lru_cache(maxsize=512)
def _polygon(points: tuple[Point, ...], corners: tuple[Point, ...], half_width: float | None) -> tuple[Point, ...]:
    sampled = _sampled(beziers(points, corners, closed=half_width is None))
    if half_width is None:
        return tuple(sampled)
    return (*((x + half_width, y) for x, y in sampled), *((x - half_width, y) for x, y in reversed(sampled)))
