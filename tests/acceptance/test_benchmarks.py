"""The benchmarks run. No test judges a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
MEASURED = (
    *("suggest in a terminal", "suggest --format plain", "suggest --format json", "list techniques", "show ball-wall"),
    *("why ball-wall", "screen", "print lower-back-quick", "--help", "--version", "completion", "suggest from YAML"),
    *("read, check and compile, against PyYAML alone", "open, against reading the bytes of the YAML"),
    *("advise, no answers", "advise, every list answered", "advise, no answers: exponent of its growth"),
    "from the last answer to the page",
    "2 x knowledge: read, check and compile, against PyYAML alone",
    *("2 x knowledge: its peak memory", "2 x knowledge: from the last answer to the page"),
)


@pytest.mark.slow
def test_a_light_run_measures_everything_once() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/run.py", "--light"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = dict(line.strip("| ").split(" | ")[:2] for line in done.stdout.splitlines() if line.startswith("| "))
    assert [name for name in MEASURED if not any(letter.isdigit() for letter in rows.get(name, ""))] == []
    assert rows["tldr --version"] == "not measured"
