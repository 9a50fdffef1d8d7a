"""`backrelief show`: one entry in full."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backrelief.cli.case_options import DrawingOption
from backrelief.cli.list_entries import KINDS
from backrelief.cli.streams import Color, Drawing, Format, chosen_format, show, write
from backrelief.errors import NoSuchEntryError, UsageError

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def show_entry(
    entry: Annotated[str, typer.Argument(help="An id or a name; `tool:ID` where kinds share an id.", metavar="ID")],
    data: Annotated[
        list[Path] | None,
        typer.Option("--data", help="A folder of your own knowledge on top.", metavar="DIR", readable=False),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="text, plain, markdown or json.", metavar="FORMAT")
    ] = None,
    color: Annotated[Color, typer.Option("--color", help="auto, always or never.")] = Color.AUTO,
    drawing: DrawingOption = Drawing.AUTO,
) -> int:
    """Show one entry in full: a technique, routine, condition, muscle, caution, red flag, finding or source."""
    from backrelief.cli.loading import load_layers
    from backrelief.render.entry_page import entry_page
    from backrelief.render.entry_record import entry_record

    knowledge = load_layers(data)
    kind, found, others = find_entry(knowledge, entry)
    chosen = chosen_format(form)
    if chosen is Format.JSON:
        from backrelief.render.envelope import success

        origin = knowledge.origins[kind, found.id]
        where = {"file": origin.file, "line": origin.line}
        data_of = {"kind": kind, "entry": entry_record(found), "origin": where, "overrides": list(knowledge.overrides)}
        write(success("show", 0, data_of))
        return 0
    show(entry_page(knowledge, kind, found, others), chosen, color, drawing)
    return 0


def find_entry(knowledge: KnowledgeBase, text: str) -> tuple[str, Any, tuple[str, ...]]:
    """The kind, the entry, and the other kinds that have one of the same id.

    Raises:
        NoSuchEntryError: nothing is called that.
        UsageError: the kind in front of the colon is none.
    """
    from backrelief.knowledge.lexicon import did_you_mean, find_ids, normal
    from backrelief.render.entry_record import singular

    wanted_kind, colon, rest = text.partition(":")
    kinds: tuple[str, ...] = KINDS
    if colon:
        kinds = tuple(kind for kind in KINDS if wanted_kind in {kind, singular(kind)})
        text = rest
        if not kinds:
            message = f"there is no kind called {wanted_kind!r}"
            raise UsageError(message, hint=f"Kinds are: {', '.join(KINDS)}.")
    exact = [kind for kind in kinds if text in knowledge.table(kind)]
    if exact:
        return exact[0], knowledge.table(exact[0])[text], tuple(exact[1:])
    for kind in kinds:
        named = find_ids(knowledge, kind, text)
        if named:
            return kind, knowledge.table(kind)[named[0]], ()
    known = {one for kind in kinds for one in knowledge.table(kind).ids}
    message = f"there is no entry called {text!r}"
    raise NoSuchEntryError(
        message, hint=did_you_mean(normal(text), known) or "`backrelief list techniques` shows what there is."
    )
