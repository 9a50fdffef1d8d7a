"""Measure the memory of whole commands, and their time as a ratio to that of `python -c pass` in the same run.

    python benchmarks/start_up.py [RUNS]

Commands of other programs are measured as well if they are installed (`pip install sqlite-utils httpie`).
The figures are medians over pairs of runs, so that a machine whose speed drifts does not matter much.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 11
HERE = Path(sys.executable).parent

BASE = [sys.executable, "-c", "pass"]
SUGGEST = ["suggest", "--area", "lower", "--no-input"]
FROM_YAML = "suggest ... from YAML"
OURS = {
    "suggest --area lower --no-input": SUGGEST,
    FROM_YAML: SUGGEST,
    "suggest ... --format plain": [*SUGGEST, "--format", "plain"],
    "suggest ... --format json": [*SUGGEST, "--format", "json"],
    "list techniques": ["list", "techniques"],
    "show ball-wall": ["show", "ball-wall"],
    "why ball-wall --area lower": ["why", "ball-wall", "--area", "lower"],
    "screen --area lower --no-input": ["screen", *SUGGEST[1:]],
    "--help": ["--help"],
    "--version": ["--version"],
}
OTHERS = {
    "sqlite-utils memory 'select 1'": ["sqlite-utils", "memory", "select 1"],
    "http --version": ["http", "--version"],
    "pip --version": ["pip", "--version"],
}


def measure(command: list[str], env: dict[str, str] | None = None) -> tuple[float, int]:
    """Run a command once; return its wall-clock seconds and its peak memory in KiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - start, usage.ru_maxrss


def main() -> None:
    """Print one row per command."""
    commands = {f"backrelief {name}": [str(HERE / "backrelief"), *arguments] for name, arguments in OURS.items()}
    for name, (program, *arguments) in OTHERS.items():
        found = shutil.which(program, path=f"{HERE}{os.pathsep}{os.environ['PATH']}")
        if found:
            commands[name] = [found, *arguments]
    print(f"{'command':<44} {'x python -c pass':>22} {'ms':>7} {'peak MiB':>9}")
    for name, command in commands.items():
        # Without a cache that can be written to, the knowledge is read from YAML, as it is once after each change.
        env = {**os.environ, "XDG_CACHE_HOME": os.devnull} if name.endswith(FROM_YAML) else None
        measure(command, env)
        pairs = [(measure(BASE)[0], *measure(command, env)) for _ in range(RUNS)]
        ratios = sorted(took / base for base, took, _ in pairs)
        spread = f"{statistics.median(ratios):.1f} ({ratios[0]:.1f}..{ratios[-1]:.1f})"
        milliseconds = statistics.median(took for _, took, _ in pairs) * 1000
        peak = max(memory for _, _, memory in pairs) / 1024
        print(f"{name:<44} {spread:>22} {milliseconds:>7.0f} {peak:>9.1f}")


if __name__ == "__main__":
    main()
