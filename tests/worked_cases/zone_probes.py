"""Test the zones with techniques that somebody could add one day (`zones.yaml`).

No shipped technique breaks a zone, so no worked case would miss a zone that lost a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from backrelief.knowledge.base import KnowledgeBase, Table
from backrelief.knowledge.models.practice import PressureRange, Technique
from backrelief.lint.techniques import zone

PROBES = Path(__file__).with_name("zones.yaml")


@cache
def probes() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return the techniques that each zone must refuse and allow, with the properties that matter."""
    read: dict[str, dict[str, list[dict[str, Any]]]] = yaml.safe_load(PROBES.read_text(encoding="utf-8"))
    return read


def unguarded(knowledge: KnowledgeBase) -> Iterator[str]:
    """Yield a sentence for each made-up technique that a zone wrongly refuses or allows."""
    model = next(iter(knowledge.techniques))
    for zone_id, sorts in probes().items():
        if zone_id not in knowledge.zones:
            yield f"there is no {zone_id}"
            continue
        alone = Table("zones", {zone_id: knowledge.zones[zone_id]})
        for sort, written in sorts.items():
            for number, properties in enumerate(written):
                probe = _technique(model, f"{zone_id}-{sort}-{number}", properties)
                made_up = replace(knowledge, zones=alone, techniques=Table("techniques", {probe.id: probe}))
                if any(zone.check(made_up)) != (sort == "refused"):
                    yield f"{zone_id}: {properties} is not {sort}"


def _technique(model: Technique, entry_id: str, properties: dict[str, Any]) -> Technique:
    pressure = properties.get("pressure", "very-light")
    return model.model_copy(
        update={
            "id": entry_id,
            "by": {properties.get("by", "self"): PressureRange(lightest="very-light", strongest=pressure)},
            "touches": tuple(properties["touches"]),
            "action": tuple(properties.get("action", ["glide"])),
            "means": tuple(properties.get("means", ["hand"])),
            "body_weight": properties.get("body-weight", False),
        }
    )
