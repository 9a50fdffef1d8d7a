"""Standard output and error: which has what, and a closed pipe."""

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
    """Run the program with a standard output whose reader is gone."""
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
def test_a_closed_pipe_changes_no_exit_code_and_prints_nothing(arguments: tuple[str, ...]) -> None:
    assert run_closed(*arguments) == Outcome(answer(*arguments).code, "", "")


def test_head_gets_its_line_and_the_exit_code_is_unchanged() -> None:
    command = " ".join(map(shlex.quote, (*COMMAND, *CLOSED["emergency"])))
    script = f"{command} | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script],  # noqa: S607  # the shell of a person
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 12
    assert done.stdout.decode().splitlines() == answer(*CLOSED["emergency"]).lines[:1]
    assert done.stderr == b""


@pytest.mark.parametrize("arguments", CLOSED.values(), ids=CLOSED)
def test_an_answer_is_written_only_to_standard_output(arguments: tuple[str, ...]) -> None:
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
def test_a_separate_process_gives_the_same_output_as_a_run_inside_the_tests(arguments: tuple[str, ...]) -> None:
    """Most tests run the program inside their own process; this test shows that it makes no difference."""
    assert run_process(*arguments) == answer(*arguments)


def test_a_separate_process_reads_standard_input_like_a_run_inside_the_tests() -> None:
    command, answers = ("screen", "--case", "-"), 'findings: {"\\e[31mred\\a": "\u00fc"}\n'
    assert run_process(*command, stdin=answers) == run(*command, stdin=answers)


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_is_written_to_standard_output(option: str) -> None:
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
