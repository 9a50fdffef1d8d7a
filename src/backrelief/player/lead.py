"""Leading a session in real time: the one place where the clock, the keys and the signals meet the state machine."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from backrelief.player.session import Event, Key, Session
from backrelief.player.signals import Signals

LOOK_EVERY: Final = 0.25
"""Seconds between two looks at the clock, at most."""
HANG_UP: Final = int(getattr(signal, "SIGHUP", signal.SIGTERM))


class Stage(Protocol):
    """Where a session is shown or told."""

    def enter(self) -> None:
        """Make it ready."""

    def leave(self) -> None:
        """Put everything back as it was; also where it was never entered."""

    def show(self, session: Session) -> None:
        """Bring it up to date."""

    def tell(self, session: Session, event: Event) -> None:
        """Say what has just happened."""


class Keyboard(Protocol):
    """Where keys come from."""

    def hold(self) -> None:
        """Take the keyboard."""

    def release(self) -> None:
        """Give it back; also where it was never taken."""

    def read(self, seconds: float) -> Key | None:
        """The next key within the time."""


def clock() -> float:
    """Seconds that go on while the machine sleeps, where the system counts them."""
    counted = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if counted is None else time.clock_gettime(counted)


def lead(
    session: Session,
    stage: Stage,
    keys: Keyboard,
    cues: Sequence[Callable[[Event], None]] = (),
    now: Callable[[], float] = clock,
) -> tuple[Session, int]:
    """Lead the session to its end; where it stands then, and the signal that ended it, 0 where none did.

    However it ends, by an exception too, the terminal is left as it was.
    """
    with Signals() as signals:
        try:
            keys.hold()
            stage.enter()
            return _lead(session, stage, keys, cues, now, signals)
        except (EOFError, OSError):  # the terminal is gone
            return session, HANG_UP
        finally:
            stage.leave()
            keys.release()


def _lead(
    session: Session,
    stage: Stage,
    keys: Keyboard,
    cues: Sequence[Callable[[Event], None]],
    now: Callable[[], float],
    signals: Signals,
) -> tuple[Session, int]:
    told = session.begin()
    last = now()
    while True:
        for event in told:
            stage.tell(session, event)
            for cue in cues:
                cue(event)
        stage.show(session)
        if session.ended:
            return session, 0
        # Up to the moment at which the clock shows another second, so that it never stutters.
        to_change = (session.length - session.gone) % 1 + 0.002
        key = keys.read(LOOK_EVERY if session.paused else min(LOOK_EVERY, to_change))
        moment = now()
        session, told = session.tick(moment - last)
        last = moment
        if key is not None:
            session, more = session.press(key)
            told += more
        if signals.end:
            return session, signals.end
        if signals.stop or signals.back:
            stage.leave()
            keys.release()
            signals.pause()
            keys.hold()
            stage.enter()
            session = session.halted()
            last = now()
