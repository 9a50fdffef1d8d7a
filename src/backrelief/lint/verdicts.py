"""Apply single rules of the knowledge to techniques, with the verdicts of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from backrelief.advice.effects import Effect, Limit, effects_of
from backrelief.advice.reasons import Reason
from backrelief.advice.verdict import Verdict
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.practice import Dose, PressureRange, Technique
from backrelief.knowledge.models.rules import Effects
from backrelief.knowledge.terms import Giver


def limit(rule: str, *effects: Effect) -> Limit:
    """Return the effects of a rule as a limit that applies to every person."""
    return Limit(Reason(rule, ""), "caution", effects)


def limit_of(knowledge: KnowledgeBase, rule: str, stage: Effects) -> Limit:
    """Return the effects of an entry as a limit; if a person can name places, assume that all are named."""
    return limit(rule, *effects_of(stage, frozenset(knowledge.places.ids)))


def versatile_technique(knowledge: KnowledgeBase) -> Technique:
    """Return a technique with every steerable action, every place, position and surface, and every giver.

    Two rules that differ in more than their tests of techniques leave different parts of it.
    """
    scale = knowledge.pressure_scale
    pressure = PressureRange(lightest=scale[0], strongest=scale[-1]) if scale else None
    return Technique.model_construct(
        id="(everything)",  # not a valid id, so no entry has it
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
    """Yield in words what the verdict ``now`` allows of a technique and ``was`` did not."""
    if now.refused:
        return
    if was.refused:
        yield "it is released"
        return
    for giver, pressure in now.pressures.items():
        if giver not in was.pressures:
            yield f"`by` adds `{giver}`"
        elif knowledge.pressure_rank[pressure] > knowledge.pressure_rank[was.pressures[giver]]:
            yield f"`by` presses harder: `{giver}`"
    if _longest(new, now) > _longest(old, was):
        yield "`dose` is longer"
    for held, left, before in (
        (old.position, now.positions, was.positions),
        (old.surface, now.surfaces, was.surfaces),
        (was.keep_off, [place for place in new.touches if place not in now.keep_off], ()),
    ):
        yield from (f"`{part}` is allowed" for part in held if part in left and part not in before)


def _longest(technique: Technique, verdict: Verdict) -> int:
    """Return the most seconds that one side may take; 0 if only a professional gives the technique."""
    most = 0 if technique.dose is None else technique.dose.at_most
    return most if verdict.minutes is None else min(most, verdict.minutes * 60)
