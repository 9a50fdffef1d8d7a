"""One shape for every reason: the rule, the findings that fired it, the sources, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
    """Something about a technique that a limit narrowed."""

    what: str
    """`pressure`, `position`, `surface`, `by`, `place` or `minutes`."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    reason: Reason
    open: bool = False
    """The rule is not known to hold; it acts until its question is answered."""


@dataclass(frozen=True, slots=True)
class NotIf:
    """What would take a technique out, or change it, were an open question answered with yes."""

    rule: str
    kind: Literal["caution", "condition"]
    """The kind of the rule. Only these can be open."""
    effect: str
    """`forbid`, `cap`, `position` or `keep-off`."""
    because: tuple[str, ...]
    """The findings that are still open."""
    text: str
