"""A sheet as Markdown that reads well raw: boxes to tick, and the map in plain letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backrelief.render.blocks import Block, Grid, Heading, Item, Listing, Paragraph, Picture
from backrelief.render.markdown import render_markdown
from backrelief.render.sheet.parts import Told
from backrelief.render.sheet.sheet import Sheet
from backrelief.render.sheet.steps import Row
from backrelief.render.sheet.words import (
    WEEK,
    ask_first_lines,
    closing,
    facts,
    list_pages,
    see_someone,
    signs_lead,
)


def render_sheet(sheet: Sheet) -> str:
    """The sheet. Unlike paper it has room for everything."""
    stop, maps = tuple(_stop(sheet)), (Picture(sheet.figures),) if sheet.figures else ()
    middle = (*maps, *stop) if sheet.screened else (*stop, *maps)
    return render_markdown((*_head(sheet), *middle, *_rest(sheet)))


def _head(sheet: Sheet) -> Iterator[Block]:
    yield Heading(sheet.title, 1)
    yield Paragraph(sheet.purpose)
    yield Paragraph(f"{'; '.join(facts(sheet))}.")
    for notice in sheet.notices:
        yield Heading(notice.lead)
        yield Listing(tuple(map(Item, notice.lines)))


def _stop(sheet: Sheet) -> Iterator[Block]:
    yield Heading("STOP")
    if sheet.dangers:
        yield Paragraph(signs_lead(sheet))
        yield _list(sheet.dangers)
    for one in sheet.stop:
        yield from _told(one)
    for one in list_pages(sheet):
        yield Paragraph(one.lead)
        yield Listing(tuple(map(Item, one.lines)), "box")


def _told(one: Told) -> Iterator[Block]:
    yield Paragraph(one.lead if one.lead.endswith(":") else f"{one.lead}:")
    yield _list(one.lines)


def _list(lines: Iterable[str]) -> Listing:
    return Listing(tuple(map(Item, lines)))


def _rest(sheet: Sheet) -> Iterator[Block]:
    if hard := (*sheet.how_hard, *sheet.never):
        yield Heading("How hard")
        yield _list(hard)
    yield Heading("Steps")
    for number, row in enumerate(sheet.steps, start=1):
        yield from _row(number, row)
    if sheet.cautions:
        yield Heading("Your cautions")
        yield Listing(tuple(Item(one.name, (one.text,)) for one in sheet.cautions))
    if sheet.changes:
        yield Heading("Changed for you")
        yield _list(sheet.changes)
    _, every = ask_first_lines(sheet)
    if first := (*sheet.aftercare, *every, *see_someone(sheet)):
        yield Heading("Ask first, and afterwards")
        yield _list(first)
    yield Heading("Pain, 0 to 10")
    for when in ("before", "after"):
        yield Paragraph(f"{when.capitalize()}: ____")
    yield Heading("This week")
    yield Grid(("", *WEEK), tuple((what, *("",) * len(WEEK)) for what in ("Done", "Pain")))
    for one in sheet.later:
        yield Heading(one.lead)
        yield _list(one.lines)
    yield Heading("Sources")
    yield from map(Paragraph, closing(sheet))


def _row(number: int, row: Row) -> Iterator[Block]:
    yield Heading(f"Step {number}: {row.title}", 3)
    yield Listing(tuple(Item(one) for one in row.boxes), "box")
    places = f"on the map: {', '.join(map(str, row.numbers))}" if row.numbers else ""
    how_long = " ".join(part for part in (row.time, row.note) if part)
    yield Paragraph(f"{'; '.join(part for part in (how_long, row.pressure, row.position, places) if part)}.")
    yield Paragraph(row.brief)
    yield Listing(
        (
            Item(f"How: {' '.join(row.how)}"),
            Item(f"It should feel like this: {row.feel}"),
            Item(f"Stop: {' '.join(row.stop)}"),
        )
    )
