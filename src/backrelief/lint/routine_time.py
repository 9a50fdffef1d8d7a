"""A routine takes no longer than it says.

Set-up, both sides and rests of every step are counted, as a person will meet them.

Good: `minutes: 10` for steps that add up to 9 minutes 30 seconds.

Bad: `minutes: 5` for the same steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

TWO_SIDED = {"each", "tight", "sore", "other"}


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every routine whose steps add up to more than its minutes, and every step that is longer than its dose."""
    for routine in knowledge.routines:
        total = 0
        for place, step in enumerate(routine.steps):
            technique = knowledge.techniques[step.technique]
            total += _setup(technique) + _sides(step) * (step.seconds + step.rest)
            if technique.dose is not None and step.seconds > technique.dose.at_most:
                message = f"{step.seconds} seconds is more than `{technique.id}` allows ({technique.dose.at_most})"
                yield Problem("routines", routine.id, ("steps", place, "seconds"), message, "Shorten the step.")
        if total > routine.minutes * 60:
            message = f"the steps add up to {total} seconds, more than {routine.minutes} minutes"
            hint = f"Say {-(-total // 60)} minutes, or shorten steps."
            yield Problem("routines", routine.id, ("minutes",), message, hint)


def _setup(technique: Any) -> int:
    return 0 if technique.dose is None else int(technique.dose.setup)


def _sides(step: Any) -> int:
    """How many sides a person works whose sore side is not known."""
    return 2 if TWO_SIDED.intersection(step.side) else len(step.side)


RULE = Rule("routine-time", "error", check)
