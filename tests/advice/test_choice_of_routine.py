"""A routine is built from the suggestions, or the curated one that meets the weighted criteria best is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from backrelief.advice.assess import assess
from backrelief.advice.rank import Suggestion
from backrelief.advice.routine.compose import compose
from backrelief.advice.routine.draft import Draft, NoRoutine, adapted, built_draft, curated_drafts, preference
from backrelief.advice.routine.plan import Planner
from backrelief.advice.select import select
from backrelief.case.case import Case, Wishes
from backrelief.knowledge.base import KnowledgeBase
from lint.small import BASE, caution, routine, small, technique

ACHE = BASE["conditions"][0]
CONDITIONS = [ACHE, ACHE | {"id": "strain", "when": "numb"}, ACHE | {"id": "sprain", "when": "fever"}]
LOW = {"id": "low", "name": "low back", "places": ["loin"], "default-condition": "ache"}
HIGH = {"id": "high", "name": "neck", "places": ["throat"]}


def easy(name: str, *phases: str, **changes: Any) -> dict[str, Any]:
    """Return a technique of a minute without pressure."""
    return technique(id=name, phases=list(phases), action=["rest"], by={"self": "none"}, **changes)


def suggestion(name: str) -> Suggestion:
    return Suggestion(name, 0, (), (), "self", "none", ("sitting",), (), None, (), (), (), ())


def planner(knowledge: KnowledgeBase, case: Case, *suggested: str) -> Planner:
    return Planner(select(assess(knowledge, case)), [suggestion(name) for name in suggested])


def steps(draft: Draft | None) -> list[tuple[str, str]]:
    assert draft is not None
    return [(plan.phase, plan.technique.id) for plan in draft.plans]


# Built from the suggestions


def test_every_step_of_a_built_routine_is_for_its_phase_and_comes_once(tmp_path: Path) -> None:
    techniques = [
        easy("stirring", "warm-up"),
        easy("kneading", "main"),
        easy("drumming", "main"),
        easy("breathing", "warm-up", "cool-down"),
        easy("lying-still", "warm-up", "cool-down"),
    ]
    knowledge = small(tmp_path, techniques=techniques)
    planned = planner(knowledge, Case(("low",)), "breathing", "kneading", "drumming", "stirring")
    assert steps(built_draft(planned)) == [
        ("warm-up", "breathing"),
        ("main", "drumming"),
        ("main", "kneading"),
        ("cool-down", "lying-still"),
    ]


def test_without_a_step_for_one_of_the_phases_no_routine_is_built(tmp_path: Path) -> None:
    knowledge = small(tmp_path, techniques=[easy("stirring", "warm-up"), easy("kneading", "main")])
    assert built_draft(planner(knowledge, Case(("low",)), "kneading", "stirring")) is None


def test_a_technique_that_cannot_be_a_step_makes_room_for_the_next(tmp_path: Path) -> None:
    techniques = [
        easy("rolling", "warm-up", "main", "cool-down", tools=[["ball"]]),
        easy("kneading", "warm-up", "main", "cool-down"),
        easy("stirring", "warm-up"),
        easy("lying-still", "cool-down"),
    ]
    knowledge = small(tmp_path, techniques=techniques)
    assert steps(built_draft(planner(knowledge, Case(("low",)), "rolling", "kneading"))) == [
        ("warm-up", "stirring"),
        ("main", "kneading"),
        ("cool-down", "lying-still"),
    ]


def test_if_no_routine_can_be_made_the_reason_is_that_nothing_fits(tmp_path: Path) -> None:
    knowledge = small(tmp_path, techniques=[easy("kneading", "main")])
    planned = planner(knowledge, Case(("low",)), "kneading")
    none = compose(planned.selection, planned.suggestions)
    assert isinstance(none, NoRoutine)
    assert none.why == "nothing-fits"
    assert none.text.startswith("No timed routine")


@pytest.mark.parametrize(("minutes", "most"), [(1, 1), (5, 1), (6, 2), (120, 8)])
def test_a_built_routine_has_a_main_step_for_every_three_minutes_and_eight_at_most(
    tmp_path: Path, minutes: int, most: int
) -> None:
    main = [easy(f"turning-{number}", "main") for number in range(10)]
    knowledge = small(tmp_path, techniques=[*main, easy("stirring", "warm-up"), easy("lying-still", "cool-down")])
    case = Case(("low",), wishes=Wishes(minutes=minutes))
    built = steps(built_draft(planner(knowledge, case, *(entry["id"] for entry in main))))
    assert [name for phase, name in built if phase == "main"] == [f"turning-{number}" for number in range(most)]


def test_a_quick_routine_takes_the_shortest_techniques(tmp_path: Path) -> None:
    dose = {"seconds": 300, "at-least": 240, "at-most": 400, "often": "Daily."}
    ends = [easy("stirring", "warm-up"), easy("lying-still", "cool-down")]
    knowledge = small(tmp_path, techniques=[easy("kneading", "main", dose=dose), easy("drumming", "main"), *ends])
    planned = planner(knowledge, Case(("low",), wishes=Wishes(minutes=5)), "kneading", "drumming")
    assert ("main", "kneading") in steps(built_draft(planned))
    assert ("main", "drumming") in steps(built_draft(planned, quick=True))


def test_a_main_step_that_would_repeat_the_one_before_is_passed_over(tmp_path: Path) -> None:
    rubbed = [technique(id=name) for name in ("rubbing-down", "rubbing-up")]
    ends = [easy("stirring", "warm-up"), easy("lying-still", "cool-down")]
    knowledge = small(tmp_path, techniques=[*rubbed, easy("kneading", "main"), *ends])
    planned = planner(knowledge, Case(("low",), wishes=Wishes(minutes=6)), "rubbing-down", "rubbing-up", "kneading")
    assert [name for phase, name in steps(built_draft(planned)) if phase == "main"] == ["rubbing-down", "kneading"]


# Curated


def preferred(folder: Path, basis: str, case: Case, routines: Mapping[str, dict[str, Any]], **kinds: Any) -> list[str]:
    """Return the ids of the drafts, the preferred first, if only one criterion counts.

    Of equals the built one comes first, so that what favours it counts against it here.
    """
    parts = [("warm-up", "stirring"), ("main", "kneading"), ("cool-down", "lying-still")]
    written = [{"phase": phase, "technique": name, "seconds": 60} for phase, name in parts]
    techniques = [easy(name, phase, touches=["loin" if phase == "main" else "throat"]) for phase, name in parts]
    knowledge = small(
        folder,
        areas=[LOW, HIGH],
        conditions=CONDITIONS,
        techniques=techniques,
        routines=[routine(*written, id=name, **changes) for name, changes in routines.items()],
        routine_weights=[
            {"id": basis, "weight": -1 if basis.startswith("built") else 1, "text": "It counts.", "sources": ["book"]}
        ],
        **kinds,
    )
    planned = planner(knowledge, case, "kneading")
    drafts = [*curated_drafts(planned), built_draft(planned)]
    ordered = sorted((one for one in drafts if one is not None), key=lambda one: preference(planned, one))
    return ["built" if one.routine is None else one.routine.id for one in ordered]


NUMB = Case(("low",), {"numb": True})
BALL, STICK = {"tools": [["ball"]]}, {"tools": [["stick"]]}


@pytest.mark.parametrize(
    ("basis", "case", "routines", "order"),
    [
        ("built", NUMB, {"a": {}, "b": {}}, ["a", "b", "built"]),
        ("built-on-the-sore-area", NUMB, {"a": {}}, ["a", "built"]),
        ("same-areas", NUMB, {"a": {"areas": ["low", "high"]}, "b": {}}, ["b", "a", "built"]),
        ("meant-for-the-condition", NUMB, {"a": {"for": ["ache"]}, "b": {"for": ["strain"]}}, ["b", "built", "a"]),
        (
            "meant-for-the-condition",
            NUMB,
            {"a": {"for": ["sprain", "strain"]}, "b": {"for": ["strain", "sprain"]}},
            ["b", "a", "built"],
        ),
        (
            "meant-for-the-condition",
            Case(("low",), {"numb": True, "fever": True}),
            {"a": {"for": ["strain"]}, "b": {"for": ["strain", "sprain"]}},
            ["b", "a", "built"],
        ),
        (
            "near-the-minutes",
            NUMB,
            {"a": {"minutes": 4}, "b": {"minutes": 11}, "c": {"minutes": 20}},
            ["b", "c", "a", "built"],
        ),
        ("tool-asked", Case(("low",), wishes=Wishes(tools=("stick",))), {"a": BALL, "b": STICK}, ["b", "built", "a"]),
        ("tool-missing", Case(("low",), wishes=Wishes(tools=("stick",))), {"a": STICK, "b": BALL}, ["b", "built", "a"]),
    ],
)
def test_each_criterion_prefers_the_routine_that_meets_it(
    tmp_path: Path, basis: str, case: Case, routines: dict[str, dict[str, Any]], order: list[str]
) -> None:
    found = preferred(tmp_path, basis, case, routines, tools=[{"id": "stick", "name": "stick"}])
    assert found == order


LOIN = {
    "id": "loin-muscle",
    "name": "loin muscle",
    "lay-name": "loin",
    "areas": ["low"],
    "places": ["loin"],
    "where": "There.",
    "find": "Feel.",
    "referral": "There.",
    "avoid": "Bone.",
    "sources": ["book"],
}
SLOW = {"seconds": 400, "at-least": 200, "at-most": 500, "often": "Daily."}


@pytest.mark.parametrize(
    ("others", "stand_in"),
    [
        ([easy("kneading", "main")], "kneading"),
        ([easy("kneading", "main"), easy("tapping", "main", targets=["loin-muscle"])], "tapping"),
        ([easy("kneading", "main"), easy("tapping", "main", tools=[["ball"]], targets=["loin-muscle"])], "kneading"),
        ([easy("tapping", "main", tools=[["ball"]], targets=["loin-muscle"])], "tapping"),
        ([easy("tapping", "main", touches=["throat"]), easy("kneading", "main")], "kneading"),
        ([easy("tapping", "main", touches=["throat"])], None),
        ([easy("tapping", "warm-up"), easy("kneading", "main")], "kneading"),
        ([easy("tapping", "warm-up")], None),
        ([easy("tapping", "main", dose=SLOW), easy("kneading", "main")], "kneading"),
        ([easy("turning", "main")], None),
        ([], None),
    ],
)
def test_a_step_that_cannot_be_done_is_replaced_by_the_suggestion_most_like_it(
    tmp_path: Path, others: list[dict[str, Any]], stand_in: str | None
) -> None:
    parts = [("warm-up", "stirring"), ("main", "turning"), ("main", "pressing"), ("cool-down", "lying-still")]
    given = {
        "stirring": easy("stirring", "warm-up"),
        "turning": easy("turning", "main"),
        "pressing": technique(id="pressing", action=["press"], targets=["loin-muscle"]),
        "lying-still": easy("lying-still", "cool-down"),
    }
    knowledge = small(
        tmp_path,
        actions=[{"id": "press", "name": "pressing"}],
        muscles=[LOIN],
        tools=[{"id": "ball", "name": "ball", "stand-in": "A rolled sock."}],
        techniques=list((given | {entry["id"]: entry for entry in others}).values()),
        routines=[routine(*({"phase": phase, "technique": name} for phase, name in parts))],
        cautions=[caution(do={"forbid": {"action": ["press"]}})],
    )
    planned = planner(knowledge, Case(("low",), {"fever": True}), *(entry["id"] for entry in others))
    draft = adapted(planned, knowledge.routines["short"])
    assert isinstance(draft, Draft)
    assert [(one.what, one.technique, one.by, one.reason.rule) for one in draft.adaptations] == [
        ("replaced" if stand_in else "dropped", "pressing", stand_in, "hot")
    ]
    assert [(one.technique, one.reason.rule) for one in draft.left_out] == [("pressing", "hot")]
    expected = [(phase, stand_in if name == "pressing" else name) for phase, name in parts]
    assert steps(draft) == [(phase, name) for phase, name in expected if name is not None]
    assert draft.kept == 3 / 4
