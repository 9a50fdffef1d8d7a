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


def imported(*arguments: str, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> set[str]:
    """Return the modules that a run imports."""
    done = subprocess.run(
        [COMMAND[0], "-X", "importtime", *COMMAND[1:], *arguments],
        input=stdin,
        capture_output=True,
        env=environment(env),
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-1000:]
    return set(_IMPORTED.findall(done.stderr.decode()))


def packages_of(modules: set[str]) -> set[str]:
    """Return the packages of the program that some of the modules are in."""
    return {name.split(".")[1] for name in modules if name.startswith("backrelief.")} - {"errors", "version"}


@pytest.mark.parametrize("command", ["--help", "--version", "suggest --help", "list --help", "knowledge --help"])
def test_help_and_version_import_nothing_heavy(command: str) -> None:
    modules = imported(*command.split())
    assert modules.isdisjoint(HEAVY)
    assert packages_of(modules) <= {"cli", "knowledge"}


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


FACTS = {"cli", "knowledge", "logic", "render"}
REASONING = {*FACTS, "case", "advice", "interview"}


@pytest.mark.parametrize(
    ("command", "packages"),
    [
        ("list techniques", FACTS | {"case"}),
        ("screen --area lower --no-input", REASONING),
        ("suggest --area lower --no-input --format plain", REASONING),
        ("suggest --area lower --no-input --color always", REASONING),
    ],
)
def test_an_answer_imports_only_the_packages_that_it_needs(command: str, packages: set[str]) -> None:
    run_process("list", "areas")  # compiles the knowledge, if no other test has
    modules = imported(*command.split())
    assert packages_of(modules) == packages
    assert "backrelief.advice.rank" not in modules or not command.startswith("screen"), "a screening ranks nothing"
    assert "rich" not in modules or "--color" in command


def test_answers_to_many_import_nothing_heavy() -> None:
    run_process("list", "areas")
    modules = imported("batch", "-", stdin=b'{"areas": ["neck"]}')
    assert modules.isdisjoint({*HEAVY, "multiprocessing", "backrelief.render.text"})


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
