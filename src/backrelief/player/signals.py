"""Signals, noted where they arrive and acted on between two looks at the clock."""

from __future__ import annotations

import os
import signal
from types import FrameType, TracebackType
from typing import Any, Final, Self

_ENDS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
_STOP: Final = getattr(signal, "SIGTSTP", None)
_BACK: Final = getattr(signal, "SIGCONT", None)


class Signals:
    """Takes the signals that would leave a terminal in disorder, and gives them back at the end."""

    def __init__(self) -> None:
        """Nothing is noted yet."""
        self.end = 0
        """Number of the signal that asks for the end."""
        self.stop = False
        """The person pressed Ctrl-Z."""
        self.back = False
        """The program was stopped from outside, and goes on."""
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        """Take the signals; one that is ignored, as `nohup` wants it, stays so."""
        for number in (*_ENDS, _STOP, _BACK):
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give them back."""
        for number, before in self._before.items():
            signal.signal(number, signal.SIG_DFL if before is None else before)

    def pause(self) -> None:
        """Stop as Ctrl-Z stops every program, until the shell says to go on."""
        if self.stop and _STOP is not None:
            signal.signal(_STOP, signal.SIG_DFL)
            os.kill(os.getpid(), _STOP)
            signal.signal(_STOP, self._note)
        self.stop = self.back = False

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if number == _STOP:
            self.stop = True
        elif number == _BACK:
            self.back = True
        else:
            self.end = number
