"""Lead a session in real time: the only place where the clock, the keys and the signals meet the state machine."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from itertools import product
from types import FrameType
from typing import Final, Self

from backrelief.player.session import Event, Key, Session

LOOK_EVERY: Final = 0.25
"""Seconds between two looks at the clock, at most."""
_KNOWN: Final = signal.Signals.__members__
HANG_UP: Final = _KNOWN.get("SIGHUP", signal.SIGTERM)
_STOP: Final = _KNOWN.get("SIGTSTP")
"""Ctrl-Z."""
_BACK: Final = _KNOWN.get("SIGCONT")


def _signals(*names: str) -> frozenset[int]:
    return frozenset(_KNOWN[f"SIG{name}"] for name in names if f"SIG{name}" in _KNOWN)


_LEFT: Final = _signals("KILL", "STOP", "CHLD", "URG", "WINCH", "INFO", "CONT", "TSTP", "TTIN", "TTOU")
"""Signals that cannot be caught, or end no program. A handler of TTIN or TTOU would read or write on in the background,
where the system wants the program to wait."""
_FAULTS: Final = _signals("SEGV", "BUS", "FPE", "ILL")
"""Signals of the processor: after a handler of ours the same instruction would fail again, without end."""
_ENDS: Final = signal.valid_signals() - _LEFT - _FAULTS

_Handler = Callable[[int, FrameType | None], object] | int | None
Keyboard = Callable[[], AbstractContextManager[Callable[[float], Key | None]]]
"""Takes the keyboard, and gives what waits so many seconds for a key; as ``keys.single_keys``."""
Stage = Callable[[], AbstractContextManager[Callable[[Session], None]]]
"""Takes a place to show a session on, and gives what brings it up to date; as ``screen.own_page``."""


class _Noted:
    """The signals that would leave a terminal in disorder, noted until the session has time for them."""

    def __init__(self) -> None:
        self._end = 0
        self._stop = self._back = False
        self._before: dict[int, _Handler] = {}

    def __enter__(self) -> Self:
        """Take the signals; one that is ignored, as `nohup` wants it, stays so."""
        for number in (*_ENDS, _STOP, _BACK):
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._note)
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_BLOCK, _FAULTS)
        return self

    def __exit__(self, *_: object) -> None:
        """Give the signals back."""
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _FAULTS)
        for number, before in self._before.items():
            signal.signal(number, signal.SIG_DFL if before is None else before)

    @property
    def end(self) -> int:
        """The number of the signal that asks for the end; 0 if none has come."""
        # A blocked fault of our own still kills at once; one that another process has sent waits here.
        if sys.platform != "win32" and (sent := signal.sigpending() & _FAULTS):
            self._end = signal.sigwait(sent)
        return self._end

    @property
    def halt(self) -> bool:
        """True if Ctrl-Z was pressed, or if the program was stopped from outside and goes on."""
        return self._stop or self._back

    def pause(self) -> None:
        """Stop as Ctrl-Z stops every program, until the shell says to go on."""
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
    """Return seconds that go on while the machine sleeps, if the system counts them."""
    counted: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if counted is None else time.clock_gettime(counted)


def lead(
    session: Session,
    keyboard: Keyboard,
    stage: Stage,
    cues: Sequence[Callable[[Event], None]] = (),
    now: Callable[[], float] = clock,
) -> tuple[Session, int]:
    """Lead the session to its end; return its last state and the signal that ended it, 0 if none did.

    Every event goes to each of the cues. However the session ends, by an exception too, the terminal is left as it was.
    """
    events = session.begin()
    # A terminal that is gone raises one of these wherever it is read or written.
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
                    # Up to the moment at which the clock shows another second, so that it never stutters.
                    to_change = (session.length - session.gone) % 1 + 0.002
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
