"""Commands import heavy libraries only if they need them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping

import pytest

from .program import COMMAND, PATIENCE, environment, run_process

HEAVY = ("pydantic", "pydantic_core", "rich", "yaml")
_IMPORTED = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+([\w.]+)$", re.MULTILINE)


def imported(*arguments: str, env: Mapping[str, str] | None = None) -> set[str]:
    """Return the top-level packages that a run imports."""
    done = subprocess.run(
        [COMMAND[0], "-X", "importtime", *COMMAND[1:], *arguments],
        capture_output=True,
        env=environment(env),
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-1000:]
    return {name.partition(".")[0] for name in _IMPORTED.findall(done.stderr.decode())}


@pytest.mark.parametrize("command", ["--help", "--version", "suggest --help", "list --help", "knowledge --help"])
def test_help_and_version_import_nothing_heavy(command: str) -> None:
    packages = imported(*command.split())
    assert "backrelief" in packages
    assert packages.isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "command",
    [
        "suggest --area lower --no-input --format plain",
        "suggest --area lower --no-input --format json",
        "why ball-wall --area lower --format plain",
        "list techniques --format plain",
        "show ball-wall --format plain",
        "show lower-back --format json",
    ],
)
def test_an_answer_from_compiled_knowledge_imports_nothing_heavy(command: str) -> None:
    run_process("list", "areas")  # compiles the knowledge, if no other test has
    assert imported(*command.split()).isdisjoint(HEAVY)


@pytest.mark.parametrize("typed", ["suggest --area lo", "why ball-", "sug"])
def test_completion_imports_nothing_heavy_and_completes(typed: str) -> None:
    """The shell passes the words so far, and the index of the word being typed."""
    words = f"backrelief {typed}"
    env = {"_BACKRELIEF_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    assert imported(env=env).isdisjoint(HEAVY)
    offered = run_process(env=env).out.split()
    assert offered
    assert all(one.startswith(typed.rpartition(" ")[2]) for one in offered)


def test_completion_offers_the_ids_of_the_knowledge() -> None:
    words = "backrelief suggest --have saddle"
    env = {"_BACKRELIEF_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "3"}
    assert run_process(env=env).out.split() == ["saddle-numbness"]


def test_the_library_itself_imports_nothing_until_it_is_used() -> None:
    script = f"import sys, backrelief; print(*sorted({{*{HEAVY!r}, 'backrelief.advice'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment(), check=True)
    assert done.stdout.split() == []
