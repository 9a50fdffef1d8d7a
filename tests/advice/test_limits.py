"""Each wish is a limit with a rule and words of its own, and a caution has one stage or two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backrelief.advice.assess import assess
from backrelief.advice.effects import CapPressure, Effect, KeepGivers, KeepOff, KeepPositions, KeepSurfaces, Limit
from backrelief.advice.limits import limits_of_wishes, limits_on, stages_of
from backrelief.advice.reasons import Reason
from backrelief.case.case import Case, Wishes
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.properties import AT_HOME
from lint.small import caution, small

PRESSURES: list[dict[str, Any]] = [
    {"id": "light", "name": "light", "discomfort": 1, "test": "the skin moves"},
    {"id": "firm", "name": "firm", "discomfort": 3, "test": "a mild ache"},
    {"id": "deep", "name": "deep", "discomfort": 5, "test": "a good ache", "unscreened": False},
    {
        "id": "most",
        "name": "all you bear",
        "discomfort": 7,
        "test": "it hurts",
        "unscreened": False,
        "on-request": True,
    },
]
USUAL = ("pressure", "Firmer pressure at home is for those who ask for it.", CapPressure("deep", AT_HOME))


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    positions = [{"id": place, "name": f"{place} down"} for place in ("sitting", "lying", "kneeling")]
    surfaces = [{"id": place, "name": f"the {place}"} for place in ("chair", "floor", "bed")]
    return small(
        tmp_path_factory.mktemp("limits"), pressures=[*PRESSURES], positions=[*positions], surfaces=[*surfaces]
    )


WISHED: list[tuple[Wishes, list[tuple[str, str, Effect]]]] = [
    (Wishes(), [USUAL]),
    (
        Wishes(by="partner"),
        [("by", "You asked for something that is applied by: partner.", KeepGivers(frozenset({"partner"}))), USUAL],
    ),
    (
        Wishes(positions=("lying", "sitting")),
        [
            (
                "position",
                "You asked for: lying down or sitting down.",
                KeepPositions(frozenset({"sitting", "lying"})),
            ),
            USUAL,
        ],
    ),
    (
        Wishes(surfaces=("floor", "chair")),
        [("position", "You asked for: the floor or the chair.", KeepSurfaces(frozenset({"floor", "chair"}))), USUAL],
    ),
    (
        Wishes(avoid_positions=("lying",)),
        [
            (
                "avoid-position",
                "You asked to avoid: lying down.",
                KeepPositions(frozenset({"sitting", "kneeling"})),
            ),
            USUAL,
        ],
    ),
    (
        Wishes(without=("ball", "floor", "bed")),
        [("without", "You are without: bed, floor.", KeepSurfaces(frozenset({"chair"}))), USUAL],
    ),
    (Wishes(without=("ball",)), [USUAL]),
    (
        Wishes(first_time=True),
        [("first-time", "You have not done this before, so it stays light.", CapPressure("firm")), USUAL],
    ),
    (
        Wishes(pressure="most"),
        [("pressure", "You asked for pressure that is all you bear at most.", CapPressure("most"))],
    ),
    (Wishes(minutes=5, tools=("ball",)), [USUAL]),
]


@pytest.mark.parametrize(("wishes", "limits"), WISHED)
def test_each_wish_is_a_limit_of_its_own(
    knowledge: KnowledgeBase, wishes: Wishes, limits: list[tuple[str, str, Effect]]
) -> None:
    assert list(limits_of_wishes(knowledge, wishes)) == [
        Limit(Reason(f"wish-{option}", text), "wish", (effect,)) for option, text, effect in limits
    ]


def test_open_danger_questions_keep_the_stronger_pressures_out(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    assert [limit.kind for limit in limits_on(assess(knowledge, Case(("low",))))] == ["wish"]
    flag = {
        "id": "no-feeling",
        "name": "No feeling",
        "levels": [{"level": "today", "when": {"any": ["numb", "fever"]}, "sources": ["book"]}],
        "text": "Something presses on a nerve.",
        "may-indicate": "Nervus pressus.",
        "sources": ["book"],
    }
    asking = small(tmp_path, pressures=[*PRESSURES], red_flags=[flag])
    words = "Firm pressure is left out until the questions about danger signs are answered."
    assert limits_on(assess(asking, Case(("low",))))[0] == Limit(
        Reason("unscreened", words, ("numb", "fever")), "screening", (CapPressure("firm"),)
    )
    answered = Case(("low",), {"numb": False, "fever": False})
    assert [limit.kind for limit in limits_on(assess(asking, answered))] == ["wish"]


def test_an_area_that_is_worked_only_when_sore_is_kept_off_otherwise(tmp_path: Path) -> None:
    knowledge = small(
        tmp_path,
        areas=[
            {
                "id": "high",
                "name": "neck",
                "places": ["throat"],
                "worked-only-when-sore": "It is left alone.",
                "sources": ["book"],
            }
        ],
    )
    kept_off = Limit(Reason("high", "It is left alone.", (), ("book",)), "area", (KeepOff(frozenset({"throat"})),))
    assert kept_off in limits_on(assess(knowledge, Case(("low",))))
    assert kept_off not in limits_on(assess(knowledge, Case(("high",))))


BOTH = {"until-agreed": {"forbid": "everything"}, "do": {"cap-pressure": "light"}}


@pytest.mark.parametrize(
    ("fields", "agreed", "stages"),
    [
        (BOTH, False, ["until-agreed", "do"]),
        (BOTH, True, ["do"]),
        ({"until-agreed": BOTH["until-agreed"], "do": None}, False, ["until-agreed"]),
        ({"until-agreed": BOTH["until-agreed"], "do": None}, True, []),
        ({"do": BOTH["do"]}, False, ["do"]),
    ],
)
def test_an_agreement_lifts_the_first_stage_of_a_caution_and_nothing_else(
    tmp_path: Path, fields: dict[str, Any], stages: list[str], *, agreed: bool
) -> None:
    class_ = "C" if "until-agreed" in fields else "T"
    written = caution(class_=class_, **{name: ... if value is None else value for name, value in fields.items()})
    entry = small(tmp_path, cautions=[written]).cautions["hot"]
    assert list(stages_of(entry, agreed=agreed)) == [
        (stage, entry.until_agreed if stage == "until-agreed" else entry.do) for stage in stages
    ]
    if not agreed:
        assert list(stages_of(entry)) == list(stages_of(entry, agreed=False))
