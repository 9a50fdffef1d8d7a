"""Entries while they are being loaded: what they are, where each was written, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from backrelief.knowledge.documents import Document, Place
from backrelief.knowledge.faults import Fault


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
        self.faults.append(document.fault((*place, *inside), message, rule, hint))
