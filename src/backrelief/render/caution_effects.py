"""What cautions would do to techniques if they were true of a person: for pages that do not know who reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from backrelief.advice.effects import Limit, effects_of
from backrelief.advice.limits import stages_of
from backrelief.advice.reasons import Foreseen, Reason
from backrelief.advice.verdict import judge

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.practice import Technique
    from backrelief.knowledge.models.rules import Caution


def caution_effects(
    knowledge: KnowledgeBase, techniques: Iterable[Technique]
) -> Iterator[tuple[Technique, Caution, frozenset[Foreseen]]]:
    """Yield each caution that would rule a technique out or change its place, with what it would do.

    A pressure that is only capped is no such change: a page for everybody is made for light hands anyway.
    """
    for technique in techniques:
        for caution in knowledge.cautions:
            reason = Reason(caution.id, caution.text)
            limits = [Limit(reason, "caution", effects_of(does), caution.name) for _, does in stages_of(caution)]
            effects = {note.effect for limit in limits for note in judge(knowledge, technique, [limit]).not_if}
            if effects - {"cap"}:
                yield technique, caution, frozenset(effects - {"cap"})
