"""A session in calm lines."""

from __future__ import annotations

from backrelief.player.plain import Lines, at_once, line, spoken
from backrelief.player.session import Event, Session

from .scripts import SCRIPT

LINES = list(at_once(Session(SCRIPT)))


def test_one_line_for_each_thing_that_happens() -> None:
    assert LINES == [
        "Step 1 of 2. Get ready: Ball, left side. 10 seconds. Lean in lightly. Roll slowly. Light pressure.",
        "Left side, 1 minute.",
        "Half way.",
        "Change sides: now the right side. 5 seconds.",
        "Right side, 1 minute.",
        "Half way.",
        "Rest, 5 seconds. Next: Walk, 30 seconds.",
        "Step 2 of 2. Get ready: Walk. 10 seconds. Walk.",
        "Begin, 30 seconds.",
        "Done.",
    ]


def test_what_is_spoken_is_short_and_no_option_of_a_program() -> None:
    session = Session(SCRIPT)
    told = [*session.begin()]
    while not session.ended:
        session, events = session.tick(1)
        told += events
    said = [spoken(event) for event in told]
    assert all(one and len(one) < 60 and one[0].isalnum() for one in said)


def test_keys_are_answered_in_words() -> None:
    session = Session(SCRIPT)
    paused, (event,) = session.press("pause")
    assert line(SCRIPT, event) == "Paused."
    assert line(SCRIPT, paused.press("pause")[1][0]) == "On with it."
    assert line(SCRIPT, session.press("more")[1][0]) == "15 seconds more."
    assert line(SCRIPT, session.press("quit")[1][0]) == "Stopped."
    assert line(SCRIPT, session.tick(60)[1][0]).startswith("Paused, because")


def test_the_stage_of_lines_writes_each_event_and_redraws_nothing() -> None:
    written: list[str] = []
    stage = Lines(written.append)
    stage.enter()
    stage.show(Session(SCRIPT))
    stage.tell(Session(SCRIPT), Event("half", SCRIPT.segments[0]))
    stage.leave()
    assert written == ["Half way.\n"]
