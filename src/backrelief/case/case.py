"""A case, which is what is known of one person now: areas, findings and wishes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from backrelief.logic import Value


class _Unsure(Enum):
    UNSURE = "unsure"


UNSURE = _Unsure.UNSURE
"""The answer "not sure". Such a finding is not asked again."""

Answer = Value | _Unsure
"""What a case may hold of a finding; a finding that is absent was not answered."""


class Wishes(Struct, frozen=True):
    """What the person would like. A wish that was not given restricts nothing; ``WISHES`` describes each wish."""

    minutes: int | None = None
    """How long it may take."""
    tools: tuple[str, ...] | None = None
    """Tools at hand, beside those that every home has."""
    without: tuple[str, ...] = ()
    """Tools and surfaces that are missing."""
    by: str | None = None
    """Who applies it: ``self``, ``partner`` or ``therapist``."""
    positions: tuple[str, ...] = ()
    surfaces: tuple[str, ...] = ()
    """What to lie or sit on."""
    avoid_positions: tuple[str, ...] = ()
    """Positions that do not work for the person."""
    pressure: str | None = None
    """A cap from above; it never raises a pressure."""
    first_time: bool = False
    """The person has not done this before."""

    def without_wish(self, option: str) -> Wishes:
        """Return the wishes without those that the option gives."""
        usual = Wishes()
        return replace(self, **{name: getattr(usual, name) for name, wish in WISHES.items() if wish.option == option})


class Wish(Struct, frozen=True):
    """How a wish is given, and what it is about."""

    option: str
    """The option of the command line, without its hyphens; reasons name ``wish-OPTION`` as their rule."""
    kinds: tuple[str, ...] = ()
    """The kinds of entry whose ids it holds."""
    role: str | None = None
    """The role (``stands-for``) of the finding that takes its value from the wish."""


WISHES: Final[Mapping[str, Wish]] = {
    "minutes": Wish("minutes", role="minutes"),
    "tools": Wish("tool", ("tools",), "tools"),
    "without": Wish("without", ("tools", "surfaces")),
    "by": Wish("by", role="giver"),
    "positions": Wish("position", ("positions",), "positions"),
    "surfaces": Wish("position", ("surfaces",)),
    "avoid_positions": Wish("avoid-position", ("positions",)),
    "pressure": Wish("pressure", ("pressures",), "pressure"),
    "first_time": Wish("first-time", role="first-time"),
}
"""Field of ``Wishes`` -> the wish. Options, files, criteria and obstacles all read this table."""

MOST_MINUTES: Final = 120
"""Longer than any session that the knowledge describes."""


class Case(Struct, frozen=True):
    """One person now. Cases with the same content are equal, in whatever order it was given."""

    areas: tuple[str, ...] = ()
    """Where it hurts."""
    findings: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    """What is known. A finding that is absent was not asked."""
    wishes: Wishes = Wishes()
    """What the person would like."""

    def stating(self, finding: str, answer: Answer) -> Case:
        """Return the case with one more answer; members of a group are added to those that are known."""
        known = self.findings.get(finding)
        if isinstance(known, Mapping) and isinstance(answer, Mapping):
            answer = {**known, **answer}
        return replace(self, findings={**self.findings, finding: answer})

    def is_in(self, areas: Iterable[str] | None) -> bool:
        """Tell if the case has one of these areas; ``None`` means every case."""
        return areas is None or not set(areas).isdisjoint(self.areas)


assert Wishes.__struct_fields__ == tuple(WISHES)  # noqa: S101  # a wish without an entry would be ignored
