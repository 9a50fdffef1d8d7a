"""A mistake on the command line is one clear error with a hint, the right exit code and nothing else."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from .program import COMMAND, PATIENCE, answer, environment, run

LOWER = ("suggest", "--area", "lower")
USAGE: dict[str, tuple[tuple[str, ...], str]] = {
    "area": (("suggest", "--area", "loer"), "Did you mean"),
    "condition": (("suggest", "--condition", "sciaticca"), "`sciatica`"),
    "finding": ((*LOWER, "--have", "sadle-numbness"), "`saddle-numbness`"),
    "tool": ((*LOWER, "--tool", "foam-rollr"), "`foam-roller`"),
    "without": ((*LOWER, "--without", "flooor"), "`floor`"),
    "giver": ((*LOWER, "--by", "dog"), "partner"),
    "age-400": ((*LOWER, "--age", "400"), "120"),
    "duration-3x": ((*LOWER, "--duration", "3x"), "2w"),
    "minutes-0": ((*LOWER, "--minutes", "0"), "120"),
    "format": ((*LOWER, "--format", "pdf"), "markdown"),
    "have-without-value": ((*LOWER, "--have", "age"), "age=VALUE"),
    "derived": ((*LOWER, "--have", "nerve-sign"), "leg-weak"),
    "twice": ((*LOWER, "--have", "blood-thinner", "--unsure", "blood-thinner"), "`blood-thinner`"),
    "option": ((*LOWER, "--aera", "neck"), "--area"),
    "command": (("sugest",), "suggest"),
    "kind": (("list", "techniqes"), "`techniques`"),
    "kind-of-entry": (("show", "nonsense:x"), "techniques"),
    "missing-argument": (("why",), "--help"),
}
MISSING: dict[str, tuple[tuple[str, ...], str]] = {
    "show": (("show", "ball-wal"), "`ball-wall`"),
    "show-nothing-near": (("show", "zebra"), "list"),
    "show-of-a-kind": (("show", "tool:massage-gunn"), "`massage-gun`"),
    "why": (("why", "ball-wal", "--area", "lower"), "`ball-wall`"),
}


@pytest.mark.parametrize(("arguments", "way_out"), USAGE.values(), ids=USAGE)
def test_a_mistake_on_the_command_line_exits_with_2(arguments: tuple[str, ...], way_out: str) -> None:
    _assert_one_clear_error(arguments, way_out, 2)


@pytest.mark.parametrize(("arguments", "way_out"), MISSING.values(), ids=MISSING)
def test_a_missing_entry_exits_with_3(arguments: tuple[str, ...], way_out: str) -> None:
    _assert_one_clear_error(arguments, way_out, 3)


def _assert_one_clear_error(arguments: tuple[str, ...], way_out: str, code: int) -> None:
    said = answer(*arguments)
    assert said.code == code
    assert said.out == ""
    assert said.err.startswith("backrelief: ")
    assert way_out in said.err
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) <= 4


def test_the_program_without_arguments_shows_its_commands() -> None:
    said = answer()
    assert said.code == 2
    assert all(command in said.out + said.err for command in ("suggest", "screen", "list", "show", "why"))


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX alone")
def test_an_argument_that_is_not_valid_text_is_a_usage_error() -> None:
    done = subprocess.run(
        [*map(os.fsencode, COMMAND), b"suggest", b"--area", b"\xff\xfe"],
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"backrelief: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("suggest", "--area", "\x1b[31mred\x07"),
        ("show", "\x1b[2J"),
        (*LOWER, "--case", "\x1b[2J.yaml"),
        (*LOWER, "--data", "\x1b[2J"),
    ],
    ids=["area", "entry", "case", "data"],
)
def test_error_messages_quote_arguments_without_control_characters(arguments: tuple[str, ...]) -> None:
    said = answer(*arguments)
    assert said.code in {2, 3, 65}
    assert [letter for letter in said.err if not letter.isprintable() and letter != "\n"] == []


@pytest.mark.skipif(os.name != "posix", reason="file names hold control characters on POSIX alone")
@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("suggest", "--save", "no\x1b[31m/a.json", "--area", "lower", "--have", "saddle-numbness"), "no?[31m/a.json"),
        (("suggest", "--save", "a\x1b[31m.json", "--area", "lower"), "a?[31m.json"),
        (("print", "desk-break", "-o", "a\x1b[31m.html"), "a?[31m.html"),
    ],
    ids=["a-slip-beside-a-danger", "answers", "sheet"],
)
def test_error_messages_quote_file_names_without_control_characters(
    arguments: tuple[str, ...], names: str, tmp_path: Path
) -> None:
    said = run(*arguments, "--no-input", cwd=tmp_path)
    assert names in said.err
    assert "\x1b" not in said.err


def test_control_characters_of_a_file_do_not_reach_the_terminal() -> None:
    said = run("suggest", "--case", "-", stdin='findings: {"\\e[31mred\\a": true}\n')
    assert said.code == 2
    assert [letter for letter in said.err if not letter.isprintable() and letter != "\n"] == []
