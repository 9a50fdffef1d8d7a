"""Effects that wait for a clinician's agreement, and effects that no agreement lifts."""

from __future__ import annotations

import pytest

from backrelief.advice.advise import advise
from backrelief.advice.assess import assess
from backrelief.advice.effects import Forbid, Limit
from backrelief.advice.limits import limits_on
from backrelief.case.case import Case
from backrelief.interview.questions import deny_everything
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.rules import Caution
from backrelief.logic import TRUE

from .satisfying import Solver

AGREED = "clinician-agreed"


def case_of(knowledge: KnowledgeBase, caution: Caution) -> Case:
    return next(Solver(knowledge).solutions(caution.when)).case(knowledge, "lower-back")


def limits_of(knowledge: KnowledgeBase, case: Case, caution: Caution) -> list[Limit]:
    return [limit for limit in limits_on(assess(knowledge, case)) if limit.reason.rule == caution.id]


def waiting(knowledge: KnowledgeBase) -> list[Caution]:
    found = [caution for caution in knowledge.cautions if caution.until_agreed is not None]
    assert len(found) > 10
    return found


def test_an_effect_until_agreed_holds_unless_the_case_states_the_agreement(knowledge: KnowledgeBase) -> None:
    for caution in waiting(knowledge):
        case = case_of(knowledge, caution)
        assert caution.until_agreed is not None
        waits_for_all = caution.until_agreed.forbid == "everything"
        for before in (case, case.stating(AGREED, dict.fromkeys(knowledge.cautions.ids, False))):
            limits = limits_of(knowledge, before, caution)
            assert any(Forbid(TRUE) in limit.effects for limit in limits) == waits_for_all
            assert len(limits) == 1 + (caution.do is not None)


def test_an_agreement_lifts_the_effects_that_waited_for_it_and_no_others(knowledge: KnowledgeBase) -> None:
    for caution in waiting(knowledge):
        case = case_of(knowledge, caution)
        before = limits_of(knowledge, case, caution)
        after = limits_of(knowledge, case.stating(AGREED, {caution.id: True}), caution)
        assert after == before[1:], caution.id
        assert all(Forbid(TRUE) not in limit.effects for limit in after)


def test_an_agreement_to_one_caution_lifts_no_other(knowledge: KnowledgeBase) -> None:
    for caution in waiting(knowledge):
        case = case_of(knowledge, caution)
        other = next(one.id for one in waiting(knowledge) if one.id != caution.id)
        assert limits_of(knowledge, case.stating(AGREED, {other: True}), caution) == limits_of(knowledge, case, caution)


def test_no_agreement_lifts_a_caution_that_waits_for_none(knowledge: KnowledgeBase) -> None:
    for caution in knowledge.cautions:
        if caution.until_agreed is None:
            case = case_of(knowledge, caution)
            agreed = case.stating(AGREED, {caution.id: True})
            assert limits_of(knowledge, agreed, caution) == limits_of(knowledge, case, caution)


@pytest.mark.parametrize("danger", ["saddle-numbness", "leg-weak", "fever-or-chills"])
def test_no_agreement_lifts_a_danger(knowledge: KnowledgeBase, danger: str) -> None:
    everything = dict.fromkeys(knowledge.cautions.ids, True)
    case = Case(("lower-back",), {danger: True, AGREED: everything})
    advice = advise(knowledge, case)
    assert advice.screening.stops
    assert advice.suggestions == ()


def test_agreement_brings_something_back(knowledge: KnowledgeBase) -> None:
    case = Case(("lower-back",), {"clot-within-6-months": True})
    before = advise(knowledge, deny_everything(knowledge, case))
    after = advise(knowledge, deny_everything(knowledge, case.stating(AGREED, {"ci-dvt-history": True})))
    assert before.suggestions == ()
    assert {omission.reason.rule for omission in before.omissions} == {"ci-dvt-history"}
    assert after.suggestions
    assert all(one.pressure in {"none", "very-light", "light"} for one in after.suggestions)
