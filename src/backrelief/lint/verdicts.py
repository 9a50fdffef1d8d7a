"""Verdicts of the engine on rules instead of on people: what one rule would do to a technique."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from backrelief.advice.effects import Effect, Limit, effects_of
from backrelief.advice.reasons import Reason
from backrelief.advice.verdict import Verdict
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.base import Giver
from backrelief.knowledge.models.practice import Dose, PressureRange, Technique
from backrelief.knowledge.models.rules import Effects
from backrelief.knowledge.properties import NO_PRESSURE


def limit(rule: str, *effects: Effect) -> Limit:
    """Return a limit that holds whoever the person is."""
    return Limit(Reason(rule, ""), "caution", effects)


def limit_of(knowledge: KnowledgeBase, rule: str, stage: Effects) -> Limit:
    """Return the limit that an entry writes; a person who may name places names all that there are."""
    return limit(rule, *effects_of(stage, frozenset(knowledge.places.ids)))


def versatile_technique(knowledge: KnowledgeBase) -> Technique:
    """Return a technique that does everything that can be steered, everywhere, in every way and by everybody.

    Two rules that differ in anything but their tests of techniques leave different parts of it.
    """
    scale = knowledge.pressure_scale
    pressure = PressureRange(lightest=scale[0], strongest=scale[-1]) if scale else None
    return Technique.model_construct(
        id="(everything)",  # no entry can have this id
        name="",
        summary="",
        family=next(iter(knowledge.families.ids), ""),
        phases=(),
        areas=(),
        by=dict.fromkeys(get_args(Giver), pressure),
        action=tuple(action.id for action in knowledge.actions if action.steerable),
        means=tuple(knowledge.means.ids),
        touches=tuple(knowledge.places.ids),
        position=tuple(knowledge.positions.ids),
        surface=tuple(knowledge.surfaces.ids),
        contact="skin",
        dose=Dose.model_construct(seconds=3600, at_least=0, at_most=3600, setup=0, often=""),
        feel="",
        mistakes=(),
        stop=(),
        gentler="",
        evidence=(),
    )


def freed(knowledge: KnowledgeBase, old: Technique, was: Verdict, new: Technique, now: Verdict) -> Iterator[str]:
    """Yield, in words, what a verdict leaves and the verdict ``was`` did not; of the old technique's own parts."""
    if now.refused:
        return
    if was.refused:
        yield "it is released"
        return
    scale = (NO_PRESSURE, *knowledge.pressure_scale)
    for giver, pressure in now.pressures.items():
        if giver not in was.pressures:
            yield f"`by` adds `{giver}`"
        elif scale.index(pressure) > scale.index(was.pressures[giver]):
            yield f"`by` presses harder: `{giver}`"
    if _longest(new, now) > _longest(old, was):
        yield "`dose` is longer"
    for held, left, before in (
        (old.position, now.positions, was.positions),
        (old.surface, now.surfaces, was.surfaces),
        (was.keep_off, [place for place in new.touches if place not in now.keep_off], ()),
    ):
        yield from (f"`{one}` is allowed" for one in held if one in left and one not in before)


def _longest(technique: Technique, verdict: Verdict) -> int:
    """Return the seconds that one side may take; 0 if a professional decides."""
    most = 0 if technique.dose is None else technique.dose.at_most
    return most if verdict.minutes is None else min(most, verdict.minutes * 60)
