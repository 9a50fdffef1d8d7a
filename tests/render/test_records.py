"""What JSON leaves out of a value is named, so that a new field is not left out by mistake."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from backrelief.advice.rank import Suggestion
from backrelief.advice.routine.compose import ComposedRoutine
from backrelief.knowledge.base import Origin
from backrelief.knowledge.faults import Fault
from backrelief.knowledge.models.base import Model
from backrelief.knowledge.models.cases import ListedFlag
from backrelief.knowledge.models.practice import Evidence
from backrelief.render.records import PRINTED

LEFT_OUT: Mapping[type[Struct | Model], set[str]] = {
    ComposedRoutine: {"aftercare", "ask_first"},
    Evidence: {"use", "when", "by"},
    Fault: {"excerpt"},
    ListedFlag: {"name", "note", "reviewed", "status", "sources", "overrides_safety"},
    Origin: {"path", "column", "layer"},
    Suggestion: {"minutes"},
}
"""Value -> the fields that no answer has."""


def fields_of(kind: type[Struct | Model]) -> set[str]:
    return {*kind.__struct_fields__} if issubclass(kind, Struct) else {*kind.model_fields}


def test_every_other_field_is_printed() -> None:
    assert {kind: fields_of(kind) - {*PRINTED[kind.__name__]} for kind in LEFT_OUT} == LEFT_OUT
    assert {kind.__name__ for kind in LEFT_OUT} == set(PRINTED)
