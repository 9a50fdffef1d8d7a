"""Entries as they stand: what `list` and `show` print. They describe; they do not advise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from backrelief.render.blocks import Block, Heading, Item, Listing, Page, Paragraph, Picture
from backrelief.render.body_map.figure import figures
from backrelief.render.caution_effects import caution_effects
from backrelief.render.entry_record import entry_name, entry_record, singular
from backrelief.render.own_changes import own_changes
from backrelief.render.phrases import evidence_line, first_dangers, minutes, sentence
from backrelief.render.rule_blocks import caution_blocks, finding_blocks, red_flag_blocks

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def entry_page(knowledge: KnowledgeBase, kind: str, entry: Any, others: tuple[str, ...] = ()) -> Page:
    """One entry in full."""
    return (*own_changes(knowledge), *_entry(knowledge, kind, entry, others))


def _entry(knowledge: KnowledgeBase, kind: str, entry: Any, others: tuple[str, ...]) -> Iterator[Block]:
    yield Heading(entry_name(entry), 1)
    origin = knowledge.origins.get((kind, entry.id))
    where = f", {origin.file} line {origin.line}" if origin else ""
    reviewed = f", held against its sources on {entry.reviewed}" if entry.reviewed else ""
    yield Paragraph(f"{singular(kind).replace('-', ' ')} {entry.id}{where}; {entry.status}{reviewed}", "quiet")
    for other in others:
        article = "an" if other[0] in "aeiou" else "a"
        yield Paragraph(f"Also {article} {singular(other)}: backrelief show {singular(other)}:{entry.id}")
    describe = _DESCRIBE.get(kind, _by_field)
    yield from describe(knowledge, entry)
    if entry.sources:
        yield Heading("Sources")
        yield Listing(tuple(Item(_source(knowledge, source)) for source in entry.sources))


def _source(knowledge: KnowledgeBase, source: str) -> str:
    entry = knowledge.sources[source]
    parts = (entry.authors, entry.title, str(entry.year) if entry.year else None, entry.doi and f"doi:{entry.doi}")
    seen = "seen" if entry.seen else "not seen, from memory"
    return ". ".join(part for part in parts if part) + f" ({source}, {seen})"


def _before_you_start(knowledge: KnowledgeBase) -> Iterator[Block]:
    """The emergencies that are asked everywhere, in one list: a description is not a screening."""
    lines = first_dangers(knowledge)
    if lines:
        yield Heading("Before you start", 2, "warn")
        yield Paragraph(
            "This page describes; it does not know you. `backrelief suggest` and `backrelief screen` ask about danger "
            "signs. Do none of this, and get help, if for example:"
        )
        yield Listing(tuple(Item(line) for line in lines), "box")


def _cautions(knowledge: KnowledgeBase, techniques: Iterable[Any]) -> Iterator[Block]:
    """Every caution that would take one of the techniques out, or change it, by name."""
    out: dict[str, None] = {}
    changed: dict[str, None] = {}
    for _, caution, effects in caution_effects(knowledge, techniques):
        (out if "forbid" in effects else changed)[caution.name] = None
    if out or changed:
        yield Heading("Cautions")
    if out:
        yield Paragraph(f"Leave it out, or ask a clinician first, with: {'; '.join(out)}.")
    if changed := {name: None for name in changed if name not in out}:
        yield Paragraph(f"Another position, place or time with: {'; '.join(changed)}.")


def _technique(knowledge: KnowledgeBase, technique: Any) -> Iterator[Block]:
    yield Paragraph(technique.summary)
    yield from _before_you_start(knowledge)
    yield from _cautions(knowledge, [technique])
    pressures = [
        f"{giver} ({pressure.lightest} to {pressure.strongest})" if pressure else giver
        for giver, pressure in technique.by.items()
    ]
    needed = [" or ".join(knowledge.tools[tool].name for tool in choices) for choices in technique.tools]
    positions = [knowledge.positions[position].name for position in technique.position]
    yield from _where(knowledge, ((target.muscle or target.at, "both") for target in technique.targets))
    yield Heading("What it takes")
    yield Listing(
        tuple(
            Item(line)
            for line in (
                f"Applied by: {', '.join(pressures)}",
                f"Positions: {', '.join(positions)}",
                f"Needs: {', '.join(needed)}" if needed else "",
                f"Time: {_time(technique)}" if technique.dose else "",
            )
            if line
        )
    )
    if technique.steps:
        yield Heading("Steps")
        yield Listing(tuple(Item(step) for step in technique.steps), "number")
    else:
        yield Paragraph("There are no steps for home: it is given by a professional.")
    yield Heading("How it should feel, and when to stop")
    yield Paragraph(sentence(technique.feel))
    yield Listing(tuple(Item(f"Stop: {sentence(one)}") for one in technique.stop))
    yield Paragraph(f"Gentler: {sentence(technique.gentler)}")
    yield Heading("What people get wrong")
    yield Listing(tuple(Item(sentence(one)) for one in technique.mistakes))
    yield Heading("Evidence")
    yield Listing(tuple(Item(evidence_line(knowledge, row)) for row in technique.evidence))


def _where(knowledge: KnowledgeBase, targets: Iterable[tuple[str, str]]) -> Iterator[Block]:
    """The targets on the body, where the map shows any."""
    if shown := figures(knowledge, targets):
        yield Picture(shown)


def _time(technique: Any) -> str:
    side = " each side" if technique.side == "each" else ""
    return f"{minutes(technique.dose.seconds)}{side}. {technique.dose.often}"


def _routine(knowledge: KnowledgeBase, routine: Any) -> Iterator[Block]:
    yield Paragraph(f"{routine.summary} {routine.minutes} minutes, {routine.level}, applied by: {routine.by}.")
    yield from _before_you_start(knowledge)
    yield from _cautions(knowledge, [knowledge.techniques[step.technique] for step in routine.steps])
    yield Heading("Steps")
    targets = [(step.target or step.at, "both") for step in routine.steps if step.target or step.at]
    yield from _where(knowledge, targets)
    items = []
    for step in routine.steps:
        technique = knowledge.techniques[step.technique]
        side = {"each": ", each side", "middle": ""}.get(step.side[0], f", {' then '.join(step.side)} side")
        head = f"{step.phase}: {technique.name}{side}, {minutes(step.seconds)}"
        items.append(Item(head, (sentence(step.cue), f"`backrelief show {technique.id}` has the steps.")))
    yield Listing(tuple(items), "number")
    yield Paragraph(sentence(routine.aftercare))
    yield Paragraph(sentence(routine.ask_first))


def _condition(knowledge: KnowledgeBase, condition: Any) -> Iterator[Block]:
    yield Paragraph(f"{condition.plain} A pattern, not a diagnosis.")
    yield from _where(knowledge, _parts(knowledge, condition.areas))
    for title, text in (
        ("What it is like", condition.symptoms),
        ("Worse with", condition.worse_with),
        ("Easier with", condition.eases_with),
        ("What usually suits", condition.fits),
        ("What guidelines say", condition.note),
        ("How it goes on", condition.course),
        ("See a clinician", condition.see_clinician),
    ):
        if text:
            yield Heading(title)
            yield Paragraph(sentence(text))
    if condition.avoid:
        yield Heading("Better not")
        yield Listing(tuple(Item(sentence(one)) for one in condition.avoid))
    rows = [
        (technique, row)
        for technique in knowledge.techniques
        for row in technique.evidence
        if row.condition == condition.id
    ]
    yield Heading("Techniques")
    yield Listing(
        tuple(Item(f"{technique.name} ({technique.id})", (evidence_line(knowledge, row),)) for technique, row in rows)
    )
    if condition.codes:
        codes = "; ".join(
            f"{code.system} {code.code} {code.title}{'' if code.verified else ' (not verified)'}"
            for code in condition.codes
        )
        yield Paragraph(f"Labels of this entry, never a result for a person: {codes}.", "quiet")


def _area(knowledge: KnowledgeBase, area: Any) -> Iterator[Block]:
    yield from _where(knowledge, _parts(knowledge, (area.id,)))
    yield from _by_field(knowledge, area)


def _parts(knowledge: KnowledgeBase, areas: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The places of the areas, in the order of the vocabulary."""
    places = knowledge.places_of(knowledge.expand_areas(areas))
    return ((place.id, "both") for place in knowledge.places if place.id in places)


def _muscle(knowledge: KnowledgeBase, muscle: Any) -> Iterator[Block]:
    yield from _where(knowledge, [(muscle.id, "both")])
    yield from _by_field(knowledge, muscle)


def _by_field(_: KnowledgeBase, entry: Any) -> Iterator[Block]:
    """Kinds without a page of their own: their fields, one a line."""
    hidden = {"id", "name", "sources", "reviewed", "status", "overrides-safety"}
    rows = [(key, _flat(value)) for key, value in entry_record(entry).items() if key not in hidden and _flat(value)]
    yield Listing(tuple(Item(f"{key.replace('-', ' ')}: {value}") for key, value in rows))


def _flat(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_flat(one) for one in value)
    if isinstance(value, dict):
        return " ".join(_flat(one) for one in value.values())
    return str(value)


_DESCRIBE: Final[dict[str, Callable[[KnowledgeBase, Any], Iterator[Block]]]] = {
    "techniques": _technique,
    "routines": _routine,
    "conditions": _condition,
    "muscles": _muscle,
    "areas": _area,
    "red-flags": red_flag_blocks,
    "cautions": caution_blocks,
    "findings": finding_blocks,
}
