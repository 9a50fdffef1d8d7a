"""The state machine: time, keys, pauses and their events."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrelief.player.session import LONGEST_TICK, Key, Session

from .scripts import SCRIPT, SECONDS

START = Session(SCRIPT)
KEYS: tuple[Key, ...] = ("pause", "next", "back", "more", "quit")


def after(session: Session, seconds: float, *, grain: float = 0.5) -> tuple[Session, list[str]]:
    """Return the session some seconds later, and the kinds of its events."""
    kinds: list[str] = []
    for _ in range(round(seconds / grain)):
        session, events = session.tick(grain)
        kinds += [event.kind for event in events]
    return session, kinds


def pressing(session: Session, *keys: Key) -> tuple[Session, list[str]]:
    """Return the session after the keys, and the kinds of its events."""
    kinds: list[str] = []
    for key in keys:
        session, events = session.press(key)
        kinds += [event.kind for event in events]
    return session, kinds


def test_a_session_without_keys_has_all_events_in_order_and_ends() -> None:
    end, kinds = after(START, SECONDS)
    assert [event.kind for event in START.begin()] == ["ready"]
    assert kinds == ["work", "half", "change", "work", "half", "rest", "ready", "work", "done"]
    assert end.ended == "done"
    assert end.worked == 150
    assert end.total_left == 0


def test_a_session_ends_exactly_on_time() -> None:
    almost, _ = after(START, SECONDS - 0.5)
    assert not almost.ended
    assert almost.tick(0.5)[0].ended == "done"


@given(st.lists(st.floats(0.01, LONGEST_TICK), max_size=80))
def test_no_time_is_lost_however_it_is_divided(ticks: list[float]) -> None:
    session = START
    for seconds in ticks:
        session, _ = session.tick(seconds)
    assert session.total_elapsed == pytest.approx(min(sum(ticks), SECONDS))


def test_the_clock_shows_the_seconds_that_are_left() -> None:
    assert START.seconds_left == 10
    assert after(START, 0.5)[0].seconds_left == 10
    assert after(START, 9.5)[0].seconds_left == 1
    assert after(START, 10)[0].seconds_left == 60


def test_a_pause_stops_the_time_and_the_same_key_goes_on() -> None:
    paused, kinds = pressing(after(START, 20)[0], "pause")
    assert kinds == ["paused"]
    assert after(paused, 100) == (paused, [])
    on, kinds = pressing(paused, "pause")
    assert kinds == ["on"]
    assert on.seconds_left == 50


def test_next_and_back_move_between_segments() -> None:
    work, kinds = pressing(START, "next")
    assert (work.segment.kind, kinds) == ("work", ["work"])
    begun = after(work, 10)[0]
    again, _ = pressing(begun, "back")
    assert (again.index, again.seconds_left) == (1, 60)
    assert pressing(again, "back")[0].index == 0
    assert pressing(START, "back")[0].index == 0


def test_next_in_the_last_segment_is_the_end() -> None:
    end, kinds = pressing(START, *(KEYS[1] for _ in SCRIPT.segments))
    assert end.ended == "done"
    assert kinds[-1] == "done"
    assert end.worked == 0, "what was skipped was not done"


def test_fifteen_more_seconds_are_added_only_to_this_segment() -> None:
    longer, kinds = pressing(after(START, 20)[0], "more")
    assert kinds == ["more"]
    assert longer.seconds_left == 65
    assert longer.total_left == after(START, 20)[0].total_left + 15
    following, _ = after(longer, 65)
    assert (following.segment.kind, following.seconds_left) == ("change", 5)
    assert following.worked == 75


def test_a_paused_session_stays_paused_when_moving_around() -> None:
    assert pressing(START, "pause", "next", "back", "more")[0].paused


def test_a_long_gap_pauses_the_session_and_is_not_counted() -> None:
    begun = after(START, 20)[0]
    slept, events = begun.tick(3600)
    assert slept.paused
    assert [event.kind for event in events] == ["slept"]
    assert slept.seconds_left == begun.seconds_left
    assert slept.worked == begun.worked


def test_quitting_ends_the_session_and_keeps_the_work_done() -> None:
    ended, kinds = pressing(after(START, 30)[0], "quit")
    assert (ended.ended, kinds) == ("quit", ["quit"])
    assert ended.worked == 20
    assert after(ended, 10) == (ended, [])
    assert pressing(ended, *KEYS) == (ended, [])


@given(st.lists(st.one_of(st.sampled_from(KEYS), st.floats(0, 20)), max_size=60))
def test_a_session_stays_valid_whatever_happens(moves: list[Key | float]) -> None:
    session = START
    for move in moves:
        session, events = session.press(move) if isinstance(move, str) else session.tick(move)
        assert 0 <= session.index < len(SCRIPT.segments)
        assert 0 <= session.elapsed <= session.length
        assert 0 <= session.seconds_left <= session.length
        assert session.ended in {"", "done", "quit"}
        assert all(event.segment in SCRIPT.segments for event in events)
