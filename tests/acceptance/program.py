"""Running the program in a process of its own, as a person or a script would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

CHECKOUT: Final = Path(__file__).resolve().parents[2]
COMMAND: Final = (sys.executable, "-m", "backrelief")
PATIENCE: Final = 120.0
"""Seconds that one run may take before the test gives up; a busy machine is slow."""
_INHERITED: Final = ("PATH", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")
"""What a run takes over from the environment of the tests: nothing that changes what is printed."""
_NOWHERE: Final = TemporaryDirectory()
"""An empty folder to run in: nothing that an answer needs may stand in the checkout alone."""
_pool: Final = ThreadPoolExecutor(os.cpu_count())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of the answer."""
        return self.out.splitlines()

    @property
    def words(self) -> str:
        """The answer with every run of white space as one blank: for words that wrapping may have parted."""
        return " ".join(self.out.split())

    @property
    def json(self) -> Any:  # whatever the program wrote
        """The answer read as JSON, which it must be from the first byte to the last."""
        return json.loads(self.out)


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """A plain environment with the changes laid over it."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**inherited, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", **(changes or {})}


def run(
    *arguments: str | Path, stdin: str | bytes = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Outcome:
    """Run the program with its streams piped, and wait for it."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True,
        env=environment(env),
        cwd=cwd,
        timeout=PATIENCE,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@cache
def start(*arguments: str) -> Future[Outcome]:
    """Begin a run without a case or a file, which says the same however often it is asked: once for all tests."""
    return _pool.submit(run, *arguments, cwd=Path(_NOWHERE.name))


def answer(*arguments: str) -> Outcome:
    """What a run that needs nothing but its arguments leaves behind; the same run is never made twice."""
    return start(*arguments).result()


def stop() -> None:
    """Leave what was begun and is not needed."""
    _pool.shutdown(cancel_futures=True)
    _NOWHERE.cleanup()


def data(*arguments: str) -> Any:  # JSON
    """The ``data`` of the JSON answer."""
    return answer(*arguments, "--format", "json").json["data"]


def techniques(*arguments: str) -> list[str]:
    """The ids that ``suggest`` releases, best first."""
    return [one["technique"] for one in data("suggest", *arguments)["suggestions"]]
