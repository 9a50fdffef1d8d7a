"""Every worked case has the outcome that it expects."""

from __future__ import annotations

from functools import cache

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.folders import shipped_folder
from backrelief.lint.examine import examine_knowledge
from backrelief.workshop.worked_cases import unmet


@cache
def with_cases() -> KnowledgeBase:
    """Load the shipped knowledge and the cases beside it."""
    knowledge, faults = examine_knowledge(shipped_folder(), shipped_folder() / "cases", severities=())
    assert knowledge is not None, "\n".join(map(str, faults))
    return knowledge


@pytest.mark.parametrize("case_id", [case.id for case in with_cases().cases])
def test_a_worked_case_has_the_expected_outcome(case_id: str) -> None:
    knowledge = with_cases()
    assert [what for _, what in unmet(knowledge, knowledge.cases[case_id])] == []


def test_every_red_flag_is_raised_by_a_case_and_missed_by_another() -> None:
    cases = with_cases().cases
    raised = {flag for case in cases for flag in case.expected.raised}
    missed = {flag for case in cases for flag in case.expected.not_raised}
    flags = {flag.id for flag in with_cases().red_flags}
    assert flags - raised == set()
    assert flags - missed == set()


def test_every_caution_holds_in_a_case() -> None:
    held = {caution for case in with_cases().cases for caution in case.expected.cautions}
    assert {caution.id for caution in with_cases().cautions} - held == set()


def test_a_wrong_expectation_is_reported() -> None:
    """Show that the check can fail: change the expected level of a case."""
    knowledge = with_cases()
    case = knowledge.cases["gardener-with-a-sore-low-back"]
    wrong = case.model_copy(update={"expected": case.expected.model_copy(update={"level": "emergency"})})
    assert [*unmet(knowledge, wrong)] == [(("level",), "the level is clear, not emergency")]
