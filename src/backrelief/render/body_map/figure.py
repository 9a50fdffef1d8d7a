"""What one picture shows: from where the body is seen, the numbered targets, what to keep off, and the part in view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from backrelief.render.body_map.curves import Point, polygon

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.body_map import Region, View

VIEWS: Final[tuple[View, ...]] = ("back", "front")
MOST_TARGETS: Final = 9
"""In one picture; more could not be told apart."""
NEAR: Final = 10.0
"""Units between a target and what must be kept off, up to which the picture shows both."""
MARGIN: Final = 40.0
LEAST_HEIGHT: Final = 190.0
"""Of the part in view: less of a body is not recognised."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to work on."""

    number: int
    """Stands in the picture and in the legend; it runs on over all pictures of a page."""
    id: str
    """Of a muscle, or of a place."""
    name: str
    side: str
    """`left`, `right` or `both`: the person's own."""
    regions: tuple[Region, ...]

    @property
    def deep(self) -> bool:
        """Felt through the layer above it."""
        return all(region.layer == "deep" and region.muscles for region in self.regions)


@dataclass(frozen=True, slots=True)
class KeepOff:
    """Something beside a target that must not be pressed."""

    name: str
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One view of the body."""

    view: View
    targets: tuple[Target, ...]
    keep_off: tuple[KeepOff, ...]
    body: tuple[Region, ...]
    """What is always drawn: the outline first."""
    top: float
    bottom: float

    @property
    def half_width(self) -> float:
        """Of the body in the part in view, with a little air."""
        return max(x for x, y in polygon(self.body[0]) if self.top <= y <= self.bottom) + 4

    @property
    def caption(self) -> str:
        """Which side is which, and how far the picture can be trusted."""
        if self.view == "back":
            return "Seen from behind: your left is on the left. A schematic drawing."
        return "Seen from the front: your left is on the right. A schematic drawing."


def figures(knowledge: KnowledgeBase, wanted: Iterable[tuple[str, str]]) -> tuple[Figure, ...]:
    """The pictures for targets with their sides: from behind, then from the front what is only seen there.

    ``wanted`` holds ids of muscles or places, each with a side as a step has it; a target that comes twice gets one
    number. What the map cannot show is left out; no picture where nothing is left.
    """
    sides: dict[str, set[str]] = {}
    for target, side in wanted:
        sides.setdefault(target, set()).add(side)
    shown = [one for one in sides if _regions(knowledge, one)]
    # What no hand reaches, such as the breathing muscle, is a picture of its own or none.
    shown = [one for one in shown if _within_reach(knowledge, one)] or shown
    targets = [
        Target(number, target, _name(knowledge, target), _side(sides[target]), _regions(knowledge, target))
        for number, target in enumerate(shown[:MOST_TARGETS], start=1)
    ]
    return tuple(
        _figure(knowledge, view, found, near=True)
        for view in VIEWS
        if (found := [one for one in targets if view in one.regions[0].view])
    )


def area_figure(knowledge: KnowledgeBase, areas: Sequence[str]) -> Figure | None:
    """The back with the areas, each numbered by its place in the sequence; ``None`` where the map shows none.

    An area that stands for others is not drawn beside them.
    """
    targets = []
    for number, area in enumerate(areas, start=1):
        entry = knowledge.areas[area]
        found = [one for place in entry.places for one in _regions(knowledge, place) if "back" in one.view]
        if found and number <= MOST_TARGETS:
            targets.append(Target(number, area, entry.name, "both", tuple(found)))
    return _figure(knowledge, "back", targets, near=False) if targets else None


def _within_reach(knowledge: KnowledgeBase, target: str) -> bool:
    muscle = knowledge.muscles.get(target)
    return muscle is None or bool(muscle.places)


def _side(said: set[str]) -> str:
    return next(iter(said)) if said in ({"left"}, {"right"}) else "both"


def _regions(knowledge: KnowledgeBase, target: str) -> tuple[Region, ...]:
    """The regions of a muscle or place, all in one view: the first that the map has."""
    found = [one for one in knowledge.regions if target in one.muscles or target in one.places]
    return tuple(one for one in found if one.view == found[0].view)


def _name(knowledge: KnowledgeBase, target: str) -> str:
    muscle = knowledge.muscles.get(target)
    return str(muscle.lay_name if muscle else knowledge.places[target].name)


def _figure(knowledge: KnowledgeBase, view: View, targets: Sequence[Target], *, near: bool) -> Figure:
    """One view; with what to keep off beside the targets where that is wanted."""
    every = [one for one in knowledge.regions if view in one.view]
    order = ("outline", "relief", "surface")
    body = sorted((one for one in every if one.layer in order), key=lambda one: order.index(one.layer))
    height = [y for target in targets for region in target.regions for _, y in polygon(region)]
    end = max(y for _, y in polygon(body[0]))
    top, bottom = max(0.0, min(height) - MARGIN), min(end, max(height) + MARGIN)
    lacking = max(0.0, LEAST_HEIGHT - (bottom - top))
    top = max(0.0, top - lacking / 2)
    bottom = min(end, max(bottom + lacking / 2, top + LEAST_HEIGHT))
    kept = tuple(_kept_off(knowledge, every, targets)) if near else ()
    return Figure(view, tuple(targets), kept, tuple(body), top, bottom)


def _kept_off(knowledge: KnowledgeBase, every: Sequence[Region], targets: Sequence[Target]) -> Iterator[KeepOff]:
    """The zones that lie beside a target."""
    worked = [polygon(region) for target in targets for region in target.regions]
    meant = {region.id for target in targets for region in target.regions}
    for zone in knowledge.zones:
        regions = tuple(one for one in every if zone.id in one.zones and one.id not in meant)
        if any(_near(polygon(region), shape) for region in regions for shape in worked):
            yield KeepOff(regions[0].name or zone.name, regions)


def _near(one: Sequence[Point], other: Sequence[Point]) -> bool:
    return any(_distance(point, edge) <= NEAR for point in one for edge in pairwise(other)) or any(
        _distance(point, edge) <= NEAR for point in other for edge in pairwise(one)
    )


def _distance(point: Point, edge: tuple[Point, Point]) -> float:
    (x, y), ((x0, y0), (x1, y1)) = point, edge
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    t = 0.0 if not length else max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / length))
    return float(((x - x0 - t * dx) ** 2 + (y - y0 - t * dy) ** 2) ** 0.5)


def legend(figure: Figure) -> tuple[str, ...]:
    """What the numbers mean, and what the crosses mean: a line each."""
    sides = {"left": ", left side", "right": ", right side", "both": ""}
    lines = [f"{one.number} {one.name}{sides[one.side]}" for one in figure.targets]
    return (*lines, *(f"x keep off: {one.name.lower()}" for one in figure.keep_off))


def numbers(shown: Iterable[Figure]) -> dict[str, int]:
    """Target -> its number in the pictures."""
    return {target.id: target.number for figure in shown for target in figure.targets}
