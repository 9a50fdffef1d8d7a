"""The sources of the knowledge (`sources.yaml`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backrelief.knowledge.models.base import Named, Text, Texts


class Source(Named):
    """A source of statements."""

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
    """The sort of source."""
    authors: Text | None = None
    """The authors, or the organisation that published it."""
    title: Text
    """Its title, as published."""
    year: int | None = Field(default=None, ge=1900, le=2100)
    """The year of publication."""
    doi: Text | None = None
    """Its DOI, without an address in front."""
    address: Texts = ()
    """The web addresses at which it was seen."""
    seen: bool
    """False if it is known from memory only and has to be checked before anybody relies on it."""
    seen_as: Literal["own-page", "mirror", "low-authority"] | None = None
    """The form in which it was seen: its own page, a copy elsewhere, or a page of little authority."""
    note: Text | None = None
    """A warning for readers who want to rely on it."""
