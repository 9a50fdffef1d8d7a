"""Answers and files are not lost to a mistake, a full disk, a signal or a file of the same name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .person import Person
from .program import COMMAND, PATIENCE, answer, environment, run, run_process
from .terminal import Terminal

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    "text", ["areas:\n  - {id: x, name: y}\n", "areas: [neck]\n", "{}", '{"areas": [], "findings": {}}', "findings: {}"]
)
def test_only_a_file_that_is_a_case_is_replaced(text: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    said = run("suggest", "--area", "lower", "--save", path)
    assert said.code == 2
    assert "is not a file of answers" in said.err
    assert path.read_text(encoding="utf-8") == text


def test_why_saves_the_answers_like_other_commands(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    assert run("why", "walking", "--area", "lower", "--age", "40", "--save", path).code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["findings"]["age"] == 40


def kept(shown: str, folder: Path) -> dict[str, object]:
    """Return the answers in the only file of the folder, which standard error names."""
    (path,) = folder.glob("backrelief-*.json")
    assert path.name in "".join(shown.split())
    assert path.stat().st_mode & 0o077 == 0
    findings: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))["findings"]
    return findings


def test_answers_that_cannot_be_saved_are_kept_in_another_file(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    folder, other = tmp_path / "folder", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    env = {"TMPDIR": str(other)}
    with Terminal("screen", "--area", "lower", "--save", folder / "answers.json", env=env) as terminal:
        assert terminal.prompt() is not None
        shutil.rmtree(folder)
        terminal.answer_all(Person(knowledge))
        assert terminal.end() == 2
        assert "What to do:" in terminal.shown, "the answer comes first"
    assert kept(terminal.shown, other)["age"] == 40


def test_a_bug_in_the_program_loses_no_answer_of_an_interview(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    broken = "import backrelief.advice.advise as one\none.compose = lambda *_: 1 / 0\n"
    (tmp_path / "sitecustomize.py").write_text(broken, encoding="utf-8")
    env = {"TMPDIR": str(tmp_path), "PYTHONPATH": str(tmp_path)}
    with Terminal("suggest", "--area", "lower", env=env) as terminal:
        terminal.answer_all(Person(knowledge))
        assert terminal.end() == 1
        assert "ZeroDivisionError" in terminal.shown
        assert "Traceback" not in terminal.shown
    assert kept(terminal.shown, tmp_path)["age"] == 40


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "tools", "--format", "json", "--format", "plain"),
        ("suggest", "--area", "lower", "--color", "never", "--color", "always"),
        ("suggest", "--area", "lower", "--save", "a", "--save", "b"),
        ("suggest", "--area", "lower", "--age", "40", "--age", "50"),
        ("suggest", "--area", "lower", "-o", "a.html", "--output", "b.html"),
        ("knowledge", "check", "--format", "github", "--format", "plain"),
    ],
)
def test_a_second_value_of_an_option_is_refused(arguments: tuple[str, ...]) -> None:
    said = answer(*arguments)
    assert said.code == 2
    assert "was given more than once" in said.out + said.err


def test_giving_the_same_value_twice_is_accepted() -> None:
    assert answer("list", "tools", "--format", "plain", "--format", "plain") == answer(
        "list", "tools", "--format", "plain"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("arguments", [("--help",), ("suggest", "--help"), ("--version",), ("suggest", "--aera", "x")])
@pytest.mark.parametrize("stream", ["stdout", "stderr", "both"])
def test_a_full_disk_is_not_reported_as_a_bug(arguments: tuple[str, ...], stream: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments],
            stdout=full if stream != "stderr" else subprocess.PIPE,
            stderr=full if stream != "stdout" else subprocess.PIPE,
            env=environment(),
            timeout=PATIENCE,
            check=False,
        )
    said = (done.stdout or b"") + (done.stderr or b"")
    assert b"mistake of the program" not in said
    assert b"Traceback" not in said
    is_error = "--aera" in arguments
    assert done.returncode == (2 if is_error else 0 if stream == "stderr" else 1)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "nonsense"])
def test_a_completion_without_words_is_not_reported_as_a_bug(shell: str) -> None:
    said = run_process(env={"_BACKRELIEF_COMPLETE": f"complete_{shell}"})
    assert said.code in {0, 1, 2}
    assert "mistake of the program" not in said.out + said.err
    assert "Traceback" not in said.out + said.err


def test_debugging_shows_the_whole_traceback(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import typer.main\ntyper.main.get_command = lambda *_: 1 / 0\n")
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    said = run_process("list", "tools", env={**env, "BACKRELIEF_DEBUG": "1", "TMPDIR": str(tmp_path)})
    assert said.code == 1
    assert "Traceback" in said.err
    assert list(tmp_path.glob("backrelief-*")) == [], "nobody needs a report of what is shown"
