"""The next questions: only undecided findings that matter, in the order of the knowledge, for the areas of the case."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from backrelief.advice.assess import assess
from backrelief.advice.reasons import RANK
from backrelief.case.answers import no_to
from backrelief.case.case import UNSURE, Answer, Case
from backrelief.interview.questions import (
    AskedLine,
    AskedList,
    deny,
    deny_dangers,
    deny_everything,
    follow_ups,
    level_of_yes,
    lists,
    open_questions,
)
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import Interval
from lint.small import red_flag, small

AREAS = ("neck", "upper-back", "mid-back", "lower-back", "buttock-hip", "leg", "whole-back")
ADULT: dict[str, Answer] = {
    "age": Interval(30, 30),
    "duration": Interval(13, 13),
    "course": "improving",
    "onset": "gradual",
    "severity": Interval(3, 3),
    "pregnancy": "none",
}


def adult(knowledge: KnowledgeBase, *areas: str, **findings: Answer) -> Case:
    known = {**ADULT, "pain-spread": no_to(knowledge, "pain-spread")}
    return Case(areas, {**known, **{name.replace("_", "-"): answer for name, answer in findings.items()}})


def names_of(asked: Iterable[AskedList]) -> list[str]:
    return [name for page in asked for line in page.lines for name in line.findings]


@pytest.mark.parametrize("area", AREAS)
def test_lists_are_in_the_order_of_the_knowledge(knowledge: KnowledgeBase, area: str) -> None:
    for case in (Case((area,)), adult(knowledge, area)):
        asked = lists(assess(knowledge, case))
        order = list(knowledge.screens.ids)
        screens = [page.screen for page in asked]
        assert screens == sorted(screens, key=order.index)
        for page in asked:
            assert page.lines
            written = [name for line in knowledge.screens[page.screen].lines for name in line.any]
            shown = [name for name in names_of([page]) if name in written]
            assert shown == sorted(shown, key=written.index)


@pytest.mark.parametrize("area", AREAS)
def test_no_finding_is_in_the_lists_twice(knowledge: KnowledgeBase, area: str) -> None:
    for case in (Case((area,)), adult(knowledge, area)):
        names = names_of(lists(assess(knowledge, case)))
        assert [name for name in dict.fromkeys(names) if names.count(name) > 1] == []


def test_a_follow_up_is_not_asked_before_what_it_follows(knowledge: KnowledgeBase) -> None:
    asked = lists(assess(knowledge, adult(knowledge, "lower-back")))
    for page in asked:
        for line in knowledge.screens[page.screen].lines:
            if all(name in names_of(asked) for name in line.any):
                early = set(line.follow_up) & set(names_of([page]))
                assert not early, f"{sorted(early)} before {line.any}"


def test_the_most_dangerous_lists_come_first(knowledge: KnowledgeBase) -> None:
    assessment = assess(knowledge, Case(("lower-back",)))
    asked = lists(assessment, ("danger",))
    assert [page.screen for page in asked][:2] == ["now", "nerves"]
    assert all(level_of_yes(assessment, line) == "emergency" for line in asked[0].lines)
    assert lists(assessment)[-1].kind == "precautions"


@pytest.mark.parametrize("area", AREAS)
def test_a_question_of_other_areas_is_not_asked(knowledge: KnowledgeBase, area: str) -> None:
    here = set(knowledge.expand_areas((area,)))
    for name in names_of(lists(assess(knowledge, Case((area,))))):
        asked_in = knowledge.asked(name).asked_in
        assert asked_in is None or here & set(asked_in), name


def test_the_areas_decide_which_lists_are_asked(knowledge: KnowledgeBase) -> None:
    neck, back = (names_of(lists(assess(knowledge, Case((area,))))) for area in ("neck", "lower-back"))
    assert "shock-on-neck-bend" in neck
    assert "shock-on-neck-bend" not in back
    assert "sexual-function-newly-changed" in back
    assert "sexual-function-newly-changed" not in neck


@pytest.mark.parametrize("answer", [True, False, UNSURE])
def test_an_answered_finding_is_not_asked_again(knowledge: KnowledgeBase, answer: Answer) -> None:
    case = Case(("lower-back",))
    for name in names_of(lists(assess(knowledge, case)))[::7]:
        said = answer if knowledge.asked(name).kind == "yes-no" or answer is UNSURE else no_to(knowledge, name)
        assert name not in names_of(lists(assess(knowledge, case.stating(name, said))))


def test_a_place_that_was_named_answers_the_question(knowledge: KnowledgeBase) -> None:
    case = adult(knowledge, "lower-back")
    assert "skin-wound" in names_of(lists(assess(knowledge, case)))
    assert "skin-wound" not in names_of(lists(assess(knowledge, case.stating("skin-wound", {"thigh": True}))))
    assert "skin-wound" in names_of(lists(assess(knowledge, case.stating("skin-wound", {"thigh": False}))))


def test_a_finding_that_a_gate_settles_is_not_asked(knowledge: KnowledgeBase) -> None:
    young, old = adult(knowledge, "lower-back"), adult(knowledge, "lower-back", age=Interval(70, 70))
    assert "frail-or-falls" not in names_of(lists(assess(knowledge, young)))
    assert "frail-or-falls" in names_of(lists(assess(knowledge, old)))
    assert "long-term" not in {page.screen for page in lists(assess(knowledge, young))}
    assert "pregnancy-tightenings" not in names_of(lists(assess(knowledge, young)))
    assert "pregnancy-tightenings" in names_of(lists(assess(knowledge, adult(knowledge, "neck", pregnancy="possible"))))


def test_a_finding_that_can_decide_nothing_is_not_asked(knowledge: KnowledgeBase) -> None:
    """A bruise over the spine only counts after an injury."""
    case = adult(knowledge, "lower-back", accident_serious=False, head_or_neck_blow=False, minor_injury=False)
    assert "spine-bruise-or-graze" not in names_of(lists(assess(knowledge, case)))
    hurt = adult(knowledge, "lower-back", accident_serious=False, head_or_neck_blow=False, minor_injury=True)
    assert "spine-bruise-or-graze" in names_of(lists(assess(knowledge, hurt)))


def test_a_finding_is_asked_only_while_it_can_raise_more_than_what_holds(tmp_path: Path) -> None:
    line = {"text": "You are numb, or have a fever.", "any": ["numb", "fever"]}
    knowledge = small(
        tmp_path,
        red_flags=[red_flag({"level": "today", "when": {"any": ["numb", "fever"]}, "sources": ["book"]})],
        screens=[{"id": "first", "kind": "danger", "ask": "Any of these?", "lines": [line]}],
    )
    assert names_of(lists(assess(knowledge, Case(("low",))))) == ["numb", "fever"]
    assert names_of(lists(assess(knowledge, Case(("low",), {"numb": False})))) == ["fever"]
    assert names_of(lists(assess(knowledge, Case(("low",), {"numb": True})))) == []


def test_a_partly_answered_line_asks_for_the_rest(knowledge: KnowledgeBase) -> None:
    def line_with(case: Case, name: str) -> AskedLine:
        return next(line for page in lists(assess(knowledge, case)) for line in page.lines if name in line.findings)

    whole = line_with(Case(("lower-back",)), "chest-pain")
    assert whole.findings == ("chest-pain", "pain-with-heart-signs")
    rest = line_with(Case(("lower-back",), {"chest-pain": False}), "pain-with-heart-signs")
    assert rest.findings == ("pain-with-heart-signs",)
    assert rest.text == knowledge.asked("pain-with-heart-signs").ask


def test_a_line_holds_the_level_that_a_yes_alone_raises(knowledge: KnowledgeBase) -> None:
    assessment = assess(knowledge, Case(("lower-back",)))
    levels = {
        name: level_of_yes(assessment, line)
        for page in lists(assessment)
        for line in page.lines
        for name in line.findings
    }
    assert levels["saddle-numbness"] == "emergency"
    assert levels["leg-weak"] == "today"
    assert levels["pain-at-night-unrelieved"] == "soon"
    assert levels["blood-thinner"] in {"open", "care"}
    for name, level in levels.items():
        if knowledge.asked(name).kind == "yes-no":
            alone = assess(knowledge, Case(("lower-back",), {name: True})).screening.raised
            assert RANK[level] >= max((RANK[hit.level] for hit in alone), default=0), name


def test_the_start_comes_first_and_skips_findings_that_an_option_answered(knowledge: KnowledgeBase) -> None:
    assert open_questions(assess(knowledge, Case()))[:3] == ("pain-area", "age", "duration")
    assert open_questions(assess(knowledge, Case(("neck",))))[:2] == ("age", "duration")
    assert (
        open_questions(assess(knowledge, Case(("neck",), {"age": Interval(30, 30), "duration": UNSURE})))[0] == "course"
    )


def test_the_start_asks_questions_for_some_people_only(knowledge: KnowledgeBase) -> None:
    assert "first-episode" not in open_questions(assess(knowledge, adult(knowledge, "lower-back")))
    assert "first-episode" in open_questions(assess(knowledge, adult(knowledge, "lower-back", age=Interval(50, 50))))
    assert "pregnancy-weeks" not in open_questions(assess(knowledge, adult(knowledge, "lower-back")))
    assert "pregnancy-weeks" in open_questions(assess(knowledge, adult(knowledge, "lower-back", pregnancy="certain")))
    assert "pain-assessed-by-clinician" in open_questions(
        assess(knowledge, adult(knowledge, "lower-back", age=Interval(12, 12)))
    )


def test_follow_ups_arise_from_a_yes(knowledge: KnowledgeBase) -> None:
    names = ("nerve-change-pace", "leg-cannot-move")
    assert follow_ups(assess(knowledge, Case(("leg",))), names) == ()
    assert follow_ups(assess(knowledge, Case(("leg",), {"leg-weak": False})), names) == ()
    assert follow_ups(assess(knowledge, Case(("leg",), {"leg-weak": True})), names) == names
    assert (
        follow_ups(assess(knowledge, Case(("leg",), {"leg-weak": True, "leg-cannot-move": UNSURE})), names) == names[:1]
    )
    assert follow_ups(assess(knowledge, Case(("leg",), {"walking-unsteady": True})), names) == names[:1]


def test_a_follow_up_whose_gate_an_option_opened_is_asked(knowledge: KnowledgeBase) -> None:
    case = adult(knowledge, "lower-back", scoliosis=True)
    assert "scoliosis-severe" in names_of(lists(assess(knowledge, case)))
    assert "nerve-change-pace" in open_questions(assess(knowledge, adult(knowledge, "neck", hands_clumsy=True)))


def test_denying_keeps_given_answers_and_fills_in_the_others(knowledge: KnowledgeBase) -> None:
    case = Case((), {"leg-weak": True, "arm-weak": UNSURE, "skin-wound": {"thigh": True}})
    denied = deny(knowledge, case, ("leg-weak", "arm-weak", "skin-wound", "bowel-changed"))
    assert denied.findings["leg-weak"] is True
    assert denied.findings["arm-weak"] is UNSURE
    assert denied.findings["bowel-changed"] is False
    assert denied.findings["skin-wound"] == {
        **dict.fromkeys(knowledge.shapes["skin-wound"].choices, False),
        "thigh": True,
    }


@pytest.mark.parametrize("area", AREAS)
def test_denying_the_dangers_sets_exactly_the_lines_that_were_printed(knowledge: KnowledgeBase, area: str) -> None:
    for case in (Case((area,)), adult(knowledge, area), adult(knowledge, area, leg_weak=True, fever_or_chills=UNSURE)):
        printed = set(names_of(lists(assess(knowledge, case), ("danger",))))
        denied = deny_dangers(knowledge, case)
        changed = {name for name, answer in denied.findings.items() if case.findings.get(name) != answer}
        assert changed == printed
        assert all(denied.findings[name] == no_to(knowledge, name) for name in printed)
        assert (denied.areas, denied.wishes) == (case.areas, case.wishes)


def test_denying_the_dangers_leaves_age_duration_and_precautions_open(knowledge: KnowledgeBase) -> None:
    denied = deny_dangers(knowledge, Case(("lower-back",)))
    assert not {"age", "duration", "severity", "course", "blood-thinner", "skin-wound"} & set(denied.findings)
    assert assess(knowledge, denied).screening.level == "open"
    assert {page.kind for page in lists(assess(knowledge, denied))} >= {"precautions"}


def test_denying_everything_leaves_no_list(knowledge: KnowledgeBase) -> None:
    for area in AREAS:
        assert lists(assess(knowledge, deny_everything(knowledge, Case((area,))))) == ()
