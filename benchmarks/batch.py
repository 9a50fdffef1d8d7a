"""Measure how many cases `batch` answers in a minute and on a core, and the memory that it takes.

    python benchmarks/batch.py [LINES]

The lines are worked cases from all over `data/cases`. The rate of a core counts minutes of CPU time, which a busy
machine changes less than those of a clock. Efficiency compares so many cores with `--jobs 1` on one. The memory is that
of the largest process. Dask runs the example of `docs/scale.md`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import suppress
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


def family(process: int) -> list[int]:
    """Return a process and all those that it started, also through others."""
    found = [process]
    for one in found:  # grows meanwhile
        with suppress(FileNotFoundError, ProcessLookupError):
            for children in Path(f"/proc/{one}/task").glob("*/children"):
                found += map(int, children.read_text(encoding="utf-8").split())
    return found


def measure(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Run a command; return its seconds, the CPU time of all its processes, and the peak MiB of the largest."""
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.05):
            most = max(most, *map(peak, family(process.pid)))

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
        write_lines(folder / "few.jsonl", LINES)
        write_lines(folder / "many.jsonl", 10 * LINES)
        lines = (folder / "many.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        for number in range(2):
            (folder / f"cases-{number}.jsonl").write_text("".join(lines[number::2]), encoding="utf-8")
        (folder / "example.py").write_text(re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[0])
        ways = {
            f"{LINES} lines, --jobs 1": (LINES, 1, [*BATCH, "few.jsonl"]),
            f"{LINES} lines, --jobs 2": (LINES, 2, [*BATCH, "few.jsonl", "--jobs", "2"]),
            f"{10 * LINES} lines, --jobs 1": (10 * LINES, 1, [*BATCH, "many.jsonl"]),
            f"{10 * LINES} lines, --jobs 2": (10 * LINES, 2, [*BATCH, "many.jsonl", "--jobs", "2"]),
            f"{10 * LINES} lines, Dask, 2 workers": (10 * LINES, 2, [sys.executable, "example.py"]),
        }
        alone: dict[int, tuple[float, float]] = {}
        print("| | seconds | a minute | a minute and core | efficiency | of CPU time | peak MiB |")
        print("|---|---|---|---|---|---|---|")
        for way, (count, jobs, command) in ways.items():
            took, used, memory = measure(command, folder)
            wall, cpu = alone.setdefault(count, (took, used))
            cells = (f"{took:.1f}", f"{60 * count / took:,.0f}", f"{60 * count / used:,.0f}")
            print(
                "|", " | ".join((way, *cells, f"{wall / took / jobs:.0%}", f"{cpu / used:.0%}", f"{memory:.0f}")), "|"
            )


if __name__ == "__main__":
    main()
