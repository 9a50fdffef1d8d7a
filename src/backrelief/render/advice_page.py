"""The whole advice as one page: the level first, then what can be done, what was left out, when to stop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.advice.guidance import MOMENTS
from backrelief.advice.reasons import Change, NotIf
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.knowledge.wording import join_words
from backrelief.render.blocks import Block, Heading, Item, Listing, Page, Paragraph, Picture
from backrelief.render.body_map.figure import figures, numbers
from backrelief.render.level_page import checklist_blocks, level_blocks, precaution_mark
from backrelief.render.own_changes import own_changes
from backrelief.render.phrases import (
    SIDES,
    adaptation_lines,
    area_name,
    capital,
    evidence_line,
    minutes,
    pressure_at_most,
    sentence,
    with_sources,
)

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.rank import Suggestion
    from backrelief.case.case import Case
    from backrelief.interview.questions import AskedList
    from backrelief.knowledge.base import KnowledgeBase

MUCH_SHORTER: Final = 0.8
"""Of the minutes asked for: a routine below this says that it is."""
SHOWN_IN_FULL: Final = 5
"""Suggestions with all their details; the others are named."""


def advice_page(
    knowledge: KnowledgeBase, advice: Advice, pages: tuple[AskedList, ...] = (), asks: tuple[str, ...] = ()
) -> Page:
    """The page. ``pages`` and ``asks`` are what is still undecided; they stand first where nothing was raised."""
    return tuple(_blocks(knowledge, advice, pages, asks))


def _blocks(
    knowledge: KnowledgeBase, advice: Advice, pages: tuple[AskedList, ...], asks: tuple[str, ...]
) -> Iterator[Block]:
    screening = advice.screening
    yield from own_changes(knowledge)
    if screening.stops:
        yield from level_blocks(knowledge, advice.case, screening)
        return
    names = " and ".join(area_name(knowledge, area) for area in advice.case.areas)
    yield Heading(f"For a sore {names}", 1)
    yield from level_blocks(knowledge, advice.case, screening, advice)
    if advice.ruled_out:  # precautions only narrow what there is to do
        pages = tuple(page for page in pages if page.kind == "danger")
    yield from checklist_blocks(knowledge, pages, asks)
    yield from changed_by_answers(knowledge, advice)
    if isinstance(advice.routine, NoRoutine):
        if advice.routine.text:
            yield Paragraph(advice.routine.text, "quiet")
    else:
        yield from _routine(knowledge, advice.case, advice.routine)
        said = list(open_notes(advice.routine.not_if, marks_of(pages)))
        if said:
            yield Paragraph(f"Steps of it to leave out or change: {' '.join(said)}", "quiet")
    yield from _suggestions(knowledge, advice, marks_of(pages))
    yield from _nothing(advice)
    yield from _omissions(knowledge, advice)
    yield from _notes(knowledge, advice)
    yield from _tips(knowledge, advice)
    yield from stop_rules(knowledge, advice)


def changed_by_answers(knowledge: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    """The cautions that hold, with what to do instead."""
    if advice.cautions:
        yield Heading("What your answers change")
        yield Listing(
            tuple(
                Item(knowledge.cautions[reason.rule].name, (with_sources(knowledge, reason),))
                for reason in advice.cautions
            )
        )


def _routine(knowledge: KnowledgeBase, case: Case, routine: ComposedRoutine) -> Iterator[Block]:
    yield Heading(f"A routine to follow now: {routine.name} ({minutes(routine.total_seconds)})")
    asked = case.wishes.minutes
    if asked is not None and routine.total_seconds < MUCH_SHORTER * asked * 60:
        yield Paragraph(f"It is shorter than your {asked} minutes: longer steps or more of them would not add to it.")
    shown = figures(knowledge, ((step.target, step.side) for step in routine.steps))
    if shown:
        yield Picture(shown)
    number_of = numbers(shown)
    items: list[Item] = []
    met: set[str] = set()
    for step in routine.steps:
        technique = knowledge.techniques[step.technique]
        side = f", {SIDES[step.side]}" if step.side in SIDES else ""
        pressure = f", {hard}" if (hard := pressure_at_most(knowledge, step.pressure)) else ""
        position = knowledge.positions[step.position].name
        number = f" ({number_of[step.target]})" if step.target in number_of else ""
        head = f"{capital(technique.name)}{number}{side}: {minutes(step.seconds)}{pressure}, {position}"
        rest = f"Then rest {step.rest} seconds." if step.rest else ""
        details = [" ".join(part for part in (f"{step.phase.capitalize()}.", sentence(step.cue), rest) if part)]
        if step.technique not in met:
            met.add(step.technique)
            steps = technique.steps_in.get(step.position, technique.steps)
            details += [f"How: {' '.join(steps)}", f"It should feel like this: {sentence(technique.feel)}"]
            details.append(f"When to stop: {' '.join(sentence(one) for one in technique.stop)}")
        items.append(Item(head, tuple(details), "strong"))
    yield Listing(tuple(items), "number")
    for pressure in dict.fromkeys(step.pressure for step in routine.steps if step.pressure != NO_PRESSURE):
        entry = knowledge.pressures[pressure]
        yield Paragraph(f"{capital(entry.name)} pressure: {entry.test}.")
    yield from adaptations(knowledge, routine)
    for text in (routine.aftercare, routine.ask_first):
        if text:
            yield Paragraph(sentence(text))


def adaptations(knowledge: KnowledgeBase, routine: ComposedRoutine) -> Iterator[Block]:
    """What was changed and why, changes with the same reason together."""
    for line in adaptation_lines(knowledge, routine.adaptations, lambda reason: with_sources(knowledge, reason)):
        yield Paragraph(line, "quiet")


def marks_of(pages: tuple[AskedList, ...]) -> dict[str, str]:
    """Finding -> the mark of the precaution line on this page that asks for it."""
    return {
        name: precaution_mark(number)
        for page in pages
        if page.kind == "precautions"
        for number, line in enumerate(page.lines, start=1)
        for name in line.findings
    }


def _suggestions(knowledge: KnowledgeBase, advice: Advice, marks: dict[str, str]) -> Iterator[Block]:
    if not advice.suggestions:
        return
    yield Heading("Techniques that fit, best first")
    full, named = advice.suggestions[:SHOWN_IN_FULL], advice.suggestions[SHOWN_IN_FULL:]
    shared = _shared(full)
    if shared:
        said = list(open_notes(shared, marks))
        yield Paragraph(f"For every one of them: {' '.join(said)}")
    yield Listing(
        tuple(
            Item(
                capital(knowledge.techniques[one.technique].name),
                tuple(_details(knowledge, one, shared, marks)),
                "strong",
            )
            for one in full
        ),
        "number",
    )
    if named:
        listing = ", ".join(f"{knowledge.techniques[one.technique].name} ({one.technique})" for one in named)
        yield Paragraph(f"Also possible: {listing}. `backrelief show ID` describes each; `backrelief why ID` says why.")


def _shared(suggestions: tuple[Suggestion, ...]) -> tuple[NotIf, ...]:
    """Open questions that concern every technique shown, said once above them."""
    first, *rest = suggestions
    return tuple(note for note in first.not_if if note.kind == "caution" and all(note in one.not_if for one in rest))


def open_notes(notes: tuple[NotIf, ...], marks: dict[str, str]) -> Iterator[str]:
    """Open questions in words; those of a precaution line on this page by its mark."""
    for effects, lead in ((("forbid",), "Leave it out"), (("position", "keep-off"), "Do it in another way or place")):
        wanted = [note for note in notes if note.effect in effects]
        marked = dict.fromkeys(marks[name] for note in wanted for name in note.because if name in marks)
        if marked:
            ordered = sorted(marked, key=lambda mark: int(mark[1:]))
            yield f"{lead} if you tick {join_words(ordered)}."
        yield from dict.fromkeys(note.text for note in wanted if not marks.keys() & set(note.because))


def _details(
    knowledge: KnowledgeBase, one: Suggestion, shared: tuple[NotIf, ...], marks: dict[str, str]
) -> Iterator[str]:
    technique = knowledge.techniques[one.technique]
    yield technique.summary
    pressure = f"; {hard}" if (hard := pressure_at_most(knowledge, one.pressure)) else ""
    how_often = "" if technique.dose is None else f" {technique.dose.often}"
    yield f"Applied by: {one.by}{pressure}.{how_often}"
    yield from (evidence_line(knowledge, row) for row in one.evidence[:1])
    reasons = [reason.text for reason in one.reasons if not reason.rule.startswith("evidence-")]
    yield f"Why it stands here ({one.points} points): {' '.join(reasons)}"
    for use in one.tools:
        if not use.at_hand:
            instead = f"; at home: {use.stand_in}" if use.stand_in else ""
            yield f"Needs: {knowledge.tools[use.tool].name}{instead}."
    if one.keep_off:
        places = ", ".join(knowledge.places[place].name for place in one.keep_off)
        yield f"Keep off: {places}."
    yield from dict.fromkeys(_changes(knowledge, one.changes))
    yield from (sentence(reason.text) for reason in one.says)
    said = {row.text for row in one.evidence}
    yield from open_notes(
        tuple(note for note in one.not_if if note not in shared and not any(text in note.text for text in said)), marks
    )


def _changes(knowledge: KnowledgeBase, changes: tuple[Change, ...]) -> Iterator[str]:
    for change in changes:
        if change.what == "pressure":
            after = knowledge.pressures[change.after[0]].name
            if change.reason.rule.startswith("wish-"):
                yield f"Pressure lowered to {after}, as you asked."
            elif change.open:
                yield f"Pressure lowered to {after} for now: {change.reason.text}"
            elif knowledge.cautions.get(change.reason.rule) is not None:
                name = knowledge.cautions[change.reason.rule].name
                yield f"Pressure lowered to {after} ({name.lower()})."


def _nothing(advice: Advice) -> Iterator[Block]:
    if advice.suggestions:
        return
    yield Heading("Nothing is left to suggest", 2, "warn")
    if advice.obstacles:
        yield Paragraph("What stands in the way, and what would help:")
        yield Listing(tuple(Item(obstacle.text) for obstacle in advice.obstacles))


def _omissions(knowledge: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    if not advice.omissions:
        return
    yield Heading("Left out, and why")
    by_reason: dict[str, list[str]] = {}
    for omission in advice.omissions:
        name = capital(knowledge.techniques[omission.technique].name)
        by_reason.setdefault(with_sources(knowledge, omission.reason), []).append(name)
    everything = len(by_reason) == 1 and not advice.suggestions
    yield Listing(
        tuple(Item("Everything" if everything else ", ".join(names), (text,)) for text, names in by_reason.items())
    )


def _notes(knowledge: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    for fit in advice.fits:
        condition = knowledge.conditions[fit.condition]
        if fit.how == "could":
            continue
        yield Heading(f"{capital(condition.name)}: what to know")
        for text in (condition.note, condition.course, f"See a clinician: {condition.see_clinician}"):
            if text:
                yield Paragraph(sentence(text))
        if condition.avoid:
            yield Paragraph(f"Better not: {' '.join(sentence(one) for one in condition.avoid)}")


def stop_rules(knowledge: KnowledgeBase, advice: Advice, *moments: str) -> Iterator[Block]:
    """When to stop, at these moments of a session; at all of them where none is named."""
    rules = [knowledge.stop_rules[one] for one in advice.stop_rules]
    for moment, title in {"during": "When to stop", "after": "Afterwards", "weeks": "Over the weeks"}.items():
        told = [rule for rule in rules if rule.moment == moment and moment in (moments or MOMENTS)]
        if told:
            yield Heading(title)
            yield Listing(tuple(Item(f"{sentence(rule.sign)} {sentence(rule.act)}") for rule in told))


_TIPS_FOR: Final = {
    "before": "Before you begin",
    "during": "While you do it",
    "after": "Afterwards",
    "weeks": "From day to day",
}


def _tips(knowledge: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    """What concerns this person in full; what holds for everybody by name."""
    tips = [knowledge.tips[one] for one in advice.tips]
    if not tips:
        return
    yield Heading("What else helps")
    items = [Item(f"{tip.name}: {tip.text}") for tip in tips if tip.when is not None]
    for moment, title in _TIPS_FOR.items():
        if named := [f"{tip.name} ({tip.id})" for tip in tips if tip.moment == moment and tip.when is None]:
            items.append(Item(f"{title}: {'; '.join(named)}."))
    yield Listing(tuple(items))
    yield Paragraph("`backrelief show ID` tells each tip in full.", "quiet")
