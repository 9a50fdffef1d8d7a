"""Findings and criteria are worded as a person would say them."""

from __future__ import annotations

import re

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.terms import UNPLACED
from backrelief.knowledge.wording import (
    choice_name,
    join_words,
    say_answer,
    say_criterion,
    say_question,
    spell_bounds,
    spell_number,
)
from backrelief.logic import (
    FALSE,
    TRUE,
    All,
    AnyOf,
    AtLeast,
    Between,
    Criterion,
    Holds,
    Interval,
    Member,
    Not,
    OneOf,
)

YELLOW, SUN = Holds("leaves-yellow"), Holds("in-the-sun")
ROT, EARTH = OneOf("smell", ("rot",)), OneOf("smell", ("earth",))
MITES, APHIDS, SCALE = (Member("pests", pest) for pest in ("mites", "aphids", "scale-insects"))

# Numbers


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1, "years", "1 year"),
        (65, "years", "65 years"),
        (0, "days", "0 days"),
        (1, "days", "1 day"),
        (3, "days", "3 days"),
        (7, "days", "1 week"),
        (14, "days", "2 weeks"),
        (83, "days", "83 days"),
        (84, "days", "12 weeks"),
        (365, "days", "1 year"),
        (730, "days", "2 years"),
        (1, "weeks", "1 week"),
        (13, "weeks", "13 weeks"),
        (30, "minutes", "30 minutes"),
        (1.5, "weeks", "1.5 weeks"),
        (7, "score", "7 of 10"),
    ],
)
def test_a_number_is_spelled_with_its_unit(value: float, unit: str, words: str) -> None:
    assert spell_number(value, unit) == words


@pytest.mark.parametrize(("days", "words"), [(30, "1 month"), (90, "3 months")])
def test_whole_months_are_months(days: float, words: str) -> None:
    assert spell_number(days, "days") == words


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (65, None, "years", "65 years or more"),
        (None, 15, "years", "15 years or less"),
        (None, 0, "days", "0 days or less"),
        (10, 25, "years", "10 to 25 years"),
        (40, 40, "years", "40 years"),
        (1, 1, "days", "1 day"),
        (14, None, "days", "2 weeks or more"),
        (2, 5, "days", "2 to 5 days"),
    ],
)
def test_bounds_are_inclusive_and_say_so(low: float | None, high: float | None, unit: str, words: str) -> None:
    assert spell_bounds(low, high, unit) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (21, 42, {"3 to 6 weeks", "3 weeks to 6 weeks", "21 to 42 days"}),
        (10, 14, {"10 to 14 days", "10 days to 2 weeks"}),
        (84, 365, {"12 weeks to 1 year", "84 to 365 days"}),
        (1, 7, {"1 to 7 days", "1 day to 1 week"}),
    ],
)
def test_both_ends_of_a_range_keep_their_size(low: float, high: float, words: set[str]) -> None:
    assert spell_bounds(low, high, "days") in words


# Lists


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a or b"),
        (["a", "b", "c"], "a, b or c"),
        (["a", "b", "c", "d"], "a, b, c or d"),
    ],
)
def test_a_list_is_joined_with_commas_and_or(words: list[str], said: str) -> None:
    assert join_words(words) == said


def test_the_last_conjunction_can_be_chosen() -> None:
    assert join_words(["a", "b", "c"], "and") == "a, b and c"


# Criteria

SAID: list[tuple[Criterion, str]] = [
    (YELLOW, "its leaves are yellow"),
    (ROT, "it smells of rot"),
    (OneOf("smell", ("earth", "rot")), "it smells of earth or rot"),
    (OneOf("pace", ("days", "hours")), "it gets worse within days or hours"),
    (Between("dry-for", 14, None), "it has been dry for 2 weeks or more"),
    (Between("dry-for", None, 3), "it has been dry for 3 days or less"),
    (Between("dry-for", 2, 5), "it has been dry for 2 to 5 days"),
    (MITES, "it has mites"),
    (SCALE, "it has scale insects"),
    (Member("spots", "leaf"), "it has spots (leaf)"),
    (Member("spots", UNPLACED), "it has spots (a place that you could not name)"),
    (Member("sore-area", "plant"), "it is ill at the whole plant"),
    (AnyOf((YELLOW, ROT)), "its leaves are yellow or it smells of rot"),
    (AnyOf((YELLOW, ROT, SUN)), "its leaves are yellow, it smells of rot or it stands in the sun"),
    (AnyOf((MITES, APHIDS)), "it has mites or aphids"),
    (AnyOf((MITES, YELLOW, APHIDS)), "it has mites or aphids or its leaves are yellow"),
    (AnyOf((Member("spots", "leaf"), Member("spots", "root"))), "it has spots (leaf or root)"),
    (AnyOf(tuple(Member("spots", place) for place in ("leaf", "stem", "root", UNPLACED))), "it has spots"),
    (All((YELLOW, ROT)), "its leaves are yellow and it smells of rot"),
    (All((YELLOW, Not(SUN))), "its leaves are yellow, unless it stands in the sun"),
    (
        All((YELLOW, Not(SUN), Not(EARTH))),
        "its leaves are yellow, unless it stands in the sun or it smells of earth",
    ),
    (Not(SUN), "it is not so that it stands in the sun"),
    (
        AtLeast(2, (YELLOW, ROT, MITES)),
        "2 or more of these hold: its leaves are yellow; it smells of rot; it has mites",
    ),
    (TRUE, "always"),
    (FALSE, "never"),
]


