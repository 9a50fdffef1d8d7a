"""The written form of a criterion: every form, every way to get it wrong, durations."""

from __future__ import annotations

from datetime import date

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
    ({"age": {"at-least": 5, "at-most": 5}}, Between("age", 5.0, 5.0)),
    ({"age": {"at-least": -3, "at-most": -2}}, Between("age", -3.0, -2.0)),
    ({"age": {"at-least": -1e12, "at-most": 1e12}}, Between("age", -1e12, 1e12)),
    ({"duration": {"at-least": "12w"}}, Between("duration", 84.0, None)),
    ({"duration": {"at-least": "3mo", "at-most": "1y"}}, Between("duration", 90.0, 365.0)),
    ({"pace": {"at-least": "days"}}, Between("pace", "days", None)),
    ({"pace": {"at-least": "weeks", "at-most": "days"}}, Between("pace", "weeks", "days")),
    ({"pace": {"at-least": "weeks", "at-most": 3}}, Between("pace", "weeks", 3.0)),
    ({"pace": {"at-least": 3, "at-most": "days"}}, Between("pace", 3.0, "days")),
    ({"pace": {"at-most": ""}}, Between("pace", None, "")),
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
    ({"all": 5}, ("all",), "list of criteria"),
    ({"all": {}}, ("all",), "list of criteria"),
    ({"all": ""}, ("all",), "list of criteria"),
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
    ({"course": {"is": {}}}, ("course", "is"), "a value is an id, not dict"),
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


def refused(written: object) -> CriterionError:
    with pytest.raises(CriterionError) as caught:
        parse_criterion(written)
    return caught.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (None, "nothing"),
        (True, "true (a yes/no word needs no comparison; put quotes round an id)"),
        (False, "false (a yes/no word needs no comparison; put quotes round an id)"),
        (3, "a number"),
        (3.5, "a number"),
        (["a"], "a list"),
        (("a",), "a list"),
        (date(2026, 1, 1), "date"),
        ({1}, "set"),
    ],
    ids=str,
)
def test_what_is_no_criterion_is_called_by_its_kind(data: object, kind: str) -> None:
    assert str(refused(data)) == f"a criterion is the id of a finding or a mapping, not {kind}"
    assert str(refused({"course": [data]})) == f"a value is an id, not {kind}"


@pytest.mark.parametrize(
    ("written", "hint", "word", "known"),
    [
        (5, "", "", ()),
        ("Fever", "", "", ()),
        ({"age": 5}, "", "age", ("all", "any", "not", "at-least-n")),
        ({"al": None}, "", "al", ("all", "any", "not", "at-least-n")),
        ({"age": {"atleast": 5, "over": 6}}, "", "atleast", ("at-least", "at-most", "is", "any-of", "all-of")),
        ({"age": {"is": "x", 5: "y"}}, "", "5", ("at-least", "at-most", "is", "any-of", "all-of")),
        ({"age": {"at-least": 5, "is": "x"}}, "Join two criteria under `all` or `any`.", "", ()),
        ({"age": {"at-least": [5]}}, "", "", ()),
    ],
    ids=str,
)
def test_a_refusal_keeps_the_wrong_word_with_the_right_ones_or_what_to_do(
    written: object, hint: str, word: str, known: tuple[str, ...]
) -> None:
    error = refused(written)
    assert (error.hint, error.word, error.known) == (hint, word, known)


def test_a_refusal_keeps_what_it_is_given_and_is_empty_otherwise() -> None:
    bare = CriterionError("wrong")
    assert (str(bare), bare.path, bare.hint, bare.word, bare.known) == ("wrong", (), "", "", ())
    full = CriterionError("wrong", ("all", 1), "Mend it.", word="al", known=("all",))
    assert (str(full), full.path, full.hint, full.word, full.known) == ("wrong", ("all", 1), "Mend it.", "al", ("all",))


@pytest.mark.parametrize("bound", [50, 50.0, "50d"])
def test_every_bound_of_a_number_becomes_a_float(bound: object) -> None:
    criterion = parse_criterion({"age": {"at-least": bound, "at-most": bound}})
    assert isinstance(criterion, Between)
    assert (type(criterion.low), type(criterion.high)) == (float, float)


def test_a_range_of_numbers_that_ends_before_it_starts_is_refused() -> None:
    error = refused({"age": {"at-least": 50, "at-most": 10}})
    assert (str(error), error.path) == ("nothing is at least 50 and at most 10", ("age",))


@pytest.mark.parametrize(
    "bound",
    [float("nan"), float("inf"), 10**400, "9" * 400 + "d", 1e12 + 1, -1e12 - 1],
    ids=["no number", "infinite", "too large", "too many digits", "just too large", "just too small"],
)
def test_a_bound_that_is_not_a_finite_number_is_refused(bound: object) -> None:
    error = refused({"age": {"at-least": bound}})
    assert (str(error), error.path) == ("a bound is a number of a size that can be compared", ("age", "at-least"))


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
