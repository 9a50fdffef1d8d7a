"""The class of a caution says what the caution does.

A: not at all, so something is forbidden outright: everything, a kind of technique, a place or a giver. L: not on that
place, so it keeps places off or forbids what touches them. T: some kinds of technique, so less than everything. C: a
clinician must agree first, so something holds until then.

Good: `class: C` with `until-agreed: {forbid: everything}`.

Bad: `class: A` with `do: {cap-pressure: light}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backrelief.lint.narrowing import effects_of
from backrelief.lint.rule import Problem, Rule
from backrelief.logic import findings

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every caution whose effects do not fit its class."""
    for caution in knowledge.cautions:
        fault = _fault(caution)
        if fault:
            yield Problem("cautions", caution.id, ("class",), f"class {caution.class_}, but {fault}", "Mend either.")


def _fault(caution: Any) -> str:
    effects = [part for _, part in effects_of(caution)]
    match caution.class_:
        case "A" if not any(part.forbid or part.keep_off or part.by for part in effects):
            return "nothing is forbidden outright"
        case "L" if not any(part.keep_off or _is_about_places(part) for part in effects):
            return "no place is kept off"
        case "T" if caution.do is not None and caution.do.forbid == "everything":
            return "everything is forbidden"
        case "C" if caution.until_agreed is None:
            return "nothing waits for a clinician"
    return ""


def _is_about_places(part: Any) -> bool:
    return part.forbid not in (None, "everything") and "touches" in findings(part.forbid)


RULE = Rule("caution-class", "warning", check)
