"""A second opinion on what a caution forbids, read directly from the entries, without the code under test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrelief.logic import All, AnyOf, AtLeast, Between, Constant, Criterion, Holds, Member, Not, OneOf

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.practice import Technique
    from backrelief.knowledge.models.rules import Effects


def passes(test: Criterion, technique: Technique, giver: str, pressure: str) -> bool:
    """Tell if the technique in these hands, with this pressure, has the properties that a test asks for."""
    match test:
        case Constant(value):
            return value
        case Not(part):
            return not passes(part, technique, giver, pressure)
        case All(parts):
            return all(passes(part, technique, giver, pressure) for part in parts)
        case AnyOf(parts):
            return any(passes(part, technique, giver, pressure) for part in parts)
        case AtLeast(count, parts):
            return sum(passes(part, technique, giver, pressure) for part in parts) >= count
        case _:
            return _has(test, technique, giver, pressure)


def _has(atom: Criterion, technique: Technique, giver: str, pressure: str) -> bool:
    match atom:
        case Holds("body-weight" | "referral-only" as name):
            return bool(getattr(technique, name.replace("-", "_")))
        case Member(name, member):
            return member in _held(name, technique, giver)
        case OneOf("pressure", values):
            return pressure in values
        case OneOf(name, values):
            return str(getattr(technique, name)) in values
        case Between(name, low, high):
            amount = getattr(technique, name.replace("-", "_")) or 0
            return float(low or 0) <= amount <= (float("inf") if high is None else float(high))
        case _:
            message = f"a test that no caution has needed yet: {atom}"
            raise NotImplementedError(message)


def _held(name: str, technique: Technique, giver: str) -> tuple[str, ...]:
    if name == "by":
        return (giver,)
    if name == "tools":
        return tuple(tool for choices in technique.tools for tool in choices)
    return tuple(getattr(technique, name))


def broken_by(
    knowledge: KnowledgeBase,
    effects: Effects,
    technique: Technique,
    giver: str,
    *,
    pressure: str,
    positions: tuple[str, ...],
    keep_off: tuple[str, ...],
) -> str:
    """Name the effect that this offer of a technique disregards; the name is empty if it respects them all.

    A test of pressure is about what is left once the rule's own cap is on; caps of other rules do not count.
    """
    scale = ["none", *knowledge.pressure_scale]
    strongest = next((str(found.strongest) for by, found in technique.by.items() if by == giver and found), "none")
    own_cap = effects.cap_pressure or scale[-1]
    unchecked = min(strongest, own_cap, key=scale.index)
    if effects.forbid == "everything":
        return "forbidden altogether"
    if effects.forbid is not None and passes(effects.forbid, technique, giver, unchecked):
        return "forbidden"
    if effects.cap_pressure and scale.index(pressure) > scale.index(effects.cap_pressure):
        return "too strong"
    if effects.position is not None and not set(positions) <= set(effects.position.any_of):
        return "in the wrong position"
    if effects.by is not None and giver not in effects.by.any_of:
        return "by the wrong person"
    concerned = effects.keep_off_for is None or passes(effects.keep_off_for, technique, giver, unchecked)
    if isinstance(effects.keep_off, tuple) and concerned:
        touched = set(technique.touches) - set(keep_off)
        if touched & set(effects.keep_off):
            return "on the wrong place"
        if technique.touches and not touched:
            return "on no place at all"
    return ""
