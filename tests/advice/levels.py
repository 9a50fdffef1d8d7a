"""The level of a case without open flags: enough to compare cases, and quick."""

from __future__ import annotations

from backrelief.advice.assess import raised_flags
from backrelief.advice.reasons import RANK
from backrelief.case.case import Case
from backrelief.case.facts import facts_of
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import evaluate


def raised_levels(knowledge: KnowledgeBase, case: Case) -> dict[str, int]:
    """Return red flag -> the rank of its level."""
    readings = facts_of(knowledge, case), facts_of(knowledge, case, "dangerous")
    return {hit.red_flag: RANK[hit.level] for hit in raised_flags(knowledge.red_flags, *readings)}


def held_cautions(knowledge: KnowledgeBase, case: Case) -> dict[str, int]:
    """Return caution -> the rank of its level; "not sure" counts as yes."""
    facts = facts_of(knowledge, case, "dangerous")
    return {one.id: RANK[one.level] for one in knowledge.cautions if evaluate(one.when, facts) is True}


def holding(knowledge: KnowledgeBase, case: Case) -> dict[str, int]:
    """Return everything that raises the level, with its rank."""
    return {**raised_levels(knowledge, case), **held_cautions(knowledge, case)}


def level_rank(holds: dict[str, int]) -> int:
    """Return the rank of the level; a case in which nothing holds is clear, even if something is open."""
    return max((RANK["clear"], *holds.values()))
