"""What stands before and after a routine that is led: whether to begin, what to have ready, what to expect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.advice.tools import is_at_hand, tool_for
from backrelief.knowledge.wording import join_words
from backrelief.render.advice_page import adaptations, changed_by_answers, marks_of, open_notes, stop_rules
from backrelief.render.blocks import Block, Heading, Item, Listing, Page, Paragraph
from backrelief.render.level_page import checklist_blocks, level_blocks
from backrelief.render.own_changes import own_changes
from backrelief.render.phrases import capital, minutes, sentence, with_sources

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.reasons import Reason
    from backrelief.advice.routine.compose import ComposedRoutine
    from backrelief.interview.questions import AskedList
    from backrelief.knowledge.base import KnowledgeBase


def before_page(
    knowledge: KnowledgeBase,
    advice: Advice,
    routine: ComposedRoutine,
    pages: tuple[AskedList, ...] = (),
    asks: tuple[str, ...] = (),
) -> Page:
    """The level, what is still undecided, what the answers change, what to have ready and when to stop."""
    return tuple(_before(knowledge, advice, routine, pages, asks))


def _before(
    knowledge: KnowledgeBase,
    advice: Advice,
    routine: ComposedRoutine,
    pages: tuple[AskedList, ...],
    asks: tuple[str, ...],
) -> Iterator[Block]:
    yield from own_changes(knowledge)
    yield from level_blocks(knowledge, advice.case, advice.screening, advice)
    yield from checklist_blocks(knowledge, pages, asks)
    yield from changed_by_answers(knowledge, advice)
    yield Heading(f"{routine.name} ({minutes(routine.total_seconds)})")
    if routine.ask_first:
        yield Paragraph(sentence(routine.ask_first))
    yield from adaptations(knowledge, routine)
    said = list(open_notes(routine.not_if, marks_of(pages)))
    if said:
        yield Paragraph(f"Steps of it to leave out or change: {' '.join(said)}")
    positions = dict.fromkeys(knowledge.positions[step.position].name for step in routine.steps)
    yield Paragraph(f"How you will be, in this order: {', '.join(positions)}.")
    tools = tuple(dict.fromkeys(_tools(knowledge, advice, routine)))
    if tools:
        yield Paragraph(f"Have ready: {', '.join(tools)}.")
    yield from stop_rules(knowledge, advice, "during")


def _tools(knowledge: KnowledgeBase, advice: Advice, routine: ComposedRoutine) -> Iterator[str]:
    wishes = advice.case.wishes
    for step in routine.steps:
        for choices in knowledge.techniques[step.technique].tools:
            entry = knowledge.tools[tool_for(knowledge, choices, wishes) or choices[0]]
            stand_in = None if is_at_hand(knowledge, entry.id, wishes) else entry.stand_in
            yield f"{entry.name} (or {stand_in})" if stand_in else entry.name


def after_page(knowledge: KnowledgeBase, advice: Advice, routine: ComposedRoutine, *done: str) -> Page:
    """What was ``done``, what to expect, and when to see someone."""
    return tuple(_after(knowledge, advice, routine, done))


def _after(
    knowledge: KnowledgeBase, advice: Advice, routine: ComposedRoutine, done: tuple[str, ...]
) -> Iterator[Block]:
    for heading in done[:1]:
        yield Heading(heading, 2, "good")
    for text in (*done[1:], routine.aftercare):
        if text:
            yield Paragraph(sentence(text))
    tips = [tip for tip in (knowledge.tips[one] for one in advice.tips) if tip.moment == "after"]
    if tips:
        yield Heading("What to expect")
        yield Listing(tuple(Item(f"{tip.name}: {tip.text}") for tip in tips))
    yield from stop_rules(knowledge, advice, "after", "weeks")


def too_little_page(
    knowledge: KnowledgeBase,
    advice: Advice,
    name: str,
    reasons: tuple[tuple[str, Reason], ...],
    instead: str,
    pages: tuple[AskedList, ...] = (),
) -> Page:
    """The level, why a routine cannot be followed, each technique with its reason, and what to do ``instead``."""
    return tuple(_too_little(knowledge, advice, name, reasons, instead, pages))


def _too_little(
    knowledge: KnowledgeBase,
    advice: Advice,
    name: str,
    reasons: tuple[tuple[str, Reason], ...],
    instead: str,
    pages: tuple[AskedList, ...],
) -> Iterator[Block]:
    yield from own_changes(knowledge)
    yield from level_blocks(knowledge, advice.case, advice.screening, advice)
    yield from checklist_blocks(knowledge, tuple(page for page in pages if page.kind == "danger"), ())
    yield from changed_by_answers(knowledge, advice)
    yield Heading(f"{name}: too little of it is left for you", 2, "warn")
    by_reason: dict[str, list[str]] = {}
    for technique, reason in reasons:
        said = capital(knowledge.techniques[technique].name)
        by_reason.setdefault(with_sources(knowledge, reason), []).append(said)
    if by_reason:
        yield Listing(tuple(Item(join_words(names, "and"), (why,)) for why, names in by_reason.items()))
    yield Paragraph(instead, "strong")
