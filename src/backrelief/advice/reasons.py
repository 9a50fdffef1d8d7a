"""One shape for every reason: the rule, the findings that fired it, the sources, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("open", "clear", "care", "soon", "today", "emergency")
"""From nothing raised to the worst."""
RANK = {level: rank for rank, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was suggested, changed or left out."""

    rule: str
    """The id of the entry that speaks: a red flag, a caution, a condition, a ranking rule; or `wish-...`."""
    text: str
    because: tuple[str, ...] = ()
    """Asked findings."""
    sources: tuple[str, ...] = ()
    points: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A property of a technique that a limit narrowed."""

    what: str
    """`pressure`, `position`, `surface`, `by`, `place` or `minutes`."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    reason: Reason
    open: bool = False
    """The rule is not known to hold; it acts until its questions are answered."""


@dataclass(frozen=True, slots=True)
class NotIf:
    """What an open question would do to a technique if it were answered with yes."""

    rule: str
    kind: str
    """`caution`, `red-flag` or `condition`: what the rule is."""
    effect: str
    """`forbid`, `cap`, `position` or `keep-off`."""
    because: tuple[str, ...]
    """The findings that are still open."""
    text: str
