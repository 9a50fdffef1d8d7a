"""What the person would like, as limits; what was not wished does not restrict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.advice.limits import Limit
from backrelief.advice.reasons import Reason
from backrelief.case.case import Wishes
from backrelief.knowledge.base import KnowledgeBase, Table

if TYPE_CHECKING:
    from backrelief.knowledge.models.base import Named
    from backrelief.knowledge.models.practice import Technique

AT_HOME = frozenset({"self", "partner"})


def wish_limits(knowledge: KnowledgeBase, wishes: Wishes) -> Iterator[Limit]:
    """Who, how firmly and in which position, as limits like any other."""

    def reason(wish: str, text: str) -> Reason:
        return Reason(f"wish-{wish}", text)

    def names(table: Table[Named], ids: tuple[str, ...]) -> str:
        return " or ".join(table[one].name for one in ids)

    if wishes.by is not None:
        text = f"You asked for something that is applied by: {wishes.by}."
        yield Limit(reason("by", text), "wish", givers=frozenset({wishes.by}))
    if wishes.positions:
        text = f"You asked for: {names(knowledge.positions, wishes.positions)}."
        yield Limit(reason("position", text), "wish", positions=frozenset(wishes.positions))
    if wishes.surfaces:
        text = f"You asked for: {names(knowledge.surfaces, wishes.surfaces)}."
        yield Limit(reason("position", text), "wish", surfaces=frozenset(wishes.surfaces))
    if wishes.avoid_positions:
        left = frozenset(knowledge.positions.ids) - frozenset(wishes.avoid_positions)
        text = f"You asked to avoid: {names(knowledge.positions, wishes.avoid_positions)}."
        yield Limit(reason("avoid-position", text), "wish", positions=left)
    if missing := frozenset(wishes.without).intersection(knowledge.surfaces.ids):
        left = frozenset(knowledge.surfaces.ids) - missing
        text = f"You are without: {', '.join(sorted(missing))}."
        yield Limit(reason("without", text), "wish", surfaces=left)
    if wishes.first_time:
        text = "You have not done this before, so it stays light."
        yield Limit(reason("first-time", text), "wish", cap_pressure=knowledge.careful_pressure)
    if wishes.pressure is None:
        usual = [pressure.id for pressure in knowledge.pressures if not pressure.on_request]
        text = "Firmer pressure at home is for those who ask for it."
        yield Limit(reason("pressure", text), "wish", cap_pressure=usual[-1], cap_givers=AT_HOME)
    else:
        text = f"You asked for pressure that is {names(knowledge.pressures, (wishes.pressure,))} at most."
        yield Limit(reason("pressure", text), "wish", cap_pressure=wishes.pressure)


def is_at_hand(knowledge: KnowledgeBase, tool: str, wishes: Wishes) -> bool:
    """Whether the tool is there: named, or found in every home and not denied."""
    if tool in wishes.without:
        return False
    return tool in (wishes.tools or ()) or knowledge.tools[tool].at_hand


def tool_for(knowledge: KnowledgeBase, choices: tuple[str, ...], wishes: Wishes) -> str | None:
    """The first of the tools that serve which is at hand, else the one whose stand-in is; ``None`` when none is."""
    for tool in choices:
        if is_at_hand(knowledge, tool, wishes):
            return tool
    for tool in choices:
        entry = knowledge.tools[tool]
        if tool not in wishes.without and entry.stand_in is not None:
            if entry.stand_in_tool is None or is_at_hand(knowledge, entry.stand_in_tool, wishes):
                return tool
    return None


def wish_refusal(knowledge: KnowledgeBase, technique: Technique, wishes: Wishes) -> Reason | None:
    """Why a technique cannot be done with the tools that are there, or in the minutes."""
    if wishes.tools is not None or wishes.without:
        for choices in technique.tools:
            if tool_for(knowledge, choices, wishes) is None:
                needed = " or ".join(knowledge.tools[tool].name for tool in choices)
                wish = "without" if set(choices).intersection(wishes.without) else "tool"
                return Reason(f"wish-{wish}", f"It needs: {needed}.")
    if wishes.minutes is not None and technique.least_seconds > wishes.minutes * 60:
        least = -(-technique.least_seconds // 60)
        text = f"You asked for {wishes.minutes} minutes at most; it takes at least {least}."
        return Reason("wish-minutes", text)
    return None
