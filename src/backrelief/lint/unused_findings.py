"""Every finding can become known, and something follows from it.

A finding becomes known when a screen asks for it, when an option stands for it, or when a person can say it in words
of their own (`words`). Something follows when a red flag, caution, condition, row of evidence, routine, ranking or
stop rule, a gate, a screen or a derived finding names it. What only stands for an option needs no rule.

Good: `words: [comes and goes]` on a finding that a condition uses and no screen asks for.

Bad: a finding that is asked and that no criterion names; a derived finding that nothing uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.knowledge.models.base import Names
from backrelief.knowledge.reflection import marked
from backrelief.lint.criteria_of import every_criterion
from backrelief.lint.rule import Problem, Rule
from backrelief.logic import All, AnyOf, AtLeast, Criterion, Not, findings

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every finding that cannot become known, and every one from which nothing follows."""
    asked = {name for screen in knowledge.screens for line in screen.lines for name in (*line.any, *line.follow_up)}
    criteria = [
        (kind == "findings" and place == ("when",), criterion)
        for kind, _, place, criterion in every_criterion(knowledge)
    ]
    used = {name for _, criterion in criteria for name in findings(criterion)} | _kept_off(knowledge)
    parts = {part for _, criterion in criteria for part in _inner_parts(criterion)}
    parts |= {criterion for is_derived, criterion in criteria if not is_derived}
    for finding in knowledge.findings:
        if finding.kind == "derived":
            if finding.when not in parts:
                hint = "Use it in a criterion, or leave it out."
                yield Problem("findings", finding.id, (), f"nothing uses the derived finding `{finding.id}`", hint)
            continue
        if finding.stands_for:
            continue
        if finding.id not in used:
            yield Problem("findings", finding.id, (), f"nothing follows from `{finding.id}`", "Name it in a rule.")
        if finding.id not in asked and not finding.words:
            message = f"nobody asks for `{finding.id}`, and it has no words by which a person could say it"
            yield Problem("findings", finding.id, (), message, "Add it to a screen, or give it `words`.")


def _kept_off(knowledge: KnowledgeBase) -> set[str]:
    """The findings whose places an effect keeps off."""
    return {
        value
        for kind in ("red-flags", "cautions", "allowances")
        for entry in knowledge.table(kind)
        for _, mark, value in marked(entry, Names)
        if mark == Names("findings")
    }


def _inner_parts(criterion: Criterion) -> Iterator[Criterion]:
    """What stands inside: a derived finding that is used has been put there whole."""
    match criterion:
        case Not(part):
            inner: tuple[Criterion, ...] = (part,)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            inner = parts
        case _:
            inner = ()
    for part in inner:
        yield part
        yield from _inner_parts(part)


RULE = Rule("unused-finding", "warning", check)
