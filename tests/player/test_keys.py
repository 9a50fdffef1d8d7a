"""Keys are read as a terminal sends them."""

from __future__ import annotations

import os
import pty
import sys
import termios
from collections.abc import Iterator

import pytest

from backrelief.player.keys import keys_in, single_keys


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        (" ", ["pause"]),
        ("p", ["pause"]),
        ("N", ["next"]),
        ("\x1b[C", ["next"]),
        ("\x1bOD", ["back"]),
        ("b", ["back"]),
        ("+", ["more"]),
        ("=", ["more"]),
        ("q", ["quit"]),
        ("\x1b", ["quit"]),
        ("\x1b[A\x1b[5~xyz\r", []),
        ("\x1b[1;5C", ["next"]),
        ("\x1bn", []),
        ("nn q", ["next", "next", "pause", "quit"]),
        ("n\x1b[D", ["next", "back"]),
    ],
)
def test_a_key_is_recognised(typed: str, keys: list[str]) -> None:
    assert [*keys_in(typed)] == keys


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Return the end of a terminal at which a person types; the other end is standard input."""
    hands, line = pty.openpty()
    with os.fdopen(line, "r") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        yield hands
    os.close(hands)


def test_keys_are_read_without_enter_and_the_terminal_is_restored(typing: int) -> None:
    before = termios.tcgetattr(sys.stdin.fileno())
    with single_keys() as read:
        assert read(0) is None
        os.write(typing, b"n+")
        assert [read(5), read(0)] == ["next", "more"]
        lflag = termios.tcgetattr(sys.stdin.fileno())[3]
        assert not lflag & (termios.ICANON | termios.ECHO)
        assert lflag & termios.ISIG, "Ctrl-C keeps its meaning"
    assert termios.tcgetattr(sys.stdin.fileno()) == before


def test_an_arrow_and_esc_alone_are_different_keys(typing: int) -> None:
    with single_keys() as read:
        os.write(typing, b"\x1b[C")
        assert read(5) == "next"
        os.write(typing, b"\x1b")
        assert read(5) == "quit"
