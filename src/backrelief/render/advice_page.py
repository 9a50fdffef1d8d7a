"""The whole advice as one page: the level first, then what can be done, what was left out, when to stop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.advice.reasons import Narrowed, NotIf
from backrelief.advice.routine.compose import ComposedRoutine
from backrelief.render.blocks import Block, Heading, Item, Listing, Paragraph, below_own_changes
from backrelief.render.checklist import checklist_blocks, marks_of, open_notes
from backrelief.render.level_page import level_blocks
from backrelief.render.phrases import (
    area_name,
    capital,
    evidence_line,
    names_by_reason,
    pressure_at_most,
    sentence,
)
from backrelief.render.routine_page import changed_by_answers, routine_blocks, stop_rules

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.rank import Suggestion
    from backrelief.interview.questions import AskedList
    from backrelief.knowledge.base import KnowledgeBase

SHOWN_IN_FULL: Final = 5
"""Suggestions that are shown with all their details; the others are named."""


@below_own_changes
def advice_page(
    knowledge: KnowledgeBase, advice: Advice, lists: tuple[AskedList, ...] = (), asks: tuple[str, ...] = ()
) -> Iterator[Block]:
    """Yield the whole advice; ``lists`` and single questions (``asks``) are those that are still undecided."""
    if advice.screening.stops:
        yield from level_blocks(advice.assessment)
        return
    names = " and ".join(area_name(knowledge, area) for area in advice.case.areas)
    yield Heading(f"For a sore {names}", 1)
    yield from level_blocks(advice.assessment, advice)
    if advice.ruled_out:  # precautions only narrow what there is to do
        lists = tuple(page for page in lists if page.kind == "danger")
    yield from checklist_blocks(advice.assessment, lists, asks)
    yield from changed_by_answers(knowledge, advice)
    if isinstance(advice.routine, ComposedRoutine):
        yield from routine_blocks(knowledge, advice.routine, advice.case.wishes.minutes, lists)
    elif advice.routine.text:
        yield Paragraph(advice.routine.text, "quiet")
    yield from _suggestions(knowledge, advice, marks_of(lists))
    yield from _omissions(knowledge, advice)
    yield from _conditions(knowledge, advice)
    yield from _tips(knowledge, advice)
    yield from stop_rules(knowledge, advice)


def _suggestions(knowledge: KnowledgeBase, advice: Advice, marks: dict[str, str]) -> Iterator[Block]:
    if not advice.suggestions:
        yield Heading("Nothing is left to suggest", 2, "warn")
        if advice.obstacles:
            yield Paragraph("What stands in the way, and what would help:")
            yield Listing(tuple(Item(obstacle.text) for obstacle in advice.obstacles))
        return
    yield Heading("Techniques that fit, best first")
    full, named = advice.suggestions[:SHOWN_IN_FULL], advice.suggestions[SHOWN_IN_FULL:]
    shared = _shared(full)
    if shared:
        yield Paragraph(f"For every one of them: {' '.join(open_notes(shared, marks))}")
    items = []
    for one in full:
        name = capital(knowledge.techniques[one.technique].name)
        items.append(Item(name, tuple(_details(knowledge, one, shared, marks)), "strong"))
    yield Listing(tuple(items), "number")
    if named:
        listing = ", ".join(f"{knowledge.techniques[one.technique].name} ({one.technique})" for one in named)
        yield Paragraph(f"Also possible: {listing}. `backrelief show ID` describes each; `backrelief why ID` says why.")


def _shared(suggestions: tuple[Suggestion, ...]) -> tuple[NotIf, ...]:
    """Return the open questions about every technique that is shown; they are said once, above all of them."""
    first, *rest = suggestions
    return tuple(note for note in first.not_if if note.kind == "caution" and all(note in one.not_if for one in rest))


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


def _changes(knowledge: KnowledgeBase, changes: tuple[Narrowed, ...]) -> Iterator[str]:
    for change in changes:
        if change.what == "pressure":
            after = knowledge.pressures[change.to[0]].name
            if change.rule.startswith("wish-"):
                yield f"Pressure lowered to {after}, as you asked."
            elif change.open:
                yield f"Pressure lowered to {after} for now: {change.text}"
            elif knowledge.cautions.get(change.rule) is not None:
                name = knowledge.cautions[change.rule].name
                yield f"Pressure lowered to {after} ({name.lower()})."


def _omissions(knowledge: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    if not advice.omissions:
        return
    yield Heading("Left out, and why")
    by_reason = names_by_reason(knowledge, advice.omissions)
    everything = len(by_reason) == 1 and not advice.suggestions
    yield Listing(
        tuple(Item("Everything" if everything else ", ".join(names), (text,)) for text, names in by_reason.items())
    )


def _conditions(knowledge: KnowledgeBase, advice: Advice) -> Iterator[Block]:
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


_TIPS_FOR: Final = {
    "before": "Before you begin",
    "during": "While you do it",
    "after": "Afterwards",
    "weeks": "From day to day",
}


def _tips(knowledge: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    """Yield the tips about this person in full, and those for everybody by name."""
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
