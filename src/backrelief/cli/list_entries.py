"""`backrelief list`: everything of one kind."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backrelief.cli.streams import Color, Format, chosen_format, show, write
from backrelief.errors import UsageError

KINDS = (
    "techniques",
    "routines",
    "conditions",
    "muscles",
    "cautions",
    "red-flags",
    "findings",
    "areas",
    "positions",
    "tools",
    "sources",
    "zones",
    "stop-rules",
    "claims",
    "tips",
    "actions",
    "means",
    "places",
    "pressures",
    "surfaces",
    "families",
    "regions",
)


def list_entries(
    kind: Annotated[
        str, typer.Argument(help="techniques, routines, conditions, muscles, ...", autocompletion=lambda: list(KINDS))
    ],
    data: Annotated[
        list[Path] | None,
        typer.Option("--data", help="A folder of your own knowledge on top.", metavar="DIR", readable=False),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="text, plain, markdown or json.", metavar="FORMAT")
    ] = None,
    color: Annotated[Color, typer.Option("--color", help="auto, always or never.")] = Color.AUTO,
) -> int:
    """List the entries of one kind, each with its id and its name."""
    from backrelief.cli.loading import load_layers
    from backrelief.knowledge.lexicon import did_you_mean
    from backrelief.render.entry_record import entry_record, listing_page

    if kind not in KINDS:
        message = f"there is no kind called {kind!r}"
        raise UsageError(message, hint=did_you_mean(kind, KINDS) or f"Kinds are: {', '.join(KINDS)}.")
    knowledge = load_layers(data)
    chosen = chosen_format(form)
    if chosen is Format.JSON:
        from backrelief.render.envelope import success

        entries = [entry_record(entry) for entry in knowledge.table(kind)]
        write(success("list", 0, {"kind": kind, "entries": entries, "overrides": list(knowledge.overrides)}))
        return 0
    show(listing_page(knowledge, kind), chosen, color)
    return 0
