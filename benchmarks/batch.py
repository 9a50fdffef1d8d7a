"""Measure how many cases `batch` answers in a minute and on a core, and the memory that it takes.

    python benchmarks/batch.py [LINES]

The lines are worked cases from all over `data/cases`. A rate on one core is lines for each minute of CPU time, which a
busy machine changes less than the time of a clock. Dask is measured too if it is installed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from backrelief.case.data import case_data
from backrelief.knowledge.folders import shipped_folder
from backrelief.lint.examine import load_knowledge
from backrelief.workshop.worked_cases import given_case

LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 200
BATCH = [sys.executable, "-m", "backrelief", "batch"]
PAGE = Path(__file__).parents[1] / "docs" / "scale.md"


def write_lines(path: Path, count: int) -> None:
    """Write worked cases, from the start again when they are used up."""
    knowledge = load_knowledge(shipped_folder(), shipped_folder() / "cases")
    several = list(knowledge.cases)
    step = max(1, len(several) // LINES)
    lines = [json.dumps(case_data(given_case(knowledge, one))) + "\n" for one in several[::step][:LINES]]
    path.write_text("".join((lines * (count // len(lines) + 1))[:count]), encoding="utf-8")


def peak(process: int) -> int:
    """Return the peak memory of a process in KiB, and 0 if it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) if found else 0


def measure(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Run a command; return its seconds, the CPU time of all its processes, and the peak MiB of the largest."""
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        below = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while not done.wait(0.05):
            children = below.read_text(encoding="utf-8").split() if below.exists() else []
            most = max(most, *map(peak, [process.pid, *map(int, children)]))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = process.wait()
    done.set()
    watcher.join()
    took, after = time.perf_counter() - start, os.times()
    if code not in {0, 4}:  # a few worked cases are about people who do not say where it hurts
        sys.exit(f"{' '.join(command)} ended with {code}")
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return took, used, most / 1024


def main() -> None:
    """Print a row for each way to answer the lines."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_lines(folder / "cases-0.jsonl", LINES)
        write_lines(folder / "cases-1.jsonl", LINES)
        write_lines(folder / "both.jsonl", 2 * LINES)
        write_lines(folder / "ten.jsonl", 10 * LINES)
        (folder / "one.jsonl").write_text("", encoding="utf-8")
        (folder / "dask_example.py").write_text(re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[0])
        ways = {
            "no lines, --jobs 1": (0, [*BATCH, "one.jsonl"]),
            f"{LINES} lines, --jobs 1": (LINES, [*BATCH, "cases-0.jsonl"]),
            f"{2 * LINES} lines, --jobs 1": (2 * LINES, [*BATCH, "both.jsonl"]),
            f"{2 * LINES} lines, --jobs 2": (2 * LINES, [*BATCH, "both.jsonl", "--jobs", "2"]),
            f"{10 * LINES} lines, --jobs 1": (10 * LINES, [*BATCH, "ten.jsonl"]),
            f"{10 * LINES} lines, --jobs 2": (10 * LINES, [*BATCH, "ten.jsonl", "--jobs", "2"]),
            f"{2 * LINES} lines, Dask, 2 workers": (2 * LINES, [sys.executable, "dask_example.py"]),
        }
        print(f"{'':<30} {'seconds':>8} {'a minute':>9} {'a minute and core':>18} {'peak MiB':>9}")
        for way, (count, command) in ways.items():
            took, used, memory = measure(command, folder)
            print(f"{way:<30} {took:>8.1f} {60 * count / took:>9,.0f} {60 * count / used:>18,.0f} {memory:>9.1f}")


if __name__ == "__main__":
    main()
