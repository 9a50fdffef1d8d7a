"""One answer as text: the same for an option, a prompt and a file of answers."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrelief.case.answers import no_to, read_answer, what_fits, yes_to
from backrelief.errors import UsageError
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import NOTHING, Interval

from .shipped import examples, shipped


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3d", 3, 3),
        ("3 days", 3, 3),
        ("1 day", 1, 1),
        ("2w", 14, 14),
        ("6 weeks", 42, 42),
        ("1.5 weeks", 10.5, 10.5),
        ("3mo", 90, 90),
        ("1 month", 30, 30),
        ("1y", 365, 365),
        ("2 years", 730, 730),
        ("4-6w", 28, 42),
        ("4 to 6 weeks", 28, 42),
        ("4+ weeks", 28, 36500),
        ("today", 0, 1),
        ("days", 1, 13),
        ("Weeks", 14, 59),
        ("months", 60, 364),
        ("years", 365, 36500),
    ],
)
def test_durations_are_days(knowledge: KnowledgeBase, text: str, low: float, high: float) -> None:
    assert read_answer(knowledge, "duration", text) == Interval(low, high)


@pytest.mark.parametrize("text", ["", "3", "-3d", "3 fortnights", "200y", "w", "6-4w", "1e3d", "nan", "inf"])
def test_text_that_is_not_a_duration_is_refused(knowledge: KnowledgeBase, text: str) -> None:
    with pytest.raises(UsageError, match="does not fit `duration`"):
        read_answer(knowledge, "duration", text)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("0", 0, 0), ("10", 10, 10), ("3-5", 3, 5), ("2.5", 2.5, 2.5), ("7+", 7, 10)]
)
def test_scores(knowledge: KnowledgeBase, text: str, low: float, high: float) -> None:
    assert read_answer(knowledge, "severity", text) == Interval(low, high)


@pytest.mark.parametrize(
    ("name", "text", "low", "high"),
    [("severity", "Agony", 7, 8), ("severity", "a bit", 1, 3), ("duration", "ages", 84, 36500)],
)
def test_a_word_can_mean_a_range(knowledge: KnowledgeBase, name: str, text: str, low: float, high: float) -> None:
    assert read_answer(knowledge, name, text) == Interval(low, high)


def test_a_word_means_a_single_range(knowledge: KnowledgeBase) -> None:
    for finding in knowledge.findings:
        for spoken in getattr(finding, "spoken", ()):
            for word in spoken.words:
                assert read_answer(knowledge, finding.id, word) == Interval(spoken.least, spoken.most), word


@examples(100)
@given(low=st.integers(0, 120), length=st.integers(0, 120))
def test_every_range_inside_the_scale_is_read_and_no_other(low: int, length: int) -> None:
    knowledge, text = shipped(), f"{low}-{low + length}"
    if low + length <= 120:
        assert read_answer(knowledge, "age", text) == Interval(low, low + length)
    else:
        with pytest.raises(UsageError):
            read_answer(knowledge, "age", text)


@examples(200)
@given(text=st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No other exception is raised."""
    knowledge = shipped()
    for name in ("age", "duration", "onset", "pain-worse-on", "skin-wound", "blood-thinner"):
        with suppress(UsageError):
            assert read_answer(knowledge, name, text) is not None


def test_choices_are_given_by_id_or_by_name(knowledge: KnowledgeBase) -> None:
    assert read_answer(knowledge, "onset", "sudden") == "sudden"
    assert read_answer(knowledge, "onset", "Bit by bit") == "gradual"
    assert read_answer(knowledge, "pain-spread", "below-knee, to the buttock") == {"below-knee": True, "buttock": True}
    assert read_answer(knowledge, "skin-wound", "lower back,Thigh") == {"lower-back": True, "thigh": True}


def test_an_everyday_word_for_a_choice_is_read_as_that_choice(knowledge: KnowledgeBase) -> None:
    assert read_answer(knowledge, "pain-quality", "stabbing, Pins and needles") == {"sharp": True, "tingling": True}
    assert read_answer(knowledge, "pain-side", "rhs") == "right"


def test_every_word_for_a_choice_is_read_as_that_choice(knowledge: KnowledgeBase) -> None:
    said = [
        (finding, choice, word)
        for finding in knowledge.findings
        for choice, words in getattr(finding, "choice_words", {}).items()
        for word in words
    ]
    assert said
    for finding, choice, word in said:
        answer = read_answer(knowledge, finding.id, word)
        assert answer == (choice if finding.kind == "choice" else {choice: True}), f"{finding.id}: {word}"


@pytest.mark.parametrize("text", ["yes", "Yes", " true "])
def test_yes(knowledge: KnowledgeBase, text: str) -> None:
    assert read_answer(knowledge, "blood-thinner", text) is True


@pytest.mark.parametrize("text", ["no", "NO", "false"])
def test_no(knowledge: KnowledgeBase, text: str) -> None:
    assert read_answer(knowledge, "blood-thinner", text) is False


def test_an_empty_answer_to_a_group_is_refused_or_says_something(knowledge: KnowledgeBase) -> None:
    """`--have skin-wound=,` must not become an answer that says nothing."""
    try:
        answer = read_answer(knowledge, "skin-wound", " , ")
    except UsageError:
        return
    assert answer, "an answer without a single place"


def test_a_no_denies_every_member(knowledge: KnowledgeBase) -> None:
    for finding in knowledge.findings:
        if finding.kind == "derived":
            continue
        no = no_to(knowledge, finding.id)
        match finding.kind:
            case "yes-no":
                assert no is False
            case "several" | "sites":
                assert no == dict.fromkeys(knowledge.shapes[finding.id].choices, False)
            case "choice" if "none" in knowledge.shapes[finding.id].choices:
                assert no in {NOTHING, "none"}
            case _:
                assert no is NOTHING


@pytest.mark.parametrize(("name", "scale"), [("age", "0 to 120 years"), ("severity", "0 to 10 of 10")])
def test_what_fits_names_the_ends_and_the_unit_of_the_scale(knowledge: KnowledgeBase, name: str, scale: str) -> None:
    said = what_fits(knowledge, knowledge.asked(name))
    assert said == f"It is a number from {scale}, or a range with a hyphen between its ends."


@pytest.mark.parametrize("text", ["67", "67 years", "67 year", "67y", "67Y"])
def test_the_unit_of_a_number_may_be_left_out_or_shortened(knowledge: KnowledgeBase, text: str) -> None:
    assert read_answer(knowledge, "age", text) == Interval(67, 67)


@pytest.mark.parametrize("text", ["67 weeks", "67 days", "67 s", "67 yea"])
def test_another_unit_than_that_of_the_number_is_refused(knowledge: KnowledgeBase, text: str) -> None:
    with pytest.raises(UsageError, match="does not fit `age`"):
        read_answer(knowledge, "age", text)


def test_a_yes_needs_a_value_if_there_are_several(knowledge: KnowledgeBase) -> None:
    assert yes_to(knowledge, "blood-thinner") is True
    assert yes_to(knowledge, "skin-wound") == {"unplaced": True}
    for name in ("age", "onset", "pain-worse-on"):
        with pytest.raises(UsageError, match="needs a value"):
            yes_to(knowledge, name)
