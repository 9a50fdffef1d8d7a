"""A figure as a grid of labels: what lies at each spot. The right half is filled and mirrored, so both sides agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from backrelief.render.body_map.curves import Point, polygon
from backrelief.render.body_map.figure import Figure

if TYPE_CHECKING:
    from backrelief.knowledge.models.body_map import Region

OUTSIDE: Final = 0
SKIN: Final = 1
RELIEF: Final = 2
HAIR: Final = 3
MUSCLE: Final = 4
"""And 5: two tones take turns, so that neighbours can be told apart."""
KEEP_OFF: Final = 6
TARGET: Final = 10
"""And on: plus the number of the target."""

Grid = list[bytearray]


def label_grid(figure: Figure, columns: int, rows: int) -> Grid:
    """``rows`` rows of ``columns`` (even) labels over the part in view, from the reader's left to right."""
    half = columns // 2
    left, right = _half(figure, "left", half, rows), _half(figure, "right", half, rows)
    if figure.view == "front":  # the person faces the reader
        left, right = right, left
    for one in left:
        one.reverse()
    return [one + other for one, other in zip(left, right, strict=True)]


def _half(figure: Figure, side: str, columns: int, rows: int) -> Grid:
    """The half of one side, from the midline outwards."""
    grid = [bytearray(columns) for _ in range(rows)]
    scale = _Scale(figure, columns, rows)
    scale.fill(grid, polygon(figure.body[0]), SKIN)
    inside = [bytes(row) for row in grid]
    for region, label in painted(figure, side):
        scale.fill(grid, polygon(region), label, at_least_one=region.layer == "line")
    for row, mask in zip(grid, inside, strict=True):
        for place, skin in enumerate(mask):
            if not skin:
                row[place] = OUTSIDE
    return grid


def painted(figure: Figure, side: str) -> Iterator[tuple[Region, int]]:
    """What lies on the skin of one side, from the bottom up: large targets below small ones, lines on top."""
    for number, region in enumerate(figure.body[1:]):
        tone = HAIR if region.places else RELIEF
        yield region, tone if region.layer == "relief" else MUSCLE + number % 2
    kept = [region for one in figure.keep_off for region in one.regions]
    yield from ((region, KEEP_OFF) for region in kept if region.layer != "line")
    targets = [
        (region, TARGET + target.number)
        for target in figure.targets
        if target.side in {side, "both"}
        for region in target.regions
    ]
    yield from sorted(targets, key=lambda one: -_area(polygon(one[0])))
    yield from ((region, KEEP_OFF) for region in kept if region.layer == "line")


class _Scale:
    """From units to cells of the grid."""

    def __init__(self, figure: Figure, columns: int, rows: int) -> None:
        self.columns, self.rows, self.top = columns, rows, figure.top
        self.across = columns / figure.half_width
        self.down = rows / (figure.bottom - figure.top)

    def fill(self, grid: Grid, shape: Sequence[Point], label: int, *, at_least_one: bool = False) -> None:
        """Scan lines through the middle of each row; inside is where a ray crosses the edge an odd number of times."""
        corners = [(x * self.across, (y - self.top) * self.down) for x, y in shape]
        edges = list(zip(corners, corners[1:] + corners[:1], strict=True))
        first = max(0, int(min(y for _, y in corners)) - 1)
        last = min(self.rows, int(max(y for _, y in corners)) + 2)
        for row in range(first, last):
            middle = row + 0.5
            crossings = sorted(
                x0 + (middle - y0) / (y1 - y0) * (x1 - x0)
                for (x0, y0), (x1, y1) in edges
                if (y0 <= middle) != (y1 <= middle)
            )
            for begin, end in zip(crossings[::2], crossings[1::2], strict=False):
                start, stop = max(0, round(begin)), min(self.columns, round(end))
                if at_least_one and stop <= start < self.columns:
                    stop = start + 1
                if stop > start:
                    grid[row][start:stop] = bytes([label]) * (stop - start)


def _area(shape: Sequence[Point]) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(shape, (*shape[1:], shape[0]), strict=True))) / 2


def number_spots(grid: Sequence[Sequence[int]], figure: Figure) -> dict[tuple[int, int], int]:
    """(row, column) -> the number to write there: on each side of each target, where most of it lies around.

    Small targets choose first. Both sides are mirror images; at the midline one number serves for both.
    """
    spots: dict[tuple[int, int], int] = {}
    width = len(grid[0])
    counts = {target.number: sum(row.count(TARGET + target.number) for row in grid) for target in figure.targets}
    halves = range(width // 2, width), range(width // 2)
    for number in sorted(counts, key=lambda one: counts[one]):
        label = TARGET + number
        spot = next((found for half in halves if (found := _roomiest(grid, label, half, spots))), None)
        if spot is None:
            continue
        spots[spot] = number
        row, mirrored = spot[0], width - 1 - spot[1]
        if grid[row][mirrored] == label and abs(mirrored - spot[1]) > 2:
            spots[row, mirrored] = number
    return spots


def _roomiest(
    grid: Sequence[Sequence[int]], label: int, columns: range, taken: dict[tuple[int, int], int]
) -> tuple[int, int] | None:
    cells = [(row, column) for row in range(len(grid)) for column in columns if grid[row][column] == label]
    free = [cell for cell in cells if not any(one in taken for one in _around(cell))] or cells
    if not free:
        return None
    center = sum(row for row, _ in cells) / len(cells), sum(column for _, column in cells) / len(cells)

    def worth(cell: tuple[int, int]) -> tuple[float, tuple[int, int]]:
        row, column = cell
        around = sum(0 <= r < len(grid) and 0 <= c < len(grid[0]) and grid[r][c] == label for r, c in _around(cell))
        return (-around + 0.2 * (abs(row - center[0]) + abs(column - center[1])), cell)

    return min(free, key=worth)


def _around(cell: tuple[int, int]) -> list[tuple[int, int]]:
    row, column = cell
    return [(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
