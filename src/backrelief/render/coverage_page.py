"""What the knowledge covers, as a page and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backrelief.render.blocks import Block, Heading, Item, Listing, Page, Paragraph, Table
from backrelief.render.phrases import capital

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.workshop.coverage import Coverage


def coverage_page(knowledge: KnowledgeBase, counted: Coverage) -> Page:
    """What is missing first; then every count."""
    return tuple(_blocks(knowledge, counted))


def _blocks(knowledge: KnowledgeBase, counted: Coverage) -> Iterator[Block]:
    yield Heading("What the knowledge covers", 1)
    yield from _missing(knowledge, counted)
    yield Heading("Articles")
    yield Table(("article", "statements", "answered"), tuple(_by_article(counted)))
    yield Heading("Guidelines")
    yield Table(("sign that guidelines list", "seen in", "remembered in", "covered by"), tuple(_signs(counted)))
    yield Heading("What is left to do")
    yield Paragraph("Techniques that fit, applied by oneself / a partner / a therapist, with no danger sign.")
    for person in knowledge.typical_people:
        yield Heading(person.name, 3)
        yield Table(
            ("condition", "level", "techniques"),
            tuple(
                (
                    knowledge.conditions[one.condition].name,
                    one.level,
                    " / ".join(str(count) for count in one.techniques.values()),
                )
                for one in counted.left
                if one.person == person.id
            ),
        )


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


def _by_article(counted: Coverage) -> Iterator[tuple[str, ...]]:
    every = Counter(source for one in counted.statements for source in one.sources)
    answered = Counter(source for one in counted.statements if one.answers for source in one.sources)
    for article, number in sorted(every.items()):
        yield (article, str(number), str(answered[article]))


def _signs(counted: Coverage) -> Iterator[tuple[str, ...]]:
    for one in counted.listed:
        yield (one.name, str(len(one.listed_in)), str(len(one.remembered_in)), ", ".join(one.red_flags))


def coverage_data(counted: Coverage) -> dict[str, Any]:
    """Every count, and what is missing, as plain data."""
    return {
        "statements": [
            {"id": one.id, "article": list(one.sources), "answered_by": list(one.answers)} for one in counted.statements
        ],
        "listed_flags": [
            {
                "id": one.id,
                "listed_in": list(one.listed_in),
                "remembered_in": list(one.remembered_in),
                "red_flags": list(one.red_flags),
            }
            for one in counted.listed
        ],
        "left": [
            {
                "person": one.person,
                "condition": one.condition,
                "level": one.level,
                "techniques": dict(one.techniques),
            }
            for one in counted.left
        ],
        "missing": {
            "statements": list(counted.unanswered),
            "listed_flags": list(counted.uncovered),
            "left": [{"person": one.person, "condition": one.condition} for one in counted.forsaken],
        },
    }
