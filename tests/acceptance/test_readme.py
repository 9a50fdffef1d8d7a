"""The README is correct: its commands run, and its exit codes are those of the program."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from backrelief.errors import Exit

from .program import CHECKOUT, answer

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
COMMANDS = tuple(
    line
    for block in re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    for line in block.splitlines()
    if line.startswith("backrelief ")
)
CODES = {int(code) for code in re.findall(r"(?m)^\| (\d+) \| ", README.partition("## Exit codes")[2])}


def test_the_readme_shows_commands() -> None:
    assert any(command.startswith("backrelief suggest --area lower") for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments", [tuple(shlex.split(command, comments=True)[1:]) for command in COMMANDS], ids=" ".join
)
def test_the_commands_of_the_readme_run_in_an_empty_folder(arguments: tuple[str, ...]) -> None:
    said = answer(*arguments)
    assert said.code in CODES - {Exit.UNEXPECTED, Exit.USAGE, Exit.BROKEN_KNOWLEDGE, Exit.INTERRUPTED}
    assert said.out
    assert said.err == ""


def test_the_exit_codes_of_the_readme_are_those_of_the_program(knowledge: KnowledgeBase) -> None:
    assert {*map(int, Exit), *(level.exit_code for level in knowledge.levels)} == CODES


def test_the_options_and_formats_of_the_readme_exist() -> None:
    known = set(re.findall(r"--[a-z-]+", answer("suggest", "--help").out + answer("--help").out))
    named = set(re.findall(r"`(?:[^`\n]*?\s)?(--[a-z-]+)", README.partition("## Use")[2].partition("## As a")[0]))
    assert len(named) > 10
    assert named <= known


def test_the_code_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102  # what the README tells people to run
    assert capsys.readouterr().out.startswith("care [")


def test_the_pages_that_the_readme_links_to_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (CHECKOUT / link).exists()] == []
