"""Stop rules and tips fit the person and the suggestions: a walk comes without a tip about oil."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.advice.advise import Advice, advise
from backrelief.advice.assess import assess
from backrelief.advice.guidance import guidance
from backrelief.advice.routine.compose import ComposedRoutine
from backrelief.case.answers import no_to
from backrelief.case.case import Case, Wishes
from backrelief.logic import Interval
from lint.small import small

from .people import shipped


def advice(wishes: Wishes | None = None, **findings: object) -> Advice:
    named = {name.replace("_", "-"): answer for name, answer in findings.items()}
    return advise(shipped(), Case(("lower-back",), named, wishes or Wishes()))  # type: ignore[arg-type]  # answers


def healthy(wishes: Wishes) -> Advice:
    """Return the advice for an adult who answered everything, and nothing with yes."""
    knowledge = shipped()
    asked = (one for one in knowledge.findings if one.kind != "derived" and one.stands_for is None)
    denied = {one.id: no_to(knowledge, one.id) for one in asked}
    return advise(knowledge, Case(("lower-back",), {**denied, "age": Interval(40, 40)}, wishes))


@pytest.mark.parametrize(
    ("tip", "told", "silent"),
    [
        ("leg-pain-direction", advice(pain_spread={"below-knee": True}), advice()),
        ("new-pain-settles", advice(duration=Interval(7, 7)), advice(duration=Interval(400, 400))),
        ("new-pain-settles", advice(duration=Interval(7, 7)), advice()),
        ("first-session", advice(Wishes(first_time=True)), advice()),
        ("communication", advice(Wishes(by="partner")), advice(Wishes(by="self"))),
        ("oil", advice(Wishes(by="partner")), advice(Wishes(positions=("standing-wall",)))),
    ],
)
def test_a_tip_is_given_if_it_concerns_the_person_and_the_techniques(tip: str, told: Advice, silent: Advice) -> None:
    assert tip in told.tips
    assert tip not in silent.tips


def test_an_unknown_finding_keeps_a_stop_rule_and_a_denied_one_removes_it() -> None:
    assert "stop-preg" in advice().stop_rules
    assert "stop-preg" not in advice(pregnancy=no_to(shipped(), "pregnancy")).stop_rules


def test_a_rule_about_another_person_is_given_only_if_there_is_one() -> None:
    assert "stop-consent" in advice(Wishes(by="partner")).stop_rules
    assert "stop-consent" not in advice(Wishes(by="self")).stop_rules


def test_a_danger_sign_leaves_no_tips() -> None:
    stopped = advice(saddle_numbness=True)
    assert stopped.screening.stops
    assert (stopped.tips, stopped.stop_rules) == ((), ())


@pytest.mark.parametrize(("changes", "given"), [({}, ("steady",)), ({"techniques": {"action": ["rub"]}}, ())])
def test_without_a_technique_only_a_tip_for_the_weeks_about_no_technique_is_left(
    tmp_path: Path, changes: dict[str, object], given: tuple[str, ...]
) -> None:
    tip = {"id": "steady", "name": "Steady", "text": "Keep moving.", "moment": "weeks", "sources": ["book"], **changes}
    now = {**tip, "id": "now", "moment": "before"}
    knowledge = small(tmp_path, tips=[tip, now])
    assert guidance(assess(knowledge, Case(("low",))), (), ()) == ((), given)


def test_every_stop_rule_and_tip_is_given_to_somebody() -> None:
    knowledge = shipped()
    people = [
        advice(pain_spread={"thigh": True}),
        advice(duration=Interval(7, 7)),
        *(advice(Wishes(by=giver)) for giver in ("self", "partner", "therapist")),
        healthy(Wishes(pressure="firm")),
        advice(Wishes(first_time=True)),
        advise(knowledge, Case(("neck",))),
        advice(blood_thinner=True),
        advice(osteoporosis=True),
    ]
    told = {one for person in people for one in (*person.tips, *person.stop_rules)}
    assert {entry.id for kind in ("tips", "stop-rules") for entry in knowledge.table(kind)} <= told


def test_a_first_session_is_light_and_takes_half_the_time() -> None:
    usual, first = healthy(Wishes()), healthy(Wishes(first_time=True))
    assert isinstance(usual.routine, ComposedRoutine)
    assert isinstance(first.routine, ComposedRoutine)
    assert first.routine.total_seconds <= 5 * 60 < usual.routine.total_seconds
    pressed = {one.pressure for one in first.suggestions}
    assert pressed <= {"none", "very-light", "light"}
    assert "moderate" in {one.pressure for one in usual.suggestions}


def test_wished_minutes_win_over_the_half_of_a_first_session() -> None:
    routine = advice(Wishes(first_time=True, minutes=10)).routine
    assert isinstance(routine, ComposedRoutine)
    assert 5 * 60 < routine.total_seconds <= 10 * 60
