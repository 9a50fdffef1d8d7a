"""A step of a routine is something that its giver can do, in the phase and position where it stands.

Good: a routine `by: self`, `position: [seated]` whose steps are techniques that list `self` under `by`, `seated` under
`position` and the phase of the step under `phases`.

Bad: a routine `by: self` with a step that only a therapist gives, or that has no dose; a massage gun as `cool-down`; a
technique that is done lying down in a routine for a chair.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backrelief.knowledge.wording import join_words
from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every step that could not be done as it stands."""
    for routine in knowledge.routines:
        for place, step in enumerate(routine.steps):
            technique = knowledge.techniques[step.technique]
            for field, message in _faults(routine, step, technique):
                yield Problem("routines", routine.id, ("steps", place, field), message)


def _faults(routine: Any, step: Any, technique: Any) -> Iterator[tuple[str, str]]:
    """What is wrong with a step, and in which of its fields."""
    if routine.by not in technique.by:
        yield "technique", f"`{technique.id}` is not given by: {routine.by}"
    if technique.referral_only or technique.dose is None:
        yield "technique", f"`{technique.id}` is given by a professional only"
    if step.phase not in technique.phases:
        yield "phase", f"`{technique.id}` stands in: {join_words(technique.phases)}"
    if not set(technique.position).intersection(routine.position):
        yield "technique", f"`{technique.id}` is done {join_words(technique.position)}, which the routine does not list"


RULE = Rule("routine-step", "error", check)
