"""Keys of a terminal, one at a time and without Enter.

They are read from the file itself, since a wait does not see what Python has put into a buffer of its own. The piece
stays ours: neither rich nor the standard library waits for a key and for the clock at once.
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
"""Seconds after an Esc in which the rest of an arrow key may come."""
_LETTERS: Final[dict[Key, str]] = {"pause": " p", "next": "n", "back": "b", "more": "+=", "quit": "q\x1b"}
_PLAIN: Final = {letter: key for key, letters in _LETTERS.items() for letter in letters}
_ARROWS: Final[dict[str, Key]] = {"C": "next", "D": "back"}
_ONE_KEY: Final = re.compile(r"\x1b[\[O][0-9;?]*([A-Za-z~])|\x1b[^\x1b\[O]|(.)", re.DOTALL)


def keys_in(text: str) -> Iterator[Key]:
    """Yield what the keys in a piece of input ask for; a key that asks for nothing is passed over."""
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
            with suppress(termios.error):  # the terminal is gone
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
    """Take the keys of standard input one by one and show none; yield what waits for the next one.

    It waits so many seconds at most, and returns ``None`` if no key is pressed in time. It raises ``EOFError`` or
    ``OSError`` if the terminal is gone. Ctrl-C and Ctrl-Z keep their meaning. At the end the terminal is put back as it
    was, and input that was not read is dropped.
    """
    waiting: deque[Key] = deque()

    def read(seconds: float) -> Key | None:
        if not waiting:
            waiting.extend(keys_in(_typed(seconds)))
        return waiting.popleft() if waiting else None

    with _one_by_one():
        yield read
