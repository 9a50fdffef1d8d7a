"""The example of the page about many people runs as it stands, and answers as `batch` does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.program import PATIENCE, environment, run

from .pages import page

LINES = (
    '{"areas": ["lower-back"], "findings": {"age": 40}}',
    '{"areas": ["neck"], "findings": {"saddle-numbness": true}}',
    "",
    "nonsense",
    '{"areas": ["leg"], "wishes": {"minutes": 10}}\r',
)
pytest.importorskip("distributed", reason="needs Dask")


def test_dask_gives_the_answers_of_batch(tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", page("scale.md"), flags=re.DOTALL)
    tmp_path.joinpath("example.py").write_text(example, encoding="utf-8")
    for number in range(3):
        lines = (*LINES[number:], *LINES[:number])
        tmp_path.joinpath(f"cases-{number}.jsonl").write_bytes("".join(f"{line}\n" for line in lines).encode())
    done = subprocess.run(
        [sys.executable, "-W", "error", "example.py"],
        capture_output=True,
        env=environment(),
        cwd=tmp_path,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    for number in range(3):
        written = tmp_path.joinpath(f"answers-{number}.jsonl").read_text(encoding="utf-8")
        assert written == run("batch", tmp_path / f"cases-{number}.jsonl").out
