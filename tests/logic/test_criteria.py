"""The truth, the residual, the findings and the support of a criterion."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product

import pytest

from backrelief.logic import (
    ANYTHING,
    FALSE,
    NOTHING,
    TRUE,
    All,
    AnyOf,
    AtLeast,
    Between,
    Constant,
    Criterion,
    Facts,
    Holds,
    Interval,
    Member,
    Not,
    OneOf,
    Truth,
    Value,
    evaluate,
    findings,
    simplify,
)
from backrelief.logic.criteria import AllOf, at_least, atoms, conjunction, disjunction, negation, nodes, support

A, B, C = Holds("a"), Holds("b"), Holds("c")
KLEENE: tuple[Truth, ...] = (True, False, None)


def facts(**stated: Value | None) -> Facts:
    """Return facts about findings of one word; ``None`` leaves a finding unknown."""
    return Facts({name: value for name, value in stated.items() if value is not None})


# Kleene's tables


@pytest.mark.parametrize(("a", "b"), list(product(KLEENE, repeat=2)))
def test_all_is_false_as_soon_as_one_is_and_true_only_when_each_is(a: Truth, b: Truth) -> None:
    expected = False if False in (a, b) else None if None in (a, b) else True
    assert evaluate(All((A, B)), facts(a=a, b=b)) is expected


@pytest.mark.parametrize(("a", "b"), list(product(KLEENE, repeat=2)))
def test_any_is_true_as_soon_as_one_is_and_false_only_when_none_is(a: Truth, b: Truth) -> None:
    expected = True if True in (a, b) else None if None in (a, b) else False
    assert evaluate(AnyOf((A, B)), facts(a=a, b=b)) is expected


@pytest.mark.parametrize(("a", "expected"), [(True, False), (False, True), (None, None)])
def test_not_inverts_what_is_known_and_leaves_the_unknown(a: Truth, *, expected: Truth) -> None:
    assert evaluate(Not(A), facts(a=a)) is expected


@pytest.mark.parametrize(("a", "b", "c"), list(product(KLEENE, repeat=3)))
@pytest.mark.parametrize("count", [1, 2, 3])
def test_at_least_counts_what_is_true_and_what_may_become_true(count: int, a: Truth, b: Truth, c: Truth) -> None:
    true, unknown = [a, b, c].count(True), [a, b, c].count(None)
    expected = True if true >= count else None if true + unknown >= count else False
    assert evaluate(AtLeast(count, (A, B, C)), facts(a=a, b=b, c=c)) is expected


def test_equal_parts_are_counted_separately() -> None:
    assert evaluate(AtLeast(2, (A, A, B)), facts(a=True)) is True


def test_nothing_beyond_kleene_logic_is_inferred() -> None:
    assert evaluate(AnyOf((A, Not(A))), facts()) is None
    assert evaluate(All((A, Not(A))), facts()) is None


def test_all_of_nothing_is_true_and_any_of_nothing_is_false() -> None:
    assert evaluate(All(()), facts()) is True
    assert evaluate(AnyOf(()), facts()) is False


# Atoms


@pytest.mark.parametrize(
    ("low", "high", "known", "expected"),
    [
        (50, None, Interval(50, 50), True),
        (50, None, Interval(49, 49), False),
        (None, 50, Interval(50, 50), True),
        (None, 50, Interval(51, 51), False),
        (10, 25, Interval(10, 25), True),
        (10, 25, Interval(9, 9), False),
        (10, 25, Interval(26, 40), False),
        (50, None, Interval(45, 55), None),
        (None, 50, Interval(45, 55), None),
        (10, 25, Interval(5, 60), None),
        (10, 25, Interval(25, 26), None),
        (10, 25, Interval(9, 10), None),
        (None, None, Interval(1, 2), True),
        (50, None, None, None),
    ],
)
def test_a_range_is_compared_by_every_value_that_it_contains(
    low: float | None, high: float | None, known: Interval | None, *, expected: Truth
) -> None:
    assert evaluate(Between("a", low, high), facts(a=known)) is expected


@pytest.mark.parametrize(("known", "expected"), [("x", True), ("y", True), ("z", False), (None, None)])
def test_a_choice_is_one_of_the_values_or_not(known: str | None, *, expected: Truth) -> None:
    assert evaluate(OneOf("a", ("x", "y")), facts(a=known)) is expected


@pytest.mark.parametrize(
    ("known", "expected"), [({"x": True}, True), ({"x": False}, False), ({"y": True}, None), ({}, None), (None, None)]
)
def test_each_member_of_a_group_is_known_separately(known: dict[str, bool] | None, *, expected: Truth) -> None:
    assert evaluate(Member("a", "x"), facts(a=known)) is expected


ATOMS: tuple[Criterion, ...] = (
    Holds("a"),
    Between("a", 3, None),
    Between("a", None, 3),
    Between("a", 1, 2),
    OneOf("a", ("x",)),
    AllOf("a", ("x", "y")),
    Member("a", "x"),
)


@pytest.mark.parametrize("atom", ATOMS, ids=repr)
def test_every_atom_about_a_question_that_does_not_arise_is_false(atom: Criterion) -> None:
    assert evaluate(atom, facts(a=NOTHING)) is False
    assert evaluate(Not(atom), facts(a=NOTHING)) is True


@pytest.mark.parametrize("atom", ATOMS, ids=repr)
def test_every_atom_about_a_dangerous_answer_is_true(atom: Criterion) -> None:
    assert evaluate(atom, facts(a=ANYTHING)) is True


@pytest.mark.parametrize("atom", ATOMS, ids=repr)
def test_every_atom_about_an_unknown_finding_is_unknown_and_left_as_it_is(atom: Criterion) -> None:
    assert evaluate(atom, facts()) is None
    assert simplify(atom, facts()) == atom


@pytest.mark.parametrize(
    ("atom", "known"),
    [
        (Holds("a"), "x"),
        (Holds("a"), Interval(1, 1)),
        (Holds("a"), {"x": True}),
        (Between("a", 3, None), True),
        (Between("a", "3", None), Interval(3, 3)),
        (Between("a", None, "3"), Interval(3, 3)),
        (Between("a", "3", 5), Interval(3, 3)),
        (OneOf("a", ("x",)), True),
        (OneOf("a", ("x",)), {"x": True}),
        (Member("a", "x"), "x"),
        (Member("a", "x"), True),
        (AllOf("a", ("x",)), {"x": True}),
    ],
)
def test_a_value_of_another_kind_decides_nothing(atom: Criterion, known: Value) -> None:
    assert evaluate(atom, facts(a=known)) is None


# What is left


def test_known_parts_are_removed_from_the_residual() -> None:
    criterion = All((A, AnyOf((B, C))))
    assert simplify(criterion, facts(a=True, b=False)) == C
    assert simplify(criterion, facts(b=False, c=False)) == FALSE
    assert simplify(criterion, facts(a=True, c=True)) == TRUE


def test_parts_stay_in_the_order_in_which_they_were_written() -> None:
    assert simplify(AnyOf((C, A, B)), facts(a=False)) == AnyOf((C, B))


def test_nested_parts_of_the_same_kind_are_flattened() -> None:
    assert simplify(All((A, All((B, C)))), facts()) == All((A, B, C))
    assert simplify(AnyOf((AnyOf((A, B)), C)), facts()) == AnyOf((A, B, C))


def test_a_part_that_is_written_twice_is_kept_once() -> None:
    assert simplify(AnyOf((A, B, A)), facts()) == AnyOf((A, B))
    assert simplify(All((A, A)), facts()) == A


def test_a_double_not_is_removed() -> None:
    assert simplify(Not(Not(A)), facts()) == A


def test_at_least_counts_one_down_for_each_true_part_and_drops_false_parts() -> None:
    four = (A, B, C, Holds("d"))
    assert simplify(AtLeast(3, four), facts(a=True)) == AtLeast(2, four[1:])
    assert simplify(AtLeast(3, four), facts(a=True, b=True)) == AnyOf(four[2:])
    assert simplify(AtLeast(3, four), facts(a=False)) == All(four[1:])
    assert simplify(AtLeast(3, four), facts(a=False, b=False)) == FALSE
    assert simplify(AtLeast(3, four), facts(a=True, b=True, c=True)) == TRUE


@pytest.mark.parametrize(
    ("join", "parts", "simplest"),
    [
        (conjunction, (), TRUE),
        (conjunction, (TRUE, TRUE), TRUE),
        (conjunction, (A, FALSE, B), FALSE),
        (conjunction, (TRUE, A), A),
        (conjunction, (A, B, TRUE), All((A, B))),
        (conjunction, (AnyOf((A, B)), C), All((AnyOf((A, B)), C))),
        (conjunction, (All((A, B)), B, C), All((A, B, C))),
        (disjunction, (), FALSE),
        (disjunction, (FALSE, FALSE), FALSE),
        (disjunction, (A, TRUE, B), TRUE),
        (disjunction, (FALSE, A), A),
        (disjunction, (A, B, FALSE), AnyOf((A, B))),
        (disjunction, (All((A, B)), C), AnyOf((All((A, B)), C))),
        (disjunction, (AnyOf((A, B)), B, C), AnyOf((A, B, C))),
        (partial(at_least, 0), (A, B), TRUE),
        (partial(at_least, -1), (A, B), TRUE),
        (partial(at_least, 1), (), FALSE),
        (partial(at_least, 1), (A,), A),
        (partial(at_least, 1), (A, B), AnyOf((A, B))),
        (partial(at_least, 2), (A, B), All((A, B))),
        (partial(at_least, 2), (A, A), A),
        (partial(at_least, 3), (A, B), FALSE),
        (partial(at_least, 2), (A, B, C), AtLeast(2, (A, B, C))),
        (partial(at_least, 2), (A, TRUE, B), AnyOf((A, B))),
        (partial(at_least, 2), (A, FALSE, B), All((A, B))),
        (partial(at_least, 2), (A, FALSE, FALSE), FALSE),
        (partial(at_least, 2), (A, TRUE, TRUE), TRUE),
    ],
)
def test_parts_are_joined_in_the_simplest_form(
    join: Callable[[tuple[Criterion, ...]], Criterion], parts: tuple[Criterion, ...], simplest: Criterion
) -> None:
    assert join(parts) == simplest


@pytest.mark.parametrize(
    ("part", "simplest"), [(TRUE, FALSE), (FALSE, TRUE), (A, Not(A)), (Not(All((A, B))), All((A, B)))]
)
def test_a_part_is_denied_in_the_simplest_form(part: Criterion, simplest: Criterion) -> None:
    assert negation(part) == simplest


def test_every_small_criterion_agrees_with_its_residual_on_all_facts() -> None:
    literals: tuple[Criterion, ...] = (A, B, C, Not(A), Not(B))
    for parts, (a, b, c) in product(product(literals, repeat=3), product(KLEENE, repeat=3)):
        known = facts(a=a, b=b, c=c)
        truths = [evaluate(part, known) for part in parts]
        for count in (1, 2, 3):
            left = simplify(AtLeast(count, parts), known)
            true, unknown = truths.count(True), truths.count(None)
            expected = TRUE if true >= count else FALSE if true + unknown < count else left
            assert left == expected
            assert isinstance(left, Constant) is (true >= count or true + unknown < count)


# Findings and reasons


def test_findings_are_named_once_in_the_order_in_which_they_were_written() -> None:
    assert findings(All((C, Not(A), AtLeast(1, (C, Member("g", "x"), Member("g", "y")))))) == ("c", "a", "g")


def test_a_constant_depends_on_nothing() -> None:
    assert findings(TRUE) == findings(Not(FALSE)) == ()


def test_atoms_know_whether_they_are_under_an_odd_number_of_not() -> None:
    criterion = All((A, Not(AnyOf((B, Not(C))))))
    assert list(atoms(criterion)) == [(A, True), (B, False), (C, True)]


def test_atoms_of_a_count_keep_their_sign_and_a_constant_has_none() -> None:
    assert list(atoms(AtLeast(1, (A, Not(B), TRUE)))) == [(A, True), (B, False)]
    assert list(atoms(Not(AtLeast(1, (A, Not(B)))), positive=False)) == [(A, True), (B, False)]
    assert list(atoms(A, positive=False)) == [(A, False)]


def test_a_criterion_is_made_of_itself_and_of_everything_inside_it() -> None:
    inner = AnyOf((B, Not(C)))
    criterion = All((A, inner, AtLeast(1, (TRUE,))))
    assert list(nodes(criterion)) == [criterion, A, inner, B, Not(C), C, AtLeast(1, (TRUE,)), TRUE]
    assert list(nodes(A)) == [A]


@pytest.mark.parametrize(
    ("criterion", "reasons"),
    [
        (TRUE, ()),
        (Not(FALSE), ()),
        (AnyOf((TRUE, A)), ("a",)),
        (AtLeast(2, (C, B, A)), ("c", "a")),
        (AnyOf((A, C, A)), ("a", "c")),
        (Not(All((B, Holds("d")))), ("b", "d")),
        (Member("g", "x"), ("g",)),
        (AtLeast(3, (C, B, A)), ()),
    ],
    ids=str,
)
def test_each_form_names_its_own_support(criterion: Criterion, reasons: tuple[str, ...]) -> None:
    assert support(criterion, facts(a=True, b=False, c=True, g={"x": True})) == reasons


def test_every_true_part_of_an_any_is_in_its_support() -> None:
    assert support(AnyOf((A, B, C)), facts(a=True, b=False, c=True)) == ("a", "c")


def test_the_support_of_a_not_is_what_it_denies() -> None:
    assert support(All((A, Not(B))), facts(a=True, b=False)) == ("a", "b")


def test_a_part_that_is_not_true_adds_no_support() -> None:
    criterion = AnyOf((All((A, B)), C))
    assert support(criterion, facts(a=True, c=True)) == ("c",)


@pytest.mark.parametrize("known", [facts(), facts(a=True), facts(a=True, b=False)], ids=["none", "part", "false"])
def test_what_is_not_true_has_no_support(known: Facts) -> None:
    assert support(All((A, B)), known) == ()


def test_criteria_are_values_that_can_be_compared_and_kept_in_sets() -> None:
    assert {All((A, Between("n", 1, 2))), All((Holds("a"), Between("n", 1, 2)))} == {All((A, Between("n", 1, 2)))}
