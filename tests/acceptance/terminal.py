"""A person at a terminal: a real pseudo-terminal, waited on and typed into."""

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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from .program import PATIENCE, environment

CTRL_C: Final = "\x03"
CTRL_D: Final = "\x04"
_QUIET: Final = 0.05
"""Seconds without output after which a line without an end counts as a prompt."""
_LAUNCH: Final = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "backrelief", *sys.argv[1:]])
"""
"""Makes the pseudo-terminal the controlling one, so that Ctrl-C reaches the program as from a keyboard."""


class Terminal:
    """The program on a pseudo-terminal of its own. Everything that appeared is in ``shown``."""

    def __init__(
        self, *arguments: str | Path, columns: int = 80, env: Mapping[str, str] | None = None, stderr: int | None = None
    ) -> None:
        """Start the program; ``stderr`` is a descriptor when standard error goes somewhere else."""
        self.shown = ""
        self._read = 0
        self._keyboard, line = pty.openpty()
        fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _LAUNCH, *map(str, arguments)],
                stdin=line,
                stdout=line,
                stderr=line if stderr is None else stderr,
                start_new_session=True,
                env=environment(env),
            )
        except BaseException:
            os.close(self._keyboard)
            raise
        finally:
            os.close(line)

    def __enter__(self) -> Self:
        """The terminal itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Put the program to an end if it is still there, and close the terminal."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._keyboard)

    def prompt(self) -> str | None:
        """Wait until the program asks for something and give what it showed since the last answer.

        ``None`` when it ended instead.
        """
        started = self._read
        while self._take(timeout=_QUIET if self._at_prompt() else PATIENCE):
            pass
        if not self._at_prompt():
            return None
        self._read = len(self.shown)
        return self.shown[started:]

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        self.press(f"{text}\n")

    def press(self, keys: str) -> None:
        """Press keys, such as Ctrl-C."""
        os.write(self._keyboard, keys.encode())

    def end(self) -> int:
        """Wait for the end of the program; its exit code."""
        while self._take(timeout=PATIENCE):
            pass
        return self._process.wait(PATIENCE)

    def _at_prompt(self) -> bool:
        last = self.shown[self._read :].rpartition("\n")[2]
        return bool(re.search(r"[:?>] $", last))

    def _take(self, *, timeout: float) -> bool:
        """Read what there is; false at the end of the program, and where nothing came in time."""
        ready, _, _ = select.select([self._keyboard], [], [], timeout)
        if not ready:
            if timeout == PATIENCE:
                message = f"nothing happened for {PATIENCE:g} seconds after:\n{self.shown[-2000:]}"
                raise TimeoutError(message)
            return False
        try:
            chunk = os.read(self._keyboard, 65536)
        except OSError:  # Linux: the other end is closed
            return False
        self.shown += chunk.decode(errors="replace").replace("\r\n", "\n")
        return bool(chunk)


def converse(terminal: Terminal, reply: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Answer every prompt with what ``reply`` makes of it; gives each question and its answer until the end."""
    while (asked := terminal.prompt()) is not None:
        answer = reply(asked)
        yield asked, answer
        terminal.type(answer)
