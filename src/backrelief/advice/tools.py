"""Which tools are there, and which of several that serve is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backrelief.case.case import Wishes
    from backrelief.knowledge.base import KnowledgeBase


def is_at_hand(knowledge: KnowledgeBase, tool: str, wishes: Wishes) -> bool:
    """Tell whether the tool is there: named, or found in every home and not denied."""
    if tool in wishes.without:
        return False
    return tool in (wishes.tools or ()) or knowledge.tools[tool].at_hand


def tool_for(knowledge: KnowledgeBase, choices: tuple[str, ...], wishes: Wishes) -> str | None:
    """Return the first tool that is at hand, else the first whose stand-in is; ``None`` if there is neither."""
    for tool in choices:
        if is_at_hand(knowledge, tool, wishes):
            return tool
    for tool in choices:
        entry = knowledge.tools[tool]
        if tool not in wishes.without and entry.stand_in is not None:
            if entry.stand_in_tool is None or is_at_hand(knowledge, entry.stand_in_tool, wishes):
                return tool
    return None


def names_of(knowledge: KnowledgeBase, choices: tuple[str, ...]) -> str:
    """Return the names of tools of which one is needed."""
    return " or ".join(knowledge.tools[tool].name for tool in choices)
