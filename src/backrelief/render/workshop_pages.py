"""What the commands for authors say, as pages and as data: coverage, differences, faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from backrelief.knowledge.faults import Fault
from backrelief.knowledge.models.base import ConditionId, Slug
from backrelief.knowledge.models.cases import ListedFlag
from backrelief.render.blocks import Block, Grid, Heading, Item, Listing, Page, Paragraph
from backrelief.render.phrases import capital
from backrelief.workshop.changes import Change
from backrelief.workshop.coverage import Coverage, Left

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

NAMED: Final = 5
"""Cases of a change that are named; of the others the number is given."""


def coverage_page(knowledge: KnowledgeBase, counted: Coverage) -> Page:
    """Return what is missing first; then every count."""
    return tuple(_coverage(knowledge, counted))


def _coverage(knowledge: KnowledgeBase, counted: Coverage) -> Iterator[Block]:
    yield Heading("What the knowledge covers", 1)
    yield from _missing(knowledge, counted)
    yield Heading("Articles")
    every = Counter(source for one in counted.statements for source in one.sources)
    answered = Counter(source for one in counted.statements if one.answers for source in one.sources)
    rows = [(article, str(number), str(answered[article])) for article, number in sorted(every.items())]
    yield Grid(("article", "statements", "answered"), tuple(rows))
    yield Heading("Guidelines")
    signs = [
        (one.name, str(len(one.listed_in)), str(len(one.remembered_in)), ", ".join(one.red_flags))
        for one in counted.listed
    ]
    yield Grid(("sign that guidelines list", "seen in", "remembered in", "covered by"), tuple(signs))
    yield Heading("What is left to do")
    yield Paragraph("Techniques that fit, applied by oneself / a partner / a therapist, with no danger sign.")
    for person in knowledge.typical_people:
        yield Heading(person.name, 3)
        left = [
            (knowledge.conditions[one.condition].name, one.level, " / ".join(map(str, one.techniques.values())))
            for one in counted.left
            if one.person == person.id
        ]
        yield Grid(("condition", "level", "techniques"), tuple(left))


def _missing(knowledge: KnowledgeBase, counted: Coverage) -> Iterator[Block]:
    if counted.is_complete:
        yield Paragraph(
            f"Complete: {len(counted.statements)} statements of the articles are answered, {len(counted.listed)} signs "
            "of guidelines are covered, and nobody without a danger sign is left with nothing to do.",
            "good",
        )
        return
    yield Paragraph("Missing:", "warn")
    texts = {one.id: one.text for one in counted.statements} | {one.id: one.name for one in counted.listed}
    missing = [f"{name}: {texts[name]}" for name in (*counted.unanswered, *counted.uncovered)]
    missing += [
        f"nothing to do alone: {knowledge.typical_people[one.person].name}, {one.condition}" for one in counted.forsaken
    ]
    yield Listing(tuple(Item(capital(one)) for one in missing))


class StatementRecord(Struct, frozen=True):
    """One thing that an article says."""

    id: Slug
    """The statement."""
    article: tuple[Slug, ...]
    """The article, or articles, that say it."""
    answered_by: tuple[Slug, ...]
    """The entries that answer it; none at all is a gap."""


class GapRecord(Struct, frozen=True):
    """Somebody who is left with nothing to do alone."""

    person: Slug
    """The typical person."""
    condition: ConditionId
    """The condition."""


class MissingRecord(Struct, frozen=True):
    """What the exit code 65 is about; every list is empty if the coverage is complete."""

    statements: tuple[Slug, ...]
    """Statements that no entry answers."""
    listed_flags: tuple[Slug, ...]
    """Signs that no red flag covers."""
    left: tuple[GapRecord, ...]
    """People who are left with nothing that they can do alone."""


class CoverageData(Struct, frozen=True):
    """The answer of `knowledge coverage`."""

    statements: tuple[StatementRecord, ...]
    """What the articles say, statement by statement."""
    listed_flags: tuple[ListedFlag, ...]
    """Danger signs that guidelines list."""
    left: tuple[Left, ...]
    """What is left to do for each typical person with each condition, with "none of these" on every list."""
    missing: MissingRecord
    """What is missing."""


def coverage_data(counted: Coverage) -> CoverageData:
    """Return every count, and what is missing."""
    gaps = tuple(GapRecord(one.person, one.condition) for one in counted.forsaken)
    return CoverageData(
        tuple(StatementRecord(one.id, one.sources, one.answers) for one in counted.statements),
        counted.listed,
        counted.left,
        MissingRecord(counted.unanswered, counted.uncovered, gaps),
    )


def changes_page(changes: Sequence[Change]) -> Page:
    """Return the grave changes first, each with the cases that it happens in."""
    title = Heading("What the change does to the worked cases", 1)
    if not changes:
        return title, Paragraph("Nothing: every case has the same advice.", "good")
    grave = tuple(_item(one) for one in changes if one.is_grave)
    other = tuple(_item(one) for one in changes if not one.is_grave)
    return (
        title,
        *((Heading("Less careful than before: look at each", 2, "warn"), Listing(grave)) if grave else ()),
        *((Heading("Also different"), Listing(other)) if other else ()),
    )


def _item(change: Change) -> Item:
    number = f"in {len(change.cases)} case{'s' if len(change.cases) > 1 else ''}"
    named = ", ".join(change.cases[:NAMED]) + (", ..." if len(change.cases) > NAMED else "")
    by = (f"Changed by your own data: {override}" for override in change.overrides)
    return Item(f"{capital(change.what)} ({number})", (named, *by))


class DiffData(Struct, frozen=True):
    """The answer of `knowledge diff`."""

    changes: tuple[Change, ...]
    """What comes out otherwise in the worked cases: the less careful changes first, then the most frequent."""


class CheckData(Struct, frozen=True):
    """The answer of `knowledge check`."""

    faults: tuple[Fault, ...]
    """Every fault of every file, in order."""
    left_out: tuple[Slug, ...]
    """Rules that were not checked, since a library that they need is not installed."""
