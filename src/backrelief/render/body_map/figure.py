"""The content of a picture: the view, the numbered targets, the zones to keep off, and the label of each cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from backrelief.knowledge.terms import OPPOSITE
from backrelief.render.body_map.shapes import are_near, area, polygon, spans
from backrelief.render.phrases import SIDES

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.body_map import Region, View

VIEWS: Final[tuple[View, ...]] = ("back", "front")
_ALWAYS_DRAWN: Final = ("outline", "relief", "surface")
"""Layers of the body in every picture, from the bottom up."""
MOST_TARGETS: Final = 9
"""Most targets on a page; more could not be told apart."""
NEAR: Final = 10.0
"""Units; a picture shows a zone to keep off up to this distance from a target."""
MARGIN: Final = 40.0
"""Units shown above and below the targets."""
LEAST_HEIGHT: Final = 190.0
"""Units; a smaller part of a body would not be recognised."""

OUTSIDE: Final = 0
SKIN: Final = 1
RELIEF: Final = 2
HAIR: Final = 3
MUSCLE: Final = 4
"""And 5: two tones alternate, so that neighbours can be told apart."""
KEEP_OFF: Final = 6
TARGET: Final = 10
"""The first of the labels of targets: ``TARGET`` plus the number of the target."""

Grid = list[bytearray]
"""Rows of labels."""
Cell = tuple[int, int]
"""Row and column."""


class Target(Struct, frozen=True):
    """A part of the body to work on."""

    number: int
    """Its number in the picture and the legend; numbers continue across the pictures of a page."""
    id: str
    """The id of a muscle, or of a place."""
    name: str
    side: str
    """`left`, `right` or `both`, as the person sees it."""
    regions: tuple[Region, ...]

    @property
    def deep(self) -> bool:
        """True if it lies under another layer, through which it is felt."""
        return all(region.layer == "deep" and region.muscles for region in self.regions)


class KeepOff(Struct, frozen=True):
    """A part of the body near a target that must not be pressed."""

    name: str
    regions: tuple[Region, ...]


class Figure(Struct, frozen=True):
    """One view of the body."""

    view: View
    targets: tuple[Target, ...]
    keep_off: tuple[KeepOff, ...]
    body: tuple[Region, ...]
    """The regions that are drawn in every picture, from the bottom up; the outline comes first."""
    top: float
    bottom: float

    @property
    def half_width(self) -> float:
        """Half the width of the visible part, with a little space."""
        return max(point.real for point in polygon(self.body[0]) if self.top <= point.imag <= self.bottom) + 4

    @property
    def caption(self) -> str:
        """A line that says which side is which, and that the picture is schematic."""
        if self.view == "back":
            return "Seen from behind: your left is on the left. A schematic drawing."
        return "Seen from the front: your left is on the right. A schematic drawing."


def figures(knowledge: KnowledgeBase, wanted: Iterable[tuple[str, str]]) -> tuple[Figure, ...]:
    """Return the pictures for targets: the back, then the front for the targets that are only visible there.

    ``wanted`` holds ids of muscles or places, each with the side of a step; a target that occurs twice gets one number.
    Targets that the map lacks are left out; there is no picture if none is left.
    """
    sides: dict[str, str] = {}
    for target, side in wanted:
        sides[target] = side if side in OPPOSITE and sides.get(target, side) == side else "both"
    shown = [target for target in sides if _regions(knowledge, target)]
    # A muscle that no hand reaches, such as the diaphragm, is only drawn if there is nothing else to draw.
    unreached = {muscle.id for muscle in knowledge.muscles if not muscle.places}
    shown = [target for target in shown if target not in unreached] or shown
    targets = [
        Target(number, target, _name(knowledge, target), sides[target], _regions(knowledge, target))
        for number, target in enumerate(shown[:MOST_TARGETS], start=1)
    ]
    return tuple(
        _figure(knowledge, view, visible, near=True)
        for view in VIEWS
        if (visible := [target for target in targets if view in target.regions[0].view])
    )


def area_figure(knowledge: KnowledgeBase, areas: Sequence[str]) -> Figure | None:
    """Return the back with the areas, numbered in the order given; ``None`` if the map shows none of them.

    An area that is a name for several others has no regions, so it is not drawn beside them.
    """
    targets = []
    for number, area_id in enumerate(areas[:MOST_TARGETS], start=1):
        entry = knowledge.areas[area_id]
        regions = [region for place in entry.places for region in _regions(knowledge, place) if "back" in region.view]
        if regions:
            targets.append(Target(number, area_id, entry.name, "both", tuple(regions)))
    return _figure(knowledge, "back", targets, near=False) if targets else None


def _regions(knowledge: KnowledgeBase, target: str) -> tuple[Region, ...]:
    """Return the regions of a muscle or place in the first view that has any."""
    found = [region for region in knowledge.regions if target in region.muscles or target in region.places]
    return tuple(region for region in found if region.view == found[0].view)


def _name(knowledge: KnowledgeBase, target: str) -> str:
    muscle = knowledge.muscles.get(target)
    return muscle.lay_name if muscle else knowledge.places[target].name


def _figure(knowledge: KnowledgeBase, view: View, targets: Sequence[Target], *, near: bool) -> Figure:
    """Return one view; if ``near``, with the zones to keep off near the targets."""
    seen = [region for region in knowledge.regions if view in region.view]
    body = [region for layer in _ALWAYS_DRAWN for region in seen if region.layer == layer]
    heights = [point.imag for target in targets for region in target.regions for point in polygon(region)]
    end = max(point.imag for point in polygon(body[0]))
    top, bottom = max(0.0, min(heights) - MARGIN), min(end, max(heights) + MARGIN)
    lacking = max(0.0, LEAST_HEIGHT - (bottom - top))
    top = max(0.0, top - lacking / 2)
    bottom = min(end, max(bottom + lacking / 2, top + LEAST_HEIGHT))
    kept = tuple(_kept_off(knowledge, seen, targets)) if near else ()
    return Figure(view, tuple(targets), kept, tuple(body), top, bottom)


def _kept_off(knowledge: KnowledgeBase, seen: Sequence[Region], targets: Sequence[Target]) -> Iterator[KeepOff]:
    """Yield the zones near a target."""
    shapes = {region.id: polygon(region) for target in targets for region in target.regions}
    for zone in knowledge.zones:
        regions = tuple(region for region in seen if zone.id in region.zones and region.id not in shapes)
        if any(are_near(polygon(region), shape, NEAR) for region in regions for shape in shapes.values()):
            yield KeepOff(regions[0].name or zone.name, regions)


def legend(figure: Figure) -> tuple[str, ...]:
    """Return a line for each number and each zone of crosses."""
    lines = [
        f"{target.number} {target.name}{f', {SIDES[target.side]}' if target.side in OPPOSITE else ''}"
        for target in figure.targets
    ]
    return (*lines, *(f"x keep off: {kept.name.lower()}" for kept in figure.keep_off))


def numbers(shown: Iterable[Figure]) -> dict[str, int]:
    """Return target -> its number in the pictures."""
    return {target.id: target.number for figure in shown for target in figure.targets}


def label_grid(figure: Figure, columns: int, rows: int) -> Grid:
    """Return the label of each cell of the visible part, as ``rows`` rows of ``columns`` labels, an even number.

    The map only holds the right half of the body; each side is filled from the midline outwards, so that both agree.
    """
    halves = [_half(figure, side, columns // 2, rows) for side in ("left", "right")]
    left, right = halves if figure.view == "back" else reversed(halves)  # from the front the person faces the reader
    return [outwards[::-1] + row for outwards, row in zip(left, right, strict=True)]


def _half(figure: Figure, side: str, columns: int, rows: int) -> Grid:
    across, down = columns / figure.half_width, rows / (figure.bottom - figure.top)

    def fill(grid: Grid, region: Region, label: int) -> None:
        shape = tuple(complex(point.real * across, (point.imag - figure.top) * down) for point in polygon(region))
        for row, start, stop in spans(shape, columns, rows, at_least_one=region.layer == "line"):
            grid[row][start:stop] = bytes([label]) * (stop - start)

    skin, grid = ([bytearray(columns) for _ in range(rows)] for _ in range(2))
    fill(skin, figure.body[0], SKIN)
    fill(grid, figure.body[0], SKIN)
    for region, label in _painted(figure, side):
        fill(grid, region, label)
    # Muscles at the side reach past the edge of the body, so they are cut off there.
    return [
        bytearray(label if inside else OUTSIDE for label, inside in zip(*row, strict=True))
        for row in zip(grid, skin, strict=True)
    ]


def _painted(figure: Figure, side: str) -> Iterator[tuple[Region, int]]:
    """Yield the regions on the skin of one side, from the bottom up: large targets below small ones, lines on top."""
    for number, region in enumerate(figure.body[1:]):
        tone = HAIR if region.places else RELIEF
        yield region, tone if region.layer == "relief" else MUSCLE + number % 2
    kept = [region for zone in figure.keep_off for region in zone.regions]
    yield from ((region, KEEP_OFF) for region in kept if region.layer != "line")
    targets = [
        (region, TARGET + target.number)
        for target in figure.targets
        if target.side in {side, "both"}
        for region in target.regions
    ]
    yield from sorted(targets, key=lambda painted: -area(polygon(painted[0])))
    yield from ((region, KEEP_OFF) for region in kept if region.layer == "line")


def number_spots(grid: Grid, figure: Figure) -> dict[Cell, int]:
    """Return the cells in which to write numbers: on each side of a target, near the middle of its widest part.

    Small targets choose first. The two sides mirror each other; near the midline a single number serves both.
    """
    spots: dict[Cell, int] = {}
    width = len(grid[0])
    cells_of: dict[int, set[Cell]] = {target.number: set() for target in figure.targets}
    for row, labels in enumerate(grid):
        for column, label in enumerate(labels):
            if label > TARGET:
                cells_of[label - TARGET].add((row, column))
    for number, cells in sorted(cells_of.items(), key=lambda item: len(item[1])):
        half = {cell for cell in cells if cell[1] >= width // 2} or cells
        if not half:
            continue
        free = {cell for cell in half if spots.keys().isdisjoint(_around(cell))} or half
        spot = _roomiest(free, half, cells)
        mirrored = spot[0], width - 1 - spot[1]
        spots[spot] = number
        if mirrored in cells and abs(mirrored[1] - spot[1]) > 2:
            spots[mirrored] = number
    return spots


def _roomiest(free: set[Cell], half: set[Cell], cells: set[Cell]) -> Cell:
    """Return the free cell with the most cells of the target around it, near the middle of the half."""
    down, across = (sum(cell[axis] for cell in half) / len(half) for axis in (0, 1))

    def cost(cell: Cell) -> tuple[float, Cell]:
        around = len(cells.intersection(_around(cell)))
        return 0.2 * (abs(cell[0] - down) + abs(cell[1] - across)) - around, cell

    return min(free, key=cost)


def _around(cell: Cell) -> list[Cell]:
    row, column = cell
    return [(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
