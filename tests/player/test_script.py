"""A script contains all of a routine and nothing else."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backrelief import Case, advise
from backrelief.advice.routine.compose import ComposedRoutine, as_written
from backrelief.advice.routine.plan import TimedStep
from backrelief.case.case import Wishes
from backrelief.lint.examine import load_knowledge
from backrelief.player.script import Script, script_of

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

KNOWLEDGE = load_knowledge()
ROUTINES = tuple(routine.id for routine in KNOWLEDGE.routines)


def covers(script: Script, routine: ComposedRoutine) -> bool:
    """Return whether every second and step of the routine is in the script, in order."""
    work = [(segment.side, segment.target, segment.seconds) for segment in script.segments if segment.kind == "work"]
    return sum(segment.seconds for segment in script.segments) == routine.total_seconds and work == [
        (step.side, step.target, step.seconds) for step in routine.steps
    ]


@pytest.mark.parametrize("routine", ROUTINES)
def test_the_script_of_every_routine_takes_as_long_as_the_routine(knowledge: KnowledgeBase, routine: str) -> None:
    written = as_written(knowledge, knowledge.routines[routine])
    assert covers(script_of(knowledge, written), written)


@settings(max_examples=25)
@given(
    routine=st.sampled_from(ROUTINES),
    minutes=st.integers(3, 40),
    side=st.sampled_from(["left", "right", "both", None]),
    first_time=st.booleans(),
)
def test_the_script_of_an_adapted_routine_takes_as_long_as_the_routine(
    routine: str, minutes: int, side: str | None, *, first_time: bool
) -> None:
    entry = KNOWLEDGE.routines[routine]
    finding = KNOWLEDGE.finding_for("side")
    assert finding is not None
    wishes = Wishes(by=entry.by, minutes=minutes, first_time=first_time)
    case = Case(areas=entry.areas, findings={finding.id: side} if side else {}, wishes=wishes)
    composed = advise(KNOWLEDGE, case, routine).routine
    if isinstance(composed, ComposedRoutine):
        assert covers(script_of(KNOWLEDGE, composed), composed)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ball-wall", "walking"]),
            st.sampled_from(["left", "right", "both", "middle"]),
            st.sampled_from([0, 10]),
            st.integers(5, 300),
            st.sampled_from([0, 5]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_the_script_of_any_steps_takes_as_long_as_the_steps(rows: list[tuple[str, str, int, int, int]]) -> None:
    steps = tuple(
        TimedStep("main", technique, "back", side, setup, seconds, rest, "none", "standing", "")
        for technique, side, setup, seconds, rest in rows
    )
    routine = ComposedRoutine("any", "Any", (), steps)
    script = script_of(KNOWLEDGE, routine)
    assert covers(script, routine)
    assert all(segment.seconds > 0 for segment in script.segments)


@pytest.fixture(scope="module")
def script(knowledge: KnowledgeBase) -> Script:
    return script_of(knowledge, as_written(knowledge, knowledge.routines["lower-back-quick"]))


def test_all_sides_of_a_technique_are_one_step(script: Script) -> None:
    steps = [(number, [*segments]) for number, segments in groupby(script.segments, key=lambda segment: segment.step)]
    assert [number for number, _ in steps] == list(range(1, script.steps + 1))
    ball = steps[2][1]
    assert [(segment.kind, segment.side) for segment in ball] == [
        ("ready", "left"),
        ("work", "left"),
        ("change", "right"),
        ("work", "right"),
        ("rest", "right"),
    ]


def test_every_segment_but_the_last_announces_what_comes_next(script: Script) -> None:
    assert all(segment.next for segment in script.segments[:-1])
    assert script.segments[-1].next == ""
    for segment, after in pairwise(script.segments):
        if segment.kind == "change":
            assert segment.next.startswith("Right side, ")
        if segment.kind == "rest":
            assert segment.next.startswith(after.name)


def test_the_words_of_a_step_begin_with_its_cue_and_end_with_when_to_stop(script: Script) -> None:
    ball = next(segment for segment in script.segments if segment.step == 3)
    assert ball.words[0].startswith("Soft ball, low to high")
    assert ball.words[-1].startswith("When to stop: ")
    assert ball.pressure.startswith("Moderate pressure at most (")


def test_a_side_that_follows_without_a_rest_is_a_turn(knowledge: KnowledgeBase) -> None:
    entry = knowledge.routines["lateral-hip-friendly"]
    work = [
        segment for segment in script_of(knowledge, as_written(knowledge, entry)).segments if segment.kind == "work"
    ]
    assert [(segment.side, segment.turns) for segment in work[:2]] == [("left", False), ("right", True)]


def test_control_codes_in_the_data_do_not_reach_the_terminal(knowledge: KnowledgeBase) -> None:
    step = TimedStep("main", "walking", "back", "both", 0, 60, 0, "none", "standing", "go \x1b[2J on")
    (work,) = script_of(knowledge, ComposedRoutine("any", "\x1b]0;", (), (step,))).segments
    assert "\x1b" not in "".join(work.words)
