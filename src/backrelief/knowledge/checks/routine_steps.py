"""A step of a routine is something that its giver can do, in the phase where it stands.

Good: a routine `by: self` whose steps are techniques that list `self` under `by` and `main` under `phases`.

Bad: a routine `by: self` with a step that only a therapist gives, or that has no dose.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.knowledge.checks.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every step that could not be done as it stands."""
    for routine in knowledge.all("routines"):
        for place, step in enumerate(routine.steps):
            technique = knowledge.entry("techniques", step.technique)
            here = ("steps", place, "technique")
            if routine.by not in technique.by:
                yield Problem("routines", routine.id, here, f"`{technique.id}` is not given by: {routine.by}")
            if technique.referral_only or technique.dose is None:
                yield Problem("routines", routine.id, here, f"`{technique.id}` is given by a professional only")


RULE = Rule("routine-step", "error", check)
