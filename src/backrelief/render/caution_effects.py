"""What cautions would do to techniques, were they true of a person: for pages that do not know who reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from backrelief.advice.effects import Limit, effects_of
from backrelief.advice.limits import stages_of
from backrelief.advice.reasons import Reason
from backrelief.advice.verdict import judge

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def caution_effects(knowledge: KnowledgeBase, techniques: Iterable[Any]) -> Iterator[tuple[Any, Any, frozenset[str]]]:
    """Technique, caution and effects, for every caution that would take a technique out or change its place.

    A pressure that is only capped is no such change: a sheet is made for light hands anyway.
    """
    for technique in techniques:
        for caution in knowledge.cautions:
            effects = frozenset(_effects_on(knowledge, technique, caution)) - {"cap"}
            if effects:
                yield technique, caution, effects


def _effects_on(knowledge: KnowledgeBase, technique: Any, caution: Any) -> Iterator[str]:
    for _, effects in stages_of(caution):
        limit = Limit(Reason(caution.id, caution.text), "caution", effects_of(effects), caution.name)
        yield from (note.effect for note in judge(knowledge, technique, [limit]).not_if)
