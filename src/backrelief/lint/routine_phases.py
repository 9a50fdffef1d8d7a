"""A routine warms up, works and cools down: without one of the three it is never given to anybody.

Good: steps with `phase: warm-up`, then `phase: main`, then `phase: cool-down`

Bad: the same without a `cool-down`, or with a `main` step after it
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

ORDER: Final = ("warm-up", "main", "cool-down")


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every routine without one of the phases, or with its phases in another order."""
    for routine in knowledge.routines:
        phases = [step.phase for step in routine.steps]
        missing = [phase for phase in ORDER if phase not in phases]
        if missing:
            message = f"`{routine.id}` has no {' and no '.join(missing)} step"
            yield Problem("routines", routine.id, ("steps",), message, "Add one: nobody is led through it without.")
        elif phases != sorted(phases, key=ORDER.index):
            message = f"the steps of `{routine.id}` go back to an earlier phase"
            yield Problem("routines", routine.id, ("steps",), message, f"Order them: {', '.join(ORDER)}.")


RULE = Rule("routine-phases", "error", check)
