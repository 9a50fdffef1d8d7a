"""Ctrl-C ends the program at once with 130, except while something has to be restored."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from threading import current_thread, main_thread
from types import FrameType

from backrelief.errors import Exit

_written: list[str] = []
"""The envelope that is being or was written; a second one after it would make both unreadable."""


def end_at_once() -> None:
    """Let Ctrl-C end the program without an exception, which an import could turn into another one."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # otherwise ignored, as by `nohup`
        signal.signal(signal.SIGINT, _end)


def _end(_number: int, _frame: FrameType | None) -> None:
    if not _written:
        os._exit(interrupted(sys.argv[1:]))


@contextmanager
def interruptible() -> Iterator[None]:
    """Make Ctrl-C raise an exception while something has to be restored."""
    before = signal.getsignal(signal.SIGINT)
    if before is not _end or current_thread() is not main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Stop:
    """Ctrl-C and SIGTERM as an exception that waits until a line is written; a second signal does not wait."""

    def __init__(self) -> None:
        """Wait for a signal."""
        self.signal = 0
        """The signal that came."""
        self._is_writing = False

    def come(self, number: int, _frame: FrameType | None) -> None:
        """Handle a signal."""
        came_before, self.signal = self.signal, number
        if came_before or not self._is_writing:
            raise KeyboardInterrupt

    @contextmanager
    def after_this(self) -> Iterator[None]:
        """Let a signal wait until the end of the block."""
        self._is_writing = True
        try:
            yield
        finally:
            self._is_writing = False
        if self.signal:
            raise KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Make Ctrl-C and SIGTERM exceptions; one that is ignored stays ignored."""
    stop = Stop()
    numbers = (signal.SIGINT, signal.SIGTERM) if current_thread() is main_thread() else ()
    before = {one: found for one in numbers if (found := signal.getsignal(one)) is not signal.SIG_IGN}
    for number in before:
        signal.signal(number, stop.come)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def begin() -> None:
    """Forget the envelope of an earlier run in the same process."""
    _written.clear()


def hold(envelope: str) -> None:
    """Make Ctrl-C wait until this envelope is written."""
    _written.append(envelope)


def interrupted(arguments: Sequence[str]) -> int:
    """Write an envelope that says that the person stopped the program, if JSON is wanted; return the exit code.

    It may run before anything else is imported, so it builds the envelope itself.
    """
    if wants_json(arguments) and not _written:
        error = {"code": "interrupted", "message": "interrupted", "hint": ""}
        envelope = {"schema": "backrelief/1", "command": command_of(arguments), "exit_code": int(Exit.INTERRUPTED)}
        with suppress(OSError, AttributeError):  # there is no reader, or no longer
            sys.stdout.write(json.dumps(envelope | {"data": None, "errors": [error]}, indent=2) + "\n")
            sys.stdout.flush()
    return int(Exit.INTERRUPTED)


def wants_json(arguments: Sequence[str]) -> bool:
    """Return whether JSON is asked for, whatever else is wrong with the command line."""
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def command_of(arguments: Sequence[str]) -> str:
    """Return the name of the command, or the word in its place."""
    words = [one for one in arguments if not one.startswith("-")]
    return " ".join(words[: 2 if words[:1] == ["knowledge"] else 1])
