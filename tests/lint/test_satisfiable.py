"""Whether a criterion can be met, compared with a brute-force search over all cases."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint import satisfiable
from backrelief.lint.satisfiable import People
from backrelief.logic import All, AnyOf, AtLeast, Between, Criterion, Facts, Holds, Interval, Not, OneOf, evaluate
from backrelief.logic.values import NOTHING, Value
from lint.small import small

AGES = (0, 20, 40, 60, 120)
ATOMS: tuple[Criterion, ...] = (
    Holds("numb"),
    Holds("fever"),
    Holds("well"),
    Between("age", 20, None),
    Between("age", None, 40),
    Between("age", 40, 60),
    OneOf("pace", ("days", "hours")),
    OneOf("pace", ("weeks",)),
)


def _everybody(knowledge: KnowledgeBase) -> list[Facts]:
    people = []
    both = (False, True)
    for numb, fever, well, age, pace in product(both, both, both, AGES, ("weeks", "days", "hours")):
        stated: dict[str, Value] = {"numb": numb, "fever": fever, "well": well, "age": Interval(age, age)}
        stated["pace"] = pace if numb else NOTHING
        people.append(Facts(stated, knowledge.gates))
    return people


def _made_up(dice: random.Random, depth: int) -> Criterion:
    if depth == 0 or dice.random() < 0.2:
        return dice.choice(ATOMS)
    parts = tuple(_made_up(dice, depth - 1) for _ in range(dice.randint(1, 4)))
    kind = dice.randrange(4)
    if kind == 0:
        return Not(parts[0])
    return (All(parts), AnyOf(parts), AtLeast(dice.randint(0, len(parts)), parts))[kind - 1]


def test_satisfiable_agrees_with_a_brute_force_search(tmp_path: Path) -> None:
    knowledge = small(tmp_path)
    possible, people = People(knowledge), _everybody(knowledge)
    dice = random.Random(7)  # noqa: S311  # not a secret; the same criteria in every run
    outcomes = set()
    for _ in range(300):
        criterion = _made_up(dice, 3)
        for wanted in (True, False):
            expected = any(evaluate(criterion, person) is wanted for person in people)
            assert possible.can_be((criterion, wanted)) is expected, criterion
            outcomes.add((wanted, expected))
    assert len(outcomes) == 4


def test_an_implication_between_criteria_is_recognized(tmp_path: Path) -> None:
    possible = People(small(tmp_path))
    numb, fever = Holds("numb"), Holds("fever")
    assert possible.implies(All((numb, fever)), numb)
    assert possible.implies(OneOf("pace", ("days",)), numb)
    assert not possible.implies(AnyOf((numb, fever)), numb)


def test_a_search_that_is_given_up_reports_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    possible = People(small(tmp_path))
    never = All((AnyOf((Holds("numb"), Holds("fever"))), Not(Holds("numb")), Not(Holds("fever"))))
    assert not possible.can_be((never, True))
    monkeypatch.setattr(satisfiable, "MOST_STEPS", 2)
    assert possible.can_be((never, True))
