"""The written form of a criterion: every form, every way to get it wrong, durations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrelief.logic import All, AnyOf, AtLeast, Between, Criterion, CriterionError, Holds, Not, OneOf, parse_criterion
from backrelief.logic.criteria import AllOf
from backrelief.logic.grammar import days
from logic.worlds import thorough

Place = tuple[str | int, ...]

FORMS: list[tuple[object, Criterion]] = [
    ("fever", Holds("fever")),
    ("fever-2-days", Holds("fever-2-days")),
    ({"all": ["a", "b"]}, All((Holds("a"), Holds("b")))),
    ({"all": ["a"]}, All((Holds("a"),))),
    ({"any": ["a", {"not": "b"}]}, AnyOf((Holds("a"), Not(Holds("b"))))),
    ({"not": {"all": ["a", "b"]}}, Not(All((Holds("a"), Holds("b"))))),
    ({"at-least-n": {"n": 2, "of": ["a", "b", "c"]}}, AtLeast(2, (Holds("a"), Holds("b"), Holds("c")))),
    ({"at-least-n": {"of": ["a"], "n": 1}}, AtLeast(1, (Holds("a"),))),
    ({"age": {"at-least": 50}}, Between("age", 50.0, None)),
    ({"age": {"at-most": 15}}, Between("age", None, 15.0)),
    ({"age": {"at-most": 25, "at-least": 10}}, Between("age", 10.0, 25.0)),
    ({"age": {"at-least": 0.5}}, Between("age", 0.5, None)),
    ({"age": {"at-least": 0}}, Between("age", 0.0, None)),
    ({"duration": {"at-least": "12w"}}, Between("duration", 84.0, None)),
    ({"duration": {"at-least": "3mo", "at-most": "1y"}}, Between("duration", 90.0, 365.0)),
    ({"pace": {"at-least": "days"}}, Between("pace", "days", None)),
    ({"course": {"is": "worsening"}}, OneOf("course", ("worsening",))),
    ({"course": {"any-of": ["steady", "worsening"]}}, OneOf("course", ("steady", "worsening"))),
    ({"spread": ["leg", "arm"]}, OneOf("spread", ("leg", "arm"))),
    ({"spread": {"all-of": ["leg", "arm"]}}, AllOf("spread", ("leg", "arm"))),
]


@pytest.mark.parametrize(("written", "criterion"), FORMS, ids=[str(written) for written, _ in FORMS])
def test_each_form_is_read(written: object, criterion: Criterion) -> None:
    assert parse_criterion(written) == criterion


MALFORMED: list[tuple[object, Place, str]] = [
    # Not a criterion at all
    (None, (), "not nothing"),
    (5, (), "not a number"),
    (True, (), "not true"),
    (["a"], (), "not a list"),
    ("", (), "not an id"),
    ("Fever", (), "not an id"),
    ("fever chills", (), "not an id"),
    ("fever--chills", (), "not an id"),
    ("-fever", (), "not an id"),
    ("fever_chills", (), "not an id"),
    ("fever\n", (), "not an id"),
    ("fièvre", (), "not an id"),
    # One key
    ({}, (), "one key, not 0"),
    ({"all": ["a"], "any": ["b"]}, (), "one key, not 2"),
    ({"age": {"at-least": 1}, "not": "b"}, (), "one key, not 2"),
    ({5: "a"}, (), "not an id"),
    ({None: "a"}, (), "not an id"),
    # Lists of criteria
    ({"all": []}, ("all",), "at least one"),
    ({"any": "a"}, ("any",), "list of criteria"),
    ({"all": None}, ("all",), "list of criteria"),
    ({"any": {"a": ["b"]}}, ("any",), "list of criteria"),
    ({"all": ["a", 5]}, ("all", 1), "not a number"),
    ({"all": ["a", {"any": ["b", {"not": ["c"]}]}]}, ("all", 1, "any", 1, "not"), "not a list"),
    ({"not": ["a"]}, ("not",), "not a list"),
    ({"not": {}}, ("not",), "one key"),
    # Counting
    ({"at-least-n": ["a", "b"]}, ("at-least-n",), "exactly `n` and `of`"),
    ({"at-least-n": {"n": 1}}, ("at-least-n",), "exactly `n` and `of`"),
    ({"at-least-n": {"n": 1, "of": ["a"], "or": 2}}, ("at-least-n",), "exactly `n` and `of`"),
    ({"at-least-n": {"n": 0, "of": ["a"]}}, ("at-least-n", "n"), "from 1 to 1"),
    ({"at-least-n": {"n": 3, "of": ["a", "b"]}}, ("at-least-n", "n"), "from 1 to 2"),
    ({"at-least-n": {"n": True, "of": ["a", "b"]}}, ("at-least-n", "n"), "whole number"),
    ({"at-least-n": {"n": 1.0, "of": ["a", "b"]}}, ("at-least-n", "n"), "whole number"),
    ({"at-least-n": {"n": "1", "of": ["a", "b"]}}, ("at-least-n", "n"), "whole number"),
    ({"at-least-n": {"n": 1, "of": []}}, ("at-least-n", "of"), "at least one"),
    ({"at-least-n": {"n": 1, "of": ["a", "B"]}}, ("at-least-n", "of", 1), "not an id"),
    # Comparisons
    ({"age": 5}, ("age",), "compared with `age`"),
    ({"age": True}, ("age",), "compared with `age`"),
    ({"age": None}, ("age",), "compared with `age`"),
    ({"age": "old"}, ("age",), "compared with `age`"),
    ({"age": {}}, ("age",), "compared with `age`"),
    ({"age": {"over": 5}}, ("age",), "`over` is no comparison"),
    ({"age": {"at-least": 5, "is": "x"}}, ("age",), "stand together, not at-least, is"),
    ({"age": {"is": "x", "any-of": ["y"]}}, ("age",), "stand together, not is, any-of"),
    ({"age": {"at-least": None}}, ("age", "at-least"), "a bound is"),
    ({"age": {"at-least": 1, "at-most": [2]}}, ("age", "at-most"), "a bound is"),
    ({"age": {"at-least": True}}, ("age", "at-least"), "a bound is"),
    ({"course": {"is": 5}}, ("course", "is"), "a value is an id, not a number"),
    ({"course": {"is": False}}, ("course", "is"), "not false"),
    ({"course": {"any-of": "x"}}, ("course", "any-of"), "list of values"),
    ({"course": {"any-of": []}}, ("course", "any-of"), "list of values"),
    ({"course": {"all-of": ["x", None]}}, ("course", "all-of", 1), "not nothing"),
    ({"course": ["x", 2]}, ("course", 1), "not a number"),
    ({"course": []}, ("course",), "list of values"),
    ({"Course": ["x"]}, (), "not an id"),
]


@pytest.mark.parametrize(
    ("written", "path", "words"), MALFORMED, ids=[ascii(form[0]).replace("\\", "") for form in MALFORMED]
)
def test_each_malformed_form_says_what_is_wrong_and_where(written: object, path: Place, words: str) -> None:
    with pytest.raises(CriterionError) as caught:
        parse_criterion(written)
    assert words in str(caught.value)
    assert caught.value.path == path


def test_the_path_starts_with_the_path_of_the_caller() -> None:
    with pytest.raises(CriterionError) as caught:
        parse_criterion({"all": ["a", 5]}, ("levels", 0, "when"))
    assert caught.value.path == ("levels", 0, "when", "all", 1)


def test_a_range_of_numbers_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(CriterionError):
        parse_criterion({"age": {"at-least": 50, "at-most": 10}})


@pytest.mark.parametrize(
    "bound",
    [float("nan"), float("inf"), 10**400, "9" * 400 + "d"],
    ids=["no number", "infinite", "too large", "too many digits"],
)
def test_a_bound_that_is_not_a_finite_number_is_refused(bound: object) -> None:
    with pytest.raises(CriterionError):
        parse_criterion({"age": {"at-least": bound}})


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("0d", 0),
        ("1d", 1),
        ("14d", 14),
        ("4w", 28),
        ("12w", 84),
        ("3mo", 90),
        ("1y", 365),
        ("1.5w", 10.5),
        ("2 w", 14),
        (" 6w ", 42),
    ],
)
def test_durations_become_days(text: str, length: float) -> None:
    assert days(text) == length


@pytest.mark.parametrize(
    "text", ["", "d", "14", "14D", "14 days", "-1d", "+1d", "1w2d", "1m", ".5w", "1.w", "1e2d", "w4"]
)
def test_other_text_is_no_duration(text: str) -> None:
    assert days(text) is None


_plain = (
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-9, 9) | st.sampled_from(["a", "b-c", "", "A", "4w"])
)
_keys = st.sampled_from(
    ["all", "any", "not", "at-least-n", "n", "of", "age", "at-least", "at-most", "is", "any-of", "x y"]
)
_data = st.recursive(
    _plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=2), max_leaves=8
)


@thorough
@given(_data)
def test_whatever_is_written_is_read_or_refused_at_a_place_inside_it(data: object) -> None:
    try:
        parse_criterion(data)
    except CriterionError as error:
        here = data
        for step in error.path:
            if isinstance(here, dict):
                assert step in here
                here = here[step]
            else:
                assert isinstance(here, list)
                assert isinstance(step, int)
                here = here[step]
