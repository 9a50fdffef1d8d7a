"""A red flag with a level `soon` says what it still lets through.

At `soon` something may be left to do until the clinician is seen. What that is must be chosen for each flag and not
fall out of a default, and the allowance that is named must have an effect.

Good: `levels: [{level: soon, ...}]` with `allows: comfort` or `allows: nothing`.

Bad: the same without `allows`, or with an allowance whose `do` is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.narrowing import any_effect
from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every flag that can be `soon` and leaves open what it lets through; every allowance without an effect."""
    for flag in knowledge.red_flags:
        if "allows" in flag.model_fields_set:
            continue
        place = next((place for place, line in enumerate(flag.levels) if line.level == "soon"), None)
        if place is not None:
            message = f"`{flag.id}` can be `soon` and does not say what it allows"
            known = " or ".join(f"`{allowance.id}`" for allowance in knowledge.allowances)
            yield Problem("red-flags", flag.id, ("levels", place), message, f"Add `allows`: {known}.")
    for allowance in knowledge.allowances:
        if not any_effect(allowance.do):
            message = f"the allowance `{allowance.id}` narrows nothing"
            yield Problem("allowances", allowance.id, ("do",), message, "Say what it forbids or caps.")


RULE = Rule("soon-without-effects", "warning", check)
