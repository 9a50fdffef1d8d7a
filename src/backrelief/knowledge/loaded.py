"""Entries while they are being loaded: what they are, where each was written, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from backrelief.knowledge.documents import Document, Place
from backrelief.knowledge.faults import MOST_FAULTS, Fault


class TooManyFaultsError(Exception):
    """More was found than anybody reads; what was noted until now stands."""


@dataclass(slots=True)
class Loaded:
    """Entries of all layers, where each was written, and what was wrong."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    layer: int = 0
    """The layer that is being read."""
    layers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Which layer each entry comes from."""
    homes: dict[tuple[str, str], tuple[Document, Place]] = field(default_factory=dict)
    refused: set[tuple[str, str]] = field(default_factory=set)
    """Entries that have faults of their own: naming them is not one fault more."""
    faults: list[Fault] = field(default_factory=list)
    overrides: list[str] = field(default_factory=list)

    def fault(self, kind: str, entry_id: str, inside: Place, message: str, rule: str, hint: str = "") -> None:
        """Record a fault at a place inside an entry."""
        document, place = self.homes[kind, entry_id]
        self.note(document.fault((*place, *inside), message, rule, hint))

    def note(self, *faults: Fault) -> None:
        """Record faults.

        Raises:
            TooManyFaultsError: this was one too many.
        """
        self.faults.extend(faults)
        if len(self.faults) > MOST_FAULTS:
            del self.faults[MOST_FAULTS:]
            message = f"more than {MOST_FAULTS} faults: what comes after them was not looked for"
            self.faults.append(Fault(self.faults[-1].path, 0, 0, message, "too-many", "Mend the others first."))
            raise TooManyFaultsError
