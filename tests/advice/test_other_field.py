"""The engine cares for bicycles: everything that it knows of bodies is in the data."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from backrelief.advice.advise import Advice, advise
from backrelief.advice.assess import assess
from backrelief.advice.reasons import RANK
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine
from backrelief.case.case import UNSURE, Answer, Case, Wishes
from backrelief.case.options import Said, case_from
from backrelief.interview.questions import deny_dangers, lists
from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint.examine import load_knowledge
from backrelief.logic import Interval

from .levels import holding, level_rank

FIELD = Path(__file__).with_name("other_field")
NO_DANGERS: dict[str, Answer] = dict.fromkeys(("brake-dead", "fork-cracked", "wobble", "noise"), False)
NO_PLACES = dict.fromkeys(("front-rim", "fork", "rear-rim", "chain-run", "bars", "cables", "unplaced"), False)
NO_PRECAUTIONS: dict[str, Answer] = {"carbon": False, "has-motor": False, "sticker": NO_PLACES, "dent": NO_PLACES}
HEALTHY: dict[str, Answer] = {**NO_DANGERS, **NO_PRECAUTIONS}


@pytest.fixture(scope="module")
def bicycles() -> KnowledgeBase:
    return load_knowledge(FIELD)


def suggested(advice: Advice) -> dict[str, str]:
    """Return technique -> pressure."""
    return {one.technique: one.pressure for one in advice.suggestions}


def test_a_sound_bicycle_is_clear_and_gets_what_fits_best_first(bicycles: KnowledgeBase) -> None:
    advice = advise(bicycles, Case(("front",), HEALTHY))
    assert advice.screening.level == "clear"
    assert suggested(advice) == {"rubbing-down": "scrub", "dusting-off": "wipe", "jet-wash": "scrub"}
    assert [one.points for one in advice.suggestions] == [40, 28, 1], "what made no difference comes last"
    assert advice.omissions == ()


def test_unanswered_questions_are_noted_with_released_techniques(bicycles: KnowledgeBase) -> None:
    advice = advise(bicycles, Case(("front",)))
    assert advice.screening.level == "open"
    asked = {flag.red_flag: flag.ask for flag in advice.screening.open}
    assert asked == {
        "no-brake": ("brake-dead",),
        "bad-fork": ("fork-cracked", "crack-grows"),
        "loose-wheel": ("wobble",),
        "weak-signs": ("wobble", "noise", "fork-cracked", "crack-grows"),
    }
    notes = {(note.rule, note.effect) for one in advice.suggestions for note in one.not_if}
    assert {("motor", "forbid"), ("motor", "position"), ("keep-sticker", "keep-off"), ("dented", "keep-off")} <= notes


def test_a_flag_is_asked_in_its_areas_and_raised_everywhere(bicycles: KnowledgeBase) -> None:
    assert "bad-fork" not in {flag.red_flag for flag in assess(bicycles, Case(("rear",))).screening.open}
    advice = advise(bicycles, Case(("rear",), {"fork-cracked": True}))
    assert advice.screening.level == "today"
    assert advice.suggestions == ()
    assert isinstance(advice.routine, NoRoutine)


@pytest.mark.parametrize(
    ("findings", "level"),
    [
        ({"brake-dead": True}, "emergency"),
        ({"brake-dead": UNSURE}, "emergency"),
        ({"fork-cracked": True}, "today"),
        ({"fork-cracked": UNSURE}, "soon"),
        ({"fork-cracked": True, "crack-grows": True}, "emergency"),
        ({"wobble": True}, "soon"),
        ({"wobble": UNSURE}, "care"),
        ({"wobble": True, "noise": True}, "today"),
        ({"noise": True}, "clear"),
        ({"carbon": True}, "care"),
    ],
)
def test_levels(bicycles: KnowledgeBase, findings: dict[str, Answer], level: str) -> None:
    assert assess(bicycles, Case(("front",), {**HEALTHY, **findings})).screening.level == level


def test_soon_leaves_comfort_off_the_places_of_the_flag(bicycles: KnowledgeBase) -> None:
    advice = advise(bicycles, Case(("front",), {**HEALTHY, "wobble": True}))
    assert suggested(advice) == {"dusting-off": "wipe"}
    assert set(advice.suggestions[0].keep_off) == {"front-rim", "rear-rim", "bars"}
    assert {omission.reason.rule for omission in advice.omissions} == {"loose-wheel"}


def test_a_caution_forbids_and_caps_and_says_why(bicycles: KnowledgeBase) -> None:
    for carbon in (True, UNSURE):
        advice = advise(bicycles, Case(("front",), {**HEALTHY, "carbon": carbon}))
        assert suggested(advice) == {"rubbing-down": "wipe", "dusting-off": "wipe"}
        assert [(one.technique, one.reason.rule) for one in advice.omissions] == [("jet-wash", "carbon-frame")]
        assert all("Nothing rough on carbon." in {said.text for said in one.says} for one in advice.suggestions)


def test_an_effect_can_wait_for_agreement(bicycles: KnowledgeBase) -> None:
    case = Case(("front",), {**HEALTHY, "has-motor": True})
    assert advise(bicycles, case).suggestions == ()
    agreed = advise(bicycles, case.stating("mechanic-agreed", {"motor": True}))
    assert suggested(agreed) == {"rubbing-down": "scrub", "dusting-off": "wipe"}
    assert all(one.positions == ("on-its-wheels",) for one in agreed.suggestions)


@pytest.mark.parametrize(
    ("finding", "place", "kept_off"),
    [
        ("sticker", "front-rim", {"front-rim"}),
        ("dent", "front-rim", {"front-rim"}),
        ("sticker", "unplaced", set()),
        ("dent", "unplaced", {"front-rim", "fork"}),
    ],
)
def test_places(bicycles: KnowledgeBase, finding: str, place: str, kept_off: set[str]) -> None:
    places = {**NO_PLACES, place: True}
    advice = advise(bicycles, Case(("front",), {**HEALTHY, finding: places}))
    dusting = next(one for one in advice.suggestions if one.technique == "dusting-off")
    assert set(dusting.keep_off) - {"bars"} == kept_off, "the bars are left alone unless asked for"


def test_a_condition_that_fits_adds_its_techniques_and_removes_those_advised_against(
    bicycles: KnowledgeBase,
) -> None:
    advice = advise(bicycles, Case(("rear",), {**HEALTHY, "chain-dry": True}))
    assert {fit.condition: fit.how for fit in advice.fits} == {"dirt": "default", "squeak": "fits"}
    assert set(suggested(advice)) == {"oiling-chain", "rubbing-down", "dusting-off"}
    assert [(one.technique, one.reason.rule) for one in advice.omissions] == [("jet-wash", "squeak")]


def test_the_stage_of_a_condition(bicycles: KnowledgeBase) -> None:
    def oiling(days: tuple[int, int]) -> str:
        case = Case(("rear",), {**HEALTHY, "chain-dry": False, "ridden-for": Interval(*days)})
        advice = advise(bicycles, case)
        return "suggested" if "oiling-chain" in suggested(advice) else advice.omissions[0].reason.rule

    assert (oiling((7, 7)), oiling((3, 10)), oiling((3, 3))) == ("suggested", "suggested", "dirt")


def test_wishes(bicycles: KnowledgeBase) -> None:
    def left(**wishes: object) -> set[str]:
        case = Case(("front",), HEALTHY, Wishes(**wishes))  # type: ignore[arg-type]  # wishes by name
        return set(suggested(advise(bicycles, case)))

    assert left(positions=("upside-down",)) == {"rubbing-down", "jet-wash"}
    assert left(by="partner") == {"dusting-off"}
    assert left(pressure="wipe") == {"rubbing-down", "dusting-off"}
    assert left(without=("yard",)) == {"dusting-off"}
    assert left(tools=()) == {"rubbing-down", "dusting-off"}, "a rag on a stick serves, nothing serves for the hose"
    assert left(minutes=1) == {"dusting-off"}


def test_a_wish_that_leaves_nothing_is_named_as_the_obstacle(bicycles: KnowledgeBase) -> None:
    wishes = Wishes(by="partner", avoid_positions=("on-its-wheels",))
    advice = advise(bicycles, Case(("front",), HEALTHY, wishes))
    assert advice.nothing_left
    assert [(one.wish, one.brings) for one in advice.obstacles] == [("by", 2), ("avoid-position", 1)]


def test_the_routine_is_the_curated_one_and_fits_the_minutes(bicycles: KnowledgeBase) -> None:
    case = Case(("front",), HEALTHY, Wishes(tools=("brush", "hose-pipe")))
    routine = advise(bicycles, case).routine
    assert isinstance(routine, ComposedRoutine)
    assert (routine.id, routine.adaptations) == ("sunday-wash", ())
    assert [step.side for step in routine.steps] == ["middle", "left", "right", "middle", "middle"]
    short = advise(bicycles, Case(("front",), HEALTHY, Wishes(minutes=4, tools=("brush", "hose-pipe")))).routine
    assert isinstance(short, ComposedRoutine)
    assert short.total_seconds <= 4 * 60
    assert short.adapted


def test_words_of_the_field_are_understood(bicycles: KnowledgeBase) -> None:
    case = case_from(bicycles, Said(areas=("front wheel",), have=("dent=fork",), have_not=("wobble",)))
    assert case == Case(("front",), {"dent": {"fork": True}, "wobble": False})


def test_the_lists_of_the_field_are_asked(bicycles: KnowledgeBase) -> None:
    asked = lists(assess(bicycles, Case(("front",))))
    assert [(one.screen, [line.findings for line in one.lines]) for one in asked] == [
        ("look", [("brake-dead",), ("fork-cracked",), ("wobble", "noise")]),
        ("kind", [("carbon",), ("has-motor",), ("sticker",), ("dent",)]),
    ]
    assert deny_dangers(bicycles, Case(("front",))).findings == NO_DANGERS


def every_case() -> Iterator[Case]:
    """Yield every way to answer the yes/no questions of the field: not asked, no, not sure, yes."""
    names = ("brake-dead", "fork-cracked", "wobble", "noise", "carbon", "has-motor")
    for answers in product((None, False, UNSURE, True), repeat=len(names)):
        yield Case(("front",), {name: said for name, said in zip(names, answers, strict=True) if said is not None})


def answers_of(case: Case) -> tuple[tuple[str, Answer], ...]:
    """Return the answers as a key, in the order in which they were given."""
    return tuple(case.findings.items())


def test_one_more_answer_or_yes_never_lowers_the_level_in_any_case(bicycles: KnowledgeBase) -> None:
    ranks = {answers_of(case): level_rank(holding(bicycles, case)) for case in every_case()}
    order: list[Answer | None] = [None, False, UNSURE, True]
    for case in every_case():
        here = ranks[answers_of(case)]
        for name, answer in case.findings.items():
            fewer = {other: said for other, said in case.findings.items() if other != name}
            assert here >= ranks[answers_of(Case(findings=fewer))]
            for less in order[1 : order.index(answer)]:
                assert less is not None
                assert here >= ranks[answers_of(case.stating(name, less))]


def test_a_raised_danger_lets_nothing_through_in_any_case(bicycles: KnowledgeBase) -> None:
    for case in list(every_case())[::3]:
        advice = advise(bicycles, case)
        if RANK[advice.screening.level] >= RANK["today"]:
            assert advice.suggestions == ()
            assert isinstance(advice.routine, NoRoutine)
        elif case.findings.get("has-motor") not in {True, UNSURE}:
            assert advice.suggestions
