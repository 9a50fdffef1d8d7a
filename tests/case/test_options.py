"""From options to a case: ids and everyday words are read, and every mistake is a usage error that says what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backrelief.case.answers import no_to
from backrelief.case.case import UNSURE, WISHES, Answer, Case, Wishes
from backrelief.case.options import Said, case_from, check_consistent
from backrelief.errors import Exit, UsageError
from backrelief.knowledge.base import KnowledgeBase, Table
from backrelief.logic import NOTHING, Interval
from backrelief.render.phrases import entry_name


def options_of(options: dict[str, Any]) -> Said:
    """Return options as they are typed; wishes are given by their option, with underscores for hyphens."""
    names = {wish.option.replace("-", "_"): wish.option for wish in WISHES.values()}
    wishes = {names[name]: options.pop(name) for name in list(options) if name in names}
    return Said(**options, wishes=wishes)


def said(knowledge: KnowledgeBase, base: Case | None = None, **options: Any) -> Case:
    return case_from(knowledge, options_of(options), base)


def refused(knowledge: KnowledgeBase, **options: Any) -> UsageError:
    with pytest.raises(UsageError) as caught:
        said(knowledge, **options)
    assert caught.value.exit_code == Exit.USAGE
    assert caught.value.message
    assert caught.value.hint, "every mistake has a way out"
    return caught.value


@pytest.mark.parametrize(
    ("words", "areas"),
    [
        (("lower-back",), ("lower-back",)),
        (("lower",), ("lower-back",)),
        (("Low Back",), ("lower-back",)),
        (("lower", "low back", "lumbar"), ("lower-back",)),
        (("neck", "upper"), ("neck", "upper-back")),
        (("back",), ("whole-back",)),
        (("bum", "calf"), ("buttock-hip", "leg")),
    ],
)
def test_areas_are_ids_or_words_and_are_kept_once(
    knowledge: KnowledgeBase, words: tuple[str, ...], areas: tuple[str, ...]
) -> None:
    assert said(knowledge, areas=words).areas == areas


@pytest.mark.parametrize(
    ("kind", "option"),
    [("areas", "areas"), ("conditions", "conditions"), ("tools", "tool"), ("positions", "position")],
)
def test_every_id_and_every_name_is_understood(knowledge: KnowledgeBase, kind: str, option: str) -> None:
    for entry in knowledge.table(kind):
        name = entry_name(entry)
        for text in (entry.id, name, name.upper()):
            case = case_from(knowledge, options_of({option: (text,)}))
            told = case.findings.get("condition-stated", {})
            assert isinstance(told, dict)
            assert entry.id in (*case.areas, *told, *(case.wishes.tools or ()), *case.wishes.positions)


def test_every_pressure_is_understood(knowledge: KnowledgeBase) -> None:
    for entry in knowledge.pressures:
        for text in (entry.id, entry.name, *entry.words):
            assert said(knowledge, pressure=(text,)).wishes.pressure == entry.id


def test_every_asked_finding_can_be_affirmed_denied_or_unsure(knowledge: KnowledgeBase) -> None:
    for finding in knowledge.findings:
        own_option = getattr(finding, "stands_for", None) in {"areas", "minutes", "tools", "positions", "pressure"}
        if finding.kind == "derived" or own_option:
            continue
        if finding.kind == "number":
            assert "cannot be denied" in refused(knowledge, have_not=(finding.id,)).message
        else:
            assert said(knowledge, have_not=(finding.id,)).findings == {finding.id: no_to(knowledge, finding.id)}
        assert said(knowledge, unsure=(finding.id,)).findings == {finding.id: UNSURE}
        if finding.kind == "yes-no":
            assert said(knowledge, have=(finding.id,)).findings == {finding.id: True}
        elif finding.kind == "sites":
            assert said(knowledge, have=(finding.id,)).findings == {finding.id: {"unplaced": True}}
        else:
            assert "needs a value" in refused(knowledge, have=(finding.id,)).message


@pytest.mark.parametrize(
    ("options", "findings"),
    [
        ({"severity": "7"}, {"severity": Interval(7, 7)}),
        ({"age": "50-64"}, {"age": Interval(50, 64)}),
        ({"age": "65+"}, {"age": Interval(65, 120)}),
        ({"duration": "6 weeks"}, {"duration": Interval(42, 42)}),
        ({"duration": "weeks"}, {"duration": Interval(14, 59)}),
        ({"side": "on the left"}, {"pain-side": "left"}),
        ({"conditions": ("slipped disc",)}, {"condition-stated": {"disc-herniation": True}}),
        ({"have": ("blood thinners",)}, {"blood-thinner": True}),
        ({"have": ("age=67",)}, {"age": Interval(67, 67)}),
        ({"have": ("pain-worse-on=coughing,sneezing",)}, {"pain-worse-on": {"coughing": True, "sneezing": True}}),
        ({"have": ("skin-wound=lower-back",)}, {"skin-wound": {"lower-back": True}}),
        ({"have": ("pregnancy=certain",)}, {"pregnancy": "certain"}),
        ({"have": ("clinician-agreed=ci-heart",)}, {"clinician-agreed": {"ci-heart": True}}),
        ({"have_not": ("onset",)}, {"onset": NOTHING}),
        ({"unsure": ("age",)}, {"age": UNSURE}),
    ],
)
def test_a_typed_finding_becomes_an_answer(
    knowledge: KnowledgeBase, options: dict[str, Any], findings: dict[str, Answer]
) -> None:
    assert said(knowledge, **options).findings == findings


@pytest.mark.parametrize(
    ("options", "wishes"),
    [
        ({"tool": ("gun", "massage gun")}, Wishes(tools=("massage-gun",))),
        ({"without": ("floor",)}, Wishes(without=("floor",))),
        ({"minutes": ("5",)}, Wishes(minutes=5)),
        ({"minutes": ("1",)}, Wishes(minutes=1)),
        ({"minutes": ("5", "120")}, Wishes(minutes=120)),
        ({"minutes": ("000000010",)}, Wishes(minutes=10)),
        ({"position": ("chair",)}, Wishes(positions=("seated",), surfaces=("chair",))),
        ({"position": ("floor",)}, Wishes(surfaces=("floor",))),
        ({"position": ("front", "prone")}, Wishes(positions=("prone",))),
        ({"avoid_position": ("front",)}, Wishes(avoid_positions=("prone",))),
        ({"avoid_position": ("floor",)}, Wishes(without=("floor",))),
        ({"avoid_position": ("chair",)}, Wishes(without=("chair",), avoid_positions=("seated",))),
        ({"without": ("gun", "floor"), "avoid_position": ("floor",)}, Wishes(without=("massage-gun", "floor"))),
        ({"pressure": ("gentle",)}, Wishes(pressure="light")),
        ({"first_time": ("yes",)}, Wishes(first_time=True)),
    ],
)
def test_a_typed_wish_becomes_a_wish(knowledge: KnowledgeBase, options: dict[str, Any], wishes: Wishes) -> None:
    assert said(knowledge, **options) == Case(wishes=wishes)


def test_several_tools_are_all_kept(knowledge: KnowledgeBase) -> None:
    wishes = said(knowledge, tool=("ball", "gun"), without=("floor", "hands")).wishes
    assert set(wishes.tools or ()) == {"tennis-ball", "massage-gun"}
    assert set(wishes.without) == {"floor", "hands"}


def test_the_giver_is_a_wish_and_an_answer(knowledge: KnowledgeBase) -> None:
    assert said(knowledge, by=("partner",)) == Case((), {"given-by": "partner"}, Wishes(by="partner"))


def test_a_surface_to_avoid_is_not_forgotten(knowledge: KnowledgeBase) -> None:
    """`--position floor` works, so `--avoid-position floor` must do something too, or be refused."""
    try:
        case = said(knowledge, avoid_position=("floor",))
    except UsageError:
        return
    assert case != Case(), "--avoid-position floor was accepted and then ignored"


@pytest.mark.parametrize(
    "texts", [("front", "floor"), ("floor", "front"), ("floor", "bed", "front"), ("chair", "front")]
)
def test_a_surface_to_avoid_counts_also_beside_a_position(knowledge: KnowledgeBase, texts: tuple[str, ...]) -> None:
    wishes = said(knowledge, avoid_position=texts).wishes
    assert "prone" in wishes.avoid_positions
    assert wishes.without == tuple(text for text in texts if text != "front")


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        ({"areas": ("lowr",)}, "no area is called 'lowr'", "Did you mean `lower-back`"),
        ({"areas": ("moon",)}, "no area is called 'moon'", "It is one of: neck, upper-back"),
        ({"areas": ("",)}, "no area is called ''", "It is one of:"),
        ({"conditions": ("gout",)}, "no condition is called 'gout'", "sciatica"),
        ({"have": ("bloodthiner",)}, "no finding is called 'bloodthiner'", "Did you mean `blood-thinner`"),
        ({"have": ("qqqqqq",)}, "no finding is called 'qqqqqq'", "backrelief list findings"),
        ({"have": ("nerve-sign",)}, "`nerve-sign` is not asked", "saddle-numbness"),
        ({"have": ("pain-area=neck",)}, "has an option of its own", "--area"),
        ({"have": ("minutes-available=5",)}, "has an option of its own", "--minutes"),
        ({"have": ("age",)}, "`age` needs a value", "age=VALUE"),
        ({"have": ("blood-thinner=maybe",)}, "'maybe' does not fit `blood-thinner`", "yes or no"),
        ({"have": ("pain-worse-on=coughin",)}, "'coughin' does not fit", "Did you mean `coughing`"),
        ({"have_not": ("blood-thinner=no",)}, "--not blood-thinner takes no value", "--not blood-thinner"),
        ({"unsure": ("age=3",)}, "--unsure age takes no value", "--unsure age"),
        ({"severity": "11"}, "'11' does not fit `severity`", "0 to 10"),
        ({"severity": "5-3"}, "'5-3' does not fit `severity`", "0 to 10"),
        ({"age": "130"}, "'130' does not fit `age`", "0 to 120"),
        ({"age": ""}, "'' does not fit `age`", "0 to 120"),
        ({"duration": "3"}, "'3' does not fit `duration`", "3d"),
        ({"duration": "soonish"}, "'soonish' does not fit `duration`", "3d"),
        ({"side": "lft"}, "'lft' does not fit `pain-side`", "Did you mean `left`"),
        ({"by": ("dog",)}, "'dog' does not fit `given-by`", "self, partner, therapist"),
        ({"tool": ("ballon",)}, "no tool is called 'ballon'", "Did you mean `"),
        ({"without": ("qqqqqq",)}, "no tool is called 'qqqqqq'", "foam-roller"),
        ({"without": ("door",)}, "no tool is called 'door'", "It is one of: "),
        ({"without": ("flor",)}, "no tool or surface is called 'flor'", "Did you mean `floor`?"),
        ({"minutes": ("soon",)}, "'soon' is not a number of minutes from 1 to 120", "--minutes 10"),
        ({"position": ("headstand",)}, "no position is called 'headstand'", "standing"),
        ({"avoid_position": ("headstand",)}, "no position is called 'headstand'", "standing"),
        ({"pressure": ("brutal",)}, "no pressure is called 'brutal'", "very-light"),
        ({"have": ("blood-thinner",), "have_not": ("blood thinners",)}, "with --have and with --not", "Keep the one"),
        ({"have": ("leg-weak",), "unsure": ("leg-weak",)}, "with --have and with --unsure", "Keep the one"),
        (
            {"have": ("leg-cannot-move",), "have_not": ("leg-weak",)},
            "`leg-cannot-move` cannot be so with what was said of `leg-weak`",
            "Correct one",
        ),
    ],
)
def test_a_mistake_is_a_usage_error_with_a_hint(
    knowledge: KnowledgeBase, options: dict[str, Any], message: str, hint: str
) -> None:
    error = refused(knowledge, **options)
    assert message in error.message
    assert hint in error.hint


@pytest.mark.parametrize("text", ["", "0", "121", "-5", "5.5", "+5", " 5", "\N{ARABIC-INDIC DIGIT FIVE}", "0000000010"])
def test_only_a_number_of_minutes_in_a_day_of_practice_is_read(knowledge: KnowledgeBase, text: str) -> None:
    assert "is not a number of minutes from 1 to 120" in refused(knowledge, minutes=(text,)).message


def test_a_wish_that_there_is_not_is_a_mistake_of_the_program(knowledge: KnowledgeBase) -> None:
    with pytest.raises(ValueError, match="no wish has the option colour"):
        case_from(knowledge, Said(wishes={"colour": ("red",)}))


@pytest.mark.parametrize("answers", [("yes", "no"), ("no", "yes")])
def test_yes_and_no_to_the_same_finding_are_refused_however_they_are_written(
    knowledge: KnowledgeBase, answers: tuple[str, str]
) -> None:
    """Otherwise the last would win, and a stated danger would be lost silently."""
    refused(knowledge, have=tuple(f"saddle-numbness={answer}" for answer in answers))


def test_saying_the_same_twice_is_no_contradiction(knowledge: KnowledgeBase) -> None:
    assert said(knowledge, have=("blood-thinner", "blood thinners")).findings == {"blood-thinner": True}


def test_members_of_a_group_are_added_up(knowledge: KnowledgeBase) -> None:
    both = said(knowledge, have=("skin-wound=lower-back", "skin-wound=thigh"))
    assert both.findings == {"skin-wound": {"lower-back": True, "thigh": True}}


def test_options_are_laid_over_a_file(knowledge: KnowledgeBase) -> None:
    base = Case(("neck",), {"blood-thinner": True, "age": Interval(30, 30)}, Wishes(minutes=5, by="self"))
    case = said(knowledge, base, areas=("lower",), age="67", have_not=("blood-thinner",), minutes=("10",))
    assert case == Case(
        ("lower-back",), {"blood-thinner": False, "age": Interval(67, 67)}, Wishes(minutes=10, by="self")
    )


def test_without_options_the_file_stays_as_it_is(knowledge: KnowledgeBase) -> None:
    base = Case(("neck",), {"blood-thinner": UNSURE}, Wishes(tools=("towel",)))
    assert said(knowledge, base) == base


def test_an_answer_that_an_age_only_makes_unlikely_is_no_contradiction(knowledge: KnowledgeBase) -> None:
    assert said(knowledge, age="30", have=("frail-or-falls",)).findings["frail-or-falls"] is True


def test_not_sure_contradicts_nothing(knowledge: KnowledgeBase) -> None:
    check_consistent(knowledge, Case((), {"leg-weak": False, "leg-cannot-move": UNSURE}))
    check_consistent(knowledge, Case((), {"leg-weak": UNSURE, "leg-cannot-move": True}))


def test_knowledge_without_a_role_refuses_its_option(knowledge: KnowledgeBase) -> None:
    silent = replace(knowledge, findings=Table("findings", {}), shapes={})
    for options in ({"severity": "3"}, {"duration": "3d"}, {"age": "30"}, {"side": "left"}, {"conditions": ("x",)}):
        assert "does not ask" in refused(silent, **options).message
