"""Rules about cautions: their class, their two stages, and what several of them leave together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.effects import Effects, SitesOf
from backrelief.knowledge.models.rules import Caution
from backrelief.lint.narrowing import effects_of, forbids
from backrelief.lint.rule import Problem, in_each_hand, rule
from backrelief.lint.satisfiable import People
from backrelief.logic import findings

KEEPS: Final = ("position", "surface", "by")
CAPS: Final = ("cap_pressure", "cap_minutes", "cap_heat_minutes")


@rule("caution-class", "warning")
def caution_class(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Give a caution the class that says what it does.

    A: not at all, so something is forbidden outright: everything, a kind of technique, a place or a giver. L: not on
    that place, so it keeps places off or forbids what touches them. T: some kinds of technique, so less than
    everything. C: a clinician must agree first, so something holds until then.

    Good: `class: C` with `until-agreed: {forbid: everything}`.

    Bad: `class: A` with `do: {cap-pressure: light}`.
    """
    for caution in knowledge.cautions:
        fault = _fault_of_class(caution)
        if fault:
            yield Problem("cautions", caution.id, ("class",), f"class {caution.class_}, but {fault}", "Mend either.")


def _fault_of_class(caution: Caution) -> str:
    effects = [part for _, part in effects_of(caution)]
    match caution.class_:
        case "A" if not any(part.forbid or part.keep_off or part.by for part in effects):
            return "nothing is forbidden outright"
        case "L" if not any(part.keep_off or _is_about_places(part) for part in effects):
            return "no place is kept off"
        case "T" if caution.do is not None and caution.do.forbid == "everything":
            return "everything is forbidden"
        case "C" if caution.until_agreed is None:
            return "nothing waits for a clinician"
    return ""


def _is_about_places(part: Effects) -> bool:
    return part.forbid is not None and part.forbid != "everything" and "touches" in findings(part.forbid)


@rule("contradiction", "error")
def contradiction(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Let no caution contradict itself.

    What keeps no position, surface or giver forbids everything without saying so. What holds until a clinician has
    agreed must ask for more than what holds afterwards, or the agreement would change nothing; and in no respect for
    less.

    Good: `until-agreed: {forbid: everything}` with `do: {cap-pressure: light}`.

    Bad: `until-agreed: {cap-pressure: firm}` with `do: {cap-pressure: light}`; `position: {any-of: []}`.
    """
    for caution in knowledge.cautions:
        for field, effects in effects_of(caution):
            yield from _keeps_nothing(knowledge, caution, field, effects)
        if caution.until_agreed is not None and caution.do is not None:
            yield from _stages(knowledge, caution.id, caution.until_agreed, caution.do)


def _keeps_nothing(knowledge: KnowledgeBase, caution: Caution, field: str, effects: Effects) -> Iterator[Problem]:
    for name in KEEPS:
        keep = getattr(effects, name)
        used = {one for technique in knowledge.techniques for one in getattr(technique, name)}
        if keep is not None and used and not used.intersection(keep.any_of):
            message = f"no technique has any of the values of `{name}` that stay"
            hint = "Say `forbid: everything`, or name what stays."
            yield Problem("cautions", caution.id, (field, name), message, hint)
    if effects.keep_off == ():
        yield Problem("cautions", caution.id, (field, "keep-off"), "no place is kept off", "Name the places.")


def _stages(knowledge: KnowledgeBase, caution: str, before: Effects, after: Effects) -> Iterator[Problem]:
    looser = [name for name in (*CAPS, *KEEPS) if _allows_more(knowledge, before, after, name)]
    for name in looser:
        key = name.replace("_", "-")
        message = f"`{key}` allows more until a clinician has agreed than afterwards"
        yield Problem("cautions", caution, ("until-agreed", key), message, "Swap the two, or leave this one out.")
    if not looser and not _adds(knowledge, before, after):
        message = "a clinician's agreement would change nothing: `do` already asks for as much"
        yield Problem("cautions", caution, ("until-agreed",), message, "Leave it out, or make `do` milder.")


def _allows_more(knowledge: KnowledgeBase, one: Effects, other: Effects, name: str) -> bool:
    """Return true if ``one`` narrows this less than ``other`` and both narrow it."""
    mine, theirs = getattr(one, name), getattr(other, name)
    if mine is None or theirs is None:
        return False
    if name in KEEPS:
        return set(mine.any_of) > set(theirs.any_of)
    if name == "cap_pressure":
        return knowledge.pressure_scale.index(mine) > knowledge.pressure_scale.index(theirs)
    return bool(mine > theirs)


def _adds(knowledge: KnowledgeBase, one: Effects, other: Effects) -> bool:
    """Return true if ``one`` narrows anything that ``other`` leaves."""
    return (
        any(getattr(one, name) is not None and getattr(other, name) is None for name in (*CAPS, *KEEPS))
        or any(_allows_more(knowledge, other, one, name) for name in (*CAPS, *KEEPS))
        or not _places(one) <= _places(other)
        or (one.forbid == "everything") > (other.forbid == "everything")
        or any(
            forbids(knowledge, one, *hand) and not forbids(knowledge, other, *hand) for hand in in_each_hand(knowledge)
        )
        or (one.say is not None and other.say is None)
    )


def _places(effects: Effects) -> set[str]:
    if isinstance(effects.keep_off, SitesOf):
        return {effects.keep_off.sites_of}
    return set(effects.keep_off or ())


@rule("cautions-together", "warning")
def cautions_together(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Leave a way to lie or sit to a person of whom two cautions are true.

    If two of them keep positions, surfaces or givers that exclude each other, the person is left with nothing, and
    neither caution says so.

    Good: one keeps `[seated, side-lying]`, the other `[seated, standing]`.

    Bad: one keeps `[side-lying]`, the other `[seated]`, and nothing stops both from being true.
    """
    people = People(knowledge)
    for name in KEEPS:
        keeping = [
            (caution, field, frozenset(keep.any_of))
            for caution in knowledge.cautions
            for field, effects in effects_of(caution)
            if (keep := getattr(effects, name)) is not None and effects.forbid != "everything"
        ]
        for (one, _, kept), (other, field, also_kept) in combinations(keeping, 2):
            if one.id == other.id or kept & also_kept or not people.can_be((one.when, True), (other.when, True)):
                continue
            message = f"together with `{one.id}` this leaves no `{name}` at all"
            hint = "Let both keep one in common, or forbid everything where both hold."
            yield Problem("cautions", other.id, (field, name), message, hint)
