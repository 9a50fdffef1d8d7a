"""One shape for every reason: the rule, the findings that fired it, the sources, and a sentence."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from backrelief.knowledge.terms import Level

LEVELS: Final[tuple[Level, ...]] = ("open", "clear", "care", "soon", "today", "emergency")
"""From nothing raised to the worst."""
RANK: Final[dict[str, int]] = {level: rank for rank, level in enumerate(LEVELS)}


Aspect = Literal["pressure", "position", "surface", "by", "place", "minutes"]
"""What a limit can narrow."""
Foreseen = Literal["forbid", "cap", "position", "keep-off"]
"""What an open limit would do: rule the technique out, cap its pressure or time, move it, or keep it off a place."""


class Reason(Struct, frozen=True):
    """Why something was suggested, changed or left out."""

    rule: str
    """The id of the entry that speaks: a red flag, a caution, a condition, a ranking rule; or `wish-...`."""
    text: str
    because: tuple[str, ...] = ()
    """Asked findings."""
    sources: tuple[str, ...] = ()
    points: int = 0
    """What it adds to the points of a suggestion; 0 elsewhere."""


class Narrowed(Reason, frozen=True, kw_only=True):
    """Something about a technique that a limit narrowed, with the reason."""

    what: Aspect
    """What was narrowed."""
    from_: tuple[str, ...]
    """Before it; empty if nothing had been said of it."""
    to: tuple[str, ...]
    """After it."""
    open: bool = False
    """It is not known whether the rule holds; it acts until its question is answered."""

    @property
    def reason(self) -> Reason:
        """The reason alone."""
        return Reason(self.rule, self.text, self.because, self.sources, self.points)


class NotIf(Struct, frozen=True):
    """What an open question would do to a technique if it were answered with yes."""

    rule: str
    kind: Literal["caution", "condition"]
    """The kind of the rule. Only these can be open."""
    effect: Foreseen
    because: tuple[str, ...]
    """The findings that are still open."""
    text: str
