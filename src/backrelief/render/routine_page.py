"""A routine as a page: its steps inside an advice, and what is said before and after somebody is led through it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.advice.guidance import MOMENTS
from backrelief.advice.tools import is_at_hand, tool_for
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.knowledge.wording import join_words
from backrelief.render.blocks import Block, Heading, Item, Listing, Page, Paragraph, Picture, below_own_changes
from backrelief.render.body_map.figure import figures, numbers
from backrelief.render.checklist import checklist_blocks, marks_of, open_notes
from backrelief.render.level_page import level_blocks
from backrelief.render.phrases import (
    SIDES,
    adaptation_lines,
    capital,
    minutes,
    names_by_reason,
    pressure_at_most,
    sentence,
    with_sources,
)

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine
    from backrelief.advice.routine.plan import TimedStep
    from backrelief.interview.questions import AskedList
    from backrelief.knowledge.base import KnowledgeBase

MUCH_SHORTER: Final = 0.8
"""Share of the minutes asked for; a routine that takes less says so."""


def routine_blocks(
    knowledge: KnowledgeBase, routine: ComposedRoutine, asked: int | None, lists: tuple[AskedList, ...]
) -> Iterator[Block]:
    """Yield the steps of a routine in full; ``asked`` is the number of minutes that were asked for."""
    yield Heading(f"A routine to follow now: {routine.name} ({minutes(routine.total_seconds)})")
    if asked is not None and routine.total_seconds < MUCH_SHORTER * asked * 60:
        yield Paragraph(f"It is shorter than your {asked} minutes: longer steps or more of them would not add to it.")
    shown = figures(knowledge, ((step.target, step.side) for step in routine.steps))
    if shown:
        yield Picture(shown)
    number_of = numbers(shown)
    items: list[Item] = []
    met: set[str] = set()
    for step in routine.steps:
        details = _details(knowledge, step, in_full=step.technique not in met)
        items.append(Item(_head(knowledge, step, number_of.get(step.target)), tuple(details), "strong"))
        met.add(step.technique)
    yield Listing(tuple(items), "number")
    for pressure in dict.fromkeys(step.pressure for step in routine.steps if step.pressure != NO_PRESSURE):
        entry = knowledge.pressures[pressure]
        yield Paragraph(f"{capital(entry.name)} pressure: {entry.test}.")
    yield from _adaptations(knowledge, routine)
    for text in (routine.aftercare, routine.ask_first):
        if text:
            yield Paragraph(sentence(text))
    if said := _steps_in_doubt(routine, lists):
        yield Paragraph(said, "quiet")


def _head(knowledge: KnowledgeBase, step: TimedStep, number: int | None) -> str:
    """Return the first line of a step; ``number`` is that of its target in the picture."""
    name = capital(knowledge.techniques[step.technique].name)
    shown = "" if number is None else f" ({number})"
    side = f", {SIDES[step.side]}" if step.side in SIDES else ""
    pressure = f", {hard}" if (hard := pressure_at_most(knowledge, step.pressure)) else ""
    return f"{name}{shown}{side}: {minutes(step.seconds)}{pressure}, {knowledge.positions[step.position].name}"


def _details(knowledge: KnowledgeBase, step: TimedStep, *, in_full: bool) -> Iterator[str]:
    rest = f"Then rest {step.rest} seconds." if step.rest else ""
    yield " ".join(part for part in (f"{step.phase.capitalize()}.", sentence(step.cue), rest) if part)
    if in_full:
        technique = knowledge.techniques[step.technique]
        yield f"How: {' '.join(technique.steps_in.get(step.position, technique.steps))}"
        yield f"It should feel like this: {sentence(technique.feel)}"
        yield f"When to stop: {' '.join(map(sentence, technique.stop))}"


def _adaptations(knowledge: KnowledgeBase, routine: ComposedRoutine) -> Iterator[Block]:
    for line in adaptation_lines(knowledge, routine.adaptations, lambda reason: with_sources(knowledge, reason)):
        yield Paragraph(line, "quiet")


def _steps_in_doubt(routine: ComposedRoutine, lists: tuple[AskedList, ...]) -> str:
    said = " ".join(open_notes(routine.not_if, marks_of(lists)))
    return said and f"Steps of it to leave out or change: {said}"


def changed_by_answers(knowledge: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    """Yield the cautions that hold, with what to do instead."""
    if advice.cautions:
        yield Heading("What your answers change")
        yield Listing(
            tuple(
                Item(knowledge.cautions[reason.rule].name, (with_sources(knowledge, reason),))
                for reason in advice.cautions
            )
        )


def stop_rules(knowledge: KnowledgeBase, advice: Advice, *moments: str) -> Iterator[Block]:
    """Yield when to stop, at these moments of a session; without any, at all of them."""
    rules = [knowledge.stop_rules[one] for one in advice.stop_rules]
    for moment, title in {"during": "When to stop", "after": "Afterwards", "weeks": "Over the weeks"}.items():
        shown = [rule for rule in rules if rule.moment == moment and moment in (moments or MOMENTS)]
        if shown:
            yield Heading(title)
            yield Listing(tuple(Item(f"{sentence(rule.sign)} {sentence(rule.act)}") for rule in shown))


@below_own_changes
def before_page(
    knowledge: KnowledgeBase,
    advice: Advice,
    routine: ComposedRoutine,
    lists: tuple[AskedList, ...] = (),
    asks: tuple[str, ...] = (),
) -> Iterator[Block]:
    """Yield the level, what is still undecided, what the answers change, what to have ready and when to stop."""
    yield from level_blocks(advice.assessment, advice)
    yield from checklist_blocks(advice.assessment, lists, asks)
    yield from changed_by_answers(knowledge, advice)
    yield Heading(f"{routine.name} ({minutes(routine.total_seconds)})")
    if routine.ask_first:
        yield Paragraph(sentence(routine.ask_first))
    yield from _adaptations(knowledge, routine)
    if said := _steps_in_doubt(routine, lists):
        yield Paragraph(said)
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
    """Return what was ``done`` (a heading, then sentences), what to expect, and when to see someone."""
    heading = tuple(Heading(text, 2, "good") for text in done[:1])
    said = tuple(Paragraph(sentence(text)) for text in (*done[1:], routine.aftercare) if text)
    tips = [tip for tip in (knowledge.tips[one] for one in advice.tips) if tip.moment == "after"]
    listed = Listing(tuple(Item(f"{tip.name}: {tip.text}") for tip in tips))
    expect = (Heading("What to expect"), listed) if tips else ()
    return (*heading, *said, *expect, *stop_rules(knowledge, advice, "after", "weeks"))


@below_own_changes
def too_little_page(
    knowledge: KnowledgeBase,
    advice: Advice,
    name: str,
    missing: NoRoutine,
    instead: str,
    lists: tuple[AskedList, ...] = (),
) -> Iterator[Block]:
    """Yield the level, why the routine cannot be followed, with a reason for each step, and what to do ``instead``."""
    yield from level_blocks(advice.assessment, advice)
    yield from checklist_blocks(advice.assessment, tuple(page for page in lists if page.kind == "danger"), ())
    yield from changed_by_answers(knowledge, advice)
    yield Heading(f"{name}: too little of it is left for you", 2, "warn")
    if by_reason := names_by_reason(knowledge, missing.left_out):
        yield Listing(tuple(Item(join_words(names, "and"), (why,)) for why, names in by_reason.items()))
    yield Paragraph(f"{missing.text} {instead}", "strong")
