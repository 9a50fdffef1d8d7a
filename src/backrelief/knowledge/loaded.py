"""Entries while they are being loaded: what they are, where each was written, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from backrelief.knowledge.documents import Document, Place
from backrelief.knowledge.faults import MOST_FAULTS, Fault
from backrelief.knowledge.models.base import Entry

LARGEST_IN_ALL: Final = 5_000_000
"""Letters of all files together; the shipped ones have less than a sixth of them."""
MOST_VALUES_IN_ALL: Final = 100_000
"""Values of all files together; the shipped ones have a third of them."""
MOST_ENTRIES: Final = 10_000
"""Entries of all layers together; the shipped one has a tenth of them."""


class GivenUpError(Exception):
    """Nothing more is looked for; what was noted until now stands, and the last of it says why."""


@dataclass(frozen=True, slots=True)
class Layered:
    """An entry of a layer, as it is written: its criteria are not linked."""

    layer: int
    kind: str
    entry: Entry
    replaced: Entry | None
    """The entry of the layers below that had the same id."""
    document: Document
    place: Place


@dataclass(slots=True)
class Loaded:
    """Entries of all layers, where each was written, and what was wrong."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()
    """Of all layers."""
    layer: int = 0
    """The layer that is being read."""
    layers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Which layer each entry comes from."""
    homes: dict[tuple[str, str], tuple[Document, Place]] = field(default_factory=dict)
    refused: set[tuple[str, str]] = field(default_factory=set)
    """Entries that have faults of their own: naming them is not one fault more."""
    faults: list[Fault] = field(default_factory=list)
    layered: list[Layered] = field(default_factory=list)
    letters: int = 0
    """Of all files that were read."""
    values: int = 0
    """Of all files that were read."""

    def count(self, document: Document) -> None:
        """Count what one more file holds.

        Raises:
            GivenUpError: that is more than is taken in.
        """
        self.letters += sum(map(len, document.lines))
        self.values += len(document.places)
        if self.letters > LARGEST_IN_ALL:
            self.give_up(document, f"all files together are larger than {LARGEST_IN_ALL / 1_000_000:.0f} MB")
        if self.values > MOST_VALUES_IN_ALL:
            self.give_up(document, f"all files together hold more than {MOST_VALUES_IN_ALL:,} values")

    def give_up(self, document: Document, message: str) -> None:
        """Refuse the knowledge for its size, at the file that was one too many.

        Raises:
            GivenUpError: always.
        """
        hint = "Leave out what this folder does not need."
        self.faults.append(document.fault_at(0, 0, message, "too-large", hint))
        raise GivenUpError

    def fault(self, kind: str, entry_id: str, inside: Place, message: str, rule: str, hint: str = "") -> None:
        """Record a fault at a place inside an entry."""
        document, place = self.homes[kind, entry_id]
        self.note(document.fault((*place, *inside), message, rule, hint))

    def note(self, *faults: Fault) -> None:
        """Record faults.

        Raises:
            GivenUpError: this was one too many.
        """
        self.faults.extend(faults)
        if len(self.faults) > MOST_FAULTS:
            del self.faults[MOST_FAULTS:]
            message = f"more than {MOST_FAULTS} faults: what comes after them was not looked for"
            self.faults.append(Fault(self.faults[-1].path, 0, 0, message, "too-many", "Mend the others first."))
            raise GivenUpError
