"""The contract of the knowledge: what a YAML file must be. One model a kind of entry."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from backrelief.knowledge.models import (
    body_map,
    cases,
    coverage,
    findings,
    practice,
    routines,
    rules,
    sources,
    vocabulary,
)

MODELS: dict[str, Any] = {
    "areas": vocabulary.AreaEntry,
    "places": vocabulary.PlaceEntry,
    "tools": vocabulary.ToolEntry,
    "positions": vocabulary.PositionEntry,
    "surfaces": vocabulary.SurfaceEntry,
    "pressures": vocabulary.PressureEntry,
    "actions": vocabulary.ActionEntry,
    "means": vocabulary.MeansEntry,
    "families": vocabulary.FamilyEntry,
    "levels": vocabulary.LevelEntry,
    "grades": vocabulary.GradeEntry,
    "directions": vocabulary.DirectionEntry,
    "allowances": vocabulary.Allowance,
    "ranking": vocabulary.RankingRule,
    "routine-weights": vocabulary.RoutineWeight,
    "evidence-points": vocabulary.EvidencePoints,
    "stop-rules": vocabulary.StopRule,
    "tips": vocabulary.Tip,
    "claims": vocabulary.Claim,
    "findings": findings.Finding,
    "screens": findings.Screen,
    "red-flags": rules.RedFlag,
    "cautions": rules.Caution,
    "zones": rules.Zone,
    "conditions": practice.Condition,
    "techniques": practice.Technique,
    "muscles": practice.Muscle,
    "routines": routines.Routine,
    "regions": body_map.Region,
    "sources": sources.Source,
    "cases": cases.WorkedCase,
    "statements": coverage.Statement,
    "listed-flags": coverage.ListedFlag,
    "typical-people": coverage.TypicalPerson,
}
"""Kind (the top-level key in a file) -> what its entries must be."""


def adapter(kind: str) -> TypeAdapter[Any]:
    """The validator of one entry of a kind."""
    return TypeAdapter(MODELS[kind])
