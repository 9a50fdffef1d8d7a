"""Require a reason for every entry of a layer that makes the layers below it less safe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.faults import Fault
from backrelief.knowledge.layers import Layered
from backrelief.knowledge.models.base import About, Entry, is_visible
from backrelief.knowledge.reading import Reading
from backrelief.knowledge.reflection import marked, replace_parts
from backrelief.lint.weakening import Weakening
from backrelief.logic import FALSE, Criterion, FindingShape, LinkError, link

SHORTEST_REASON: Final = 12
"""Visible characters. A shorter reason says neither who decided nor why."""


def weakened(reading: Reading, knowledge: KnowledgeBase) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """Compare every layer with the layers below it.

    Return the overrides that have a reason, as sentences, and a fault for each that has none.
    """
    overrides: list[str] = []
    faults: list[Fault] = []
    above = knowledge
    layers = sorted({layered.layer for layered in reading.layered}, reverse=True)
    for layer in layers:
        entries = [layered for layered in reading.layered if layered.layer == layer]
        below = _without(above, entries)
        comparison = Weakening(below, above)
        said: list[str] = []
        for layered in entries:
            taken = comparison.taken_by(layered)
            fault = _unreasoned(layered, taken)
            if fault:
                faults.append(fault)
            elif taken:
                how = "added" if layered.replaced is None else "replaced"
                said.append(f"{layered.kind}: `{layered.entry.id}` was {how}: {layered.entry.overrides_safety}")
        overrides[:0] = said
        above = below
    return tuple(overrides), tuple(faults)


def _without(above: KnowledgeBase, entries: Sequence[Layered]) -> KnowledgeBase:
    """Return the knowledge without the entries of the topmost layer."""
    tables = {kind: {entry.id: entry for entry in table} for kind, table in above.tables.items()}
    for layered in entries:
        if layered.replaced is None:
            del tables[layered.kind][layered.entry.id]
        else:
            tables[layered.kind][layered.entry.id] = _linked(above, layered.replaced)
    return KnowledgeBase.of(tables, shapes=above.shapes, properties=above.properties)


def _linked(knowledge: KnowledgeBase, entry: Entry) -> Entry:
    """Link the criteria of an entry that was replaced; reading does not link them."""

    def finding(name: str) -> FindingShape | None:
        known = knowledge.findings.get(name)
        return FindingShape("derived", when=known.when) if known and known.kind == "derived" else knowledge.shapes[name]

    def linked(criterion: Criterion, mark: object) -> Criterion:
        try:
            return link(criterion, finding if mark == About("case") else knowledge.properties.get)
        except (LinkError, KeyError):
            return FALSE  # it names a finding that the layer replaced, which already needs a reason

    result: Entry = replace_parts(
        entry, {location: linked(value, mark) for location, mark, value in marked(entry, About)}
    )
    return result


def _unreasoned(layered: Layered, taken: str) -> Fault | None:
    """Return a fault if the entry makes the knowledge less safe without a reason."""
    entry, document, location = layered.entry, layered.document, layered.location
    if not taken:
        return None
    if entry.overrides_safety is None:
        hint = "Say why in `overrides-safety: <reason>`."
        if layered.replaced is not None:
            hint = "Use another id to add an entry; to change this one say why in `overrides-safety: <reason>`."
        return document.fault((*location, "id"), f"`{entry.id}` {taken}", "override", hint)
    if sum(map(is_visible, entry.overrides_safety)) < SHORTEST_REASON:
        message = f"`{entry.id}` {taken}, and `{entry.overrides_safety}` is no reason for it"
        hint = "Say who decided it and why: `overrides-safety: <name, date, reason>`."
        return document.fault((*location, "overrides-safety"), message, "override", hint)
    return None
