"""A figure as SVG for a page: shapes with a colour and a hatch, and their numbers.

It uses presentation attributes only, because not every reader of SVG knows style rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from backrelief.render.body_map.figure import Figure, label_grid, legend, number_spots
from backrelief.render.body_map.shapes import Edge, edge, whole_edge
from backrelief.render.body_map.terminal import PALETTE

if TYPE_CHECKING:
    from backrelief.knowledge.models.body_map import Region

SKIN: Final = "#f6ece4"
SHADES: Final = {"relief": "#ead9cb", "surface": "#eddfd3"}
HAIR: Final = "#8d7b6f"
LINE: Final = "#8a6f5e"
STOP: Final = "#b3261e"
_GRAIN: Final = 3.0
"""Units; the size of a cell of the grid on which numbers are placed."""
_HATCHES: Final = (
    "M0 8L8 0",
    "M0 0L8 8",
    "M0 4H8",
    "M4 0V8",
    "M0 8L8 0M0 0L8 8",
    "M0 2H8M0 6H8",
    "M2 0V8M6 0V8",
    "M4 3V5M3 4H5",
    "M0 4H8M4 0V8",
)
"""A hatch for each number, so that the picture is readable in black and white."""


def figure_svg(figure: Figure, *, prefix: str) -> str:
    """Return an ``svg`` element. ``prefix`` keeps its ids apart from those of other pictures on the page."""
    half, top, bottom = figure.half_width, figure.top, figure.bottom
    title = "The back of the body" if figure.view == "back" else "The front of the body"
    outline = _path(whole_edge(figure.body[0]))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{prefix}-title {prefix}-text"',
        f' viewBox="{-half:g} {top:g} {2 * half:g} {bottom - top:g}" font-family="inherit">',
        f'<title id="{prefix}-title">{title}</title>',
        f'<desc id="{prefix}-text">{escape("; ".join(legend(figure)))}. {escape(figure.caption)}</desc>',
        "<defs>",
        f'<clipPath id="{prefix}-body"><path d="{outline}"/></clipPath>',
        f'<clipPath id="{prefix}-view"><rect x="{-half:g}" y="{top:g}" width="{2 * half:g}"',
        f' height="{bottom - top:g}"/></clipPath>',
        *(_pattern(prefix, target.number) for target in figure.targets),
        f'<pattern id="{prefix}-stop" width="7" height="7" patternUnits="userSpaceOnUse">',
        f'<path d="M0 0L7 7M0 7L7 0" stroke="{STOP}" stroke-width="1" fill="none"/></pattern>',
        "</defs>",
        f'<g clip-path="url(#{prefix}-view)">',
        f'<path d="{outline}" fill="{SKIN}" stroke="{LINE}" stroke-width="2"/>',
        f'<g clip-path="url(#{prefix}-body)">',
        _both_sides(f'<path d="{_shape(region)}" {_look(region)}/>' for region in figure.body[1:]),
        *_keep_off(figure, prefix, lines=False),
        *_targets(figure, prefix),
        *_keep_off(figure, prefix, lines=True),
        "</g></g>",
        *_discs(figure),
        "</svg>",
    ]
    return "".join(parts)


def _shape(region: Region) -> str:
    return _path(edge(region), closed=region.half_width is None)


def _path(curves: Edge, *, closed: bool = True) -> str:
    def at(*points: complex) -> str:
        return " ".join(f"{point.real:.1f} {point.imag:.1f}" for point in points)

    drawn = "".join(f"C{at(*controls)}" for _, *controls in curves)
    return f"M{at(curves[0][0])}{drawn}{'Z' if closed else ''}"


def _both_sides(shapes: Iterable[str]) -> str:
    drawn = "".join(shapes)
    return f'<g>{drawn}</g><g transform="scale(-1 1)">{drawn}</g>'


def _look(region: Region) -> str:
    fill = HAIR if region.layer == "relief" and region.places else SHADES[region.layer]
    return f'fill="{fill}" stroke="{LINE}" stroke-width=".6" stroke-opacity=".55"'


def _pattern(prefix: str, number: int) -> str:
    return (
        f'<pattern id="{prefix}-{number}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{PALETTE["truecolor"][number - 1]}"/>'
        f'<path d="{_HATCHES[number - 1]}" stroke="#000" stroke-opacity=".38" stroke-width="1.1" fill="none"/>'
        "</pattern>"
    )


def _targets(figure: Figure, prefix: str) -> Iterator[str]:
    # The map holds the person's right half; seen from behind it is also on the reader's right.
    facing = 1 if figure.view == "back" else -1
    directions = {"left": (-facing,), "right": (facing,)}
    for target in figure.targets:
        dashes = ' stroke-dasharray="4 3"' if target.deep else ""
        for region in target.regions:
            for direction in directions.get(target.side, (facing, -facing)):
                yield (
                    f'<path d="{_shape(region)}" transform="scale({direction} 1)" fill="url(#{prefix}-{target.number})"'
                    f' stroke="#222" stroke-width="1.3"{dashes}/>'
                )


def _keep_off(figure: Figure, prefix: str, *, lines: bool) -> Iterator[str]:
    for region in (region for kept in figure.keep_off for region in kept.regions):
        if (region.half_width is not None) != lines:
            continue
        look = (
            f'fill="none" stroke="{STOP}" stroke-width="{2 * region.half_width:g}" stroke-dasharray="6 3"'
            if region.half_width
            else f'fill="url(#{prefix}-stop)" stroke="{STOP}" stroke-width="1"'
        )
        yield _both_sides([f'<path d="{_shape(region)}" {look}/>'])


def _discs(figure: Figure) -> Iterator[str]:
    """Yield the numbers, each on a disc in the middle of a cell of a fine grid."""
    columns, rows = int(figure.half_width / _GRAIN) * 2, int((figure.bottom - figure.top) / _GRAIN)
    for (row, column), number in number_spots(label_grid(figure, columns, rows), figure).items():
        x = (column + 0.5) / columns * 2 * figure.half_width - figure.half_width
        y = (row + 0.5) / rows * (figure.bottom - figure.top) + figure.top
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6.2" fill="#fff" stroke="#222" stroke-width="1"/>'
            f'<text x="{x:.1f}" y="{y + 3.4:.1f}" font-size="9.5" font-weight="700" text-anchor="middle" fill="#000">'
            f"{number}</text>"
        )
