"""Each effect changes a verdict in its own way, and the note on an open question says what a yes would do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backrelief.advice.assess import assess
from backrelief.advice.effects import (
    CapMinutes,
    CapPressure,
    Effect,
    Forbid,
    KeepGivers,
    KeepOff,
    KeepPositions,
    KeepSurfaces,
    Limit,
    Say,
    effects_of,
)
from backrelief.advice.limits import limits_on
from backrelief.advice.reasons import Reason
from backrelief.advice.verdict import Verdict, judge
from backrelief.case.case import Case
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.rules import Effects
from backrelief.logic import FALSE, TRUE, Between, Member, OneOf
from lint.small import caution, small, technique

RUBBING = technique(
    by={"self": ["light", "firm"], "partner": ["light", "firm"]},
    position=["sitting", "lying"],
    surface=["chair", "floor"],
    touches=["loin", "throat"],
    dose={"seconds": 600, "at-least": 290, "at-most": 900, "setup": 10, "often": "Daily."},
)


@pytest.fixture(scope="module")
def rubbing(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return small(
        tmp_path_factory.mktemp("rubbing"),
        techniques=[RUBBING, technique(id="pulling", action=["pull"])],
        actions=[{"id": "pull", "name": "pulling", "steerable": False}],
    )


def limit(*effects: Effect, clause: str | None = None, rule: str = "rule") -> Limit:
    return Limit(Reason(rule, "Because."), "caution", effects, clause)


def after(knowledge: KnowledgeBase, *limits: Limit, of: str = "rubbing") -> Verdict:
    return judge(knowledge, knowledge.techniques[of], limits)


def test_without_limits_everything_is_left(rubbing: KnowledgeBase) -> None:
    verdict = after(rubbing)
    assert verdict.refused is None
    assert verdict.pressures == {"self": "firm", "partner": "firm"}
    assert (verdict.positions, verdict.surfaces) == (("sitting", "lying"), ("chair", "floor"))
    assert (verdict.keep_off, verdict.minutes, verdict.changes, verdict.not_if, verdict.says) == ((), None, (), (), ())


BY_PARTNER = Member("by", "partner")

ALONE: list[tuple[Effect, dict[str, Any], tuple[str, tuple[str, ...], tuple[str, ...]] | None]] = [
    (Forbid(BY_PARTNER), {"pressures": {"self": "firm"}}, ("by", ("self", "partner"), ("self",))),
    (KeepGivers(frozenset({"self"})), {"pressures": {"self": "firm"}}, ("by", ("self", "partner"), ("self",))),
    (CapPressure("light"), {"pressures": {"self": "light", "partner": "light"}}, ("pressure", ("firm",), ("light",))),
    (
        CapPressure("light", frozenset({"partner"})),
        {"pressures": {"self": "firm", "partner": "light"}},
        ("pressure", ("firm",), ("light",)),
    ),
    (CapMinutes(5), {"minutes": 5}, ("minutes", (), ("5",))),
    (KeepPositions(frozenset({"lying"})), {"positions": ("lying",)}, ("position", ("sitting", "lying"), ("lying",))),
    (KeepSurfaces(frozenset({"floor"})), {"surfaces": ("floor",)}, ("surface", ("chair", "floor"), ("floor",))),
    (KeepOff(frozenset({"throat"})), {"keep_off": ("throat",)}, ("place", ("loin", "throat"), ("loin",))),
    (Say("Slowly."), {"says": (Reason("rule", "Slowly."),)}, None),
]


@pytest.mark.parametrize(("effect", "left", "change"), ALONE)
def test_an_effect_narrows_one_thing_and_names_it(
    rubbing: KnowledgeBase,
    effect: Effect,
    left: dict[str, Any],
    change: tuple[str, tuple[str, ...], tuple[str, ...]] | None,
) -> None:
    before, verdict = after(rubbing), after(rubbing, limit(effect))
    for name in Verdict.__struct_fields__:
        if name != "changes":
            assert getattr(verdict, name) == left.get(name, getattr(before, name)), name
    named = [(one.what, one.from_, one.to, one.rule, one.open) for one in verdict.changes]
    assert named == ([] if change is None else [(*change, "rule", False)])


@pytest.mark.parametrize(
    "effect",
    [
        Forbid(TRUE),
        KeepGivers(frozenset({"therapist"})),
        KeepPositions(frozenset({"standing"})),
        KeepSurfaces(frozenset({"bed"})),
        KeepOff(frozenset({"loin", "throat"})),
        CapMinutes(4),
    ],
)
def test_an_effect_that_leaves_nothing_refuses_the_technique(rubbing: KnowledgeBase, effect: Effect) -> None:
    assert after(rubbing, limit(effect)).refused == Reason("rule", "Because.")


@pytest.mark.parametrize(
    "effect",
    [
        Forbid(FALSE),
        Forbid(Member("means", "gun")),
        KeepGivers(frozenset({"self", "partner", "therapist"})),
        CapPressure("firm"),
        CapPressure("light", frozenset({"therapist"})),
        CapMinutes(4, Member("means", "gun")),
        KeepPositions(frozenset({"sitting", "lying", "standing"})),
        KeepSurfaces(frozenset({"chair", "floor"})),
        KeepOff(frozenset({"knee"})),
        KeepOff(frozenset({"loin"}), Member("means", "gun")),
        KeepOff(frozenset()),
        Say("Slowly.", Member("means", "gun")),
    ],
)
def test_an_effect_that_is_about_something_else_changes_nothing(rubbing: KnowledgeBase, effect: Effect) -> None:
    assert after(rubbing, limit(effect)) == after(rubbing)


def test_a_technique_that_pulls_may_stay_if_the_places_to_spare_are_elsewhere(rubbing: KnowledgeBase) -> None:
    elsewhere = limit(KeepOff(frozenset({"knee"})))
    assert after(rubbing, elsewhere, of="pulling") == after(rubbing, of="pulling")


def test_a_technique_that_touches_nothing_needs_to_keep_off_nothing(tmp_path: Path) -> None:
    actions = [{"id": "pull", "name": "pulling", "steerable": False}]
    resting = small(tmp_path, actions=actions, techniques=[technique(action=["pull"], by={"self": "none"}, touches=[])])
    for places in (None, frozenset({"loin"})):
        assert after(resting, limit(KeepOff(places))) == after(resting)
        assert after(resting, limit(KeepOff(places), clause="so")).not_if == ()


def test_a_technique_that_cannot_be_done_lightly_enough_is_refused(tmp_path: Path) -> None:
    firm = small(tmp_path, techniques=[technique(by={"self": ["firm", "firm"], "partner": ["light", "firm"]})])
    assert after(firm, limit(CapPressure("light"))).pressures == {"partner": "light"}
    assert after(firm, limit(CapPressure("light"), KeepGivers(frozenset({"self"})))).refused is not None


def test_a_technique_without_pressure_is_never_capped(tmp_path: Path) -> None:
    resting = small(tmp_path, techniques=[technique(by={"self": "none"}, action=["rest"])])
    assert after(resting, limit(CapPressure("light"))).pressures == {"self": "none"}


@pytest.mark.parametrize("caps", [(5, 8), (8, 5), (5, 5)])
def test_the_shortest_of_several_caps_of_minutes_holds(rubbing: KnowledgeBase, caps: tuple[int, int]) -> None:
    assert after(rubbing, *(limit(CapMinutes(cap)) for cap in caps)).minutes == 5


@pytest.mark.parametrize("caps", [("light", "firm"), ("firm", "light")])
def test_the_lightest_of_several_caps_of_pressure_holds(rubbing: KnowledgeBase, caps: tuple[str, str]) -> None:
    assert set(after(rubbing, *(limit(CapPressure(cap)) for cap in caps)).pressures.values()) == {"light"}


def test_a_stretch_cannot_be_done_beside_a_place_that_is_kept_off(tmp_path: Path) -> None:
    actions = [{"id": "pull", "name": "pulling", "steerable": False}]
    pulling = small(
        tmp_path, actions=actions, techniques=[technique(action=["rub", "pull"], touches=["loin", "throat"])]
    )
    assert after(pulling, limit(KeepOff(frozenset({"throat"})))).refused is not None


def test_a_test_sees_the_pressure_that_its_own_limit_leaves_and_no_other_cap(rubbing: KnowledgeBase) -> None:
    firm = Forbid(OneOf("pressure", ("firm", "deep")))
    assert after(rubbing, limit(firm)).refused is not None
    assert after(rubbing, limit(firm, CapPressure("light"))).refused is None
    assert after(rubbing, limit(CapPressure("light")), limit(firm)).refused is not None


def test_the_first_limit_that_leaves_nothing_is_the_reason(rubbing: KnowledgeBase) -> None:
    verdict = after(rubbing, limit(Forbid(TRUE), rule="one"), limit(Forbid(TRUE), rule="other"))
    assert verdict.refused is not None
    assert verdict.refused.rule == "one"


def test_a_sentence_is_said_once(rubbing: KnowledgeBase) -> None:
    says = after(rubbing, limit(Say("Slowly."), rule="one"), limit(Say("Slowly."), Say("Softly."), rule="other")).says
    assert [(said.rule, said.text) for said in says] == [("one", "Slowly."), ("other", "Softly.")]


# Open questions


FORESEEN: list[tuple[tuple[Effect, ...], list[str]]] = [
    ((Forbid(TRUE),), ["forbid"]),
    ((Forbid(BY_PARTNER),), ["forbid"]),
    ((KeepGivers(frozenset({"self"})),), ["forbid"]),
    ((KeepPositions(frozenset({"lying"})),), ["position"]),
    ((KeepSurfaces(frozenset({"floor"})),), ["position"]),
    ((KeepPositions(frozenset({"standing"})),), ["forbid"]),
    ((KeepOff(frozenset({"loin"})),), ["keep-off"]),
    ((KeepOff(None),), ["keep-off"]),
    ((KeepOff(frozenset({"loin", "throat"})),), ["forbid"]),
    ((KeepOff(frozenset({"loin"})), KeepOff(frozenset({"throat"}))), ["forbid"]),
    ((CapMinutes(5),), ["cap"]),
    ((CapMinutes(4),), ["forbid"]),
    ((CapPressure("light"),), ["cap"]),
    ((CapPressure("firm"),), []),
    ((Say("Slowly."),), []),
    ((CapPressure("light"), Forbid(OneOf("pressure", ("firm",)))), ["cap"]),
    (
        (KeepPositions(frozenset({"lying"})), KeepOff(frozenset({"loin"})), CapMinutes(5)),
        ["position", "keep-off", "cap"],
    ),
]


@pytest.mark.parametrize(("effects", "noted"), FORESEEN)
def test_a_note_says_what_the_answer_would_do(
    rubbing: KnowledgeBase, effects: tuple[Effect, ...], noted: list[str]
) -> None:
    verdict = after(rubbing, limit(*effects, clause="it is so"))
    assert [note.effect for note in verdict.not_if] == noted
    assert all("it is so" in note.text for note in verdict.not_if)
    answered = after(rubbing, limit(*effects))
    assert (answered.refused is not None or answered.pressures.keys() != after(rubbing).pressures.keys()) == (
        "forbid" in noted
    )


def test_a_technique_that_pulls_on_all_of_its_places_is_refused_if_the_place_is_not_named_yet(
    rubbing: KnowledgeBase,
) -> None:
    assert [note.effect for note in after(rubbing, limit(KeepOff(None), clause="so"), of="pulling").not_if] == [
        "forbid"
    ]


@pytest.mark.parametrize("effect", ["forbid", "keep-off", "cap"])
def test_each_note_has_its_own_words(rubbing: KnowledgeBase, effect: str) -> None:
    words = {"forbid": "Not if so.", "keep-off": "Not there, if so.", "cap": "Gentler or differently if so."}
    by_effect: dict[str, Effect] = {
        "forbid": Forbid(TRUE),
        "keep-off": KeepOff(frozenset({"loin"})),
        "cap": CapMinutes(5),
    }
    (note,) = after(rubbing, limit(by_effect[effect], clause="so")).not_if
    assert (note.effect, note.text, note.rule, note.kind) == (effect, words[effect], "rule", "caution")


def test_until_an_answer_only_the_cap_acts(rubbing: KnowledgeBase) -> None:
    effects = (CapPressure("light"), Forbid(BY_PARTNER), KeepOff(frozenset({"loin"})), Say("Slowly."))
    verdict = after(rubbing, limit(*effects, clause="so"))
    assert verdict.pressures == {"self": "light", "partner": "light"}
    assert (verdict.keep_off, verdict.says) == ((), ())
    assert [change.open for change in verdict.changes] == [True]


def test_a_technique_that_is_too_strong_until_an_answer_says_so(tmp_path: Path) -> None:
    firm = small(tmp_path, techniques=[technique(by={"self": ["firm", "firm"]})])
    refused = after(firm, limit(CapPressure("light"), clause="so")).refused
    assert refused is not None
    assert refused.text == "Because. Until then it is too strong."


# What an entry writes


WRITTEN: dict[str, tuple[dict[str, Any], Effect]] = {
    "forbid": ({"forbid": {"means": ["hand"]}}, Forbid(Member("means", "hand"))),
    "cap_pressure": ({"cap-pressure": "light"}, CapPressure("light")),
    "cap_minutes": ({"cap-minutes": 5}, CapMinutes(5)),
    "cap_minutes_for": (
        {"cap-minutes": 5, "cap-minutes-for": {"effort": {"at-most": 3}}},
        CapMinutes(5, Between("effort", None, 3.0)),
    ),
    "position": ({"position": {"any-of": ["lying"]}}, KeepPositions(frozenset({"lying"}))),
    "surface": ({"surface": {"any-of": ["floor"]}}, KeepSurfaces(frozenset({"floor"}))),
    "by": ({"by": {"any-of": ["self"]}}, KeepGivers(frozenset({"self"}))),
    "keep_off": ({"keep-off": ["throat"]}, KeepOff(frozenset({"throat"}))),
    "keep_off_for": (
        {"keep-off": ["throat"], "keep-off-for": {"means": ["hand"]}},
        KeepOff(frozenset({"throat"}), Member("means", "hand")),
    ),
    "say": ({"say": "Slowly."}, Say("Slowly.")),
    "say_for": ({"say": "Slowly.", "say-for": {"means": ["hand"]}}, Say("Slowly.", Member("means", "hand"))),
}


def test_every_field_of_an_effect_is_tried() -> None:
    assert set(WRITTEN) == set(Effects.model_fields)


@pytest.mark.parametrize("field", WRITTEN)
def test_each_field_of_an_effect_changes_the_verdict_on_a_person_for_whom_the_rule_holds(
    tmp_path: Path, field: str
) -> None:
    written, effect = WRITTEN[field]
    knowledge = small(tmp_path, techniques=[RUBBING], cautions=[caution(do=written)])
    entry = knowledge.cautions["hot"]
    assert entry.do is not None
    assert effects_of(entry.do) == (effect,)
    ill, well = ([*limits_on(assess(knowledge, Case(("low",), {"fever": told})))] for told in (True, False))
    assert after(knowledge, *ill) != after(knowledge, *well)


def test_the_word_everything_forbids_every_technique(tmp_path: Path) -> None:
    knowledge = small(tmp_path, techniques=[RUBBING], cautions=[caution(class_="A", do={"forbid": "everything"})])
    entry = knowledge.cautions["hot"]
    assert entry.do is not None
    assert effects_of(entry.do) == (Forbid(TRUE),)
