"""What is asked of a person, as values: made by intake, shown by render."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One line of an "any of these?" list; "no" to it is "no" to all of its findings."""

    text: str
    findings: tuple[str, ...]
    follow_up: tuple[str, ...]
    level: str
    """What a yes to it means by itself: the level, or ``open`` where it only counts together with others."""


@dataclass(frozen=True, slots=True)
class Page:
    """One list, or one question of the start."""

    screen: str
    kind: str
    ask: str
    lines: tuple[AskedLine, ...]
