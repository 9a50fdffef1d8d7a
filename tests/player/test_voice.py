"""Said aloud by what is there, and never waited for."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from backrelief.player.voice import SPEAKERS, Voice, speaker


def program(folder: Path, name: str, script: str) -> Path:
    """A program of that name."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_it_takes_the_first_that_the_system_has(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert speaker() is None
    for name in reversed(SPEAKERS):
        path = program(tmp_path, name, "true")
        assert speaker() == str(path)


def test_it_says_the_words_as_one_argument(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    voice = Voice(str(program(tmp_path, "say", f'printf "%s" "$#:$1" > {heard}')))
    voice.say("Left side, 1 minute.")
    end = time.monotonic() + 30
    while not (heard.exists() and heard.read_text()) and time.monotonic() < end:
        time.sleep(0.01)
    assert heard.read_text() == "1:Left side, 1 minute."
    voice.hush()


def test_it_is_not_waited_for_and_cut_off_by_what_is_new(tmp_path: Path) -> None:
    voice = Voice(str(program(tmp_path, "say", "exec sleep 30")))
    begun = time.monotonic()
    voice.say("One.")
    voice.say("Two.")
    voice.hush()
    assert time.monotonic() - begun < 15


def test_a_program_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    Voice(str(tmp_path / "gone")).say("Left side.")
