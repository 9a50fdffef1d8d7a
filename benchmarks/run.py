"""Measure how fast the program is, and print one table: what, measured, goal.

    python benchmarks/run.py [--runs N] [--times N] [--peers FOLDER] [--light]

Processes are measured in CPU time, as multiples of `python -c pass` in the same run: the median of some pairs, with the
least and the most. `--times N` measures knowledge N times as large too (see `larger.py`). `--peers FOLDER` is a virtual
environment with the programs and engines of `peers.txt`. `--light` runs everything once, to show that it runs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from measure import BASE, Row, compared, process, show

HERE = Path(__file__).parent
PROGRAM = (sys.executable, "-m", "backrelief")
SUGGEST = ("suggest", "--area", "lower", "--no-input")
COMPLETION = {"_BACKRELIEF_COMPLETE": "complete_bash", "COMP_WORDS": "backrelief suggest --area lo", "COMP_CWORD": "3"}
PEERS = (("tldr", "--version"), ("pipx", "--version"), ("jrnl", "--version"), ("sqlite-utils", "memory", "select 1"))


def commands(runs: int) -> Iterator[Row]:
    """Measure whole commands."""
    terminal = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    yield compared("suggest in a terminal", (*PROGRAM, *SUGGEST), runs, goal="15", env=terminal, terminal=True)
    for what, arguments in {
        "suggest --format plain": (*SUGGEST, "--format", "plain"),
        "suggest --format json": (*SUGGEST, "--format", "json"),
        "list techniques": ("list", "techniques"),
        "show ball-wall": ("show", "ball-wall"),
        "why ball-wall": ("why", "ball-wall", *SUGGEST[1:]),
        "screen": ("screen", *SUGGEST[1:]),
        "print lower-back-quick": ("print", "lower-back-quick", *SUGGEST[1:]),
    }.items():
        yield compared(what, (*PROGRAM, *arguments), runs, goal="12")
    for what, arguments in {"--help": ("--help",), "--version": ("--version",)}.items():
        yield compared(what, (*PROGRAM, *arguments), runs, goal="7")
    yield compared("completion", PROGRAM, runs, goal="7", env={**os.environ, **COMPLETION})
    no_cache = {**os.environ, "XDG_CACHE_HOME": os.devnull}
    yield compared("suggest from YAML", (*PROGRAM, *SUGGEST), runs, env=no_cache)


def peers(runs: int, folder: Path | None) -> Iterator[Row]:
    """Measure the other programs."""
    for name, *arguments in PEERS:
        program = None if folder is None else folder / "bin" / name
        if program is None or not program.exists():
            yield Row(name, "not installed")
        else:
            yield compared(f"{name} {' '.join(arguments)}", (str(program), *arguments), runs)


def with_larger_knowledge(times: int, runs: int, folder: Path) -> Iterator[Row]:
    """Measure commands that open the knowledge that `reasoning.py` left in the folder."""
    env = {**os.environ, "XDG_CACHE_HOME": str(folder), "BACKRELIEF_DATA": str(folder / f"copies-{times}")}
    for what, arguments in {
        "suggest --format plain": (*SUGGEST, "--format", "plain"),
        "list areas": ("list", "areas"),
    }.items():
        yield compared(f"{times} x knowledge: {what}", (*PROGRAM, *arguments), runs, goal="13", env=env)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--light", action="store_true")
    options = parser.parse_args(arguments)
    runs, times = (1, 2) if options.light else (options.runs, options.times)
    base = sorted(process(BASE)[0] for _ in range(runs))
    print(f"`python -c pass` takes {base[runs // 2] * 1000:.0f} ms of CPU time here.\n")
    print("| what | measured | goal | peak memory, or the times themselves |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show(commands(runs))
        show(peers(runs, options.peers))
        measured = (sys.executable, HERE / "reasoning.py", str(runs), str(times), folder, options.peers or "-")
        subprocess.run(measured, check=True)
        show(with_larger_knowledge(times, runs, folder))


if __name__ == "__main__":
    main()
