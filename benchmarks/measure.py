"""Measure processes and calls as ratios to something measured in the same run, because machines drift."""

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


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    goal: str = ""
    remark: str = ""


def show(rows: Iterable[Row]) -> None:
    """Print rows of a Markdown table, each as soon as it is measured."""
    for row in rows:
        print(f"| {row.what} | {row.measured} | {row.goal} | {row.remark} |", flush=True)


def ratios(pairs: Sequence[tuple[float, float]]) -> str:
    """Return how many times as much the second of each pair is: the median, the least and the most."""
    times = sorted(other / base for base, other in pairs)
    return f"{median(times):.1f} ({times[0]:.1f} to {times[-1]:.1f})"


def process(
    command: Sequence[str], env: Mapping[str, str] | None = None, *, terminal: bool = False
) -> tuple[float, float]:
    """Run a command; return its CPU seconds and its peak memory in MiB. With ``terminal``, it writes to one."""
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
    goal: str = "",
    env: Mapping[str, str] | None = None,
    terminal: bool = False,
) -> Row:
    """Return the row of a command: CPU time as a multiple of that of `python -c pass`, and peak memory."""
    process(command, env, terminal=terminal)  # fills caches
    measured = [(process(BASE)[0], *process(command, env, terminal=terminal)) for _ in range(runs)]
    peak = max(memory for _, _, memory in measured)
    return Row(what, ratios([(base, took) for base, took, _ in measured]), goal, f"{peak:.0f} MiB")


def seconds(call: Callable[[], object], runs: int) -> float:
    """Return the median time of a call, after one that is not counted."""
    call()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return median(times)
