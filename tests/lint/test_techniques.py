"""Rules about techniques: what each finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backrelief.lint.techniques import dose_range, home_pressure, never_offered, no_caution, presses_nowhere, zone
from lint.small import caution, found, locations, technique

# zone

THROAT = {
    "id": "throat",
    "name": "Throat",
    "places": ["throat"],
    "forbid": "everything",
    "text": "x",
    "say": "Not there.",
}
LIGHT_LOIN = {
    "id": "loin",
    "name": "Loin",
    "places": ["loin"],
    "forbid": {"pressure": {"at-least": "firm"}},
    "text": "The kidneys lie there.",
    "say": "Only lightly there.",
}


def test_a_technique_that_touches_a_forbidden_place_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, zone, zones=[THROAT], techniques=[technique(touches=["throat", "loin"])])
    assert locations(problems) == [("rubbing", ("touches",))]
    assert "Not there." in problems[0].message


def test_only_a_technique_above_the_limit_of_a_place_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, zone, zones=[LIGHT_LOIN], techniques=[technique()])
    gentle = technique(by={"self": ["light", "light"]})
    assert not found(tmp_path, zone, zones=[LIGHT_LOIN], techniques=[gentle])


def test_a_technique_on_another_place_is_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, zone, zones=[THROAT, LIGHT_LOIN], techniques=[technique(touches=[])])


# never-offered


def test_an_action_that_must_never_be_offered_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, never_offered, techniques=[technique(action=["rub", "jerk"])])
    assert locations(problems) == [("rubbing", ("action", 1))]
    assert "It breaks things." in problems[0].message


def test_other_actions_are_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, never_offered, techniques=[technique(action=["rub", "rest"])])


# home-pressure


def test_a_pressure_for_therapists_from_another_giver_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, home_pressure, techniques=[technique(by={"partner": ["light", "deep"]})])
    assert locations(problems) == [("rubbing", ("by", "partner"))]


def test_a_range_that_runs_backwards_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, home_pressure, techniques=[technique(by={"self": ["firm", "light"]})])
    assert locations(problems) == [("rubbing", ("by", "self"))]


def test_therapists_and_techniques_without_pressure_are_left_alone(tmp_path: Path) -> None:
    assert not found(
        tmp_path, home_pressure, techniques=[technique(by={"therapist": ["light", "deep"], "self": "none"})]
    )


# presses-nowhere


@pytest.mark.parametrize(
    ("properties", "wrong"),
    [
        ({"by": {"self": ["light", "firm"]}, "touches": []}, True),
        ({"by": {"self": "none"}, "contact": "skin", "touches": []}, True),
        ({"by": {"self": "none"}, "contact": "none", "touches": []}, False),
        ({}, False),
    ],
)
def test_a_technique_that_presses_without_touching_is_found(
    tmp_path: Path, properties: dict[str, object], *, wrong: bool
) -> None:
    problems = found(tmp_path, presses_nowhere, techniques=[technique(id="pushing", **properties)])
    assert locations(problems) == ([("pushing", ())] if wrong else [])


def test_a_technique_that_does_not_touch_its_target_muscle_is_found(tmp_path: Path) -> None:
    beside = technique(id="beside", touches=["loin"], targets=["shin-muscle"])
    shin = {
        **dict.fromkeys(("lay-name", "where", "find", "referral", "avoid"), "Somewhere."),
        "id": "shin-muscle",
        "name": "Shin",
        "areas": ["low"],
        "places": ["shin"],
    }
    both: dict[str, list[dict[str, Any]]] = {"muscles": [shin], "places": [{"id": "shin", "name": "shin"}]}
    assert locations(found(tmp_path, presses_nowhere, techniques=[beside], **both)) == [("beside", ("targets", 0))]
    right = technique(id="beside", touches=["loin", "shin"], targets=["shin-muscle"])
    assert not found(tmp_path, presses_nowhere, techniques=[right], **both)


# dose-range


@pytest.mark.parametrize(
    ("least", "usual", "most", "wrong"),
    [(30, 60, 90, False), (60, 60, 60, False), (90, 60, 120, True), (30, 60, 50, True)],
)
def test_a_usual_time_outside_the_limits_is_found(
    tmp_path: Path, least: int, usual: int, most: int, *, wrong: bool
) -> None:
    dose = {"seconds": usual, "at-least": least, "at-most": most, "often": "Once a day."}
    problems = found(tmp_path, dose_range, techniques=[technique(id="timed", dose=dose)])
    assert locations(problems) == ([("timed", ("dose",))] if wrong else [])


# no-caution


def test_a_technique_that_no_caution_changes_is_found(tmp_path: Path) -> None:
    resting = technique(id="resting", by={"self": "none"}, action=["rest"], touches=[])
    problems = found(tmp_path, no_caution, techniques=[technique(), resting], cautions=[caution()])
    assert locations(problems) == [("resting", ())]


def test_a_caution_that_forbids_everything_does_not_count(tmp_path: Path) -> None:
    all_out = caution(class_="A", do={"forbid": "everything"})
    assert found(tmp_path, no_caution, techniques=[technique()], cautions=[all_out])


def test_each_kind_of_effect_counts(tmp_path: Path) -> None:
    for effect in (
        {"cap-pressure": "light"},
        {"cap-minutes": 1},
        {"forbid": {"action": ["rub"]}},
        {"keep-off": ["loin"]},
        {"position": {"any-of": ["lying"]}},
        {"surface": {"any-of": ["floor"]}},
        {"by": {"any-of": ["therapist"]}},
    ):
        long = technique(dose={"seconds": 90, "at-least": 30, "at-most": 90, "often": "Once a day."})
        assert not found(tmp_path, no_caution, techniques=[long], cautions=[caution(do=effect)]), effect


def test_a_referral_is_left_alone(tmp_path: Path) -> None:
    referral = technique(by={"therapist": "none"}, touches=[], referral_only=True)
    assert not found(tmp_path, no_caution, techniques=[referral], cautions=[caution()])
