"""Keys of a terminal, one at a time and without Enter.

They are read from the file itself: what Python buffers for itself, no waiting can see.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from backrelief.player.session import Key

LOOK_AHEAD: Final = 0.03
"""Seconds after an Esc in which more of an arrow key may come."""
_PLAIN: Final[dict[str, Key]] = {
    " ": "pause",
    "p": "pause",
    "n": "next",
    "b": "back",
    "+": "more",
    "=": "more",
    "q": "quit",
    "\x1b": "quit",
}
_ARROWS: Final[dict[str, Key]] = {"C": "next", "D": "back"}
_ONE_KEY: Final = re.compile(r"\x1b[\[O][0-9;?]*([A-Za-z~])|\x1b[^\x1b\[O]|(.)", re.DOTALL)


def keys_in(text: str) -> Iterator[Key]:
    """What the keys in a piece of input ask for; a key that asks for nothing is passed over."""
    for found in _ONE_KEY.finditer(text):
        key = _ARROWS.get(found[1]) if found[1] else _PLAIN.get((found[2] or "").lower())
        if key is not None:
            yield key


class _Keys:
    """Keys that were read and not taken yet."""

    def __init__(self) -> None:
        self._waiting: deque[Key] = deque()

    def _take(self) -> Key | None:
        return self._waiting.popleft() if self._waiting else None


if sys.platform == "win32":
    import msvcrt

    class Keys(_Keys):
        """The keyboard of a Windows console."""

        def hold(self) -> None:
            """Nothing has to be set up."""

        def release(self) -> None:
            """Nothing has to be put back."""

        def read(self, seconds: float) -> Key | None:
            """The next key; ``None`` where none is pressed in time."""
            end = time.monotonic() + seconds
            while not self._waiting and time.monotonic() < end:
                if not msvcrt.kbhit():
                    time.sleep(LOOK_AHEAD)
                    continue
                letter = msvcrt.getwch()
                if letter in "\x00\xe0":
                    letter = {"M": "\x1b[C", "K": "\x1b[D"}.get(msvcrt.getwch(), "")
                self._waiting.extend(keys_in(letter))
            return self._take()

else:
    import select
    import termios
    import tty

    class Keys(_Keys):
        """The keyboard of a terminal, which gives single keys between ``hold`` and ``release``."""

        def __init__(self) -> None:
            """Read from standard input."""
            super().__init__()
            self._file = sys.stdin.fileno()
            self._before: list[Any] | None = None

        def hold(self) -> None:
            """Give every key at once and show none. Ctrl-C and Ctrl-Z stay what they are."""
            self._before = termios.tcgetattr(self._file)
            tty.setcbreak(self._file, termios.TCSADRAIN)

        def release(self) -> None:
            """Put the terminal back as it was; what was typed and not read is dropped."""
            if self._before is not None:
                with suppress(termios.error):  # the terminal is gone
                    termios.tcsetattr(self._file, termios.TCSAFLUSH, self._before)
                self._before = None

        def read(self, seconds: float) -> Key | None:
            """The next key; ``None`` where none is pressed in time.

            Raises:
                EOFError: the terminal is gone.
            """
            if not self._waiting and self._ready(seconds):
                self._waiting.extend(keys_in(self._input()))
            return self._take()

        def _input(self) -> str:
            data = self._some()
            while data.endswith((b"\x1b", b"\x1b[", b"\x1bO")) and self._ready(LOOK_AHEAD):
                data += self._some()
            return data.decode("latin-1")

        def _ready(self, seconds: float) -> bool:
            return bool(select.select([self._file], [], [], seconds)[0])

        def _some(self) -> bytes:
            try:
                data = os.read(self._file, 64)
            except OSError as gone:
                raise EOFError from gone
            if not data:
                raise EOFError
            return data
