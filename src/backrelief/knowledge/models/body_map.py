"""The picture of the body: what it is drawn from (`body_map.yaml`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from backrelief.knowledge.models.base import ONE_OR_MANY, Entry, MuscleId, Names, Place, Slug, Text

View = Literal["back", "front"]


def _point(data: object) -> Any:
    return tuple(data) if isinstance(data, list) else data


Point = Annotated[tuple[float, float], BeforeValidator(_point)]
"""How far from the midline and how far down from the crown; 100 is one head height."""


class Region(Entry):
    """A shape on the right half of the body; the left half is its mirror image."""

    view: Annotated[tuple[View, ...], ONE_OR_MANY] = Field(min_length=1)
    """From where it is seen."""
    layer: Literal["outline", "relief", "surface", "deep", "line"]
    """`outline` is the edge of the body; `relief` and `surface` are always drawn; `deep` and `line` where they are
    meant."""
    muscles: tuple[MuscleId, ...] = ()
    """The muscles that it shows. Several regions may show one."""
    places: tuple[Place, ...] = ()
    """The places that it shows."""
    zones: tuple[Annotated[Slug, Names("zones")], ...] = ()
    """The zones that it marks as not to be pressed."""
    name: Text | None = None
    """What the legend calls it, where its zone is called otherwise."""
    half_width: float | None = Field(default=None, gt=0, le=20)
    """Of a line; a line is open, every other shape is closed."""
    points: tuple[Point, ...] = Field(min_length=2)
    """What the smooth edge goes through, in order."""
    corners: tuple[Point, ...] = ()
    """The points where the edge is not smooth."""
