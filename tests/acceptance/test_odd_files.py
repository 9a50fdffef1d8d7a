"""Files that are not text, not data or not regular files give one clear error in every command, without a wait."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .program import COMMAND, PATIENCE, Outcome, environment, run

TOOLS = "tools:\n  - {id: mine, name: mine}\n"
CASE = "findings:\n  age: 40\n"


def written(knowledge: str | bytes, case: str | bytes) -> Callable[[Path, Path], None]:
    """Make a file of knowledge and a file of answers that are broken in the same way."""

    def make(mine: Path, answers: Path) -> None:
        for path, content in ((mine, knowledge), (answers, case)):
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    return make


def linked(target: str) -> Callable[[Path, Path], None]:
    """Make two links; an empty target means that a link points to itself."""

    def make(mine: Path, answers: Path) -> None:
        for path in (mine, answers):
            path.symlink_to(target or path.name)

    return make


def piped(mine: Path, answers: Path) -> None:
    """Make two pipes that nobody writes to."""
    for path in (mine, answers):
        os.mkfifo(path)


ODD: dict[str, tuple[Callable[[Path, Path], None], str, str]] = {
    # how to make it, the location of the error in each of the two files, words of the message
    "bidirectional": (written(TOOLS.replace("name: m", "name: \u202em"), "areas: [\u202eneck]\n"), "", ""),
    "UTF-16": (written(TOOLS.encode("utf-16"), CASE.encode("utf-16")), ":1:1:", "UTF-8"),
    "UTF-16 without a mark": (written(TOOLS.encode("utf-16-le"), CASE.encode("utf-16-le")), ":1:2:", "UTF-8"),
    "NUL": (written(f"{TOOLS}# \0\n", f"{CASE}# \0\n"), ":3:3:", "U+0000"),
    "a key twice": (written(f"{TOOLS}tools: []\n", f"{CASE}findings: {{}}\n"), ":3:1:", "second time"),
    "a huge number": (
        written(TOOLS.replace("name: mine", f"name: {'9' * 400}"), CASE.replace("40", "9" * 400)),
        ":",
        "plain number",
    ),
    "an exponent": (written(TOOLS.replace("name: mine", "name: 1e999"), CASE.replace("40", "1e999")), ":", "`1e999`"),
    "a date that there is not": (written(f"reviewed: 2026-02-30\n{TOOLS}", "findings: {age: 2026-02-30}\n"), ":1:", ""),
    "yes": (written(TOOLS.replace("name: mine", "name: yes"), CASE.replace("40", "yes")), ":2:", "true or false"),
    "no as a key": (written(f"{TOOLS}    no: 1\n", f"{CASE}  no: 1\n"), ":3:", ""),
    "octal": (written(TOOLS.replace("name: mine", "name: 012"), CASE.replace("40", "012")), ":2:", "`012`"),
    "base sixty": (written(TOOLS.replace("name: mine", "name: 1:30"), CASE.replace("40", "1:30")), ":2:", "`1:30`"),
    "empty": (written("", ""), ": error:", "empty"),
    "comments": (written("# nothing\n", "# nothing\n"), ": error:", "empty"),
    "a list": (written("- a\n", "- a\n"), ":1:1:", "mapping"),
    "a word": (written("tools\n", "findings\n"), ":1:1:", "mapping"),
    "two documents": (written(f"{TOOLS}---\n{TOOLS}", f"{CASE}---\n{CASE}"), ":3:1:", "one document"),
    "a pipe": (piped, ": error:", "regular file"),
    "a link to nothing": (linked("nowhere.yaml"), ": error:", "No such file"),
    "a link to itself": (linked(""), ": error:", "symbolic links"),
    "a link to a device": (linked("/dev/zero"), ": error:", "regular file"),
}


def is_one_clear_error(said: Outcome, code: int, path: Path, where: str, words: str) -> None:
    """Assert that there is one error that says where and what to do, without Python jargon or control characters."""
    text = said.out + said.err
    assert said.code == code
    assert "Traceback" not in text
    assert text.count(str(path)) == 1, text
    assert f"{path}{where}" in text
    assert words in text
    assert len(text.splitlines()) <= 7
    assert [letter for letter in text if not letter.isprintable() and letter != "\n"] == []


@pytest.mark.skipif(os.name == "nt", reason="needs pipes and links")
@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_one_clear_error_from_every_way_in(name: str, tmp_path: Path) -> None:
    make, where, words = ODD[name]
    mine = tmp_path / "mine"
    mine.mkdir()
    file, answers = mine / "mine.yaml", tmp_path / "answers.yaml"
    make(file, answers)
    is_one_clear_error(run("show", "walking", "--data", mine), 65, file, where, words)
    is_one_clear_error(run("show", "walking", env={"BACKRELIEF_DATA": str(mine)}), 65, file, where, words)
    is_one_clear_error(run("knowledge", "check", mine), 65, file, where, words)
    is_one_clear_error(run("screen", "--case", answers), 2, answers, where, words)


def test_a_circular_link_in_a_folder_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.yaml").write_text(TOOLS, encoding="utf-8")
    (tmp_path / "mine" / "again.yaml").symlink_to("../mine")
    assert run("show", "mine", "--data", tmp_path / "mine").code == 0


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0 or shutil.which("setpriv") is None, reason="needs to become somebody else"
)
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_without_read_permission_is_one_clear_error(what: str, tmp_path: Path) -> None:
    """The program runs as another user, because root, who runs the test, may read everything."""
    as_nobody = (
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        "--inh-caps=-all",
        "--bounding-set=-all",
    )
    if subprocess.run([*as_nobody, *COMMAND, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("somebody else cannot run the program here")
    mine = tmp_path / "mine"
    mine.mkdir()
    file = mine / "mine.yaml"
    file.write_text(TOOLS, encoding="utf-8")
    for above in (tmp_path, *tmp_path.parents[:2]):
        above.chmod(0o755)
    (file if what == "file" else mine).chmod(0)
    commands = [(("show", "walking", "--data", mine), 65), (("knowledge", "check", file), 65)]
    if what == "file":
        commands.append((("screen", "--case", file), 2))
    for arguments, code in commands:
        done = subprocess.run(
            [*as_nobody, *COMMAND, *map(str, arguments)],
            capture_output=True,
            text=True,
            env=environment(),
            timeout=PATIENCE,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == code
        assert "Permission denied" in said or "is not readable" in said
        assert str(mine) in said
        assert "Traceback" not in said


# Output of a check for other programs

ANNOTATED = "tools:\n  - {id: mine, name: mine, na%me: x}\n"


def faulty(folder: Path, text: str) -> Path:
    """Make a data folder whose name and file name need escaping."""
    mine = folder / "50%, mine: v1"
    mine.mkdir()
    (mine / "a,b.yaml").write_text(text, encoding="utf-8")
    return mine


def test_github_annotations_have_the_exact_file_line_and_message(tmp_path: Path) -> None:
    said = run("knowledge", "check", faulty(tmp_path, ANNOTATED), "--format", "github")
    assert said.code == 65
    (line,) = said.lines
    assert line.startswith("::error file=")
    properties, _, message = line.removeprefix("::error ").partition("::")
    named = dict(part.split("=") for part in properties.split(","))
    assert (named["line"], named["col"]) == ("2", "28")
    assert named["file"].endswith("/50%25%2C mine%3A v1/a%2Cb.yaml")
    assert "`na%25me` is no field here (unknown-field)." in message
    assert "%" not in message.replace("%25", "")


UNDECLARED = """\
techniques:
  - id: my-lean
    name: my lean
    summary: Lean your back on the edge of the door.
    family: adjunct
    phases: [main]
    areas: [lower-back]
    by: {self: none}
    action: [rest]
    means: [none]
    position: [seated]
    surface: [none]
    contact: none
    side: middle
    targets: [erector-spinae]
    dose: {seconds: 60, at-least: 30, at-most: 120, setup: 10, often: Once a day.}
    steps: [Lean your lower back on the edge of the door., Press for a minute.]
    feel: Firm and calm.
    mistakes: [Pressing on the spine.]
    stop: [It hurts.]
    gentler: Lean on a cushion.
    sources: [practice]
    evidence:
      - {condition: low-back-pain, grade: traditional, direction: unknown, text: Untried., sources: practice}
