"""The boxes of a sheet beside its steps: what is needed, how hard, when to stop, who should not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backrelief.advice.reasons import RANK
from backrelief.advice.tools import tool_for
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.logic import evaluate
from backrelief.render.caution_effects import caution_effects
from backrelief.render.phrases import capital

if TYPE_CHECKING:
    from backrelief.advice.routine.plan import TimedStep
    from backrelief.case.case import Wishes
    from backrelief.knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences below what they have in common."""

    lead: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """A caution of the person, with what to do instead."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Conditional:
    """Names of cautions that would change the sheet, were they true of the person who reads it."""

    all_out: tuple[str, ...]
    """They leave none of it."""
    some_out: tuple[str, ...]
    """They take single steps out."""
    changed: tuple[str, ...]
    """They ask for another position or place."""


def told(rules: Sequence[Any], leads: Mapping[str, str]) -> Iterator[Told]:
    """The names of stop rules by level, the worst first."""
    for level in sorted(leads, key=RANK.__getitem__, reverse=True):
        if lines := tuple(capital(rule.name) for rule in rules if rule.level == level):
            yield Told(leads[level], lines)


def needs(
    knowledge: KnowledgeBase, curated: Any | None, techniques: Sequence[Any], wishes: Wishes, *, adapted: bool
) -> tuple[str, ...]:
    """What has to be got: what the routine names, as far as its steps use it, and what no home is sure to have.

    Of tools that serve equally, the one that the person has.
    """
    asked_for = dict.fromkeys(tuple(choices) for technique in techniques for choices in technique.tools)
    used = {tool for choices in asked_for for tool in choices}
    named = () if curated is None else curated.tools
    wanted = [choices for choices in named if not adapted or used.intersection(choices)]
    covered = {tool for choices in wanted for tool in choices}
    wanted += [
        choices
        for choices in asked_for
        if not covered.intersection(choices) and not any(knowledge.tools[tool].at_hand for tool in choices)
    ]
    found: dict[str, None] = {}
    for choices in wanted:
        chosen = tool_for(knowledge, tuple(choices), wishes) if wishes.tools is not None else None
        names = [knowledge.tools[tool].name for tool in ([chosen] if chosen else choices)]
        found[" or ".join(names)] = None
    return tuple(found)


def how_hard(knowledge: KnowledgeBase, pressures: Sequence[str]) -> tuple[str, ...]:
    """Each pressure of the steps, lightest first, and how to tell that it is this one."""
    entries = [knowledge.pressures[one] for one in knowledge.pressure_scale if one in pressures]
    return tuple(f"{capital(entry.name)}, {entry.discomfort} of 10 at most: {entry.test}." for entry in entries)


def never(knowledge: KnowledgeBase, steps: Sequence[TimedStep], areas: Iterable[str], giver: str) -> tuple[str, ...]:
    """The limits for everyone near these places that one of these techniques would break, were it done there."""
    techniques = {(step.technique, step.pressure): knowledge.techniques[step.technique] for step in steps}
    properties = [
        knowledge.properties_of(technique, giver, None if pressure == NO_PRESSURE else pressure)
        for (_, pressure), technique in techniques.items()
        if pressure != NO_PRESSURE
    ]
    near = knowledge.places_of(tuple(areas)).union(*(technique.touches for technique in techniques.values()))
    return tuple(
        zone.say
        for zone in knowledge.zones
        if near.intersection(zone.places)
        and any(zone.forbid == "everything" or evaluate(zone.forbid, one) is True for one in properties)
    )


def conditional(knowledge: KnowledgeBase, techniques: Sequence[Any], rules: Collection[str] | None) -> Conditional:
    """The cautions by what they would do to the techniques; with ``rules`` only those."""
    out: dict[str, set[str]] = {}
    changed: dict[str, None] = {}
    for technique, caution, effects in caution_effects(knowledge, techniques):
        if rules is not None and caution.id not in rules:
            continue
        if "forbid" in effects:
            out.setdefault(caution.name, set()).add(technique.id)
        else:
            changed[caution.name] = None
    everything = len(techniques)
    return Conditional(
        tuple(name for name, those in out.items() if len(those) == everything),
        tuple(name for name, those in out.items() if len(those) < everything),
        tuple(name for name in changed if name not in out),
    )
