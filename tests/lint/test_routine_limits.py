"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.routine_limits import RULE
from lint.small import caution, found, places, routine, technique

AGAINST = {
    "condition": "ache",
    "grade": "low",
    "direction": "advised-against",
    "text": "Not for this.",
    "sources": ["book"],
}


def test_a_step_that_is_advised_against_in_every_condition_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, techniques=[technique(evidence=[AGAINST])], routines=[routine()])
    assert places(problems) == [("short", ("steps", place, "technique")) for place in (0, 1)]


def test_a_step_that_is_advised_against_at_another_stage_or_in_other_hands_is_left_alone(tmp_path: Path) -> None:
    fine = AGAINST | {"direction": "benefit"}
    staged = technique(evidence=[AGAINST | {"when": "fever"}, fine])
    assert not found(tmp_path, RULE, techniques=[staged], routines=[routine()])
    in_other_hands = technique(evidence=[AGAINST | {"by": ["therapist"]}])
    assert not found(tmp_path, RULE, techniques=[in_other_hands], routines=[routine()])


def test_a_step_that_a_caution_of_everyone_it_is_for_takes_out_is_found(tmp_path: Path) -> None:
    for_the_feverish = routine(when={"all": ["fever", "numb"]})
    for effect in (
        {"forbid": {"action": ["rub"]}},
        {"position": {"any-of": ["lying"]}},
        {"by": {"any-of": ["therapist"]}},
    ):
        problems = found(
            tmp_path, RULE, techniques=[technique()], cautions=[caution(do=effect)], routines=[for_the_feverish]
        )
        assert len(problems) == 2, effect
        assert "`hot`" in problems[0].message


def test_a_caution_of_some_of_them_is_left_alone(tmp_path: Path) -> None:
    forbids = caution(do={"forbid": {"action": ["rub"]}})
    for when in ({"any": ["fever", "numb"]}, ...):
        assert not found(tmp_path, RULE, techniques=[technique()], cautions=[forbids], routines=[routine(when=when)])
