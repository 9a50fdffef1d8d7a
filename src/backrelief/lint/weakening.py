"""Find how an entry of a layer makes the layers below it less safe.

A layer may add entries freely, and may replace an entry if nobody may do more than before. For a technique this is
decided by verdicts: each rule of the knowledge is applied to the old and to the new technique, and the new verdict must
allow nothing that the old one refused. Rules only restrict, so it is enough to try each rule alone, and also together
those rules that leave nothing only in combination.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, assert_never

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
    Say,
    effects_of,
)
from backrelief.advice.limits import stages_of
from backrelief.advice.verdict import judge
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.layers import Layered
from backrelief.knowledge.lexicon import normal, spellings
from backrelief.knowledge.models.base import Entry
from backrelief.knowledge.models.findings import Asked
from backrelief.knowledge.models.practice import Evidence, Routine, Technique
from backrelief.knowledge.models.rules import SitesOf
from backrelief.knowledge.models.vocabulary import AreaEntry
from backrelief.lint.satisfiable import People
from backrelief.lint.verdicts import freed, limit, limit_of
from backrelief.logic import AnyOf, Criterion, Interval

PROTECTED: Final = frozenset(
    {
        *("red-flags", "cautions", "zones", "findings", "screens", "levels", "allowances", "stop-rules"),
        *("pressures", "actions", "areas", "places", "conditions", "muscles", "regions"),
    }
)
"""Kinds whose entries must not be replaced without a reason."""

_NAMED: Final = PROTECTED | {"techniques", "routines"}
_MOST_NAMED: Final = 3
"""The most rules that a message names; it only counts the others."""


class Weakening:
    """Compare the entries of the knowledge below a layer with those of the knowledge including it."""

    def __init__(self, below: KnowledgeBase, above: KnowledgeBase) -> None:
        """Compare ``below`` with ``above``."""
        self.below, self.above = below, above
        self.people = People(above)
        self._words: dict[str, dict[str, str]] = {}

    def taken_by(self, layered: Layered) -> str:
        """Return how an entry makes the knowledge less safe, in words; empty if it does not."""
        kind, entry, old = layered.kind, layered.entry, layered.replaced
        if old is None:
            return self._taken_by_adding(kind, entry)
        if old == entry.model_copy(update={"overrides_safety": old.overrides_safety}):
            return ""
        if kind in PROTECTED:
            return f"replaces a safety rule of the {kind}"
        lost: list[str] = []
        if kind == "techniques":
            lost = [*self._technique(self.below.techniques[entry.id], self.above.techniques[entry.id])]
        elif kind == "routines":
            lost = [*self._routine(self.below.routines[entry.id], self.above.routines[entry.id])]
        return f"takes safety away from the shipped one: {'; '.join(lost)}" if lost else ""

    def _taken_by_adding(self, kind: str, entry: Entry) -> str:
        """Return how a new entry makes the knowledge less safe: by getting around an entry below it."""
        below = self.below
        if kind == "pressures" and below.pressures:
            return "is at the end of the pressures, above every limit"
        if isinstance(entry, Asked) and entry.stands_for and (other := below.finding_for(entry.stands_for)):
            return f"takes `stands-for: {entry.stands_for}` from `{other.id}`"
        if kind in _NAMED and (meant := self._meaning(kind).get(entry.id)):
            return f"takes a word from `{meant}`, which people mean by it"
        if isinstance(entry, AreaEntry):
            for area in below.areas:
                if shared := set(area.places).intersection(entry.places):
                    return f"shares `{min(shared)}` with `{area.id}`, whose danger questions are not asked for it"
        return ""

    def _meaning(self, kind: str) -> Mapping[str, str]:
        """Map each word to the first entry below that it means."""
        if kind not in self._words:
            words = self._words[kind] = {}
            for entry in self.below.table(kind):
                for _, word in spellings(entry):
                    words.setdefault(normal(word), entry.id)
        return self._words[kind]

    def _routine(self, old: Routine, new: Routine) -> Iterator[str]:
        if old.when is not None and (new.when is None or not self.people.implies(new.when, old.when)):
            yield "`when` is true of more people"
        if old.ask_first not in {None, new.ask_first}:
            yield "`ask-first` is another"

    def _technique(self, old: Technique, new: Technique) -> Iterator[str]:
        yield from self._lost_properties(old, new)
        if len(new.stop) < len(old.stop):
            yield "`stop` says less"
        yield from self._evidence(old.evidence, new.evidence)
        rules: dict[str, tuple[str, ...]] = {}
        alone = tuple(_each(self.below, old))
        for limits in ((), *((one,) for one in alone), *_together(alone, old, new)):
            was, now = judge(self.below, old, limits), judge(self.above, new, limits)
            for what in freed(self.above, old, was, new, now):
                if rules.get(what) != ():  # () means that it is allowed more without any rule
                    rules[what] = (*rules.get(what, ()), *(one.reason.rule for one in limits))
        yield from (what + _against(tuple(dict.fromkeys(held_by))) for what, held_by in rules.items())

    def _lost_properties(self, old: Technique, new: Technique) -> Iterator[str]:
        """Yield properties that a rule, even a future one, could test before and cannot test now."""
        before = self.below.technique_tests.properties_of(old, next(iter(old.by)))
        after = self.above.technique_tests.properties_of(new, next(iter(new.by)))
        for name in self.below.properties:
            was, now = before.value(name), after.value(name)
            if name in {"by", "pressure"}:  # fewer givers and less pressure are safe; verdicts compare them
                continue
            if isinstance(was, Mapping) and isinstance(now, Mapping):
                yield from (f"`{name}` lacks `{one}`" for one, held in was.items() if held and not now.get(one))
            elif isinstance(was, Interval) and isinstance(now, Interval):
                if now.high < was.high:
                    yield f"`{name}` is less"
            elif isinstance(was, bool):
                if was and not now:
                    yield f"`{name}` is less"
            elif was != now:
                yield f"`{name}` is another"

    def _evidence(self, old: Sequence[Evidence], new: Sequence[Evidence]) -> Iterator[str]:
        """Yield the conditions for which the new rows advise against less, or advise it at more stages."""
        for condition in dict.fromkeys(row.condition for row in old):
            before, after = _stages(old, condition, against=True), _stages(new, condition, against=True)
            if before and not self._covers(after, before):
                yield f"`evidence` no longer advises against it for `{condition}`"
            before, after = _stages(old, condition, against=False), _stages(new, condition, against=False)
            if before and not self._covers(before, after):
                yield f"`evidence` advises it at more stages of `{condition}`"

    def _covers(self, wide: Sequence[Criterion | None], narrow: Sequence[Criterion | None]) -> bool:
        """Return true if it is proved that any of ``narrow`` implies some of ``wide``; ``None`` is true of everyone."""
        if None in wide:
            return True
        union = AnyOf(tuple(stage for stage in wide if stage is not None))
        return all(stage is not None and self.people.implies(stage, union) for stage in narrow)


def _stages(evidence: Sequence[Evidence], condition: str, *, against: bool) -> list[Criterion | None]:
    rows = (row for row in evidence if row.condition == condition)
    return [row.when for row in rows if (row.direction == "advised-against") is against]


def _against(rules: Sequence[str]) -> str:
    """Name the rules that forbade something."""
    more = f" and {len(rules) - _MOST_NAMED} more" if len(rules) > _MOST_NAMED else ""
    return f", against {', '.join(f'`{rule}`' for rule in rules[:_MOST_NAMED])}{more}" if rules else ""


def _each(knowledge: KnowledgeBase, technique: Technique) -> Iterator[Limit]:
    """Yield every rule of the knowledge as a limit on a technique, for any person."""
    for caution in knowledge.cautions:
        for _, stage in stages_of(caution):
            yield limit_of(knowledge, caution.id, stage)
            if isinstance(stage.keep_off, SitesOf):
                for place in technique.touches:
                    yield limit(caution.id, *effects_of(stage, frozenset({place})))
    for allowance in knowledge.allowances:
        yield limit_of(knowledge, allowance.id, allowance.do)
    for flag in knowledge.red_flags:
        yield limit(flag.id, KeepOff(frozenset(flag.keep_off)))
    for area in knowledge.areas:
        if area.worked_only_when_sore:
            yield limit(area.id, KeepOff(frozenset(area.places)))
    unscreened = [pressure.id for pressure in knowledge.pressures if pressure.unscreened]
    yield from (limit("unscreened", CapPressure(strongest)) for strongest in unscreened[-1:])


def _together(alone: Sequence[Limit], old: Technique, new: Technique) -> Iterator[tuple[Limit, ...]]:
    """Yield, for each new place, position and surface, the effects that keep it but may together exclude all others."""
    added = {
        *(("places", place) for place in set(new.touches).difference(old.touches)),
        *(("positions", position) for position in set(new.position).difference(old.position)),
        *(("surfaces", surface) for surface in set(new.surface).difference(old.surface)),
    }
    parts = [(one.reason.rule, effect) for one in alone for effect in one.effects]
    for what, member in sorted(added):
        yield tuple(limit(rule, effect) for rule, effect in parts if _leaves(effect, what, member))


def _leaves(effect: Effect, what: str, member: str) -> bool:
    """Return true if an effect is about places, positions or surfaces and keeps this one."""
    match effect:
        case KeepOff(places):
            return what == "places" and places is not None and member not in places
        case KeepPositions(kept):
            return what == "positions" and member in kept
        case KeepSurfaces(kept):
            return what == "surfaces" and member in kept
        case Forbid() | CapPressure() | CapMinutes() | KeepGivers() | Say():
            return False
        case _:
            assert_never(effect)
