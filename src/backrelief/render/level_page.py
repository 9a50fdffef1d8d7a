"""The screening as a page: the level by word and sign, what raised it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.advice.assess import HeldCaution, Raised
from backrelief.advice.reasons import RANK
from backrelief.render.blocks import Block, Heading, Item, Listing, Paragraph, Tone, below_own_changes
from backrelief.render.checklist import checklist_blocks
from backrelief.render.phrases import because, sentence, sources

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.assess import Assessment, Screening
    from backrelief.case.case import Case
    from backrelief.interview.questions import AskedList
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.vocabulary import LevelEntry
    from backrelief.knowledge.terms import Level

TONES: Final[dict[Level, Tone]] = {
    "open": "warn",
    "clear": "good",
    "care": "warn",
    "soon": "warn",
    "today": "danger",
    "emergency": "danger",
}


@below_own_changes
def screen_page(
    knowledge: KnowledgeBase,  # noqa: ARG001  # the decorator reads it
    assessment: Assessment,
    lists: tuple[AskedList, ...] = (),
    asks: tuple[str, ...] = (),
) -> Iterator[Block]:
    """Yield the level, then the ``lists`` and single questions (``asks``) that are still undecided."""
    yield from level_blocks(assessment)
    if not assessment.screening.stops:
        yield from checklist_blocks(assessment, lists, asks)


def level_blocks(assessment: Assessment, advice: Advice | None = None) -> Iterator[Block]:
    """Yield the level, the answers that led to it, what to do, and what to tell a clinician.

    The words of an advice, if there is one, take the place of those of the level.
    """
    knowledge, case, screening = assessment.knowledge, assessment.case, assessment.screening
    level = knowledge.levels[screening.level]
    words = advice or level
    tone = TONES[screening.level]
    yield Heading(f"[{level.sign}] {screening.level.upper()}: {words.headline}", 2, tone)
    if screening.stops:
        # What to do comes before why: nobody reads reasons first in an emergency.
        yield from _acts(words)
        yield from _because_you_said(knowledge, case, screening)
        told = [name for hit in screening.raised for name in hit.because]
        told += [name for held in _grave(screening) for name in held.because]
        yield Paragraph(f"Tell them: {because(knowledge, case, told)}.", "strong")
    else:
        yield from _because_you_said(knowledge, case, screening)
        yield from _acts(words)
        if screening.level != "open" and any(RANK[flag.level] >= RANK["today"] for flag in screening.open):
            yield Paragraph("Not every question about danger signs is answered.", "warn")
            yield Listing(tuple(Item(line) for line in knowledge.levels["open"].advice))
    unsure = dict.fromkeys(name for flag in screening.open for name in flag.unsure)
    if unsure:
        yield Paragraph("You were not sure about this; ask a clinician:")
        yield Listing(tuple(Item(knowledge.asked(name).ask) for name in unsure))


def _acts(words: Advice | LevelEntry) -> Iterator[Block]:
    yield Paragraph("What to do:", "strong")
    yield Listing(tuple(Item(line) for line in words.advice), "number")


def _grave(screening: Screening) -> tuple[HeldCaution, ...]:
    """Return the cautions that make the level what it is."""
    return tuple(held for held in screening.cautions if held.level == screening.level != "care")


def _because_you_said(knowledge: KnowledgeBase, case: Case, screening: Screening) -> Iterator[Block]:
    """Yield the answers behind the level; with sources only if there is time to read them."""
    worst = [hit for hit in screening.raised if hit.level == screening.level or not screening.stops]
    rules: tuple[Raised | HeldCaution, ...] = (*worst, *_grave(screening))
    items: list[Item] = []
    for rule in rules:
        where = "" if screening.stops else sources(knowledge, rule.sources)
        details = [f"{rule.text} {where}".strip()]
        if isinstance(rule, Raised) and rule.lowered:
            details.append("You were not sure, so it counts one level lower than a yes.")
        items.append(Item(sentence(because(knowledge, case, rule.because)), tuple(details)))
    if items:
        yield Paragraph("Because you said:", "strong")
        yield Listing(tuple(items))
    others = [hit for hit in screening.raised if hit not in worst]
    if others:
        yield Paragraph("Also mention:")
        yield Listing(tuple(Item(sentence(because(knowledge, case, hit.because)), (hit.text,)) for hit in others))
