"""With `--format json` every command prints one valid envelope, however it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from backrelief.cli.app import program

from .program import CHECKOUT, COMMAND, PATIENCE, answer, environment

JSON = ("--format", "json")
DANGER = ("--have", "saddle-numbness")
ANSWERS: dict[str, tuple[str, ...]] = {
    "suggest": ("--area", "lower"),
    "screen": ("--area", "lower"),
    "why": ("walking", "--area", "lower"),
    "list": ("tools",),
    "show": ("walking",),
    "play": ("lower-back-quick", *DANGER),
    "print": ("lower-back-quick", *DANGER),
    "knowledge check": (),
    "knowledge coverage": (),
    "knowledge diff": ("nowhere", "nowhere"),
}
"""Command -> arguments. `play` and `print` answer in JSON only if there is a danger."""
WITHOUT = ("batch", "knowledge schema", "knowledge path")
"""Commands without formats, which write for another program. Those of `batch` are envelopes of `suggest`."""


def commands(command: Any = None, path: str = "") -> Iterator[str]:
    """Yield the name of every command that does something."""
    below = getattr(command or program(complete=True), "commands", {})
    for name, one in below.items():
        yield from commands(one, f"{path}{name} ")
    if not below:
        yield path.strip()


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads((CHECKOUT / "docs" / "json.schema.json").read_text(encoding="utf-8")))


def is_valid(schema: Draft202012Validator, envelope: object) -> bool:
    faults = [f"{error.json_path}: {error.message[:300]}" for error in schema.iter_errors(envelope)]
    assert faults == []
    return True


def test_every_command_is_tested() -> None:
    assert set(commands()) == ANSWERS.keys() | WITHOUT


@pytest.mark.parametrize("command", ANSWERS)
def test_the_answer_of_a_command_has_a_schema(schema: Draft202012Validator, command: str) -> None:
    said = answer(*command.split(), *ANSWERS[command], *JSON)
    assert said.json["command"] == command
    assert said.json["exit_code"] == said.code
    assert is_valid(schema, said.json)
    assert command in json.dumps(schema.schema), "the schema does not name the command"


@pytest.mark.parametrize("command", [*ANSWERS, *WITHOUT])
def test_a_mistake_is_an_envelope(schema: Draft202012Validator, command: str) -> None:
    said = answer(*command.split(), "--no-such-option", *JSON)
    assert (said.code, said.err) == (2, "")
    assert is_valid(schema, said.json)
    assert said.json["data"] is None


@pytest.mark.parametrize("command", ["suggest", "screen", "why", "play", "print"])
def test_a_danger_beside_a_mistake_is_an_envelope_with_both(schema: Draft202012Validator, command: str) -> None:
    said = answer(*command.split(), *DANGER, "--age", "old", *JSON)
    assert (said.code, said.err) == (12, "")
    assert is_valid(schema, said.json)
    assert said.json["data"]["screening"]["level"] == "emergency"
    assert [error["code"] for error in said.json["errors"]] == ["usage"]


def test_a_bug_in_the_program_is_an_envelope(schema: Draft202012Validator, tmp_path: Path) -> None:
    tmp_path.joinpath("sitecustomize.py").write_text(
        "import typer.main\ntyper.main.get_command = lambda *_: 1 / 0\n", encoding="utf-8"
    )
    done = subprocess.run(
        [*COMMAND, "list", "tools", *JSON],
        capture_output=True,
        env=environment({"PYTHONPATH": str(tmp_path), "TMPDIR": str(tmp_path)}),
        timeout=PATIENCE,
        check=False,
    )
    envelope = json.loads(done.stdout)
    assert done.returncode == 1
    assert is_valid(schema, envelope)
    assert [error["code"] for error in envelope["errors"]] == ["unexpected"]
    (report,) = tmp_path.glob("backrelief-*.txt")
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert str(report) in envelope["errors"][0]["hint"]


@pytest.mark.parametrize("arguments", [("list", "tools"), ("suggest", "--area", "lower"), ("knowledge", "coverage")])
@pytest.mark.parametrize("form", ["text", "json"])
def test_ctrl_c_exits_with_130_and_nothing_or_an_envelope(
    schema: Draft202012Validator, arguments: tuple[str, ...], form: str
) -> None:
    process = subprocess.Popen(
        [COMMAND[0], "-c", _INTERRUPTIBLE, *arguments, "--format", form],
        executable=COMMAND[0],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stderr is not None
    process.stderr.read(1)
    time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert err == b""
    if form == "json":
        assert is_valid(schema, json.loads(out))
        assert json.loads(out)["errors"][0]["code"] == "interrupted"
    else:
        assert out == b""


_INTERRUPTIBLE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv[0] = "backrelief"
import backrelief.__main__ as program
print(end=".", file=sys.stderr, flush=True)
program.run()
"""
"""Prints a line once Ctrl-C is handled: before that, the interpreter is still starting."""
