"""One entry as it is: what `show` prints. It describes; it does not advise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, assert_never

from backrelief.render.blocks import Block, Heading, Item, Listing, Paragraph, below_own_changes
from backrelief.render.entry_blocks import (
    areas_on_the_body,
    caution_blocks,
    condition_blocks,
    finding_blocks,
    on_the_body,
    red_flag_blocks,
    routine_blocks,
    technique_blocks,
)
from backrelief.render.envelope import Json, entry_data
from backrelief.render.phrases import entry_name

if TYPE_CHECKING:
    from backrelief.knowledge.base import Kind, KnowledgeBase
    from backrelief.knowledge.models.base import Entry

_SINGULAR: Final = {"families": "family", "means": "means"}
_NOT_REPEATED: Final = {"id", "name", "sources", "reviewed", "status", "overrides-safety"}
"""Fields that the frame of a page shows, or that are for authors."""


def singular(kind: str) -> str:
    """Return the word for one entry of a kind: ``tool`` for ``tools``."""
    return _SINGULAR.get(kind, kind.removesuffix("s"))


@below_own_changes
def entry_page(knowledge: KnowledgeBase, kind: Kind, entry_id: str, others: tuple[Kind, ...] = ()) -> Iterator[Block]:
    """Yield one entry in full; ``others`` are further kinds that have an entry with the same id."""
    entry = knowledge.table(kind)[entry_id]
    yield Heading(entry_name(entry), 1)
    origin = knowledge.origins.get((kind, entry.id))
    where = f", {origin.file} line {origin.line}" if origin else ""
    reviewed = f", held against its sources on {entry.reviewed}" if entry.reviewed else ""
    yield Paragraph(f"{singular(kind).replace('-', ' ')} {entry.id}{where}; {entry.status}{reviewed}", "quiet")
    for other in others:
        article = "an" if other[0] in "aeiou" else "a"
        yield Paragraph(f"Also {article} {singular(other)}: backrelief show {singular(other)}:{entry.id}")
    yield from _description(knowledge, kind, entry)
    if entry.sources:
        yield Heading("Sources")
        yield Listing(tuple(Item(_source(knowledge, source)) for source in entry.sources))


def _description(  # every kind has its case, so that a new one is missed by the type checker
    knowledge: KnowledgeBase, kind: Kind, entry: Entry
) -> Iterator[Block]:
    match kind:
        case "techniques":
            yield from technique_blocks(knowledge, knowledge.techniques[entry.id])
        case "routines":
            yield from routine_blocks(knowledge, knowledge.routines[entry.id])
        case "conditions":
            yield from condition_blocks(knowledge, knowledge.conditions[entry.id])
        case "red-flags":
            yield from red_flag_blocks(knowledge, knowledge.red_flags[entry.id])
        case "cautions":
            yield from caution_blocks(knowledge, knowledge.cautions[entry.id])
        case "findings":
            yield from finding_blocks(knowledge, knowledge.findings[entry.id])
        case "areas" | "muscles" | "places" | "tools" | "positions" | "surfaces" | "pressures" | "actions" | "means":
            yield from _fields(knowledge, kind, entry)
        case "families" | "regions" | "zones" | "stop-rules" | "tips" | "claims" | "sources" | "levels" | "grades":
            yield from _fields(knowledge, kind, entry)
        case "directions" | "allowances" | "ranking" | "evidence-points" | "routine-weights" | "screens":
            yield from _fields(knowledge, kind, entry)
        case "cases" | "statements" | "listed-flags" | "typical-people":
            yield from _fields(knowledge, kind, entry)
        case _:
            assert_never(kind)


def _fields(knowledge: KnowledgeBase, kind: Kind, entry: Entry) -> Iterator[Block]:
    """Yield where it is on the body, if the map shows it, and its fields, one a line, with their names in YAML."""
    if kind == "areas":
        yield from areas_on_the_body(knowledge, (entry.id,))
    elif kind == "muscles":
        yield from on_the_body(knowledge, [(entry.id, "both")])
    rows = ((key, _flat(value)) for key, value in entry_data(entry).items() if key not in _NOT_REPEATED)
    yield Listing(tuple(Item(f"{key.replace('-', ' ')}: {text}") for key, text in rows if text))


def _flat(value: Json) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(_flat, value))
        case dict():
            return " ".join(map(_flat, value.values()))
        case _:
            return str(value)


def _source(knowledge: KnowledgeBase, source: str) -> str:
    entry = knowledge.sources[source]
    parts = (entry.authors, entry.title, str(entry.year) if entry.year else None, entry.doi and f"doi:{entry.doi}")
    seen = "seen" if entry.seen else "not seen, from memory"
    return ". ".join(part for part in parts if part) + f" ({source}, {seen})"
