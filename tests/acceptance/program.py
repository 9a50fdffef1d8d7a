"""Run the program as a person or a script would, in this process or a separate one."""

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
"""Seconds after which a process counts as hung, with a margin for a busy machine."""
_INHERITED: Final = ("PATH", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV", "XDG_CACHE_HOME", "COVERAGE_PROCESS_START")
"""The environment variables that a run inherits; none of them changes the output."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code and output of a run."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.out.splitlines()

    @property
    def words(self) -> str:
        """Standard output with white space collapsed, because lines may be wrapped anywhere."""
        return " ".join(self.out.split())

    @property
    def json(self) -> Any:  # whatever the program wrote
        """Standard output parsed as JSON, which it must be from the first byte to the last."""
        return json.loads(self.out)


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return a plain environment with the changes applied."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**inherited, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", **(changes or {})}


def run(
    *arguments: str | Path, stdin: str | bytes = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Outcome:
    """Run the program in this process, with the streams, environment and folder of a shell pipeline.

    Imports and knowledge are shared with the runs before it, which saves a second of work each time.
    ``run_process`` is for tests about what happens before or around ``main``; one test holds the two together.
    """
    standard_input = io.TextIOWrapper(io.BytesIO(_bytes(stdin)), "utf-8")
    out, err = (
        io.TextIOWrapper(io.BytesIO(), "utf-8", errors, write_through=True) for errors in ("strict", "backslashreplace")
    )
    # `shutil.get_terminal_size` looks at `sys.__stdout__`, which may be the terminal of the person who runs the tests.
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
    """Run the program in a separate process with its streams piped, and wait for it."""
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
    """Return the outcome of a run that depends only on its arguments; the result is cached."""
    return run(*arguments)


def data(*arguments: str) -> Any:  # JSON
    """Return the ``data`` of the JSON answer."""
    return answer(*arguments, "--format", "json").json["data"]


def techniques(*arguments: str) -> list[str]:
    """Return the ids of the techniques that ``suggest`` allows, best first."""
    return [one["technique"] for one in data("suggest", *arguments)["suggestions"]]


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


@contextmanager
def _inside(folder: Path | None) -> Iterator[None]:
    """Change the current folder for a while."""
    before = Path.cwd()
    os.chdir(folder or before)
    try:
        yield
    finally:
        os.chdir(before)
