"""Run the program on a real pseudo-terminal: wait for its prompts and type answers."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from .program import PATIENCE, environment

CTRL_C: Final = "\x03"
CTRL_D: Final = "\x04"
_QUIET: Final = 0.05
"""Seconds without output after which an unfinished line counts as a prompt."""
_TOO_MANY: Final = 60
"""More questions than any interview has."""
_LAUNCH: Final = """
import fcntl, os, signal, sys, termios
for number in signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM, signal.SIGTSTP:
    signal.signal(number, signal.SIG_DFL)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "backrelief", *sys.argv[1:]])
"""
"""Makes the pseudo-terminal the controlling one, so that Ctrl-C reaches the program as from a keyboard. Resets the
signals that the tests send, because some are ignored if the tests run in the background or under ``nohup``."""
_STYLE: Final = re.compile(r"\x1b\[[0-9;]*m")


def unstyled(text: str) -> str:
    """Remove the colours from the text."""
    return _STYLE.sub("", text)


class Terminal:
    """The program on its own pseudo-terminal."""

    def __init__(
        self,
        *arguments: str | Path,
        columns: int = 80,
        env: Mapping[str, str] | None = None,
        stderr: IO[bytes] | None = None,
    ) -> None:
        """Start the program; with ``stderr``, standard error goes to that file."""
        self.shown = ""
        """Everything that was shown, including what was typed."""
        self._answered = 0
        self._keyboard, line = pty.openpty()
        fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _LAUNCH, *map(str, arguments)],
                stdin=line,
                stdout=line,
                stderr=stderr or line,
                start_new_session=True,
                env=environment(env),
            )
        except BaseException:
            os.close(self._keyboard)
            raise
        finally:
            os.close(line)

    def __enter__(self) -> Self:
        """Return the terminal itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill the program if it still runs, and close the terminal."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._keyboard)

    def prompt(self) -> str | None:
        """Wait for a prompt; return what was shown since the last answer, or ``None`` if the program ended."""
        while self._take(timeout=_QUIET if self._at_prompt() else PATIENCE):
            pass
        return self.latest if self._at_prompt() else None

    @property
    def latest(self) -> str:
        """What was shown since the last answer, without the answer itself."""
        return self.shown[self._answered :]

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        self.press(f"{text}\n")
        while not self.latest.startswith(f"{text}\n") and self._take(timeout=PATIENCE):
            pass
        self._answered += len(text) + 1

    def press(self, keys: str) -> None:
        """Press keys, such as Ctrl-C."""
        self._answered = len(self.shown)
        os.write(self._keyboard, keys.encode())

    def end(self) -> int:
        """Wait for the end of the program, which may still print; return its exit code."""
        late = time.monotonic() + PATIENCE
        while time.monotonic() < late and self._take(timeout=PATIENCE):
            pass
        return self._process.wait(PATIENCE)

    def answer_all(self, reply: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
        """Answer every prompt with ``reply`` until the program ends; return the questions and answers."""
        said: list[tuple[str, str]] = []
        while (asked := self.prompt()) is not None:
            assert len(said) < _TOO_MANY, f"the questions do not end; the last one was:\n{asked}"
            said.append((asked, reply(asked)))
            self.type(said[-1][1])
        return tuple(said)

    def _at_prompt(self) -> bool:
        return bool(re.search(r"[:?>] $", self.latest.rpartition("\n")[2]))

    def _take(self, *, timeout: float) -> bool:
        """Read the available output; return false if the program ended or printed nothing in time."""
        ready, _, _ = select.select([self._keyboard], [], [], timeout)
        if not ready:
            if timeout == PATIENCE:
                message = f"nothing happened for {PATIENCE:g} seconds after:\n{self.shown[-2000:]}"
                raise TimeoutError(message)
            return False
        try:
            chunk = os.read(self._keyboard, 65536)
        except OSError:  # raised on Linux if the other end is closed
            return False
        self.shown += chunk.decode(errors="replace").replace("\r\n", "\n")
        return bool(chunk)
