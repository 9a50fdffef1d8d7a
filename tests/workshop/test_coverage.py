"""The knowledge covers the articles and guidelines, and everybody without a danger sign has something to do."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backrelief.workshop.coverage import Coverage, Left, count_coverage, load_with_coverage


@pytest.fixture(scope="module")
def counted() -> Coverage:
    return count_coverage(load_with_coverage())


def test_every_statement_of_the_articles_is_answered(counted: Coverage) -> None:
    assert len(counted.statements) == 346
    assert counted.unanswered == ()


def test_every_sign_that_guidelines_list_is_covered(counted: Coverage) -> None:
    assert len(counted.listed) == 46
    assert counted.uncovered == ()


def test_everybody_without_a_danger_sign_has_something_to_do_alone(counted: Coverage) -> None:
    assert {one.level for one in counted.left} <= {"clear", "care"}
    assert counted.forsaken == ()


def test_everybody_without_cautions_can_be_helped_by_every_giver(counted: Coverage) -> None:
    for one in counted.left:
        if one.person == "without-cautions":
            assert all(one.techniques.values()), one.condition


def test_missing_answers_are_found(counted: Coverage) -> None:
    nobody = Left("without-cautions", "sciatica", "clear", {"self": 0, "partner": 3, "therapist": 3})
    bare = counted.statements[0].model_copy(update={"answered_by": type(counted.statements[0].answered_by)()})
    broken = replace(counted, statements=(bare, *counted.statements[1:]), left=(*counted.left, nobody))
    assert broken.unanswered == (bare.id,)
    assert broken.forsaken == (nobody,)
    assert not broken.is_complete
