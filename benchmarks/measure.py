"""Measure processes and calls, as ratios to something measured in the same run if possible, because machines drift."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

BASE = (sys.executable, "-c", "pass")
HEADER = "| what | median (least to most) | goal | met | beside it |\n|---|---|---|---|---|"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    figures: tuple[float, ...]
    """What was measured, once for each run; nothing if it could not be measured."""
    unit: str = "x"
    goal: float | None = None
    """The most that the median should be."""
    beside: str = ""
    """Another figure, or why there is none."""

    def __str__(self) -> str:
        """Write the row in Markdown."""
        if not self.figures:
            return f"| {self.what} | not measured | {self._number(self.goal)} | | {self.beside} |"
        middle = median(self.figures)
        spread = f" ({self._number(min(self.figures))} to {self._number(max(self.figures))})"
        measured = f"{self._number(middle)}{spread if len(self.figures) > 1 else ''} {self.unit}".rstrip()
        met = "" if self.goal is None else "yes" if middle <= self.goal else "no"
        return f"| {self.what} | {measured} | {self._number(self.goal)} | {met} | {self.beside} |"

    def _number(self, figure: float | None) -> str:
        """Write three digits, or all of those before the point."""
        return "" if figure is None else f"{figure:.0f}" if figure >= 100 else f"{figure:.3g}"


def show(rows: Iterable[Row]) -> None:
    """Print each row as soon as it is measured."""
    for row in rows:
        print(row, flush=True)


def process(
    command: Sequence[str], env: Mapping[str, str] | None = None, *, terminal: bool = False
) -> tuple[float, float]:
    """Run a command; return its CPU seconds and its peak memory in MiB. With ``terminal``, it writes to one.

    The peak is never less than that of this process, from which the command is started.
    """
    main, side = pty.openpty() if terminal else (None, subprocess.DEVNULL)
    started = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=side,
        stderr=subprocess.DEVNULL,
        env=None if env is None else dict(env),
    )
    if main is not None:
        os.close(side)
        _drain(main)
    _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        message = f"{command} ended with {started.returncode}"
        raise RuntimeError(message)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _drain(terminal: int) -> None:
    """Read all that is written; the end of the other side is an error on Linux."""
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    finally:
        os.close(terminal)


def compared(
    what: str,
    command: Sequence[str],
    runs: int,
    *,
    goal: float | None = None,
    env: Mapping[str, str] | None = None,
    terminal: bool = False,
) -> Row:
    """Return the row of a command: CPU time as a multiple of that of `python -c pass`, and peak memory beside it."""
    if runs > 1:
        process(command, env, terminal=terminal)  # fills caches
    measured = [(process(BASE)[0], *process(command, env, terminal=terminal)) for _ in range(runs)]
    peak = max(memory for _, _, memory in measured)
    return Row(what, tuple(took / base for base, took, _ in measured), "x", goal, f"{peak:.0f} MiB")


def timed(call: Callable[[], object], runs: int) -> tuple[float, ...]:
    """Return the CPU seconds of each of some calls, after one that is not counted."""
    call()
    times = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return tuple(times)
