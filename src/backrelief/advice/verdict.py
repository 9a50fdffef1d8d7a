"""Verdicts: who may still apply a technique, how firmly, in which positions, where and how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from msgspec.structs import replace

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
)
from backrelief.advice.reasons import Aspect, Foreseen, Narrowed, NotIf, Reason
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.logic import TRUE, Criterion

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.practice import Technique


class Verdict(Struct, frozen=True):
    """A technique after all limits. It is released if ``refused`` is ``None``."""

    technique: str
    refused: Reason | None
    pressures: Mapping[str, str]
    """Giver -> the strongest pressure left; ``none`` if nothing presses."""
    positions: tuple[str, ...]
    surfaces: tuple[str, ...]
    keep_off: tuple[str, ...]
    """Places that it would touch and must not."""
    minutes: int | None
    """The longest that it may take, if a limit says so."""
    changes: tuple[Narrowed, ...]
    not_if: tuple[NotIf, ...]
    says: tuple[Reason, ...]
    """Sentences of limits, to be printed with the technique."""


class _Left(Struct, frozen=True):
    """The technique while limits are applied."""

    pressures: Mapping[str, str]
    positions: tuple[str, ...]
    surfaces: tuple[str, ...]
    places: tuple[str, ...]
    minutes: int | None = None
    says: tuple[str, ...] = ()
    unnamed_place: bool = False
    """A place that the person has not named yet would be kept off."""


def judge(knowledge: KnowledgeBase, technique: Technique, limits: Iterable[Limit]) -> Verdict:
    """Apply every limit in turn. Limits only narrow: their order changes the reason that is named, but no outcome."""
    pressures: dict[str, str] = {
        giver: pressure.strongest if pressure else NO_PRESSURE for giver, pressure in technique.by.items()
    }
    left = _Left(pressures, technique.position, technique.surface, technique.touches)
    refused: Reason | None = None
    changes: list[Narrowed] = []
    notes: dict[tuple[str, Foreseen], NotIf] = {}
    says: dict[str, Reason] = {}
    for limit in limits:
        applying = _Applying(knowledge, technique, limit.cap)
        before = left
        for effect in limit.effects if limit.clause is None else limit.caps:
            after = applying.apply(effect, left)
            if after is None:
                refused = limit.reason
                if limit.clause is not None:
                    refused = replace(refused, text=f"{refused.text} Until then it is too strong.")
                break
            if after is not left:
                changes.extend(_changes(left, after, limit))
                for text in after.says[len(left.says) :]:
                    says.setdefault(text, replace(limit.reason, text=text))
                left = after
        if limit.clause is not None:
            for foreseen in applying.foresee(limit, before, left):
                notes.setdefault((limit.reason.rule, foreseen), limit.notes[foreseen])
        if refused is not None:
            break
    return Verdict(
        technique.id,
        refused,
        left.pressures,
        left.positions,
        left.surfaces,
        tuple(place for place in technique.touches if place not in left.places),
        left.minutes,
        tuple(changes),
        tuple(notes.values()),
        tuple(says.values()),
    )


def _changes(before: _Left, after: _Left, limit: Limit) -> Iterator[Narrowed]:
    """Yield what differs between the two."""
    why, is_open = limit.reason, limit.clause is not None
    capped = next((giver for giver, left in after.pressures.items() if left != before.pressures[giver]), None)
    pairs: dict[Aspect, tuple[tuple[str, ...], tuple[str, ...]]] = {
        "by": (tuple(before.pressures), tuple(after.pressures)),
        "pressure": ((before.pressures[capped],), (after.pressures[capped],)) if capped else ((), ()),
        "position": (before.positions, after.positions),
        "surface": (before.surfaces, after.surfaces),
        "place": (before.places, after.places),
        "minutes": (_counted(before.minutes), _counted(after.minutes)),
    }
    for what, (was, now) in pairs.items():
        if was != now:
            reason = (why.rule, why.text, why.because, why.sources)
            yield Narrowed(*reason, what=what, from_=was, to=now, open=is_open)


def _counted(minutes: int | None) -> tuple[str, ...]:
    return () if minutes is None else (str(minutes),)


class _Applying(Struct, frozen=True):
    """The effects of one limit on one technique."""

    knowledge: KnowledgeBase
    technique: Technique
    cap: str | None
    """The strongest pressure that the limit itself leaves."""

    def apply(self, effect: Effect, left: _Left) -> _Left | None:
        """Return what one effect leaves; ``None`` if nothing is left."""
        match effect:
            case Forbid(test):
                return self._without(self._passing(test, left), left)
            case KeepGivers(givers):
                return self._without(left.pressures.keys() - givers, left)
            case CapPressure(pressure, givers):
                return self._capped(pressure, givers, left)
            case CapMinutes(minutes, test):
                if not self._passing(test, left) or (left.minutes is not None and left.minutes <= minutes):
                    return left
                return None if self.technique.least_seconds > minutes * 60 else replace(left, minutes=minutes)
            case KeepPositions(allowed):
                if allowed.issuperset(left.positions):
                    return left
                positions = tuple(position for position in left.positions if position in allowed)
                return replace(left, positions=positions) if positions else None
            case KeepSurfaces(allowed):
                if allowed.issuperset(left.surfaces):
                    return left
                surfaces = tuple(surface for surface in left.surfaces if surface in allowed)
                return replace(left, surfaces=surfaces) if surfaces else None
            case KeepOff(places, test):
                if not left.places or (places is not None and places.isdisjoint(left.places)):
                    return left
                return self._kept_off(places, left) if self._passing(test, left) else left
            case Say(text, test):
                return replace(left, says=(*left.says, text)) if self._passing(test, left) else left
            case _:
                assert_never(effect)

    def _passing(self, test: Criterion, left: _Left) -> AbstractSet[str]:
        """Return the givers in whose hands the technique passes the test, pressing as hard as the limit itself allows.

        Only the cap of this limit counts: if the caps of others counted too, a further caution could free a technique.
        """
        if test == TRUE:
            return left.pressures.keys()
        passing = self.knowledge.technique_tests.givers_passing(test, self.technique, self.cap)
        return left.pressures.keys() & passing if passing else passing

    def _without(self, givers: AbstractSet[str], left: _Left) -> _Left | None:
        if not givers:
            return left
        pressures: dict[str, str] = {
            giver: pressure for giver, pressure in left.pressures.items() if giver not in givers
        }
        return replace(left, pressures=pressures) if pressures else None

    def _capped(self, cap: str, givers: frozenset[str] | None, left: _Left) -> _Left | None:
        """Lower the pressure of each giver; givers who cannot press that lightly may not apply it."""
        rank = self.knowledge.pressure_rank
        if all(rank[pressure] <= rank[cap] for pressure in left.pressures.values()):
            return left
        pressures: dict[str, str] = {}
        for giver, strongest in left.pressures.items():
            own = self.technique.by[giver]  # type: ignore[index]  # a key of the same mapping
            if own is None or rank[strongest] <= rank[cap] or (givers is not None and giver not in givers):
                pressures[giver] = strongest
            elif rank[own.lightest] <= rank[cap]:
                pressures[giver] = cap
        if pressures == left.pressures:  # it caps only givers who do not press harder
            return left
        return replace(left, pressures=pressures) if pressures else None

    def _kept_off(self, places: frozenset[str] | None, left: _Left) -> _Left | None:
        """Leave the places alone; a stretch pulls on all of its places at once, so that none of them can be spared."""
        steerable = all(self.knowledge.actions[action].steerable for action in self.technique.action)
        if places is None:
            return replace(left, unnamed_place=True) if steerable else None
        kept = tuple(place for place in left.places if place not in places)
        return replace(left, places=kept) if kept and steerable else None

    def foresee(self, limit: Limit, left: _Left, capped: _Left) -> Iterator[Foreseen]:
        """Yield what an open limit would do if its question were answered with yes, by applying it.

        Its cap acted at once (``capped``), so it is no reason for leaving the technique out later.
        """
        if limit.forbids_everything:
            yield "forbid"
            return
        after: _Left | None = capped
        for effect in limit.delayed:
            after = None if after is None else self.apply(effect, after)
        if after is None or after.pressures.keys() != capped.pressures.keys():
            yield "forbid"
        if after is None or after is left:
            return
        if (after.positions, after.surfaces) != (left.positions, left.surfaces):
            yield "position"
        if after.places != left.places or after.unnamed_place:
            yield "keep-off"
        if after.minutes != left.minutes or capped.pressures != left.pressures:
            yield "cap"
