"""Measure how fast the program is, and print one table: what, measured, goal, whether it is met.

    python benchmarks/run.py [--runs N] [--times N ...] [--only PART ...] [--peers FOLDER] [--light]

Processes are measured in CPU time, as multiples of `python -c pass` in the same run: the median of some pairs, with the
least and the most. `--times 10 100` measures knowledge that is 10 and 100 times as large too (see `larger.py`; 100
takes minutes and gigabytes). The other programs and engines are in a virtual environment of their own:

    python -m venv FOLDER && FOLDER/bin/pip install -r benchmarks/peers.txt

None of their commands uses the network. `--light` runs everything once, to show that it runs.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import linear_regression, median

from measure import BASE, HEADER, Row, compared, process, show

HERE = Path(__file__).parent
PROGRAM = (sys.executable, "-m", "backrelief")
SUGGEST = ("suggest", "--area", "lower", "--no-input")
COMPLETION = {"_BACKRELIEF_COMPLETE": "complete_bash", "COMP_WORDS": "backrelief suggest --area lo", "COMP_CWORD": "3"}
PEERS = (("tldr", "--version"), ("pipx", "--version"), ("jrnl", "--version"), ("sqlite-utils", "memory", "select 1"))
PARTS = ("knowledge", "commands", "advice", "interview", "engines", "peers")
REPEATED = ("knowledge", "commands", "advice", "interview")
"""The parts that are measured again with larger knowledge; whole commands only in a run that is not light."""
MEMORY = {1: 26, 10: 40, 100: 40}
"""How many times as large the knowledge is -> the MiB that an answer may take."""


def commands(runs: int, times: int, env: Mapping[str, str]) -> Iterator[Row]:
    """Measure whole commands; larger knowledge may cost one start of Python more."""
    more = 0 if times == 1 else 1
    terminal = {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    row = compared("suggest in a terminal", (*PROGRAM, *SUGGEST), runs, goal=15 + more, env=terminal, terminal=True)
    yield row
    yield Row("its peak memory", (float(row.beside.removesuffix(" MiB")),), "MiB", MEMORY.get(times, 40))
    for what, arguments in {
        "suggest --format plain": (*SUGGEST, "--format", "plain"),
        "suggest --format json": (*SUGGEST, "--format", "json"),
        "list techniques": ("list", "techniques"),
        "show ball-wall": ("show", "ball-wall"),
        "why ball-wall": ("why", "ball-wall", *SUGGEST[1:]),
        "screen": ("screen", *SUGGEST[1:]),
        "print lower-back-quick": ("print", "lower-back-quick", *SUGGEST[1:]),
    }.items():
        yield compared(what, (*PROGRAM, *arguments), runs, goal=12 + more, env=env)
    for what, arguments in {"--help": ("--help",), "--version": ("--version",)}.items():
        yield compared(what, (*PROGRAM, *arguments), runs, goal=7, env=env)
    yield compared("completion", PROGRAM, runs, goal=7, env={**env, **COMPLETION})
    if times == 1:  # in the checkout, where nothing can be compiled
        yield compared(
            "suggest from YAML", (*PROGRAM, *SUGGEST), runs, env={**os.environ, "XDG_CACHE_HOME": os.devnull}
        )


def peers(runs: int, folder: Path) -> Iterator[Row]:
    """Measure the other programs."""
    for name, *arguments in PEERS:
        what, program = " ".join((name, *arguments)), folder / "bin" / name
        if program.exists():
            yield compared(what, (str(program), *arguments), runs)
        else:
            yield Row(what, (), beside="it is not installed")


@dataclass
class Benchmark:
    """One run of the benchmarks."""

    runs: int
    peers: Path
    folder: Path
    advised: dict[str, dict[int, float]] = field(default_factory=dict)
    """Which advice -> size of the knowledge -> median time."""

    def rows(self, parts: Sequence[str], sizes: Sequence[int]) -> Iterator[Row]:
        """Measure the parts, with knowledge of each size."""
        for times in sizes:
            for part in parts:
                if times == 1 or (part in REPEATED and (part != "commands" or self.runs > 1)):
                    for row in self._part(part, times):
                        if part == "advice" and row.what.startswith("advise, "):
                            self.advised.setdefault(row.what, {})[times] = median(row.figures)
                        yield replace(row, what=f"{times} x knowledge: {row.what}") if times > 1 else row
        for what, by_size in self.advised.items():
            if len(by_size) > 1:
                yield Row(f"{what}: exponent of its growth", (_exponent(by_size),), "", 0.65)

    def _part(self, part: str, times: int) -> Iterator[Row]:
        match part:
            case "commands":
                return commands(self.runs, times, {**os.environ, "PYTHONPATH": str(self._installed(times))})
            case "peers":
                return peers(self.runs, self.peers)
            case "knowledge":
                return self._reasoning(part, times, self.folder / str(times))
            case _:
                return self._reasoning(part, times, self._installed(times))

    def _installed(self, times: int) -> Path:
        """Return the folder of the program with knowledge of this size; install it if its part was not chosen."""
        folder = self.folder / str(times)
        if not folder.exists():
            for _ in self._reasoning("knowledge", times, folder):
                pass
        return folder

    def _reasoning(self, part: str, times: int, folder: Path) -> Iterator[Row]:
        arguments = (part, str(self.runs), str(times), folder, self.peers)
        done = subprocess.run(
            (sys.executable, HERE / "reasoning.py", *arguments), check=True, stdout=subprocess.PIPE, text=True
        )
        for line in done.stdout.splitlines():
            row = json.loads(line)
            yield Row(**{**row, "figures": tuple(row["figures"])})


def _exponent(by_size: Mapping[int, float]) -> float:
    """Return the slope of the straight line through the logarithms of sizes and times."""
    return linear_regression([math.log(size) for size in by_size], [math.log(took) for took in by_size.values()]).slope


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--times", type=int, nargs="*", default=[10])
    parser.add_argument("--only", choices=PARTS, nargs="*", default=PARTS)
    parser.add_argument("--peers", type=Path, default=Path(os.devnull))
    parser.add_argument("--light", action="store_true")
    options = parser.parse_args(arguments)
    runs, sizes = (1, [2]) if options.light else (options.runs, options.times)
    base = [process(BASE) for _ in range(runs)]
    print(
        f"`python -c pass` takes {median(took for took, _ in base) * 1000:.0f} ms of CPU time here, "
        f"and {base[0][1]:.0f} MiB.\n\n{HEADER}",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        show(Benchmark(runs, options.peers, Path(folder)).rows(options.only, (1, *sizes)))


if __name__ == "__main__":
    main()
