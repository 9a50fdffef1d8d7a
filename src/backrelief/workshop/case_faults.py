"""What is wrong with worked cases of one's own: answers that do not fit, expectations that do not hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from backrelief.case.data import MisfitError
from backrelief.errors import UsageError
from backrelief.knowledge.documents import Document, Place, read_document
from backrelief.workshop.worked_cases import given_case, unmet

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.faults import Fault
    from backrelief.knowledge.models.cases import WorkedCase


def case_faults(knowledge: KnowledgeBase, *, from_layer: int, run: bool) -> tuple[Fault, ...]:
    """The faults of the cases in this layer and those over it, each at its line.

    Reading the answers takes next to nothing; to ``run`` a case takes as long as an answer of the program.
    """
    documents = cache(read_document)
    return tuple(
        fault
        for worked in knowledge.cases
        if knowledge.origins["cases", worked.id].layer >= from_layer
        for fault in _faults(knowledge, worked, documents(knowledge.origins["cases", worked.id].path), run=run)
    )


def _faults(knowledge: KnowledgeBase, worked: WorkedCase, document: Document, *, run: bool) -> Iterator[Fault]:
    home = _home(document, worked.id)
    try:
        if not run:
            given_case(knowledge, worked)
            return
        for place, what in unmet(knowledge, worked):
            hint = "Either the expectation or a rule is wrong; `backrelief why` says which rule acted."
            where = _deepest(document, (*home, "expected"), place)
            yield document.fault(where, what, "case-differs", hint)
    except MisfitError as error:
        yield document.fault((*home, "given", *error.place), error.message, "case-answer", error.hint)
    except UsageError as error:
        yield document.fault((*home, "given", "findings"), str(error), "case-answer", error.hint)


def _home(document: Document, case_id: str) -> Place:
    """Where a case stands in its file."""
    cases = document.data["cases"] if isinstance(document.data, dict) else []
    index = next((place for place, one in enumerate(cases) if one["id"] == case_id), 0)
    return ("cases", index)


def _deepest(document: Document, above: Place, place: tuple[str, ...]) -> Place:
    """The place of an expectation; in a list that of the item that is meant."""
    field = (*above, place[0])
    value = document.value_at(field)
    if len(place) > 1 and isinstance(value, list) and place[1] in value:
        return (*field, value.index(place[1]))
    return (*field, *place[1:])
