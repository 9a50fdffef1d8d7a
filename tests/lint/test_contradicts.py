"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.contradicts import RULE
from lint.small import caution, found, places, technique


def _stages(until_agreed: object, do: object) -> list[dict[str, object]]:
    return [caution(class_="C", until_agreed=until_agreed, do=do)]


def test_what_keeps_nothing_is_found(tmp_path: Path) -> None:
    keeps_none = [caution(do={"position": {"any-of": []}})]
    assert places(found(tmp_path, RULE, techniques=[technique()], cautions=keeps_none)) == [("hot", ("do", "position"))]
    keeps_unused = [caution(do={"surface": {"any-of": ["floor"]}})]
    assert places(found(tmp_path, RULE, techniques=[technique()], cautions=keeps_unused)) == [
        ("hot", ("do", "surface"))
    ]
    keeps_off_none = [caution(do={"keep-off": []})]
    assert places(found(tmp_path, RULE, cautions=keeps_off_none)) == [("hot", ("do", "keep-off"))]


def test_a_stage_that_allows_more_before_the_agreement_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, cautions=_stages({"cap-pressure": "firm"}, {"cap-pressure": "light"}))
    assert places(problems) == [("hot", ("until-agreed", "cap-pressure"))]


def test_an_agreement_that_would_change_nothing_is_found(tmp_path: Path) -> None:
    rub, keep = {"forbid": {"action": ["rub"]}}, {"keep-off": ["loin"]}
    for stages in (_stages(rub, {"forbid": "everything"}), _stages(keep, keep)):
        problems = found(tmp_path, RULE, techniques=[technique()], cautions=stages)
        assert places(problems) == [("hot", ("until-agreed",))]


def test_an_agreement_that_lifts_something_is_left_alone(tmp_path: Path) -> None:
    lifted: tuple[tuple[object, object], ...] = (
        ({"forbid": "everything"}, {"cap-pressure": "light"}),
        ({"forbid": {"action": ["rub"]}}, {"forbid": {"means": ["gun"]}}),
        ({"keep-off": ["loin", "throat"]}, {"keep-off": ["throat"]}),
        ({"cap-pressure": "light"}, {"cap-pressure": "firm"}),
        ({"position": {"any-of": ["sitting"]}}, {"position": {"any-of": ["sitting", "lying"]}}),
    )
    for until_agreed, do in lifted:
        assert not found(tmp_path, RULE, techniques=[technique()], cautions=_stages(until_agreed, do))
