"""The state machine, driven by steps: time, keys, pauses and what they tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrelief.player.session import LONGEST_TICK, Key, Session

from .scripts import SCRIPT

START = Session(SCRIPT)
KEYS: tuple[Key, ...] = ("pause", "next", "back", "more", "quit")


def after(session: Session, seconds: float, *, grain: float = 0.5) -> tuple[Session, list[str]]:
    """Return the session some seconds later, and its events."""
    told: list[str] = []
    for _ in range(round(seconds / grain)):
        session, events = session.tick(grain)
        told += [event.what for event in events]
    return session, told


def pressing(session: Session, *keys: Key) -> tuple[Session, list[str]]:
    """Return the session after the keys, and its events."""
    told: list[str] = []
    for key in keys:
        session, events = session.press(key)
        told += [event.what for event in events]
    return session, told


def test_a_session_that_nobody_touches_tells_everything_in_order_and_ends() -> None:
    end, told = after(START, SCRIPT.total_seconds)
    assert [event.what for event in START.begin()] == ["ready"]
    assert told == ["work", "half", "change", "work", "half", "rest", "ready", "work", "done"]
    assert end.ended == "done"
    assert end.worked == 150
    assert end.total_left == 0


def test_it_ends_neither_sooner_nor_later() -> None:
    almost, _ = after(START, SCRIPT.total_seconds - 0.5)
    assert not almost.ended
    assert almost.tick(0.5)[0].ended == "done"


@given(st.lists(st.floats(0.01, LONGEST_TICK), max_size=80))
def test_however_time_is_cut_none_of_it_is_lost(ticks: list[float]) -> None:
    session = START
    for seconds in ticks:
        session, _ = session.tick(seconds)
    assert session.total_gone == pytest.approx(min(sum(ticks), SCRIPT.total_seconds))


def test_the_clock_shows_the_seconds_that_are_left() -> None:
    assert START.seconds_left == 10
    assert after(START, 0.5)[0].seconds_left == 10
    assert after(START, 9.5)[0].seconds_left == 1
    assert after(START, 10)[0].seconds_left == 60


def test_a_pause_stops_the_time_and_the_same_key_goes_on() -> None:
    paused, told = pressing(after(START, 20)[0], "pause")
    assert told == ["paused"]
    assert after(paused, 100) == (paused, [])
    on, told = pressing(paused, "pause")
    assert told == ["on"]
    assert on.seconds_left == 50


def test_next_and_back_go_through_the_parts() -> None:
    work, told = pressing(START, "next")
    assert (work.segment.kind, told) == ("work", ["work"])
    begun = after(work, 10)[0]
    again, _ = pressing(begun, "back")
    assert (again.place, again.seconds_left) == (1, 60)
    assert pressing(again, "back")[0].place == 0
    assert pressing(START, "back")[0].place == 0


def test_next_in_the_last_part_is_the_end() -> None:
    end, told = pressing(START, *(KEYS[1] for _ in SCRIPT.segments))
    assert end.ended == "done"
    assert told[-1] == "done"
    assert end.worked == 0, "what was skipped was not done"


def test_fifteen_seconds_more_are_of_this_part_alone() -> None:
    longer, told = pressing(after(START, 20)[0], "more")
    assert told == ["more"]
    assert longer.seconds_left == 65
    assert longer.total_left == after(START, 20)[0].total_left + 15
    following, _ = after(longer, 65)
    assert (following.segment.kind, following.seconds_left) == ("change", 5)
    assert following.worked == 75


def test_what_was_paused_stays_so_while_one_looks_around() -> None:
    assert pressing(START, "pause", "next", "back", "more")[0].paused


def test_a_gap_is_a_pause_and_counts_for_nothing() -> None:
    begun = after(START, 20)[0]
    slept, events = begun.tick(3600)
    assert slept.paused
    assert [event.what for event in events] == ["slept"]
    assert slept.seconds_left == begun.seconds_left
    assert slept.worked == begun.worked


def test_quitting_ends_it_and_keeps_what_was_done() -> None:
    ended, told = pressing(after(START, 30)[0], "quit")
    assert (ended.ended, told) == ("quit", ["quit"])
    assert ended.worked == 20
    assert after(ended, 10) == (ended, [])
    assert pressing(ended, *KEYS) == (ended, [])


@given(st.lists(st.one_of(st.sampled_from(KEYS), st.floats(0, 20)), max_size=60))
def test_whatever_happens_it_stands_somewhere(moves: list[Key | float]) -> None:
    session = START
    for move in moves:
        session, events = session.press(move) if isinstance(move, str) else session.tick(move)
        assert 0 <= session.place < len(SCRIPT.segments)
        assert 0 <= session.gone <= session.length
        assert 0 <= session.seconds_left <= session.length
        assert session.ended in {"", "done", "quit"}
        assert all(event.segment in SCRIPT.segments for event in events)
