"""What the effects of a rule about the person change about one technique in one pair of hands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backrelief.knowledge.models.rules import Effects, SitesOf
from backrelief.logic import evaluate

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.practice import Technique


def effects_of(caution: Any) -> Iterator[tuple[str, Effects]]:
    """The effects of a caution with the field that holds them."""
    if caution.until_agreed is not None:
        yield "until-agreed", caution.until_agreed
    if caution.do is not None:
        yield "do", caution.do


def any_effect(effects: Effects) -> bool:
    """Whether it does more than say something."""
    return any(value is not None for name, value in effects if name not in {"say", "say_for", "keep_off_for"})


def forbids(knowledge: KnowledgeBase, effects: Effects, technique: Technique, giver: str) -> bool:
    """Whether the technique goes altogether in these hands."""
    if effects.forbid is None or effects.forbid == "everything":
        return effects.forbid is not None
    return evaluate(effects.forbid, knowledge.properties_of(technique, giver)) is True


def narrows(knowledge: KnowledgeBase, effects: Effects, technique: Technique, giver: str) -> bool:
    """Whether anything about the technique is forbidden, capped, moved or kept off."""
    return (
        forbids(knowledge, effects, technique, giver)
        or _caps(knowledge, effects, technique, giver)
        or _moves(effects, technique, giver)
        or _keeps_off(effects, technique)
    )


def _caps(knowledge: KnowledgeBase, effects: Effects, technique: Technique, giver: str) -> bool:
    pressure = technique.by[giver]  # type: ignore[index]  # the caller names one of the technique's own givers
    scale = knowledge.pressure_scale
    if effects.cap_pressure is not None and pressure is not None:
        if scale.index(pressure.strongest) > scale.index(effects.cap_pressure):
            return True
    minutes = effects.cap_minutes
    return minutes is not None and technique.dose is not None and technique.dose.seconds > minutes * 60


def _moves(effects: Effects, technique: Technique, giver: str) -> bool:
    return (
        (effects.position is not None and not set(technique.position) <= set(effects.position.any_of))
        or (effects.surface is not None and not set(technique.surface) <= set(effects.surface.any_of))
        or (effects.by is not None and giver not in effects.by.any_of)
    )


def _keeps_off(effects: Effects, technique: Technique) -> bool:
    """Places that the person names can be any that the technique touches."""
    if isinstance(effects.keep_off, SitesOf):
        return bool(technique.touches)
    return bool(set(effects.keep_off or ()).intersection(technique.touches))
