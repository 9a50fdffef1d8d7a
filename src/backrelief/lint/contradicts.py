"""A caution does not contradict itself.

What keeps no position, surface or giver forbids everything without saying so. What holds until a clinician has agreed
must ask for more than what holds afterwards, or the agreement would change nothing; and in no respect for less.

Good: `until-agreed: {forbid: everything}` with `do: {cap-pressure: light}`.

Bad: `until-agreed: {cap-pressure: firm}` with `do: {cap-pressure: light}`; `position: {any-of: []}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from backrelief.knowledge.models.rules import Effects, SitesOf
from backrelief.lint.narrowing import effects_of, forbids
from backrelief.lint.rule import Problem, Rule, in_each_hand

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

KEEPS: Final = ("position", "surface", "by")
CAPS: Final = ("cap_pressure", "cap_minutes")


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every caution whose effects keep nothing, or whose two stages are the wrong way round."""
    for caution in knowledge.cautions:
        for field, effects in effects_of(caution):
            yield from _keeps_nothing(knowledge, caution, field, effects)
        if caution.until_agreed is not None and caution.do is not None:
            yield from _stages(knowledge, caution)


def _keeps_nothing(knowledge: KnowledgeBase, caution: Any, field: str, effects: Effects) -> Iterator[Problem]:
    for name in KEEPS:
        keep = getattr(effects, name)
        used = {one for technique in knowledge.techniques for one in getattr(technique, name)}
        if keep is not None and used and not used.intersection(keep.any_of):
            message = f"no technique has any of the values of `{name}` that stay"
            hint = "Say `forbid: everything`, or name what stays."
            yield Problem("cautions", caution.id, (field, name), message, hint)
    if effects.keep_off == ():
        yield Problem("cautions", caution.id, (field, "keep-off"), "no place is kept off", "Name the places.")


def _stages(knowledge: KnowledgeBase, caution: Any) -> Iterator[Problem]:
    looser = [name for name in (*CAPS, *KEEPS) if _allows_more(knowledge, caution.until_agreed, caution.do, name)]
    for name in looser:
        key = name.replace("_", "-")
        message = f"`{key}` allows more until a clinician has agreed than afterwards"
        yield Problem("cautions", caution.id, ("until-agreed", key), message, "Swap the two, or leave this one out.")
    if not looser and not _adds(knowledge, caution.until_agreed, caution.do):
        message = "a clinician's agreement would change nothing: `do` already asks for as much"
        yield Problem("cautions", caution.id, ("until-agreed",), message, "Leave it out, or make `do` milder.")


def _allows_more(knowledge: KnowledgeBase, one: Effects, other: Effects, name: str) -> bool:
    """Whether ``one`` narrows this less than ``other`` where both narrow it."""
    mine, theirs = getattr(one, name), getattr(other, name)
    if mine is None or theirs is None:
        return False
    if name in KEEPS:
        return set(mine.any_of) > set(theirs.any_of)
    if name == "cap_pressure":
        return knowledge.pressure_scale.index(mine) > knowledge.pressure_scale.index(theirs)
    return bool(mine > theirs)


def _adds(knowledge: KnowledgeBase, one: Effects, other: Effects) -> bool:
    """Whether ``one`` narrows anything that ``other`` leaves."""
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


RULE = Rule("contradiction", "error", check)
