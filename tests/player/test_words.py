"""A session is written as lines of text."""

from __future__ import annotations

from backrelief.player.session import Session
from backrelief.player.words import at_once, brief, line, wrapped

from .scripts import SCRIPT

LINES = list(at_once(Session(SCRIPT)))


def test_each_event_is_one_line() -> None:
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


def test_spoken_sentences_are_short_and_cannot_be_read_as_options() -> None:
    session = Session(SCRIPT)
    events = [*session.begin()]
    while not session.ended:
        session, more = session.tick(1)
        events += more
    sentences = [brief(event) for event in events]
    assert all(sentence and len(sentence) < 60 and sentence[0].isalnum() for sentence in sentences)


def test_every_key_is_answered_in_words() -> None:
    session = Session(SCRIPT)
    paused, (event,) = session.press("pause")
    assert line(SCRIPT, event) == "Paused."
    assert line(SCRIPT, paused.press("pause")[1][0]) == "On with it."
    assert line(SCRIPT, session.press("more")[1][0]) == "15 seconds more."
    assert line(SCRIPT, session.press("quit")[1][0]) == "Stopped."
    assert line(SCRIPT, session.tick(60)[1][0]).startswith("Paused, because")


def test_a_line_is_wrapped_only_at_a_width() -> None:
    assert wrapped("Half way.", None) == "Half way.\n"
    assert wrapped("Change sides: now the right side.", 20) == "Change sides: now\n  the right side.\n"
