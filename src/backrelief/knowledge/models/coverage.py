"""What the knowledge set out to cover, row by row, so that coverage is computed and not claimed (`coverage/*.yaml`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backrelief.knowledge.models.base import Entry, Named, SourceIds, Text, Texts
from backrelief.knowledge.models.cases import Given, RedFlagId


class InventoryRow(Entry):
    """One thing that an article names, and the entries that answer it."""

    kind: Literal[
        "adjunct",
        "cause",
        "caution",
        "claim",
        "condition",
        "position",
        "stroke",
        "symptom",
        "target",
        "technique",
        "tip",
        "tool",
    ]
    item: Text
    """In our own words."""
    answered_by: Texts = Field(min_length=1)
    """Entries as `kind:id`, such as `techniques:swedish-massage`."""
    sources: SourceIds


class GuidelineRow(Named):
    """A danger sign as guidelines list it, and the red flags that cover it."""

    red_flags: tuple[RedFlagId, ...] = Field(min_length=1)
    seen_in: Texts = ()
    """Guidelines in which it was seen."""
    remembered_in: Texts = ()
    """Guidelines in which it is only remembered to stand."""


class Person(Named):
    """A person for whom something kind must be left, whatever the condition."""

    given: Given
