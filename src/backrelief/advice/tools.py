"""The tools that are at hand, and the choice between tools for the same step."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backrelief.case.case import Wishes
    from backrelief.knowledge.base import KnowledgeBase


def is_at_hand(knowledge: KnowledgeBase, tool: str, wishes: Wishes) -> bool:
    """Tell if the tool is there: it was named, or every home has it and it was not denied."""
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
    """Return the names of the tools, any of which is enough."""
    return " or ".join(knowledge.tools[tool].name for tool in choices)
