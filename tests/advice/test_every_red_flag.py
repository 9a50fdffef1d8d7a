"""Every line of every red flag can be reached, counts wherever the pain is, and stops what it has to stop."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from backrelief.advice.advise import advise
from backrelief.advice.assess import Raised, Screening, assess
from backrelief.advice.reasons import RANK
from backrelief.advice.routine.compose import NoRoutine
from backrelief.case.case import Case
from backrelief.case.options import check_consistent
from backrelief.knowledge.base import KnowledgeBase

from .people import shipped
from .satisfying import Solver

AREAS = tuple(area.id for area in shipped().areas)


def cases_of_line(knowledge: KnowledgeBase, flag_id: str, line: int, *areas: str) -> Iterator[Case]:
    """Yield cases in which the line is true, the simplest first."""
    criterion = knowledge.red_flags[flag_id].levels[line].when
    for solution in islice(Solver(knowledge).solutions(criterion), 50):
        yield solution.case(knowledge, *areas)


def hit_of(screening: Screening, flag_id: str) -> Raised | None:
    return next((hit for hit in screening.raised if hit.red_flag == flag_id), None)


@pytest.mark.parametrize("area", AREAS)
def test_every_line_of_every_flag_is_raised_wherever_the_pain_is(knowledge: KnowledgeBase, area: str) -> None:
    for flag in knowledge.red_flags:
        for number, line in enumerate(flag.levels):
            reached = []
            for case in cases_of_line(knowledge, flag.id, number, area):
                check_consistent(knowledge, case)
                hit = hit_of(assess(knowledge, case).screening, flag.id)
                assert hit is not None, f"{flag.id} is not raised by {case}"
                assert RANK[hit.level] >= RANK[line.level], f"{flag.id} is only {hit.level} for {case}"
                assert not hit.lowered
                assert hit.because, f"{flag.id} does not say why"
                assert set(hit.because) <= set(knowledge.shapes)
                reached.append(hit.level)
                if hit.level == line.level:
                    break
            assert line.level in reached, f"nothing raises {flag.id} at {line.level}"


@pytest.mark.parametrize("area", AREAS)
def test_a_flag_of_today_or_an_emergency_leaves_nothing_to_suggest(knowledge: KnowledgeBase, area: str) -> None:
    for flag in knowledge.red_flags:
        for number, line in enumerate(flag.levels):
            if RANK[line.level] < RANK["today"]:
                continue
            case = next(cases_of_line(knowledge, flag.id, number, area))
            advice = advise(knowledge, case)
            assert RANK[advice.screening.level] >= RANK[line.level]
            assert (advice.suggestions, advice.obstacles) == ((), ()), f"{flag.id} for {case}"
            assert advice.routine == NoRoutine("stopped")
            rules = {omission.reason.rule for omission in advice.omissions}
            assert rules <= {*knowledge.red_flags.ids, *knowledge.conditions.ids}, f"{flag.id} for {case}"


def test_a_flag_counts_without_any_area(knowledge: KnowledgeBase) -> None:
    for flag in knowledge.red_flags:
        for number, line in enumerate(flag.levels):
            case = next(cases_of_line(knowledge, flag.id, number))
            screening = assess(knowledge, case).screening
            assert RANK[screening.level] >= RANK[line.level], f"{flag.id} for {case}"


def test_a_flag_is_asked_in_its_areas_and_nowhere_else(knowledge: KnowledgeBase) -> None:
    for area in AREAS:
        here = knowledge.expand_areas((area,))
        screening = assess(knowledge, Case((area,))).screening
        seen = {flag.red_flag for flag in screening.open} | set(screening.cleared)
        wanted = {flag.id for flag in knowledge.red_flags if flag.asked_in is None or set(flag.asked_in) & set(here)}
        assert seen == wanted


def test_a_raised_flag_whose_higher_line_is_unknown_is_open_at_that_level(knowledge: KnowledgeBase) -> None:
    """At least one flag of the shipped knowledge has two lines, the higher one undecided once the lower one holds."""
    met = 0
    for flag in knowledge.red_flags:
        for number, line in enumerate(flag.levels):
            case = next(cases_of_line(knowledge, flag.id, number, *(flag.asked_in or ("lower-back",))[:1]))
            screening = assess(knowledge, case).screening
            hit = hit_of(screening, flag.id)
            upward = next((one for one in screening.open if one.red_flag == flag.id), None)
            assert hit is not None
            if upward is not None:
                assert RANK[upward.level] > RANK[hit.level] >= RANK[line.level]
                assert upward.ask or upward.unsure
                met += 1
    assert met > 5
