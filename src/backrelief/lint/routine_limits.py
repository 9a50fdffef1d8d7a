"""A routine holds nothing that its own condition or its own people must not have.

A routine says for which conditions it is, and may say for whom (`when`). A step whose technique is advised against in
every one of these conditions, or that a caution which is true of all these people takes out, is there to be dropped.

Good: a routine `when: pregnant` of strokes lying on the side.

Bad: the same with a step that is forbidden in pregnancy; a routine `for: [sciatica]` with a technique whose evidence
for sciatica is `advised-against`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backrelief.lint.narrowing import effects_of, forbids
from backrelief.lint.possible import Possible
from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every step that the routine's own conditions or people rule out."""
    possible = Possible(knowledge)
    for routine in knowledge.routines:
        cautions = [] if routine.when is None else _true_of_all(knowledge, possible, routine.when)
        for place, step in enumerate(routine.steps):
            technique = knowledge.techniques[step.technique]
            here = ("steps", place, "technique")
            hint = "Put another technique in its place."
            if all(_is_against(technique, condition, routine.by) for condition in routine.for_):
                message = f"`{technique.id}` is advised against in every condition that the routine is for"
                yield Problem("routines", routine.id, here, message, hint)
            for caution in cautions:
                if any(_takes_out(knowledge, effects, technique, routine) for _, effects in effects_of(caution)):
                    message = (
                        f"`{caution.id}` is true of everyone whom the routine is for and rules `{technique.id}` out"
                    )
                    yield Problem("routines", routine.id, here, message, hint)


def _true_of_all(knowledge: KnowledgeBase, possible: Possible, when: Any) -> list[Any]:
    return [caution for caution in knowledge.cautions if possible.implies(when, caution.when)]


def _is_against(technique: Any, condition: str, giver: str) -> bool:
    """All that is known of it for this condition, in these hands and at every stage, speaks against it."""
    rows = [row for row in technique.evidence if row.condition == condition and (row.by is None or giver in row.by)]
    return bool(rows) and all(row.direction == "advised-against" for row in rows)


def _takes_out(knowledge: KnowledgeBase, effects: Any, technique: Any, routine: Any) -> bool:
    keeps = ((effects.position, technique.position), (effects.surface, technique.surface))
    return (
        forbids(knowledge, effects, technique, routine.by)
        or any(keep is not None and not set(keep.any_of).intersection(held) for keep, held in keeps)
        or (effects.by is not None and routine.by not in effects.by.any_of)
    )


RULE = Rule("routine-limit", "error", check)
