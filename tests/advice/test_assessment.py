"""A case is assessed once, whatever is asked of the assessment, and in whatever order the answers were given."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrelief.advice import assess as room
from backrelief.advice.advise import advise
from backrelief.advice.assess import assess
from backrelief.case.case import Case
from backrelief.cli import boundary
from backrelief.errors import UsageError
from backrelief.interview.questions import lists, open_questions
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import Interval

from .people import Person, examples, persons, shipped


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count how often areas are spelled out, and how often a case is assessed."""
    counted = {"areas": 0, "assessments": 0}
    expand, screening = KnowledgeBase.expand_areas, room._screening  # noqa: SLF001  # once for each assessment

    def counting_expand(self: KnowledgeBase, areas: tuple[str, ...]) -> tuple[str, ...]:
        counted["areas"] += 1
        return expand(self, areas)

    def counting_screening(*arguments: object) -> object:
        counted["assessments"] += 1
        return screening(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(KnowledgeBase, "expand_areas", counting_expand)
    monkeypatch.setattr(room, "_screening", counting_screening)
    return counted


def test_advice_and_questions_take_one_assessment(knowledge: KnowledgeBase, calls: dict[str, int]) -> None:
    advice = advise(knowledge, Case(("whole-back",), {"blood-thinner": True}))
    assert advice.suggestions
    assert lists(advice.assessment)
    assert open_questions(advice.assessment)
    assert calls == {"areas": 1, "assessments": 1}


@pytest.mark.parametrize("command", ["suggest", "screen"])
def test_a_command_takes_one_assessment(
    command: str, calls: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert boundary.main([command, "--area", "lower", "--no-input"]) == 0
    assert capsys.readouterr().out
    assert calls == {"areas": 1, "assessments": 1}


# The order of the answers


@given(person=persons(), data=st.data())
@examples(40)
def test_the_order_of_the_answers_changes_no_assessment(person: Person, data: st.DataObject) -> None:
    knowledge, case = shipped(), person.case
    swapped = dict(data.draw(st.permutations(list(case.findings.items()))))
    assert assess(knowledge, Case(case.areas, swapped, case.wishes)) == assess(knowledge, case)


def test_a_yes_opens_the_same_gates_in_every_order(knowledge: KnowledgeBase) -> None:
    given_yes = {"preeclampsia-signs": True, "pregnancy-high-risk": True, "pregnancy-bleeding-or-fluid": True}
    cases = [Case(("lower-back",), dict(order)) for order in permutations(given_yes.items())]
    assert len({assess(knowledge, case).screening.level for case in cases}) == 1
    assert all(assess(knowledge, case) == assess(knowledge, cases[0]) for case in cases)


def test_a_yes_opens_gates_through_other_gates(tmp_path: Path) -> None:
    from lint.small import red_flag, small

    def finding(name: str, only_if: str) -> dict[str, object]:
        words = {"ask": f"Is it {name}?", "clause": f"it is {name}"}
        return {"id": name, "kind": "yes-no", "role": "danger", "only-if": only_if, **words}

    gated = [finding("tingly", "numb"), finding("limp", "tingly")]
    flag = red_flag({"level": "today", "when": "numb", "sources": ["book"]})
    knowledge = small(tmp_path, findings=gated, red_flags=[flag])
    assert assess(knowledge, Case(("low",), {"limp": True})).screening.level == "today"


def test_a_flag_stays_open_only_for_what_is_worse_than_what_holds(tmp_path: Path) -> None:
    from lint.small import red_flag, small

    lines = [
        {"level": "today", "when": "numb", "sources": ["book"]},
        {"level": "soon", "when": "fever", "sources": ["book"]},
    ]
    knowledge = small(tmp_path, red_flags=[red_flag(*lines)])

    def still(**findings: bool) -> list[tuple[str, tuple[str, ...]]]:
        screening = assess(knowledge, Case(("low",), {**findings})).screening
        return [(flag.level, flag.ask) for flag in screening.open]

    assert still() == [("today", ("numb", "fever"))]
    assert still(numb=False) == [("soon", ("fever",))]
    assert still(fever=True) == [("today", ("numb",))]
    assert still(numb=True) == []
    assert still(numb=False, fever=True) == []
    assert assess(knowledge, Case(("low",), {"numb": False})).screening.cleared == ()
    assert assess(knowledge, Case(("low",), {"numb": False, "fever": False})).screening.cleared == ("no-feeling",)
    assert assess(knowledge, Case(("low",), {"numb": True})).screening.cleared == ()


def test_a_line_of_a_flag_has_its_own_sources_or_those_of_the_flag(tmp_path: Path) -> None:
    from lint.small import red_flag, small

    own, other = {"level": "today", "when": "numb", "sources": ["memory"]}, {"level": "soon", "when": "fever"}
    knowledge = small(tmp_path, red_flags=[red_flag(own, other, sources=["book"])])
    for finding, source in (("numb", "memory"), ("fever", "book")):
        (raised,) = assess(knowledge, Case(("low",), {finding: True})).screening.raised
        assert raised.sources == (source,)


def test_a_caution_about_what_is_not_asked_in_the_areas_is_not_open(tmp_path: Path) -> None:
    from lint.small import caution, small

    words = {"ask": "Are you hoarse?", "clause": "you are hoarse", "asked-in": ["high"]}
    knowledge = small(
        tmp_path,
        areas=[{"id": "high", "name": "neck", "places": ["throat"]}],
        findings=[{"id": "hoarse", "kind": "yes-no", "role": "danger", **words}],
        cautions=[caution(when="hoarse")],
    )

    def truth(area: str, **findings: bool) -> bool | None:
        (assessed,) = assess(knowledge, Case((area,), {**findings})).cautions
        return assessed.truth

    assert [truth("low"), truth("high"), truth("low", hoarse=True)] == [False, None, True]


# What a caller may hand over


@pytest.mark.parametrize(
    ("findings", "read"),
    [
        ({"saddle-numbness": "yes"}, {"saddle-numbness": True}),
        ({"saddle-numbness": "no"}, {"saddle-numbness": False}),
        ({"age": 67}, {"age": Interval(67, 67)}),
        ({"age": [40, 50]}, {"age": Interval(40, 50)}),
        ({"duration": "3w"}, {"duration": Interval(21, 21)}),
        ({"blood thinners": True}, {"blood-thinner": True}),
        ({"skin-wound": ["thigh"]}, None),
    ],
    ids=str,
)
def test_the_library_accepts_what_the_command_line_accepts(
    knowledge: KnowledgeBase, findings: dict[str, object], read: dict[str, object] | None
) -> None:
    case = assess(knowledge, Case(("lower",), findings)).case  # type: ignore[arg-type]  # as a caller without types
    assert case.areas == ("lower-back",)
    assert read is None or case.findings == read


@pytest.mark.parametrize(
    ("area", "findings", "message"),
    [
        ("lower-back", {"saddle-numbness": 1}, "does not fit `saddle-numbness`"),
        ("lower-back", {"saddle-numbness": "perhaps"}, "does not fit `saddle-numbness`"),
        ("lower-back", {"sadle-numbness": True}, "no finding is called"),
        ("lower-back", {"age": Interval(3, 4), "onset": "slowly-ish"}, "does not fit `onset`"),
        ("lower-back", {"age": 300}, "`age` goes from"),
        ("moon", {}, "no area is called 'moon'"),
    ],
    ids=str,
)
def test_the_library_refuses_everything_else_with_a_hint(
    knowledge: KnowledgeBase, area: str, findings: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        advise(knowledge, Case((area,), findings))  # type: ignore[arg-type]  # as a caller without types
    assert caught.value.hint or "goes from" in caught.value.message


def test_not_sure_may_be_a_word(knowledge: KnowledgeBase) -> None:
    screening = assess(knowledge, Case(("lower-back",), {"saddle-numbness": "unsure"})).screening
    assert screening.level in {"today", "emergency"}
