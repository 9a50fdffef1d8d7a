"""What a change of the knowledge does to advice, as a page and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from backrelief.render.blocks import Heading, Item, Listing, Page, Paragraph
from backrelief.render.phrases import capital

if TYPE_CHECKING:
    from backrelief.workshop.changes import Change

NAMED: Final = 5
"""Cases that are named; of the others the number is given."""


def changes_page(changes: Sequence[Change]) -> Page:
    """The grave changes first, each with the cases that it happens in."""
    title = Heading("What the change does to the worked cases", 1)
    if not changes:
        return title, Paragraph("Nothing: every case has the same advice.", "good")
    grave = tuple(_item(one) for one in changes if one.is_grave)
    other = tuple(_item(one) for one in changes if not one.is_grave)
    return (
        title,
        *((Heading("Less careful than before: look at each", 2, "warn"), Listing(grave)) if grave else ()),
        *((Heading("Also different"), Listing(other)) if other else ()),
    )


def _item(change: Change) -> Item:
    number = f"in {len(change.cases)} case{'s' if len(change.cases) > 1 else ''}"
    named = ", ".join(change.cases[:NAMED]) + (", ..." if len(change.cases) > NAMED else "")
    by = (f"Changed by your own data: {override}" for override in change.overrides)
    return Item(f"{capital(change.what)} ({number})", (named, *by))


def changes_data(changes: Sequence[Change]) -> dict[str, Any]:
    """The changes as plain data."""
    listed = [
        {
            "what": one.what,
            "is_grave": one.is_grave,
            "overrides": list(one.overrides),
            "cases": list(one.cases),
        }
        for one in changes
    ]
    return {"changes": listed}
