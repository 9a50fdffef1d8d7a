"""Read single keys from a terminal, without Enter.

Keys are read from the file descriptor, because ``select`` does not see what Python has already buffered. Neither rich
nor the standard library can wait for a key with a timeout.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Final

from backrelief.player.session import Key

LOOK_AHEAD: Final = 0.03
"""Seconds to wait after an Esc for the rest of an arrow key."""
_LETTERS: Final[dict[Key, str]] = {"pause": " p", "next": "n", "back": "b", "more": "+=", "quit": "q\x1b"}
_PLAIN: Final = {letter: key for key, letters in _LETTERS.items() for letter in letters}
_ARROWS: Final[dict[str, Key]] = {"C": "next", "D": "back"}
_ONE_KEY: Final = re.compile(r"\x1b[\[O][0-9;?]*([A-Za-z~])|\x1b[^\x1b\[O]|(.)", re.DOTALL)


def keys_in(text: str) -> Iterator[Key]:
    """Yield the known keys in a piece of input."""
    for found in _ONE_KEY.finditer(text):
        key = _ARROWS.get(found[1]) if found[1] else _PLAIN.get((found[2] or "").lower())
        if key is not None:
            yield key


if sys.platform == "win32":
    import msvcrt

    _one_by_one = nullcontext

    def _typed(seconds: float) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not msvcrt.kbhit():
                time.sleep(LOOK_AHEAD)
            elif (letter := msvcrt.getwch()) not in "\x00\xe0":
                return letter
            else:
                return {"M": "\x1b[C", "K": "\x1b[D"}.get(msvcrt.getwch(), "")
        return ""

else:
    import select
    import termios
    import tty

    @contextmanager
    def _one_by_one() -> Iterator[None]:
        file = sys.stdin.fileno()
        before = termios.tcgetattr(file)
        tty.setcbreak(file, termios.TCSADRAIN)
        try:
            yield
        finally:
            with suppress(termios.error):  # the terminal may be gone
                termios.tcsetattr(file, termios.TCSAFLUSH, before)

    def _typed(seconds: float) -> str:
        file, data = sys.stdin.fileno(), b""
        while select.select([file], [], [], LOOK_AHEAD if data else seconds)[0]:
            if not (some := os.read(file, 64)):
                raise EOFError
            data += some
            if not data.endswith((b"\x1b", b"\x1b[", b"\x1bO")):
                break
        return data.decode("latin-1")


@contextmanager
def single_keys() -> Iterator[Callable[[float], Key | None]]:
    """Read keys from standard input without echo; yield a function that waits for the next key.

    The function takes the most seconds to wait, and returns ``None`` if no key is pressed in time. It raises
    ``EOFError`` or ``OSError`` if the terminal is gone. Ctrl-C and Ctrl-Z keep their meaning. At the end the terminal
    is put back as it was, and unread input is dropped.
    """
    waiting: deque[Key] = deque()

    def read(seconds: float) -> Key | None:
        if not waiting:
            waiting.extend(keys_in(_typed(seconds)))
        return waiting.popleft() if waiting else None

    with _one_by_one():
        yield read
