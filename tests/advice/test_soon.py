"""Level `soon`: the techniques that each flag allows, and the places that it keeps off."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from backrelief.advice.advise import advise
from backrelief.advice.assess import assess
from backrelief.advice.reasons import RANK
from backrelief.advice.routine.compose import NoRoutine
from backrelief.case.case import Case
from backrelief.interview.questions import deny_everything
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.rules import RedFlag

from .satisfying import Solver


def cases_of_level_soon(
    knowledge: KnowledgeBase, area: str, only: Callable[[RedFlag], bool] = lambda _: True
) -> Iterator[tuple[RedFlag, Case]]:
    """Yield every flag that can be `soon`, with a person for whom nothing worse holds."""
    for flag in filter(only, knowledge.red_flags):
        for line in flag.levels:
            if line.level != "soon":
                continue
            for solution in Solver(knowledge).solutions(line.when):
                case = deny_everything(knowledge, solution.case(knowledge, area))
                if assess(knowledge, case).screening.level == "soon":
                    yield flag, case
                    break


@pytest.fixture(scope="module")
def of_the_back(knowledge: KnowledgeBase) -> tuple[tuple[RedFlag, Case], ...]:
    return tuple(cases_of_level_soon(knowledge, "lower-back"))


def test_a_flag_that_allows_nothing_leaves_nothing(
    knowledge: KnowledgeBase, of_the_back: tuple[tuple[RedFlag, Case], ...]
) -> None:
    met = 0
    for flag, case in of_the_back:
        if flag.allows == "nothing":
            met += 1
            advice = advise(knowledge, case)
            assert advice.suggestions == ()
            assert isinstance(advice.routine, NoRoutine)
            assert not advice.nothing_left, "it is the safety of the person that says so"
    assert met == sum(flag.allows == "nothing" for flag in knowledge.red_flags)


def test_comfort_is_light_and_still_and_without_tools_that_press(
    knowledge: KnowledgeBase, of_the_back: tuple[tuple[RedFlag, Case], ...]
) -> None:
    """Read off the entries, not off the test of the allowance."""
    met = 0
    for flag, case in of_the_back:
        for one in advise(knowledge, case).suggestions:
            technique = knowledge.techniques[one.technique]
            assert one.pressure in {"none", "very-light", "light"}
            assert set(technique.action) <= {"glide", "hold-still", "move", "breathe", "rest"}, flag.id
            assert not set(technique.means) & {"ball", "roller", "cane", "electric-device", "hot-stone"}, flag.id
            met += 1
    assert met > 20, "comfort must leave something"


def test_a_flag_keeps_off_its_places(knowledge: KnowledgeBase) -> None:
    met = 0
    for area in ("neck", "buttock-hip"):
        for flag, case in cases_of_level_soon(knowledge, area, only=lambda flag: bool(flag.keep_off)):
            met += 1
            advice = advise(knowledge, case)
            for one in advice.suggestions:
                touched = set(knowledge.techniques[one.technique].touches)
                assert not (touched - set(one.keep_off)) & set(flag.keep_off), f"{one.technique} with {flag.id}"
                assert not touched or touched - set(one.keep_off), f"{one.technique} has no place left"
    assert met >= 4


def test_several_flags_leave_only_what_each_of_them_leaves(knowledge: KnowledgeBase) -> None:
    one = deny_everything(knowledge, Case(("lower-back",), {"cancer-ever": False, "urine-bloody": True}))
    both = one.stating("bone-pains-several", answer=True)
    left, fewer = ({found.technique for found in advise(knowledge, case).suggestions} for case in (one, both))
    assert fewer <= left
    assert RANK[advise(knowledge, both).screening.level] >= RANK["soon"]
