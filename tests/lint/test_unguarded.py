"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.unguarded import RULE
from lint.small import caution, found, places, technique


def test_a_technique_that_no_caution_changes_is_found(tmp_path: Path) -> None:
    resting = technique(id="resting", by={"self": "none"}, action=["rest"], touches=[])
    problems = found(tmp_path, RULE, techniques=[technique(), resting], cautions=[caution()])
    assert places(problems) == [("resting", ())]


def test_what_forbids_everything_does_not_count(tmp_path: Path) -> None:
    all_out = caution(class_="A", do={"forbid": "everything"})
    assert found(tmp_path, RULE, techniques=[technique()], cautions=[all_out])


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
        assert not found(tmp_path, RULE, techniques=[long], cautions=[caution(do=effect)]), effect


def test_a_referral_is_left_alone(tmp_path: Path) -> None:
    referral = technique(by={"therapist": "none"}, touches=[], referral_only=True)
    assert not found(tmp_path, RULE, techniques=[referral], cautions=[caution()])
