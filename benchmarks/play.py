"""Measure the CPU time and memory that the player uses while it leads, on its own pseudo-terminal.

    python benchmarks/play.py [SECONDS]

The start, until the player asks whether to begin, is not counted.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
COMMAND = [sys.executable, "-m", "backrelief", "play", "lower-back-quick", "--no-input", "--no-bell"]
SHOWN = {
    "80 x 24, 256 colours": (80, 24, {"TERM": "xterm-256color"}),
    "120 x 40, all colours": (120, 40, {"TERM": "xterm-256color", "COLORTERM": "truecolor"}),
    "80 x 24, no colour": (80, 24, {"TERM": "xterm-256color", "NO_COLOR": "1"}),
    "40 x 12": (40, 12, {"TERM": "xterm-256color"}),
    "calm lines": (80, 24, {"TERM": "dumb"}),
}
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(process: int) -> float:
    """Return the CPU time that the process has used so far, in user and system mode."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak(process: int) -> float:
    """Return the peak memory of the process in MiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def drain(keyboard: int, seconds: float, until: str = "") -> int:
    """Read the output for some seconds, or until a text appears; return the number of bytes."""
    shown = b""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and not (until and until.encode() in shown):
        if select.select([keyboard], [], [], left)[0]:
            shown += os.read(keyboard, 65536)
    return len(shown)


def measure(columns: int, rows: int, env: dict[str, str]) -> tuple[float, float, int]:
    """Return the share of one core, the peak memory and the bytes per second while the player runs."""
    keyboard, line = pty.openpty()
    fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLORTERM", "LC_ALL"}}
    process = subprocess.Popen(
        COMMAND, stdin=line, stdout=line, stderr=line, env={**clean, "LC_ALL": "C.UTF-8", **env}, start_new_session=True
    )
    os.close(line)
    try:
        drain(keyboard, 60, "Press Enter to begin")
        os.write(keyboard, b"\n")
        drain(keyboard, 2)  # the first picture
        used, begun = cpu_seconds(process.pid), time.monotonic()
        size = drain(keyboard, SECONDS)
        took = time.monotonic() - begun
        return (cpu_seconds(process.pid) - used) / took, peak(process.pid), round(size / took)
    finally:
        process.kill()
        process.wait()
        os.close(keyboard)


def main() -> None:
    """Print one row per terminal."""
    print(f"{'terminal':<26} {'of one core':>12} {'peak MiB':>9} {'bytes/s':>8}")
    for name, (columns, rows, env) in SHOWN.items():
        share, memory, size = measure(columns, rows, env)
        print(f"{name:<26} {share:>12.1%} {memory:>9.1f} {size:>8}")


if __name__ == "__main__":
    main()
