"""A healthy person sees few lists, and "none of these" settles everything."""

from __future__ import annotations

from itertools import product

import pytest

from backrelief.advice.assess import assess
from backrelief.case.answers import no_to
from backrelief.case.case import Answer, Case
from backrelief.interview.questions import deny, lists, open_questions
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import Interval

AREAS = ("neck", "upper-back", "mid-back", "lower-back", "buttock-hip", "leg", "whole-back")
AGES = (16, 30, 49, 50, 65, 71)
DAYS = (1, 13, 20, 27, 83, 84)
LONG = 84


def healthy(knowledge: KnowledgeBase, area: str, age: int, days: int) -> Case:
    """Return the answers to the start that a healthy person gives."""
    values: dict[str, Answer] = {
        "age": Interval(age, age),
        "duration": Interval(days, days),
        "course": "improving",
        "onset": "gradual",
        "severity": Interval(3, 3),
        "pregnancy": "none",
        "first-episode": False,
        "pain-spread": no_to(knowledge, "pain-spread"),
    }
    return Case((area,), values)


def none_of_these(knowledge: KnowledgeBase, case: Case, *, one_by_one: bool = False) -> tuple[Case, list[str]]:
    """Return the case after "none of these" on every list, and the lists that were asked."""
    met: list[str] = []
    while asked := lists(assess(knowledge, case)):
        for page in asked[:1] if one_by_one else asked:
            assert page.screen not in met, f"{page.screen} comes back"
            met.append(page.screen)
            case = deny(knowledge, case, tuple(name for line in page.lines for name in line.findings))
    return case, met


@pytest.mark.parametrize("area", AREAS)
def test_nothing_stays_open_after_none_of_these_on_at_most_eight_lists_or_nine(
    knowledge: KnowledgeBase, area: str
) -> None:
    for age, days in product(AGES, DAYS):
        who = f"{age} years, {days} days, {area}"
        case, met = none_of_these(knowledge, healthy(knowledge, area, age, days))
        assert len(met) <= (8 if age < 50 and days < LONG else 9), f"{who}: {met}"
        screening = assess(knowledge, case).screening
        assert screening.open == (), f"{who}: {[flag.red_flag for flag in screening.open]}"
        assert screening.level in {"clear", "care"}, f"{who}: {[hit.red_flag for hit in screening.raised]}"
        assert screening.answered == "all"
        assert open_questions(assess(knowledge, case)) == (), who


@pytest.mark.parametrize("area", AREAS)
def test_one_list_after_the_other_is_never_more_than_all_at_once(knowledge: KnowledgeBase, area: str) -> None:
    for age, days in ((30, 13), (71, LONG)):
        start = healthy(knowledge, area, age, days)
        at_once, all_lists = none_of_these(knowledge, start)
        in_turn, met = none_of_these(knowledge, start, one_by_one=True)
        assert set(met) <= set(all_lists)
        assert assess(knowledge, in_turn).screening.level == assess(knowledge, at_once).screening.level


def test_a_person_who_may_be_pregnant_gets_the_questions_about_it_and_no_further_list(
    knowledge: KnowledgeBase,
) -> None:
    start = healthy(knowledge, "lower-back", 30, 13)
    _, usual = none_of_these(knowledge, start)
    case, met = none_of_these(knowledge, start.stating("pregnancy", "possible"))
    assert met == usual
    assert case.findings["pregnancy-bleeding-or-fluid"] is False
    screening = assess(knowledge, case).screening
    assert screening.open == ()
    assert screening.level == "care"


def test_a_list_is_short_enough_to_be_read(knowledge: KnowledgeBase) -> None:
    """Eight lines at most, as the vocabulary was agreed; thirteen for precautions."""
    for area, age, days in product(AREAS, (30, 71), (13, LONG)):
        for page in lists(assess(knowledge, healthy(knowledge, area, age, days))):
            assert len(page.lines) <= (13 if page.kind == "precautions" else 8), f"{page.screen} in {area} at {age}"
