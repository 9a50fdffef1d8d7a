"""Sentences are spoken by a program of the system, in the background."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from backrelief.player.words import SPEAKERS, Voice, speaker


def program(folder: Path, name: str, script: str) -> Path:
    """Write a program with this name."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_first_speaker_that_is_installed_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert speaker() is None
    for name in reversed(SPEAKERS):
        path = program(tmp_path, name, "true")
        assert speaker() == str(path)


def test_the_words_are_one_argument(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    voice = Voice(str(program(tmp_path, "say", f'printf "%s" "$#:$1" > {heard}')))
    voice.say("Left side, 1 minute.")
    end = time.monotonic() + 30
    while not (heard.exists() and heard.read_text()) and time.monotonic() < end:
        time.sleep(0.01)
    assert heard.read_text() == "1:Left side, 1 minute."
    voice.hush()


def test_a_new_sentence_cuts_off_the_one_before_without_waiting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """If anything waited for the program, it would end by itself and not by a signal."""
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **more: Any) -> None:
            super().__init__(*arguments, **more)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    voice = Voice(str(program(tmp_path, "say", "exec sleep 30")))
    voice.say("One.")
    voice.say("Two.")
    voice.hush()
    assert [process.wait() for process in started] == [-signal.SIGTERM] * 2


def test_a_speaker_that_cannot_be_run_is_ignored(tmp_path: Path) -> None:
    Voice(str(tmp_path / "gone")).say("Left side.")
