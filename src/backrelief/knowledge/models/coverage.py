"""The contents that the knowledge has to cover (`coverage/*.yaml`): counted, not claimed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from backrelief.knowledge.models.base import Entry, NamesByKind, Slug, SourceIds, Text
from backrelief.knowledge.models.cases import Given, RedFlagId


class Statement(Entry):
    """One thing that an article says; `sources` names the article."""

    about: Literal[
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
    """What it is about."""
    text: Text
    """What the article says, in our own words."""
    answered_by: Annotated[dict[str, tuple[Slug, ...]], NamesByKind()] = Field(default_factory=dict)
    """Kind -> the entries that answer it; none at all is a gap. A claim answers a statement that does not hold."""

    @property
    def answers(self) -> tuple[str, ...]:
        """Return the ids of all entries that answer it, whatever their kind."""
        return tuple(entry for ids in self.answered_by.values() for entry in ids)


class ListedFlag(Entry):
    """One danger sign that guidelines list."""

    name: Text
    """The sign, as guidelines list it."""
    listed_in: SourceIds = ()
    """Guidelines in which it was seen, or a page that reprints them."""
    remembered_in: SourceIds = ()
    """Guidelines that are remembered to list it; not looked up."""
    red_flags: tuple[RedFlagId, ...]
    """The red flags that cover it; none at all is a gap."""
    note: Text | None = None
    """Why it is covered like this."""


class TypicalPerson(Entry):
    """A person without a danger sign for whom some technique must be left in every area."""

    name: Text
    """Who it is, in a few words."""
    given: Given
    """What is known of the person; every list beside it is answered "none of these"."""
