"""Linking: shorthands spelled out, derived findings replaced by their criteria, misfits refused."""

from __future__ import annotations

import pytest

from backrelief.logic import (
    FALSE,
    TRUE,
    All,
    AnyOf,
    AtLeast,
    Between,
    Criterion,
    FindingShape,
    Holds,
    LinkError,
    Member,
    Not,
    OneOf,
    link,
    parse_criterion,
)
from backrelief.logic.criteria import AllOf

SIGN = AnyOf((Holds("fever"), Member("spread", "leg")))
SHAPES = {
    "fever": FindingShape("yes-no"),
    "age": FindingShape("number"),
    "course": FindingShape("choice", ("better", "steady", "worse")),
    "pace": FindingShape("choice", ("months", "weeks", "days", "hours"), ordered=True),
    "spread": FindingShape("group", ("leg", "arm", "head")),
    "nowhere": FindingShape("group"),
    "never": FindingShape("choice", ordered=True),
    "undone": FindingShape("derived"),
    "sign": FindingShape("derived", when=SIGN),
}


def linked(written: object) -> Criterion:
    return link(parse_criterion(written), SHAPES.get)


LEG, ARM, HEAD = (Member("spread", place) for place in ("leg", "arm", "head"))

FITTING: list[tuple[object, Criterion]] = [
    ("fever", Holds("fever")),
    ({"age": {"at-least": 50}}, Between("age", 50.0, None)),
    ({"age": {"at-least": "1w"}}, Between("age", 7.0, None)),
    ({"course": {"is": "worse"}}, OneOf("course", ("worse",))),
    ({"course": ["steady", "worse"]}, OneOf("course", ("steady", "worse"))),
    ({"pace": {"at-least": "days"}}, OneOf("pace", ("days", "hours"))),
    ({"pace": {"at-most": "weeks"}}, OneOf("pace", ("months", "weeks"))),
    ({"pace": {"at-least": "weeks", "at-most": "days"}}, OneOf("pace", ("weeks", "days"))),
    ({"pace": {"at-least": "hours"}}, OneOf("pace", ("hours",))),
    ({"pace": {"at-most": "months"}}, OneOf("pace", ("months",))),
    ({"pace": {"at-least": "days", "at-most": "days"}}, OneOf("pace", ("days",))),
    ({"pace": {"at-least": "months", "at-most": "hours"}}, OneOf("pace", ("months", "weeks", "days", "hours"))),
    ({"pace": {"any-of": ["hours", "months"]}}, OneOf("pace", ("hours", "months"))),
    ("spread", AnyOf((LEG, ARM, HEAD))),
    ({"spread": ["arm"]}, ARM),
    ({"spread": {"is": "arm"}}, ARM),
    ({"spread": {"any-of": ["head", "leg"]}}, AnyOf((HEAD, LEG))),
    ({"spread": {"all-of": ["head", "leg"]}}, All((HEAD, LEG))),
    ({"spread": {"all-of": ["head"]}}, HEAD),
    ("nowhere", FALSE),
    ("sign", SIGN),
    ({"not": "sign"}, Not(SIGN)),
    ({"all": ["fever", "sign"]}, All((Holds("fever"), SIGN))),
    ({"any": ["fever", "sign"]}, AnyOf((Holds("fever"), SIGN))),
    ({"at-least-n": {"n": 2, "of": ["fever", "sign", {"spread": ["arm"]}]}}, AtLeast(2, (Holds("fever"), SIGN, ARM))),
]


@pytest.mark.parametrize(("written", "criterion"), FITTING, ids=[str(written) for written, _ in FITTING])
def test_a_criterion_that_fits_is_spelled_out(written: object, criterion: Criterion) -> None:
    assert linked(written) == criterion


@pytest.mark.parametrize("done", [TRUE, FALSE, LEG])
def test_a_linked_criterion_stays_as_it_is(done: Criterion) -> None:
    assert link(done, SHAPES.get) is done


UNKNOWN: list[tuple[object, str, tuple[str, ...]]] = [
    ("fevr", "fevr", ()),
    ({"all": ["fever", {"not": "chills"}]}, "chills", ()),
    ({"course": {"is": "worsening"}}, "worsening", ("better", "steady", "worse")),
    ({"course": ["better", "wrose"]}, "wrose", ("better", "steady", "worse")),
    ({"spread": ["foot"]}, "foot", ("leg", "arm", "head")),
    ({"spread": {"all-of": ["leg", "foot"]}}, "foot", ("leg", "arm", "head")),
    ({"pace": {"at-least": "day"}}, "day", ("months", "weeks", "days", "hours")),
    ({"pace": {"at-most": 3}}, "3.0", ("months", "weeks", "days", "hours")),
]


