"""Run the program as a person or a script would, in this process or in one of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from unittest import mock

from backrelief.cli import main

CHECKOUT: Final = Path(__file__).resolve().parents[2]
COMMAND: Final = (sys.executable, "-m", "backrelief")
PATIENCE: Final = 120.0
"""Seconds that one process may take before the test gives up; a busy machine is slow."""
_INHERITED: Final = ("PATH", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV", "XDG_CACHE_HOME", "COVERAGE_PROCESS_START")
"""The variables that a run takes over from the tests: none of them changes what is printed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code of a run and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of the answer."""
        return self.out.splitlines()

    @property
    def words(self) -> str:
        """The answer with every run of white space as one blank, because wrapping may part words."""
        return " ".join(self.out.split())

    @property
    def json(self) -> Any:  # whatever the program wrote
        """The answer read as JSON, which it must be from the first byte to the last."""
        return json.loads(self.out)


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return a plain environment with the changes laid over it."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**inherited, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", **(changes or {})}


def run(
    *arguments: str | Path, stdin: str | bytes = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Outcome:
    """Run the program in this process, with streams, environment and folder as a pipe of the shell would give them.

    Imports and knowledge are shared with the runs before it, which saves a second of work each time.
    ``run_process`` is for tests about what happens before or around ``main``; one test holds the two together.
    """
    standard_input = io.TextIOWrapper(io.BytesIO(_bytes(stdin)), "utf-8")
    out, err = (
        io.TextIOWrapper(io.BytesIO(), "utf-8", errors, write_through=True) for errors in ("strict", "backslashreplace")
    )
    # `shutil.get_terminal_size` asks `sys.__stdout__`, which may be the terminal of the person who runs the tests.
    with (
        mock.patch.dict(os.environ, environment(env), clear=True),
        mock.patch.multiple(sys, stdin=standard_input, stdout=out, stderr=err, __stdout__=out),
        _inside(cwd),
    ):
        code = main([str(argument) for argument in arguments])
    return Outcome(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


def run_process(
    *arguments: str | Path, stdin: str | bytes = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Outcome:
    """Run the program in a process of its own with its streams piped, and wait for it."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=_bytes(stdin),
        capture_output=True,
        env=environment(env),
        cwd=cwd,
        timeout=PATIENCE,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@cache
def answer(*arguments: str) -> Outcome:
    """Return the outcome of a run that needs nothing but its arguments; the same run is never made twice."""
    return run(*arguments)


def data(*arguments: str) -> Any:  # JSON
    """Return the ``data`` of the JSON answer."""
    return answer(*arguments, "--format", "json").json["data"]


def techniques(*arguments: str) -> list[str]:
    """Return the ids that ``suggest`` releases, best first."""
    return [one["technique"] for one in data("suggest", *arguments)["suggestions"]]


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


@contextmanager
def _inside(folder: Path | None) -> Iterator[None]:
    """Work in another folder for a while."""
    before = Path.cwd()
    os.chdir(folder or before)
    try:
        yield
    finally:
        os.chdir(before)
