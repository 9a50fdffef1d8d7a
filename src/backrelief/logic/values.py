"""What can be known about one finding."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

Truth = bool | None
"""``True``, ``False`` or ``None`` (unknown)."""


class Interval(Struct, frozen=True):
    """A number known to lie between ``low`` and ``high``, both included; a point when they are equal."""

    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse an empty range: it would satisfy everything and nothing."""
        if self.low > self.high:
            message = f"a range must not end before it starts: {self.low} to {self.high}"
            raise ValueError(message)


class Special(Enum):
    """Two values that answer every atom alike."""

    NOTHING = "nothing"
    ANYTHING = "anything"


NOTHING = Special.NOTHING
"""The question does not arise (its gate is false): every atom about it is false."""

ANYTHING = Special.ANYTHING
"""Not known, read as the dangerous answer: every atom about it is true."""

Value = bool | Interval | str | Mapping[str, bool] | Special
"""Yes or no; a number; the id of a choice; or the members of a group that are known, each true or false."""
