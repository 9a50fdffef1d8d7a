"""Said aloud by a program that the system already has, and never waited for."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from typing import Final

SPEAKERS: Final = ("say", "spd-say", "espeak-ng")
"""macOS, a Linux desktop, and the speech program that many systems have."""


def speaker() -> str | None:
    """The first of the programs that is there."""
    return next((path for name in SPEAKERS if (path := shutil.which(name))), None)


class Voice:
    """Speaks one thing at a time; what is new cuts off what is still being said."""

    def __init__(self, program: str) -> None:
        """Speak with the program."""
        self._program = program
        self._speaking: subprocess.Popen[bytes] | None = None

    def say(self, words: str) -> None:
        """Begin to say it. That it cannot be said stops nothing."""
        self.hush()
        quiet = subprocess.DEVNULL
        with suppress(OSError):
            self._speaking = subprocess.Popen([self._program, words], stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603  # a program of the system, found by name, and no shell

    def hush(self) -> None:
        """Say no more."""
        if self._speaking is not None and self._speaking.poll() is None:
            self._speaking.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._speaking.wait(0.1)
        self._speaking = None
