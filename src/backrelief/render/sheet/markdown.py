"""A sheet as Markdown that is readable as it is: boxes to tick, and the map in plain letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backrelief.render.blocks import Block, Grid, Heading, Item, Listing, Paragraph, Picture
from backrelief.render.markdown import render_markdown
from backrelief.render.sheet.sheet import WEEK, Row, Sheet


def render_sheet(sheet: Sheet) -> str:
    """Return the sheet with everything in it, as it need not fit on paper."""
    stop, maps = tuple(_stop(sheet)), (Picture(sheet.figures),) if sheet.figures else ()
    middle = (*maps, *stop) if sheet.screened else (*stop, *maps)
    return render_markdown((*_head(sheet), *middle, *_rest(sheet)))


def _head(sheet: Sheet) -> Iterator[Block]:
    yield Heading(sheet.title, 1)
    yield Paragraph(sheet.purpose)
    yield Paragraph(f"{'; '.join(sheet.facts)}.")
    for notice in sheet.notices:
        yield from _headed(notice.lead, notice.lines)


def _stop(sheet: Sheet) -> Iterator[Block]:
    yield Heading("STOP")
    if sheet.dangers:
        yield Paragraph(sheet.dangers_lead)
        yield _list(sheet.dangers)
    for group in sheet.stop:
        yield Paragraph(group.lead)
        yield _list(group.lines)
    for group in sheet.lists:
        yield Paragraph(group.lead)
        yield Listing(tuple(map(Item, group.lines)), "box")


def _list(lines: Iterable[str]) -> Listing:
    return Listing(tuple(map(Item, lines)))


def _headed(heading: str, lines: tuple[str, ...]) -> Iterator[Block]:
    if lines:
        yield Heading(heading)
        yield _list(lines)


def _rest(sheet: Sheet) -> Iterator[Block]:
    yield from _headed("How hard", sheet.how_hard)
    yield Heading("Steps")
    for number, row in enumerate(sheet.steps, start=1):
        yield from _row(number, row)
    if sheet.cautions:
        yield Heading("Your cautions")
        yield Listing(tuple(Item(group.lead, group.lines) for group in sheet.cautions))
    yield from _headed("Changed for you", sheet.changes)
    yield from _headed("Ask first, and afterwards", (*sheet.aftercare, *sheet.ask_first, *sheet.too_long))
    yield Heading("Pain, 0 to 10")
    for when in ("before", "after"):
        yield Paragraph(f"{when.capitalize()}: ____")
    yield Heading("This week")
    yield Grid(("", *WEEK), tuple((what, *("",) * len(WEEK)) for what in ("Done", "Pain")))
    for group in sheet.later:
        yield from _headed(group.lead, group.lines)
    yield Heading("Sources")
    yield from map(Paragraph, sheet.closing)


def _row(number: int, row: Row) -> Iterator[Block]:
    yield Heading(f"Step {number}: {row.title}", 3)
    yield Listing(tuple(map(Item, row.boxes)), "box")
    places = f"on the map: {', '.join(map(str, row.numbers))}" if row.numbers else ""
    how_long = " ".join(part for part in (row.time, row.note) if part)
    yield Paragraph(f"{'; '.join(part for part in (how_long, row.pressure, row.position, places) if part)}.")
    yield Paragraph(row.brief)
    how, *others = row.in_full
    yield _list((f"How: {how}", *others))
