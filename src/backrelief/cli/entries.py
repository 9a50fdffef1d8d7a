"""`backrelief list` and `show`: the entries of one kind, and one entry in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from backrelief.cli.command import takes
from backrelief.cli.loading import load_layers
from backrelief.cli.options import CommonOptions, DrawingOption
from backrelief.cli.reply import Reply
from backrelief.cli.streams import Drawing, chosen_format
from backrelief.errors import NoSuchEntryError, UsageError

if TYPE_CHECKING:
    from backrelief.knowledge.base import Kind, KnowledgeBase
    from backrelief.knowledge.models.base import Entry
    from backrelief.render.records import ListData

KINDS: Final[tuple[Kind, ...]] = (
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


@takes(CommonOptions)
def list_entries(
    common: CommonOptions,
    kind: Annotated[
        str, typer.Argument(help="techniques, routines, conditions, muscles, ...", autocompletion=lambda: list(KINDS))
    ],
) -> Reply:
    """List the entries of one kind, each with its id and its name."""
    from backrelief.knowledge.lexicon import did_you_mean
    from backrelief.render.listing_page import listing_page

    known = next((one for one in KINDS if one == kind), None)
    if known is None:
        message = f"there is no kind called {kind!r}"
        raise UsageError(message, hint=did_you_mean(kind, KINDS) or f"Kinds are: {', '.join(KINDS)}.")
    chosen_format(common.format)
    knowledge = load_layers(common.data)

    def data() -> ListData:
        from backrelief.render.records import ListData

        return ListData(known, tuple(knowledge.table(known)), knowledge.overrides)

    return Reply("list", body=lambda: listing_page(knowledge, known), data=data)


@takes(CommonOptions)
def show_entry(
    common: CommonOptions,
    *,
    entry: Annotated[str, typer.Argument(help="An id or a name; `tool:ID` where kinds share an id.", metavar="ID")],
    drawing: DrawingOption = Drawing.AUTO,  # noqa: ARG001  # only the format of the answer
) -> Reply:
    """Show one entry in full: a technique, routine, condition, muscle, caution, red flag, finding or source."""
    from backrelief.render.entry_page import entry_page
    from backrelief.render.records import ShowData

    chosen_format(common.format)
    knowledge = load_layers(common.data)
    kind, found, others = find_entry(knowledge, entry)
    return Reply(
        "show",
        body=lambda: entry_page(knowledge, kind, found.id, others),
        data=lambda: ShowData(kind, found, knowledge.origins[kind, found.id], knowledge.overrides),
    )


def find_entry(knowledge: KnowledgeBase, text: str) -> tuple[Kind, Entry, tuple[Kind, ...]]:
    """Return the kind, the entry, and the other kinds with an entry of the same id.

    Raises:
        NoSuchEntryError: no entry has this name.
        UsageError: the word before the colon is not a kind.
    """
    from backrelief.knowledge.lexicon import did_you_mean, find_ids, normal
    from backrelief.render.entry_page import singular

    wanted_kind, colon, rest = text.partition(":")
    kinds = KINDS
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