"""
"""It presses, but its properties say that it only rests and touches nothing, so that no caution applies to it."""


def of_check(said: Outcome) -> Any:  # JSON
    """Return the faults, after checking that the envelope has the exit code of the program."""
    envelope = said.json
    assert envelope["exit_code"] == said.code
    return envelope["data"]["faults"]


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_warnings_pass_unless_the_check_is_strict(form: str, tmp_path: Path) -> None:
    mine = faulty(tmp_path, UNDECLARED)
    assert run("knowledge", "check", mine, "--format", form).code == 0
    strict = run("knowledge", "check", mine, "--format", form, "--strict")
    assert strict.code == 65
    assert "no-caution" in strict.out
    if form == "json":
        assert {fault["severity"] for fault in of_check(strict)} == {"warning"}


@pytest.mark.parametrize("strict", [(), ("--strict",)])
def test_json_has_the_location_excerpt_and_hint_of_every_error(strict: tuple[str, ...], tmp_path: Path) -> None:
    mine = faulty(tmp_path, ANNOTATED)
    said = run("knowledge", "check", mine, "--format", "json", *strict)
    assert said.code == 65
    (fault,) = of_check(said)
    assert fault["path"] == str(mine / "a,b.yaml")
    assert (fault["line"], fault["column"], fault["rule"]) == (2, 28, "unknown-field")
    assert fault["hint"]
