"""What one's own data changed about the shipped safety rules: it stands above every answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.render.blocks import Block, Paragraph

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def own_changes(knowledge: KnowledgeBase) -> Iterator[Block]:
    """One warning a change."""
    for override in knowledge.overrides:
        yield Paragraph(f"Changed by your own data: {override}", "warn")
