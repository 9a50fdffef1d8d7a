"""A reader that goes away, and what is written where."""

from __future__ import annotations

import shlex
import subprocess

import pytest

from .program import COMMAND, PATIENCE, Outcome, answer, environment, run, run_process

CLOSED = {
    "suggest": ("suggest", "--area", "lower", "--no-input"),
    "emergency": ("suggest", "--have", "saddle-numbness"),
    "emergency-json": ("suggest", "--have", "saddle-numbness", "--format", "json"),
    "list": ("list", "red-flags"),
    "version": ("--version",),
    "help": ("--help",),
}


def run_closed(*arguments: str) -> Outcome:
    """Run the program with a standard output that nobody reads any more."""
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr as stream:
        errors = stream.read()
    return Outcome(process.wait(PATIENCE), "", errors.decode())


@pytest.mark.parametrize("arguments", CLOSED.values(), ids=CLOSED)
def test_a_reader_that_has_gone_changes_no_code_and_nothing_is_said(arguments: tuple[str, ...]) -> None:
    assert run_closed(*arguments) == Outcome(answer(*arguments).code, "", "")


def test_head_gets_its_line_and_the_code_stays() -> None:
    command = " ".join(map(shlex.quote, (*COMMAND, *CLOSED["emergency"])))
    script = f"{command} | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script],  # noqa: S607  # as a person has it
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 12
    assert done.stdout.decode().splitlines() == answer(*CLOSED["emergency"]).lines[:1]
    assert done.stderr == b""


@pytest.mark.parametrize("arguments", CLOSED.values(), ids=CLOSED)
def test_an_answer_goes_to_standard_output_alone(arguments: tuple[str, ...]) -> None:
    said = answer(*arguments)
    assert said.out
    assert said.out.endswith("\n")
    assert said.err == ""


ALONE = {
    **CLOSED,
    "plain": ("why", "ball-wall", "--area", "lower", "--format", "plain"),
    "colour": ("show", "lower", "--color", "always"),
    "remark": ("screen", "--area", "lower", "--no-red-flags"),
    "entry": ("show", "zebra"),
    "usage": ("suggest", "--aera", "neck", "--format", "json"),
    "nothing": (),
}


@pytest.mark.parametrize("arguments", ALONE.values(), ids=ALONE)
def test_a_process_of_its_own_gives_what_a_run_inside_the_tests_gives(arguments: tuple[str, ...]) -> None:
    """Most tests run the program inside their own process; this one says that they may."""
    assert run_process(*arguments) == answer(*arguments)


def test_a_process_reads_standard_input_as_a_run_inside_the_tests_does() -> None:
    command, answers = ("screen", "--case", "-"), 'findings: {"\\e[31mred\\a": "\u00fc"}\n'
    assert run_process(*command, stdin=answers) == run(*command, stdin=answers)


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_is_an_answer(option: str) -> None:
    said = answer(option)
    assert said.code == 0
    assert said.err == ""
    assert all(command in said.out for command in ("suggest", "screen", "list", "show", "why", "knowledge"))
    assert answer("suggest", option).code == 0
    assert "--no-red-flags" in answer("suggest", option).out


def test_version_is_one_line() -> None:
    said = answer("--version")
    assert said.code == 0
    assert said.lines[0].startswith("backrelief ")
    assert len(said.lines) == 1
