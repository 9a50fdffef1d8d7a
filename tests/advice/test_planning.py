"""Planning: times that fit, a calm order, sides that are spelled out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from backrelief.advice.advise import advise
from backrelief.advice.assess import assess
from backrelief.advice.reasons import Reason
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine, as_written
from backrelief.advice.routine.draft import curated_drafts
from backrelief.advice.routine.order import settled, unrest
from backrelief.advice.routine.plan import Plan, Planner, fit_minutes, on_the_clock, position_changes, spell_out_sides
from backrelief.advice.select import select
from backrelief.advice.verdict import Verdict
from backrelief.case.case import Case, Wishes
from backrelief.knowledge.base import KnowledgeBase
from lint.small import caution, routine, small, technique


@pytest.fixture(scope="module")
def rubbing(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    kneading = technique(id="kneading", action=["rest"])
    return small(tmp_path_factory.mktemp("plans"), techniques=[technique(), kneading])


def plan(knowledge: KnowledgeBase, name: str = "rubbing", **changes: Any) -> Plan:
    """Return a plan of a minute that can take from 30 to 90 seconds, on one side, sitting."""
    usual = Plan(
        phase="main",
        technique=knowledge.techniques[name],
        target="loin",
        sides=("middle",),
        usual=60,
        seconds=60,
        least=30,
        most=90,
        rest=0,
        pressure="light",
        positions=("sitting",),
        cue="Slowly.",
    )
    return replace(usual, **changes)


# Minutes

SETUP = 10
"""The seconds of getting ready that a step of the small knowledge takes."""


def named(plans: tuple[Plan, ...]) -> list[str]:
    return [plan.target for plan in plans]


def test_steps_that_fit_stay_as_they_are(rubbing: KnowledgeBase) -> None:
    plans = [plan(rubbing, target="a"), plan(rubbing, target="b")]
    assert fit_minutes(plans, 2 * (SETUP + 60), stretch=False) == (tuple(plans), ())
    assert fit_minutes(plans, 1000, stretch=False) == (tuple(plans), ())


def test_steps_are_shortened_evenly_before_any_goes(rubbing: KnowledgeBase) -> None:
    plans = [plan(rubbing, target="a"), plan(rubbing, target="b", usual=80, seconds=80)]
    kept, gone = fit_minutes(plans, 2 * SETUP + 30 + 30 + 40, stretch=False)
    assert gone == ()
    assert [one.seconds for one in kept] == [45, 55]
    assert [one.cue for one in kept] == ["", ""], "a cue counts for the time as written"


def test_times_are_rounded_down_to_five_seconds(rubbing: KnowledgeBase) -> None:
    kept, _ = fit_minutes([plan(rubbing)], SETUP + 58, stretch=False)
    assert [one.seconds for one in kept] == [55]


def test_steps_grow_up_to_their_most_if_there_are_minutes_to_fill(rubbing: KnowledgeBase) -> None:
    assert fit_minutes([plan(rubbing)], SETUP + 75, stretch=True)[0][0].seconds == 75
    assert fit_minutes([plan(rubbing)], 1000, stretch=True)[0][0].seconds == 90
    assert fit_minutes([plan(rubbing)], SETUP + 45, stretch=True)[0][0].seconds == 45


def test_steps_that_fill_the_minutes_exactly_keep_their_times(rubbing: KnowledgeBase) -> None:
    plans = (plan(rubbing, target="a", least=32), plan(rubbing, target="b"))
    assert fit_minutes(plans, 2 * (SETUP + 60), stretch=True) == (plans, ())


def test_the_last_main_step_goes_first_then_all_but_one_of_the_others(rubbing: KnowledgeBase) -> None:
    plans = [
        plan(rubbing, phase="warm-up", target="w1"),
        plan(rubbing, phase="warm-up", target="w2"),
        plan(rubbing, target="m1"),
        plan(rubbing, target="m2"),
        plan(rubbing, phase="cool-down", target="c1"),
        plan(rubbing, phase="cool-down", target="c2"),
    ]
    least = SETUP + 30
    expected = {
        6: [],
        5: ["m2"],
        4: ["w2", "m2"],
        3: ["c2", "w2", "m2"],
        2: ["w1", "w2", "m1", "m2", "c1", "c2"],
    }
    for number, gone in expected.items():
        kept, out = fit_minutes(plans, number * least, stretch=False)
        assert named(out) == gone
        assert len(kept) == (0 if number == 2 else 6 - len(gone))


def test_both_sides_and_rests_count(rubbing: KnowledgeBase) -> None:
    sided = plan(rubbing, sides=("left", "right"), rest=5)
    assert sided.total(60) == SETUP + 2 * (60 + 5)
    assert fit_minutes([sided], SETUP + 2 * 65, stretch=False)[0] == (sided,)
    assert fit_minutes([sided], SETUP + 2 * 65 - 1, stretch=False)[0][0].seconds == 55


# Sides


@pytest.mark.parametrize(
    ("written", "sore", "sides"),
    [
        (["middle"], "left", ("middle",)),
        (["both"], None, ("both",)),
        (["left"], "right", ("left",)),
        (["each"], None, ("left", "right")),
        (["each"], "right", ("right",)),
        (["each"], "both", ("left", "right")),
        (["sore"], "left", ("left",)),
        (["sore"], None, ("left", "right")),
        (["other"], "left", ("right",)),
        (["other"], "right", ("left",)),
        (["other"], "changes", ("left", "right")),
        (["sore", "other"], "right", ("right", "left")),
        (["sore", "other"], None, ("left", "right")),
        (["tight"], "left", ("left",)),
        (["upper-side"], "left", ("left",)),
        (["upper-side"], None, ("both",)),
        (["right", "each"], None, ("right", "left")),
    ],
)
def test_sides_are_spelled_out(written: list[str], sore: str | None, sides: tuple[str, ...]) -> None:
    assert spell_out_sides(written, sore) == sides


def test_a_plan_becomes_one_timed_step_for_each_side_and_is_set_up_once(rubbing: KnowledgeBase) -> None:
    steps = on_the_clock([plan(rubbing, sides=("left", "right"), rest=5)])
    assert [(step.side, step.setup, step.seconds, step.rest) for step in steps] == [
        ("left", SETUP, 60, 5),
        ("right", 0, 60, 5),
    ]
    assert [step.total for step in steps] == [SETUP + 65, 65]


def test_a_cue_is_given_only_in_the_position_that_it_is_about(rubbing: KnowledgeBase) -> None:
    sitting, lying, any_position = ("sitting", "lying", None)
    cues = [on_the_clock([plan(rubbing, cue_position=position)])[0].cue for position in (sitting, lying, any_position)]
    assert cues == ["Slowly.", "", "Slowly."]


# Order


def test_a_position_is_kept_for_as_long_as_every_step_allows_it(rubbing: KnowledgeBase) -> None:
    plans = [
        plan(rubbing, positions=("sitting", "lying")),
        plan(rubbing, positions=("lying", "sitting")),
        plan(rubbing, positions=("lying",)),
        plan(rubbing, positions=("sitting",)),
    ]
    assert [step.position for step in on_the_clock(plans)] == ["lying", "lying", "lying", "sitting"]
    assert position_changes(plans) == 1
    assert position_changes(plans[:2]) == 0


def test_the_position_that_the_steps_name_first_is_chosen(rubbing: KnowledgeBase) -> None:
    both = [plan(rubbing, positions=("sitting", "lying")), plan(rubbing, positions=("sitting", "lying"))]
    assert [step.position for step in on_the_clock(both)] == ["sitting", "sitting"]


def test_the_same_muscle_is_not_pressed_twice_in_a_row_in_the_same_way(rubbing: KnowledgeBase) -> None:
    one, other = plan(rubbing, target="a"), plan(rubbing, target="b")
    assert unrest([one, one], 10) == 1
    assert unrest([one, other], 10) == 0
    assert unrest([one, plan(rubbing, target="a", pressure="none")], 10) == 0
    assert unrest([one, plan(rubbing, "kneading", target="a")], 10) == 0
    assert settled([one, one, other], 10) == ((one, other, one), ())


def test_a_step_moves_within_its_phase_only(rubbing: KnowledgeBase) -> None:
    warm = plan(rubbing, phase="warm-up", target="a")
    main = [plan(rubbing, target="a"), plan(rubbing, target="b")]
    kept, gone = settled([warm, *main], 10)
    assert [one.phase for one in kept] == ["warm-up", "main", "main"]
    assert named(kept) == ["a", "b", "a"]
    assert gone == ()


def test_two_changes_of_position_in_ten_minutes_are_calm(rubbing: KnowledgeBase) -> None:
    places = [plan(rubbing, target=str(n), positions=(("sitting", "lying")[n % 2],)) for n in range(5)]
    assert position_changes(places) == 4
    assert unrest(places, 10) == 2
    assert unrest(places, 5) == 2
    assert unrest(places, 20) == 0
    kept, gone = settled(places, 10)
    assert (unrest(kept, 10), gone) == (0, ())
    assert len(kept) == 5


def test_the_last_main_step_that_helps_goes_if_no_order_is_calm(rubbing: KnowledgeBase) -> None:
    same = [plan(rubbing, target="a", cue=str(n)) for n in range(3)]
    kept, gone = settled(same, 10)
    assert [one.cue for one in kept] == ["0"]
    assert [one.cue for one in gone] == ["1", "2"]


def test_a_step_whose_going_would_calm_nothing_stays(rubbing: KnowledgeBase) -> None:
    same = [plan(rubbing, target="a", cue=str(n)) for n in range(3)]
    other = plan(rubbing, target="b", cue="other")
    kept, gone = settled([*same, other], 10)
    assert [one.target for one in kept] == ["a", "b", "a"]
    assert [one.target for one in gone] == ["a"]
    ends = [plan(rubbing, phase=phase, target="a", cue=phase) for phase in ("warm-up", "cool-down")]
    kept, gone = settled([ends[0], same[0], other, ends[1]], 10)
    assert [one.cue for one in kept] == ["warm-up", "other", "cool-down"]
    assert [one.cue for one in gone] == ["0"]


def test_the_warm_up_and_the_cool_down_keep_a_step(rubbing: KnowledgeBase) -> None:
    same = [plan(rubbing, phase=phase, target="a") for phase in ("warm-up", "main", "cool-down")]
    assert settled(same, 10) == (tuple(same), ())


# Caps


ROUTINE = routine(
    {"phase": "warm-up", "technique": "resting", "seconds": 30},
    {"phase": "main", "technique": "rubbing", "seconds": 240},
    {"phase": "main", "technique": "rubbing", "seconds": 240, "cue": "Again."},
    {"phase": "cool-down", "technique": "resting", "seconds": 30},
    minutes=15,
)
LONG = technique(
    phases=["main"],
    targets=["loin-muscle"],
    dose={"seconds": 240, "at-least": 20, "at-most": 400, "setup": 0, "often": "Daily."},
)
RESTING = technique(id="resting", phases=["warm-up", "cool-down"], action=["rest"], by={"self": "none"}, touches=[])
MUSCLE = {
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


def led(folder: Path, wishes: Wishes | None = None, do: dict[str, Any] | None = None) -> ComposedRoutine | NoRoutine:
    """Return the short routine for a person for whom a caution with these effects holds."""
    knowledge = small(
        folder,
        techniques=[LONG, RESTING],
        muscles=[MUSCLE],
        routines=[ROUTINE],
        cautions=[caution(do=do or {"say": "Softly."})],
        levels=LEVELS,
    )
    return advise(knowledge, Case(("low",), {"fever": True}, wishes or Wishes(pressure="firm")), "short").routine


LEVELS = [
    {"id": level, "headline": "It is so.", "advice": ["Do it."], "sign": "!", "exit-code": 0}
    for level in ("open", "clear", "care", "soon", "today", "emergency")
]


def test_a_caution_that_holds_says_what_to_do_instead(tmp_path: Path) -> None:
    knowledge = small(tmp_path, cautions=[caution(adaptation=["Lie down.", "Drink."])], levels=LEVELS)
    (held,) = advise(knowledge, Case(("low",), {"fever": True})).cautions
    assert held == Reason("hot", "A body with fever needs rest. Lie down. Drink.", ("fever",), ("book",))
    plain = small(tmp_path, cautions=[caution()], levels=LEVELS)
    (held,) = advise(plain, Case(("low",), {"fever": True})).cautions
    assert held.text == "A body with fever needs rest."


def test_a_cap_of_minutes_is_shared_by_all_steps_and_sides_of_a_technique(tmp_path: Path) -> None:
    free, capped = led(tmp_path), led(tmp_path, do={"cap-minutes": 2})
    assert isinstance(free, ComposedRoutine)
    assert isinstance(capped, ComposedRoutine)
    rubbed = [[step.seconds for step in one.steps if step.technique == "rubbing"] for one in (free, capped)]
    assert sum(rubbed[1]) <= 2 * 60 < sum(rubbed[0])
    assert rubbed[1] == [60]


def test_the_same_step_twice_in_a_row_loses_one(tmp_path: Path) -> None:
    free = led(tmp_path)
    assert isinstance(free, ComposedRoutine)
    assert (free.id, free.name) == ("short", "Short")
    assert [step.technique for step in free.steps] == ["resting", "rubbing", "resting"]
    assert [(one.what, one.technique, one.reason.rule) for one in free.adaptations] == [
        ("dropped", "rubbing", "calm-order")
    ]


def test_a_routine_of_which_too_little_is_left_says_what_is_left_out_and_why(tmp_path: Path) -> None:
    none = led(tmp_path, do={"forbid": {"action": ["rub"]}})
    assert isinstance(none, NoRoutine)
    assert (none.why, none.text) == ("too-little-left", "Nothing is left of its main steps.")
    assert [(step.technique, step.reason.rule) for step in none.left_out] == [("rubbing", "hot")]


def test_a_routine_for_another_giver_says_whom_it_is_for(tmp_path: Path) -> None:
    none = led(tmp_path, Wishes(by="partner"))
    assert none == NoRoutine("other-giver", "It is made for: self.")


def test_a_routine_that_cannot_be_made_short_enough_says_so(tmp_path: Path) -> None:
    none = led(tmp_path, Wishes(minutes=1, pressure="firm"))
    assert isinstance(none, NoRoutine)
    assert (none.why, none.text) == ("too-long", "What is left does not fit into 1 minute.")


# Who may do a step


def planner(knowledge: KnowledgeBase, case: Case) -> Planner:
    return Planner(select(assess(knowledge, case)), ())


@pytest.mark.parametrize(
    ("changes", "case", "reason"),
    [
        ({"by": {"partner": ["light", "firm"]}}, Case(("low",)), Reason("wish-by", "It is not for: self.")),
        (
            {"by": {"therapist": ["light", "firm"]}, "referral-only": True},
            Case(("low",), wishes=Wishes(by="therapist")),
            Reason("referral-only", "It is given by a professional."),
        ),
        (
            {"touches": ["loin", "throat"]},
            Case(("low",), {"fever": True}),
            Reason("hot", "A body with fever needs rest.", ("fever",), ("book",)),
        ),
        (
            {"tools": [["ball", "stick"]]},
            Case(("low",)),
            Reason("wish-tool", "It needs what you did not name: ball or stick."),
        ),
        ({"tools": [["ball", "stick"]]}, Case(("low",), wishes=Wishes(tools=("stick",))), None),
        ({"touches": ["loin", "throat"]}, Case(("low",), {"fever": False}), None),
        ({"by": {"partner": ["light", "firm"]}}, Case(("low",), wishes=Wishes(by="partner")), None),
    ],
)
def test_a_technique_is_a_timed_step_for_whom_and_where_it_can_be_done(
    tmp_path: Path, changes: dict[str, Any], case: Case, reason: Reason | None
) -> None:
    knowledge = small(
        tmp_path,
        techniques=[technique(**changes)],
        tools=[{"id": "stick", "name": "stick"}],
        cautions=[caution(do={"keep-off": ["throat"]})],
    )
    released = planner(knowledge, case).released(knowledge.techniques["rubbing"])
    assert isinstance(released, Verdict) if reason is None else released == reason


# Where a step works


@pytest.mark.parametrize(
    ("targets", "case", "target"),
    [
        (["neck-muscle", "loin-muscle"], Case(("low",)), "loin-muscle"),
        (["neck-muscle", "loin-muscle"], Case(("high",)), "neck-muscle"),
        (["neck-muscle", "loin-muscle"], Case(), "neck-muscle"),
        (["neck-muscle", {"at": "loin"}], Case(("low",)), "loin"),
        ([{"at": "throat"}, "loin-muscle"], Case(("low",)), "loin-muscle"),
        (["loin-muscle", "neck-muscle"], Case(("low",), {"fever": True}), "neck-muscle"),
        ([{"at": "loin"}, "neck-muscle"], Case(("low",), {"fever": True}), "neck-muscle"),
        (["loin-muscle"], Case(("low",), {"fever": True}), "throat"),
        ([], Case(("high",)), "loin"),
    ],
)
def test_a_step_works_on_the_first_target_that_is_sore_and_may_be_worked(
    tmp_path: Path, targets: list[Any], case: Case, target: str
) -> None:
    knowledge = small(
        tmp_path,
        areas=[{"id": "high", "name": "neck", "places": ["throat"]}],
        muscles=[MUSCLE, {**MUSCLE, "id": "neck-muscle", "areas": ["high"], "places": ["throat"]}],
        techniques=[technique(areas=["low", "high"], touches=["loin", "throat"], targets=targets)],
        cautions=[caution(do={"keep-off": ["loin"]})],
    )
    planned, entry = planner(knowledge, case), knowledge.techniques["rubbing"]
    verdict = planned.selection.verdict(entry)
    assert isinstance(verdict, Verdict)
    assert planned.target(entry, verdict) == target


# Curated routines


@pytest.mark.parametrize(("numb", "offered"), [(True, ["short"]), (None, ["short"]), (False, [])])
def test_a_routine_is_offered_unless_its_criterion_is_false(
    tmp_path: Path, offered: list[str], *, numb: bool | None
) -> None:
    low = {"id": "low", "name": "low back", "places": ["loin"], "default-condition": "ache"}
    knowledge = small(
        tmp_path,
        areas=[low],
        techniques=[LONG, RESTING],
        muscles=[MUSCLE],
        routines=[{**ROUTINE, "when": "numb"}],
    )
    case = Case(("low",), {} if numb is None else {"numb": numb})
    drafts = curated_drafts(planner(knowledge, case))
    assert [draft.routine.id for draft in drafts if draft.routine is not None] == offered


def test_a_routine_as_written_takes_the_time_that_its_steps_take(tmp_path: Path) -> None:
    knowledge = small(tmp_path, techniques=[LONG, RESTING], muscles=[MUSCLE], routines=[ROUTINE])
    written = as_written(knowledge, knowledge.routines["short"])
    assert [(step.technique, step.setup, step.seconds) for step in written.steps] == [
        ("resting", 10, 30),
        ("rubbing", 0, 240),
        ("rubbing", 0, 240),
        ("resting", 10, 30),
    ]
    assert (written.total_seconds, written.minutes, written.adapted) == (560, 9.3, False)
    entry = knowledge.routines["short"]
    assert (written.id, written.name) == (entry.id, entry.name)
    assert (written.aftercare, written.ask_first) == (entry.aftercare, entry.ask_first)


def test_a_routine_that_nobody_can_do_is_a_mistake_of_the_knowledge(tmp_path: Path) -> None:
    knowledge = small(tmp_path, techniques=[LONG, RESTING], muscles=[MUSCLE], routines=[{**ROUTINE, "by": "partner"}])
    with pytest.raises(ValueError, match="nobody can do the routine short"):
        as_written(knowledge, knowledge.routines["short"])
