"""Rules about cautions: their class, their two stages, and pairs that together leave nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Final

from backrelief.advice.effects import (
    CapMinutes,
    CapPressure,
    Effect,
    Forbid,
    KeepGivers,
    KeepOff,
    KeepPositions,
    KeepSurfaces,
    Limit,
    effects_of,
)
from backrelief.advice.limits import stages_of
from backrelief.advice.verdict import judge
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.rules import Caution, Effects
from backrelief.lint.rule import Problem, rule
from backrelief.lint.satisfiable import People
from backrelief.lint.verdicts import freed, limit, limit_of, versatile_technique
from backrelief.logic import TRUE, findings

KEEPS: Final[Mapping[type[Effect], str]] = {KeepPositions: "position", KeepSurfaces: "surface", KeepGivers: "by"}
"""Effects that keep some of the positions, surfaces or givers of a technique, with their fields."""
NARROWED: Final[Mapping[type[Effect], str]] = {CapPressure: "cap-pressure", CapMinutes: "cap-minutes", **KEEPS}
"""Effects that can be compared by how much they leave, with their fields."""


@rule("caution-class", "warning")
def caution_class(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Give a caution the class that fits its effects.

    A: not at all, so something is forbidden outright: everything, a kind of technique, a place or a giver. L: not on
    that place, so it keeps places off or forbids what touches them. T: some kinds of technique, so less than
    everything. C: a clinician must agree first, so some effect applies until then.

    Good: `class: C` with `until-agreed: {forbid: everything}`.

    Bad: `class: A` with `do: {cap-pressure: light}`.
    """
    for caution in knowledge.cautions:
        fault = _fault_of_class(caution)
        if fault:
            yield Problem("cautions", caution.id, ("class",), f"class {caution.class_}, but {fault}", "Mend either.")


def _fault_of_class(caution: Caution) -> str:
    effects = [effect for _, stage in stages_of(caution) for effect in effects_of(stage)]
    lasting = effects_of(caution.do) if caution.do is not None else ()
    match caution.class_:
        case "A" if not any(isinstance(effect, Forbid | KeepOff | KeepGivers) for effect in effects):
            return "nothing is forbidden outright"
        case "L" if not any(map(_is_about_places, effects)):
            return "no place is kept off"
        case "T" if Forbid(TRUE) in lasting:
            return "everything is forbidden"
        case "C" if caution.until_agreed is None:
            return "nothing waits for a clinician"
    return ""


def _is_about_places(effect: Effect) -> bool:
    return isinstance(effect, KeepOff) or (isinstance(effect, Forbid) and "touches" in findings(effect.test))


@rule("contradiction", "error")
def contradiction(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Let no caution contradict itself.

    A caution that keeps no position, surface or giver forbids everything without saying so. `until-agreed` must be
    stricter than `do`, or the agreement of the clinician would change nothing; and it must not be less strict in any
    respect.

    Good: `until-agreed: {forbid: everything}` with `do: {cap-pressure: light}`.

    Bad: `until-agreed: {cap-pressure: firm}` with `do: {cap-pressure: light}`; `position: {any-of: []}`.
    """
    for caution in knowledge.cautions:
        for field, stage in stages_of(caution):
            yield from _keeps_nothing(knowledge, caution.id, field, stage)
        if caution.until_agreed is not None and caution.do is not None:
            yield from _stages(knowledge, caution.id, caution.until_agreed, caution.do)


def _keeps_nothing(knowledge: KnowledgeBase, caution: str, field: str, stage: Effects) -> Iterator[Problem]:
    for effect in effects_of(stage):
        if effect == KeepOff(frozenset()):
            yield Problem("cautions", caution, (field, "keep-off"), "no place is kept off", "Name the places.")
        name, alone = KEEPS.get(type(effect)), [limit(caution, effect)]
        if name and knowledge.techniques and all(judge(knowledge, one, alone).refused for one in knowledge.techniques):
            message = f"no technique has any of the values of `{name}` that stay"
            hint = "Say `forbid: everything`, or name what stays."
            yield Problem("cautions", caution, (field, name), message, hint)


def _stages(knowledge: KnowledgeBase, caution: str, before: Effects, after: Effects) -> Iterator[Problem]:
    later = {type(effect): effect for effect in effects_of(after)}
    is_looser = False
    for effect in effects_of(before):
        key, other = NARROWED.get(type(effect)), later.get(type(effect))
        if key is None or other is None:
            continue
        one, two = limit(caution, effect), limit(caution, other)
        if _leaves_more(knowledge, one, than=(two,)) and not _leaves_more(knowledge, two, than=(one,)):
            is_looser = True
            message = f"`{key}` allows more until a clinician has agreed than afterwards"
            yield Problem("cautions", caution, ("until-agreed", key), message, "Swap the two, or leave this one out.")
    has_sentence = before.say is not None and after.say is None
    one, two = limit_of(knowledge, caution, before), limit_of(knowledge, caution, after)
    if not is_looser and not has_sentence and not _leaves_more(knowledge, two, than=(one, two)):
        message = "a clinician's agreement would change nothing: `do` already asks for as much"
        yield Problem("cautions", caution, ("until-agreed",), message, "Leave it out, or make `do` milder.")


def _leaves_more(knowledge: KnowledgeBase, one: Limit, *, than: tuple[Limit, ...]) -> bool:
    """Return true if ``one`` allows any part of any technique that the other limits forbid."""
    # A future technique may show a difference that the present ones do not.
    for technique in (versatile_technique(knowledge), *knowledge.techniques):
        was, now = judge(knowledge, technique, than), judge(knowledge, technique, [one])
        if any(freed(knowledge, technique, was, technique, now)):
            return True
    return False


@rule("cautions-together", "warning", "Let both keep one in common, or forbid everything where both hold.")
def cautions_together(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Leave some position to a person of whom two cautions are true.

    If two of them keep positions, surfaces or givers that exclude each other, the person is left with nothing, and
    neither caution says so.

    Good: one keeps `[seated, side-lying]`, the other `[seated, standing]`.

    Bad: one keeps `[side-lying]`, the other `[seated]`, and nothing stops both from being true.
    """
    people, versatile = People(knowledge), versatile_technique(knowledge)

    @cache  # there are many pairs of cautions, but few different effects
    def leave_nothing(one: Effect, other: Effect) -> bool:
        return judge(knowledge, versatile, [limit("", one, other)]).refused is not None

    keeping = [
        (caution, field, effect)
        for caution in knowledge.cautions
        for field, stage in stages_of(caution)
        for effect in effects_of(stage)
        if type(effect) in KEEPS and stage.forbid != "everything"
    ]
    for (one, _, kept), (other, field, also_kept) in combinations(keeping, 2):
        name = KEEPS[type(also_kept)]
        if one.id == other.id or type(kept) is not type(also_kept) or not leave_nothing(kept, also_kept):
            continue
        if people.can_be((one.when, True), (other.when, True)):
            message = f"together with `{one.id}` this leaves no `{name}` at all"
            yield Problem("cautions", other.id, (field, name), message)
