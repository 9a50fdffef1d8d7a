"""Why one technique is, or is not, suggested for a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.render.blocks import Block, Heading, Item, Listing, Paragraph, below_own_changes
from backrelief.render.level_page import level_blocks
from backrelief.render.phrases import because, evidence_line, sentence, with_sources

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.reasons import Narrowed
    from backrelief.knowledge.base import KnowledgeBase


@below_own_changes
def why_page(knowledge: KnowledgeBase, advice: Advice, technique: str) -> Iterator[Block]:
    """Yield what speaks for the technique and against it, and what is not known yet."""
    entry = knowledge.techniques[technique]
    if advice.screening.raised:
        yield from level_blocks(advice.assessment)
    place = next((n for n, one in enumerate(advice.suggestions, 1) if one.technique == technique), None)
    omission = next((one for one in advice.omissions if one.technique == technique), None)
    if place is not None:
        yield from _suggested(knowledge, advice, place)
    elif omission is not None:
        yield Heading(f"{entry.name} is left out", 1)
        said = because(knowledge, advice.case, omission.reason.because)
        yield Paragraph(with_sources(knowledge, omission.reason))
        if said:
            yield Paragraph(f"Because {said}.")
    else:
        yield Heading(f"{entry.name} is not a candidate", 1)
        names = ", ".join(dict.fromkeys(row.condition for row in entry.evidence))
        yield Paragraph(f"It is for: {names}; in: {', '.join(entry.areas)}. The case fits none of these there.")
    yield Heading("What is known of it")
    yield Listing(tuple(Item(evidence_line(knowledge, row)) for row in entry.evidence))


def _suggested(knowledge: KnowledgeBase, advice: Advice, place: int) -> Iterator[Block]:
    one = advice.suggestions[place - 1]
    entry = knowledge.techniques[one.technique]
    yield Heading(f"{entry.name} is suggested: place {place} of {len(advice.suggestions)}, {one.points} points", 1)
    yield Heading("For")
    yield Listing(tuple(Item(f"{reason.points:+d}  {with_sources(knowledge, reason)}") for reason in one.reasons))
    if one.changes:
        yield Heading("Changed for you")
        changes = dict.fromkeys(_change(knowledge, change) for change in one.changes)
        yield Listing(tuple(Item(change) for change in changes))
    if one.not_if:
        yield Heading("Not known yet")
        yield Listing(tuple(Item(sentence(text)) for text in dict.fromkeys(note.text for note in one.not_if)))


def _change(knowledge: KnowledgeBase, change: Narrowed) -> str:
    # The first cap of the minutes narrows nothing that was said before: there is no "before" to name.
    narrowed = f"{', '.join(change.from_)} -> " if change.from_ else "at most "
    return f"{change.what}: {narrowed}{', '.join(change.to)}. {with_sources(knowledge, change)}"
