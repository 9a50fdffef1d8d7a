"""The level of a case without what is open: enough to compare cases, and quick."""

from __future__ import annotations

from backrelief.advice.assess import raised_flags
from backrelief.advice.reasons import RANK
from backrelief.case.case import Case
from backrelief.case.facts import facts_of
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import evaluate


def raised_levels(knowledge: KnowledgeBase, case: Case) -> dict[str, int]:
    """Red flag -> the rank of its level."""
    readings = facts_of(knowledge, case), facts_of(knowledge, case, "dangerous")
    return {hit.red_flag: RANK[hit.level] for hit in raised_flags(knowledge.red_flags, *readings)}


def held_cautions(knowledge: KnowledgeBase, case: Case) -> dict[str, int]:
    """Caution -> the rank of its level; "not sure" counts as yes."""
    facts = facts_of(knowledge, case, "dangerous")
    return {one.id: RANK[one.level] for one in knowledge.cautions if evaluate(one.when, facts) is True}


def holding(knowledge: KnowledgeBase, case: Case) -> dict[str, int]:
    """Everything that raises the level, with its rank."""
    return {**raised_levels(knowledge, case), **held_cautions(knowledge, case)}


def worth(holds: dict[str, int]) -> int:
    """The rank of the level; nothing raised is one rank, whether or not something is open."""
    return max((RANK["clear"], *holds.values()))
