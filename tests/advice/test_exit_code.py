"""The exit code of an answer: the level first, then whether there is anything to suggest."""

from __future__ import annotations

import pytest

from backrelief.advice.advise import advise, code_of
from backrelief.case.case import UNSURE, Case, Wishes
from backrelief.errors import Exit, UsageError
from backrelief.interview.questions import deny_everything
from backrelief.knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("case", "level", "refers"),
    [
        (Case(("lower-back",)), "open", False),
        (Case(("lower-back",), {"pain-at-night-unrelieved": True}), "soon", True),
        (Case((), {"saddle-numbness": True}), "emergency", True),
        (Case(("neck",), {"saddle-numbness": UNSURE}), "emergency", True),
    ],
)
def test_the_code_is_that_of_the_level(knowledge: KnowledgeBase, case: Case, level: str, *, refers: bool) -> None:
    advice = advise(knowledge, case)
    assert (advice.screening.level, advice.screening.refers) == (level, refers)
    assert code_of(advice) == knowledge.levels[level].exit_code


def test_an_answer_without_an_area_is_an_error_unless_a_danger_stops_everything(knowledge: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="where it hurts") as error:
        code_of(advise(knowledge, Case()))
    assert "lower-back" in error.value.hint


def test_wishes_that_leave_nothing_have_a_code_of_their_own(knowledge: KnowledgeBase) -> None:
    calm = deny_everything(
        knowledge, Case(("lower-back",), wishes=Wishes(positions=("standing",), by="therapist", minutes=1))
    )
    advice = advise(knowledge, calm)
    assert advice.nothing_left
    assert code_of(advice) == Exit.NOTHING
