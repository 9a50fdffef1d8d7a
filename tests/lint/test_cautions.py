"""Rules about cautions: what each finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.cautions import caution_class, cautions_together, contradiction
from lint.small import caution, found, locations, technique

# caution-class


@pytest.mark.parametrize(
    ("letter", "effects"),
    [
        ("A", {"do": {"cap-pressure": "light"}}),
        ("L", {"do": {"cap-pressure": "light"}}),
        ("T", {"do": {"forbid": "everything"}}),
        ("C", {"do": {"forbid": "everything"}}),
    ],
)
def test_a_class_that_does_not_match_the_effects_is_found(
    tmp_path: Path, letter: str, effects: dict[str, object]
) -> None:
    problems = found(tmp_path, caution_class, cautions=[caution(class_=letter, do=...) | effects])
    assert locations(problems) == [("hot", ("class",))]


@pytest.mark.parametrize(
    ("letter", "effects"),
    [
        ("A", {"do": {"forbid": "everything"}}),
        ("A", {"do": {"by": {"any-of": ["self"]}}}),
        ("L", {"do": {"keep-off": ["loin"]}}),
        ("L", {"do": {"forbid": {"touches": ["loin"]}}}),
        ("T", {"do": {"forbid": {"action": ["rub"]}}}),
        ("T", {"until-agreed": {"forbid": "everything"}, "do": {"cap-pressure": "light"}}),
        ("C", {"until-agreed": {"forbid": "everything"}}),
    ],
)
def test_a_class_that_matches_the_effects_is_left_alone(
    tmp_path: Path, letter: str, effects: dict[str, object]
) -> None:
    assert not found(tmp_path, caution_class, cautions=[caution(class_=letter, do=...) | effects])


# contradiction


def _stages(until_agreed: object, do: object) -> list[dict[str, object]]:
    return [caution(class_="C", until_agreed=until_agreed, do=do)]


def test_effects_that_leave_nothing_are_found(tmp_path: Path) -> None:
    keeps_none = [caution(do={"position": {"any-of": []}})]
    assert locations(found(tmp_path, contradiction, techniques=[technique()], cautions=keeps_none)) == [
        ("hot", ("do", "position"))
    ]
    keeps_unused = [caution(do={"surface": {"any-of": ["floor"]}})]
    assert locations(found(tmp_path, contradiction, techniques=[technique()], cautions=keeps_unused)) == [
        ("hot", ("do", "surface"))
    ]
    keeps_off_none = [caution(do={"keep-off": []})]
    assert locations(found(tmp_path, contradiction, cautions=keeps_off_none)) == [("hot", ("do", "keep-off"))]


def test_a_stage_that_allows_more_before_the_agreement_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, contradiction, cautions=_stages({"cap-pressure": "firm"}, {"cap-pressure": "light"}))
    assert locations(problems) == [("hot", ("until-agreed", "cap-pressure"))]


def test_an_agreement_that_would_change_nothing_is_found(tmp_path: Path) -> None:
    rub, keep = {"forbid": {"action": ["rub"]}}, {"keep-off": ["loin"]}
    wide, narrow = {"position": {"any-of": ["sitting", "lying"]}}, {"cap-minutes": 5, "cap-pressure": "light"}
    for stages in (
        _stages(rub, {"forbid": "everything"}),
        _stages(keep, keep),
        _stages(wide, narrow),
        _stages({"say": "Ask."}, {"say": "Rest."}),
    ):
        problems = found(tmp_path, contradiction, techniques=[technique()], cautions=stages)
        assert locations(problems) == [("hot", ("until-agreed",))]


def test_an_agreement_that_lifts_something_is_left_alone(tmp_path: Path) -> None:
    lifted: tuple[tuple[object, object], ...] = (
        ({"forbid": "everything"}, {"cap-pressure": "light"}),
        ({"forbid": {"action": ["rub"]}}, {"forbid": {"means": ["gun"]}}),
        ({"keep-off": ["loin", "throat"]}, {"keep-off": ["throat"]}),
        ({"cap-pressure": "light"}, {"cap-pressure": "firm"}),
        ({"position": {"any-of": ["sitting"]}}, {"position": {"any-of": ["sitting", "lying"]}}),
    )
    for until_agreed, do in lifted:
        assert not found(tmp_path, contradiction, techniques=[technique()], cautions=_stages(until_agreed, do))


# cautions-together

SITS = caution(do={"position": {"any-of": ["sitting"]}})
LIES = caution(id="tired", when="numb", do={"position": {"any-of": ["lying"]}})


def test_two_cautions_that_together_leave_no_position_are_found(tmp_path: Path) -> None:
    problems = found(tmp_path, cautions_together, cautions=[SITS, LIES])
    assert locations(problems) == [("tired", ("do", "position"))]
    assert "`hot`" in problems[0].message


def test_cautions_that_share_a_position_or_never_apply_together_are_left_alone(tmp_path: Path) -> None:
    either = caution(id="tired", when="numb", do={"position": {"any-of": ["lying", "sitting"]}})
    assert not found(tmp_path, cautions_together, cautions=[SITS, either])
    old, young = {"age": {"at-least": 65}}, {"age": {"at-most": 15}}
    assert not found(tmp_path, cautions_together, cautions=[SITS | {"when": old}, LIES | {"when": young}])