@pytest.mark.parametrize(("written", "word", "known"), UNKNOWN, ids=[str(one[0]) for one in UNKNOWN])
def test_an_unknown_word_comes_back_with_the_words_that_are_known(
    written: object, word: str, known: tuple[str, ...]
) -> None:
    with pytest.raises(LinkError) as caught:
        linked(written)
    assert (caught.value.word, caught.value.known) == (word, known)
    assert f"`{word}`" in str(caught.value)


MISFITS: list[tuple[object, str]] = [
    ({"fever": {"is": "high"}}, "`fever` is a yes/no finding"),
    ({"fever": {"at-least": 3}}, "`fever` is a yes/no finding"),
    ({"fever": {"all-of": ["x"]}}, "`fever` is a yes/no finding"),
    ("age", "`age` is a number"),
    ({"age": ["old"]}, "`age` is a number"),
    ({"age": {"at-least": "old"}}, "`age` is a number"),
    ({"age": {"at-least": 3, "at-most": "old"}}, "`age` is a number"),
    ({"age": {"at-least": "young", "at-most": 3}}, "`age` is a number"),
    ("course", "`course` is a choice"),
    ({"course": {"at-least": "steady"}}, "`course` is a choice"),
    ({"course": {"all-of": ["steady"]}}, "`course` is a choice"),
    ("pace", "`pace` is a choice"),
    ({"spread": {"at-least": "leg"}}, "`spread` holds several values"),
    ({"sign": {"is": "x"}}, "`sign` is derived"),
    ({"sign": {"at-most": 2}}, "`sign` is derived"),
    ("undone", "`undone` is derived"),
]


@pytest.mark.parametrize(("written", "words"), MISFITS, ids=[str(written) for written, _ in MISFITS])
def test_a_comparison_that_the_kind_does_not_allow_says_what_the_kind_needs(written: object, words: str) -> None:
    with pytest.raises(LinkError, match=words):
        linked(written)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("fevr", "no finding is called `fevr`"),
        ({"pace": {"at-least": "day"}}, "`day` is not a value of `pace`"),
        ({"pace": {"at-most": "day"}}, "`day` is not a value of `pace`"),
        ({"pace": {"at-least": "days", "at-most": "month"}}, "`month` is not a value of `pace`"),
        ({"course": ["better", "wrose"]}, "`wrose` is not a value of `course`"),
        ({"spread": ["leg", "foot"]}, "`foot` is not a value of `spread`"),
        ({"spread": {"all-of": ["leg", "foot"]}}, "`foot` is not a value of `spread`"),
        ("course", "`course` is a choice: compare it with is or any-of, or at-least and at-most where it is ordered"),
    ],
    ids=str,
)
def test_a_refusal_names_the_finding_and_the_word(written: object, message: str) -> None:
    with pytest.raises(LinkError) as caught:
        linked(written)
    assert str(caught.value) == message


def test_a_refusal_keeps_the_word_and_the_words_that_are_known() -> None:
    assert (LinkError("wrong", word="a").word, LinkError("wrong", word="a").known) == ("a", ())
    assert LinkError("wrong", word="a", known=("b", "c")).known == ("b", "c")


def test_bounds_of_an_ordered_choice_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(LinkError, match="no value of `pace` is at least `hours` and at most `weeks`") as caught:
        linked({"pace": {"at-least": "hours", "at-most": "weeks"}})
    assert caught.value.word == "hours"


def test_a_choice_without_values_has_none_within_any_bounds() -> None:
    with pytest.raises(LinkError, match="no value of `never`"):
        link(Between("never"), SHAPES.get)


def test_after_linking_no_shorthand_is_left() -> None:
    everything = linked({"any": [written for written, _ in FITTING]})
    assert not any(isinstance(part, AllOf) for part in _leaves(everything))
    assert not any(isinstance(part, Holds) and part.finding in {"sign", "spread"} for part in _leaves(everything))


def _leaves(criterion: Criterion) -> list[Criterion]:
    match criterion:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return [leaf for part in parts for leaf in _leaves(part)]
        case Not(part):
            return _leaves(part)
        case _:
            return [criterion]
