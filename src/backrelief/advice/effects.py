"""The effects of rules on techniques: a small closed set, and limits that hold several of them.

This is the only list of effects, and ``verdict.judge`` alone knows what each of them leaves of a technique.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from backrelief.advice.reasons import Foreseen, NotIf, Reason
from backrelief.logic import TRUE, Criterion

if TYPE_CHECKING:
    from backrelief.knowledge.models.rules import Effects


class Forbid(Struct, frozen=True):
    """Techniques that pass the test are out; with ``TRUE`` as the test every technique is."""

    test: Criterion


class CapPressure(Struct, frozen=True):
    """Nobody presses harder than this; if ``givers`` are named, only they are capped."""

    pressure: str
    givers: frozenset[str] | None = None


class CapMinutes(Struct, frozen=True):
    """A technique that passes the test takes no longer than this."""

    minutes: int
    test: Criterion = TRUE


class KeepPositions(Struct, frozen=True):
    """Only these positions are left."""

    positions: frozenset[str]


class KeepSurfaces(Struct, frozen=True):
    """Only these surfaces are left."""

    surfaces: frozenset[str]


class KeepGivers(Struct, frozen=True):
    """Only these people may apply it."""

    givers: frozenset[str]


class KeepOff(Struct, frozen=True):
    """A technique that passes the test leaves these places alone."""

    places: frozenset[str] | None
    """``None``: the person has not named the places yet, so any place may be among them."""
    test: Criterion = TRUE


class Say(Struct, frozen=True):
    """A sentence that is printed with each technique that passes the test."""

    text: str
    test: Criterion = TRUE


Effect = Forbid | CapPressure | CapMinutes | KeepGivers | KeepPositions | KeepSurfaces | KeepOff | Say


class Limit(Struct, frozen=True, dict=True):
    """One rule at work on one case. Every effect narrows; none allows anything."""

    reason: Reason
    kind: Literal["red-flag", "caution", "area", "screening", "wish"]
    effects: tuple[Effect, ...]
    clause: str | None = None
    """While the rule is open: what would make it hold, in the words that follow "not if"."""

    @cached_property
    def caps(self) -> tuple[CapPressure, ...]:
        """The effects that act even while the rule is open."""
        return tuple(effect for effect in self.effects if isinstance(effect, CapPressure))

    @cached_property
    def delayed(self) -> tuple[Effect, ...]:
        """The effects that would narrow the choice once the rule holds."""
        return tuple(effect for effect in self.effects if not isinstance(effect, CapPressure | Say))

    @cached_property
    def forbids_everything(self) -> bool:
        """Nothing is left of any technique once the rule holds."""
        return any(isinstance(effect, Forbid) and effect.test == TRUE for effect in self.effects)

    @cached_property
    def cap(self) -> str | None:
        """The strongest pressure that the limit itself leaves; its tests see no stronger one."""
        return next((effect.pressure for effect in self.caps), None)

    @cached_property
    def notes(self) -> Mapping[Foreseen, NotIf]:
        """What to print beside a technique for each effect that the rule would have once it holds."""
        rule, because = self.reason.rule, self.reason.because
        return {
            effect: NotIf(rule, "caution", effect, because, text.format(self.clause)) for effect, text in _NOTES.items()
        }


_NOTES: Final[Mapping[Foreseen, str]] = {
    "forbid": "Not if {}.",
    "keep-off": "Not there, if {}.",
    "position": "Gentler or differently if {}.",
    "cap": "Gentler or differently if {}.",
}


def effects_of(effects: Effects, places: frozenset[str] | None = None) -> tuple[Effect, ...]:
    """Return the effects that are written in an entry of the knowledge.

    ``places`` are those that the person named in answer to the finding of ``keep-off: {sites-of: ...}``; ``None`` if
    they are not known.
    """
    return tuple(_written(effects, places))


def _written(effects: Effects, places: frozenset[str] | None) -> Iterator[Effect]:
    if effects.forbid is not None:
        yield Forbid(TRUE if effects.forbid == "everything" else effects.forbid)
    if effects.cap_pressure is not None:
        yield CapPressure(effects.cap_pressure)
    if effects.cap_minutes is not None:
        yield CapMinutes(effects.cap_minutes, effects.cap_minutes_for or TRUE)
    if effects.by is not None:
        yield KeepGivers(frozenset(effects.by.any_of))
    if effects.position is not None:
        yield KeepPositions(frozenset(effects.position.any_of))
    if effects.surface is not None:
        yield KeepSurfaces(frozenset(effects.surface.any_of))
    if effects.keep_off is not None:
        named = frozenset(effects.keep_off) if isinstance(effects.keep_off, tuple) else places
        yield KeepOff(named, effects.keep_off_for or TRUE)
    if effects.say is not None:
        yield Say(effects.say, effects.say_for or TRUE)
