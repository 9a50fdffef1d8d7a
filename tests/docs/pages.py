"""Follow a page of the documentation block by block, as a reader would.

A ``yaml`` block whose first line is ``# folder/name.yaml`` is written to that file. A ``diff`` block with such a line
changes the file: each line with a minus must occur once, and is replaced by the lines with a plus that follow it. Each
line of an ``sh`` block is a command; it must exit with 0, or with N if ``# exit code N`` follows it. A ``text`` block
shows what the commands of the block before print; ``...`` marks what is left out.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from acceptance.program import run

CHECKOUT: Final = Path(__file__).resolve().parents[2]
BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
FILE: Final = re.compile(r"# (\w[\w/-]*\.yaml)\n")
EXIT_CODE: Final = re.compile(r"# exit code (\d+)$")
SHELL: Final = re.compile(r"[$|<>&;*~]")
"""Characters that only a shell understands."""
PATIENCE: Final = 240.0


@dataclass(frozen=True, slots=True)
class Ran:
    """A command of a page that was run."""

    command: str
    wanted: int
    code: int
    said: str


def page(name: str) -> str:
    """Return the text of a page."""
    return CHECKOUT.joinpath("docs", name).read_text(encoding="utf-8")


def words(text: str) -> str:
    """Return the text with every run of white space as a single space, so that line breaks do not matter."""
    return " ".join(text.split())


def table_under(text: str, first_cell: str) -> dict[str, tuple[str, ...]]:
    """Return the rows of the table whose header begins with this cell: first cell without backquotes -> other cells."""
    body, *_ = re.findall(rf"(?m)^\| {re.escape(first_cell)}(?: \|.*)?\n\|[-|: ]+\n((?:\|.*\n?)+)", text)
    rows = ([cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in body.splitlines())
    return {cells[0].strip(" `|"): tuple(cell.strip(" `|") for cell in cells[1:]) for cells in rows}


class Reader:
    """A reader who follows a page in an empty folder."""

    def __init__(self, folder: Path) -> None:
        """Put the ``backrelief`` of this checkout on the path of the shell, installed or not."""
        self.folder, self.ran = folder / "here", list[Ran]()
        self.folder.mkdir()
        programs = folder / "programs"
        programs.mkdir()
        for name, arguments in (("backrelief", " -m backrelief"), ("python", "")):
            program = programs / name
            program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{arguments} "$@"\n', encoding="utf-8")
            program.chmod(0o755)
        kept = {name: os.environ[name] for name in ("PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
        path = os.pathsep.join((str(programs), os.environ["PATH"]))
        self.environment = {**kept, "PATH": path, "LC_ALL": "C.UTF-8"}

    def follow(self, text: str) -> None:
        """Carry out every block, and assert that each command exits and prints as the page says."""
        said = ""
        for kind, body in BLOCK.findall(text):
            match kind:
                case "yaml":
                    self.write(body)
                case "diff":
                    self.change(body)
                case "sh":
                    said = "\n".join(self.run(line) for line in body.splitlines() if not line.startswith("#"))
                case "text":
                    for line in body.splitlines():
                        for part in line.split("..."):
                            assert words(part) in words(said), f"{part!r} is not in:\n{said}"
                case _:
                    message = f"a block of {kind} cannot be followed"
                    raise AssertionError(message)

    def write(self, body: str) -> None:
        """Write the file of a block, replacing any earlier file."""
        file = self._file(body)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8")

    def change(self, body: str) -> None:
        """Change lines of the file of a block."""
        file = self._file(body)
        text = file.read_text(encoding="utf-8")
        for before, after in re.findall(r"(?m)^-(.*\n)((?:\+.*\n)+)", body):
            assert text.count(before) == 1, before
            text = text.replace(before, re.sub(r"(?m)^\+", "", after))
        file.write_text(text, encoding="utf-8")

    def run(self, line: str) -> str:
        """Run a command and return its output on both streams."""
        found = EXIT_CODE.search(line)
        wanted = int(found[1]) if found else 0
        words = shlex.split(line, comments=True)
        if words[0] == "backrelief" and not SHELL.search(line):
            done = run(*words[1:], cwd=self.folder)
            code, said = done.code, done.out + done.err
        else:
            code, said = self._run_in_shell(line)
        self.ran.append(Ran(line, wanted, code, said))
        assert code == wanted, f"{line} ended with {code}:\n{said}"
        return said

    def _run_in_shell(self, line: str) -> tuple[int, str]:
        done = subprocess.run(
            ["sh", "-c", line],  # noqa: S607  # the shell of the machine, as a reader would use
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=self.environment,
            cwd=self.folder,
            timeout=PATIENCE,
            check=False,
        )
        return done.returncode, (done.stdout + done.stderr).decode()

    def _file(self, body: str) -> Path:
        found = FILE.match(body)
        assert found is not None, f"the block does not name its file: {body[:60]}"
        return self.folder / found[1]
