"""Lead a session in real time: the only module in which the clock, keys and signals meet the state machine."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import product
from types import FrameType
from typing import Final, Self

from msgspec.structs import replace

from backrelief.player.session import Event, Key, Session

LOOK_EVERY: Final = 0.25
"""Most seconds between two looks at the clock."""
_KNOWN: Final = signal.Signals.__members__
HANG_UP: Final = _KNOWN.get("SIGHUP", signal.SIGTERM)
_STOP: Final = _KNOWN.get("SIGTSTP")
"""Ctrl-Z."""
_BACK: Final = _KNOWN.get("SIGCONT")


def _signals(*names: str) -> frozenset[int]:
    return frozenset(_KNOWN[f"SIG{name}"] for name in names if f"SIG{name}" in _KNOWN)


_LEFT: Final = _signals("KILL", "STOP", "CHLD", "URG", "WINCH", "INFO", "CONT", "TSTP", "TTIN", "TTOU")
"""Signals that cannot be caught or do not end a program. With a handler for TTIN or TTOU the program would go on
reading or writing in the background, where the system wants it to wait."""
_FAULTS: Final = _signals("SEGV", "BUS", "FPE", "ILL")
"""Signals of the processor: after a Python handler the same instruction would fail again, for ever."""
_ENDS: Final = signal.valid_signals() - _LEFT - _FAULTS

_Handler = Callable[[int, FrameType | None], object] | int | None
Keyboard = Callable[[], AbstractContextManager[Callable[[float], Key | None]]]
"""Takes the keyboard, and yields a function that waits so many seconds for a key, as ``keys.single_keys`` does."""
Stage = Callable[[], AbstractContextManager[Callable[[Session], None]]]
"""Opens a place to show a session, and yields a function that updates it, as ``screen.own_page`` does."""


class _Noted:
    """Notes the signals that would leave the terminal in disorder, until the session can act on them."""

    def __init__(self) -> None:
        self._end = 0
        self._stop = self._back = False
        self._before: dict[int, _Handler] = {}

    def __enter__(self) -> Self:
        """Handle the signals; a signal that is ignored, as under `nohup`, stays ignored."""
        for number in (*_ENDS, _STOP, _BACK):
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._note)
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_BLOCK, _FAULTS)
        return self

    def __exit__(self, *_: object) -> None:
        """Restore the earlier handlers."""
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _FAULTS)
        for number, before in self._before.items():
            signal.signal(number, signal.SIG_DFL if before is None else before)

    @property
    def end(self) -> int:
        """The number of the signal that ends the session; 0 if none has come."""
        # A fault of this process kills at once though blocked; a fault signal from another process waits here.
        if sys.platform != "win32" and (sent := signal.sigpending() & _FAULTS):
            self._end = signal.sigwait(sent)
        return self._end

    @property
    def halt(self) -> bool:
        """True if Ctrl-Z was pressed, or if the program was stopped from outside and has been continued."""
        return self._stop or self._back

    def pause(self) -> None:
        """Stop the process, as Ctrl-Z does, until the shell continues it; do nothing if Ctrl-Z was not pressed."""
        if self._stop and _STOP is not None:
            signal.signal(_STOP, signal.SIG_DFL)
            os.kill(os.getpid(), _STOP)
            signal.signal(_STOP, self._note)
        self._stop = self._back = False

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if number == _STOP:
            self._stop = True
        elif number == _BACK:
            self._back = True
        else:
            self._end = number


def clock() -> float:
    """Return monotonic seconds, including time asleep if the system counts it."""
    counted: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if counted is None else time.clock_gettime(counted)


def lead(
    session: Session,
    keyboard: Keyboard,
    stage: Stage,
    cues: Sequence[Callable[[Event], None]] = (),
    now: Callable[[], float] = clock,
) -> tuple[Session, int]:
    """Lead the session to its end; return its last state and the number of the signal that ended it, or 0.

    Every event goes to each of the cues. However the session ends, even by an exception, the terminal is restored.
    """
    events = session.begin()
    # Reading or writing raises one of these if the terminal is gone.
    with _Noted() as noted, suppress(EOFError, OSError):
        while True:
            with keyboard() as read, stage() as show:
                last = now()
                while not noted.halt:
                    for event, cue in product(events, cues):
                        cue(event)
                    show(session)
                    if session.ended:
                        return session, 0
                    # Wake when the next second is due on the clock, so that it never stutters.
                    to_change = (session.length - session.elapsed) % 1 + 0.002
                    key = read(LOOK_EVERY if session.paused else min(LOOK_EVERY, to_change))
                    moment = now()
                    session, events = session.tick(moment - last)
                    last = moment
                    if key is not None:
                        session, more = session.press(key)
                        events += more
                    if noted.end:
                        return session, noted.end
            noted.pause()
            session = replace(session, paused=True)
    return session, HANG_UP