@pytest.mark.parametrize(("criterion", "words"), SAID, ids=[words for _, words in SAID])
def test_a_criterion_is_worded_as_a_clause(plants: KnowledgeBase, criterion: Criterion, words: str) -> None:
    assert say_criterion(plants, criterion) == words


def test_members_of_a_group_are_counted_separately_in_the_wording_of_at_least(plants: KnowledgeBase) -> None:
    """As one item, "it has mites or aphids" could count only once."""
    said = say_criterion(plants, AtLeast(2, (MITES, APHIDS, YELLOW)))
    assert said.split(": ")[1].count(";") == 2


def test_neither_and_either_are_worded_differently(plants: KnowledgeBase) -> None:
    neither, either = All((Not(YELLOW), Not(SUN))), AnyOf((YELLOW, SUN))
    assert say_criterion(plants, neither) != say_criterion(plants, either)


def test_criteria_that_are_grouped_differently_are_worded_differently(plants: KnowledgeBase) -> None:
    one_and_another = All((AnyOf((YELLOW, SUN)), ROT))
    one_or_both = AnyOf((YELLOW, All((SUN, ROT))))
    assert say_criterion(plants, one_and_another) != say_criterion(plants, one_or_both)


# Answers and questions


@pytest.mark.parametrize(
    ("finding", "answer", "words"),
    [
        ("leaves-yellow", True, "its leaves are yellow"),
        ("dry-for", Interval(14, 14), "it has been dry for 2 weeks"),
        ("dry-for", Interval(2, 5), "it has been dry for 2 to 5 days"),
        ("smell", "rot", "it smells of rot"),
        ("pests", {"mites": True, "aphids": False, "scale-insects": True}, "it has mites or scale insects"),
        ("spots", {"leaf": True}, "it has spots (leaf)"),
        ("spots", {"leaf": False}, "it has spots"),
    ],
)
def test_an_answer_is_worded_as_a_clause(plants: KnowledgeBase, finding: str, answer: object, words: str) -> None:
    assert say_answer(plants, finding, answer) == words


def test_an_open_question_is_worded_without_a_value(plants: KnowledgeBase) -> None:
    assert say_question(plants, "leaves-yellow") == "its leaves are yellow"
    assert "How long has it been dry?" in say_question(plants, "dry-for")


def test_a_choice_is_named_by_its_words_or_by_the_entry_that_it_names(plants: KnowledgeBase) -> None:
    assert choice_name(plants, plants.asked("pests"), "scale-insects") == "scale insects"
    assert choice_name(plants, plants.asked("sore-area"), "plant") == "whole plant"
    assert choice_name(plants, plants.asked("spots"), "stem") == "stem"
    assert choice_name(plants, plants.asked("spots"), UNPLACED) == "a place that you could not name"


# The shipped knowledge


def shipped_criteria(knowledge: KnowledgeBase) -> list[tuple[str, Criterion]]:
    """Return every criterion over findings that a person may read, with the name of its rule."""
    return [
        *((f"{flag.id}, {line.level}", line.when) for flag in knowledge.red_flags for line in flag.levels),
        *((caution.id, caution.when) for caution in knowledge.cautions),
        *((one.id, one.when) for one in (*knowledge.conditions, *knowledge.routines) if one.when),
    ]


def test_the_wording_of_every_shipped_rule_has_no_gaps_ids_or_braces(knowledge: KnowledgeBase) -> None:
    ids = [name for name in knowledge.findings.ids if name.count("-") > 1]
    for rule, criterion in shipped_criteria(knowledge):
        said = say_criterion(knowledge, criterion)
        assert said, rule
        assert not re.search(r"[{}`\[\]]|  |\bnone\b|\bNone\b|,,|^[, ]|[, ]$", said), f"{rule}: {said}"
        assert not [name for name in ids if name in said], f"{rule}: {said}"


def test_every_shipped_clause_completes_a_sentence(knowledge: KnowledgeBase) -> None:
    for finding in knowledge.findings:
        if finding.kind == "derived":
            continue
        assert re.match(r"[a-z]", finding.clause), f"{finding.id}: {finding.clause}"
        assert not finding.clause.endswith((".", ",", "?")), f"{finding.id}: {finding.clause}"
        assert finding.clause.count("{}") == (finding.kind in {"number", "choice", "several"}), finding.id
        assert finding.ask.endswith("?") or finding.kind in {"yes-no", "sites"}, f"{finding.id}: {finding.ask}"


def test_every_shipped_finding_has_a_wording_whether_it_is_known_or_not(knowledge: KnowledgeBase) -> None:
    for name, shape in knowledge.shapes.items():
        assert "{}" not in say_question(knowledge, name)
        for choice in shape.choices:
            answer: object = choice if shape.kind == "choice" else {choice: True}
            said = say_answer(knowledge, name, answer)
            assert "{}" not in said
            assert choice_name(knowledge, knowledge.asked(name), choice)
        if shape.kind == "number":
            assert "{}" not in say_answer(knowledge, name, Interval(3, 3))
