"""The entries of one kind: what `list` prints. It imports nothing that advises, because lists must be quick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.render.blocks import Block, Grid, Heading, Paragraph, below_own_changes
from backrelief.render.phrases import entry_name

if TYPE_CHECKING:
    from backrelief.knowledge.base import Kind, KnowledgeBase


@below_own_changes
def listing_page(knowledge: KnowledgeBase, kind: Kind) -> Iterator[Block]:
    """Yield every entry of a kind with its id and name."""
    entries = knowledge.table(kind)
    rows = tuple((entry.id, entry_name(entry)) for entry in entries)
    yield Heading(f"{kind.replace('-', ' ').capitalize()} ({len(entries)})", 1)
    yield Grid(("id", "name"), rows) if rows else Paragraph("There are none.")
