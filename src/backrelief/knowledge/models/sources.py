"""Where the knowledge comes from (`sources.yaml`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backrelief.knowledge.models.base import Named, Text, Texts


class Source(Named):
    """Where a statement comes from."""

    kind: Literal[
        "guideline",
        "review",
        "trial",
        "cohort",
        "case-report",
        "article",
        "patient-information",
        "textbook",
        "ontology",
        "web-page",
        "practice",
    ]
    """What sort of source it is."""
    authors: Text | None = None
    """Who wrote it, or whose it is."""
    title: Text
    """What it is called where it stands."""
    year: int | None = Field(default=None, ge=1900, le=2100)
    """When it was published."""
    doi: Text | None = None
    """Its DOI, without an address in front."""
    address: Texts = ()
    """Where it was seen."""
    seen: bool
    """False: known from memory only, to be checked before relying on it."""
    seen_as: Literal["own-page", "mirror", "low-authority"] | None = None
    """In what form it was seen: its own page, a copy elsewhere, or a page of little authority."""
    note: Text | None = None
    """What to know before relying on it."""
