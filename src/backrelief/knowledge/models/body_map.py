"""The shapes of which the picture of the body is drawn (`body_map.yaml`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from backrelief.knowledge.models.base import ONE_OR_MANY, Entry, MuscleId, Names, Place, Slug, Text

View = Literal["back", "front"]


Point = tuple[float, float]
"""The distance from the midline and the distance down from the crown; 100 is one head height."""


class Region(Entry):
    """A shape on the right half of the body; the left half is its mirror image."""

    view: Annotated[tuple[View, ...], ONE_OR_MANY] = Field(min_length=1)
    """The sides from which it is seen."""
    layer: Literal["outline", "relief", "surface", "deep", "line"]
    """`outline` is the edge of the body; `relief` and `surface` are always drawn; `deep` and `line` only
    if the picture is about them."""
    muscles: tuple[MuscleId, ...] = ()
    """The muscles that it shows. Several regions may show the same muscle."""
    places: tuple[Place, ...] = ()
    """The places that it shows."""
    zones: tuple[Annotated[Slug, Names("zones")], ...] = ()
    """The zones that it marks as not to be pressed."""
    name: Text | None = None
    """Its name in the legend, if that differs from the name of its zone."""
    half_width: float | None = Field(default=None, gt=0, le=20)
    """Half the width of a line. A line is open; every other shape is closed."""
    points: tuple[Point, ...] = Field(min_length=2)
    """The points through which the smooth edge runs, in order."""
    corners: tuple[Point, ...] = ()
    """The points where the edge is not smooth."""
