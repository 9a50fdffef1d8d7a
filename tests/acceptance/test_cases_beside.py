"""`knowledge check` reads the worked cases in the folder `cases` of a data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from .program import run

TOOL = "tools:\n  - {id: broom-handle, name: broom handle, at-hand: true}\n"
CASE = """\
cases:
  - id: sweeper
    name: A sweeper whose upper back aches
    given: {areas: [upper-back], findings: {age: 52}}
    expected: {level: clear, not-suggested: [WHAT]}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Make a data folder with an empty folder for cases."""
    folder = tmp_path / "mine"
    folder.joinpath("cases").mkdir(parents=True)
    folder.joinpath("own.yaml").write_text(TOOL, encoding="utf-8")
    return folder


def tell(mine: Path, technique: str) -> Path:
    """Write a case that names this technique."""
    file = mine / "cases" / "sweeper.yaml"
    file.write_text(CASE.replace("WHAT", technique), encoding="utf-8")
    return file


def test_the_cases_of_a_folder_are_read_with_it(mine: Path) -> None:
    file = tell(mine, "no-such-thing")
    said = run("knowledge", "check", mine)
    assert said.code == 65
    assert f"{file}:5:46: error: there is no `no-such-thing` among the techniques" in said.out
    assert "give both" not in said.out
    assert run("knowledge", "check", mine, mine / "cases").out == said.out, "and only once"


def test_the_cases_of_a_folder_are_counted_and_are_run_on_request(mine: Path) -> None:
    tell(mine, "walking")
    said = run("knowledge", "check", mine)
    assert said.code == 0
    assert "1 cases" in said.words
    said = run("knowledge", "check", "--cases", mine)
    assert said.code == 65
    assert "the level is open, not clear" in said.out


def test_checking_only_the_cases_suggests_their_parent_folder(mine: Path) -> None:
    tell(mine, "broom-lean")
    said = run("knowledge", "check", mine / "cases")
    assert said.code == 65
    assert f"give both: backrelief knowledge check {mine}/ {mine}/cases/" in said.out
    mine.joinpath("own.yaml").unlink()
    assert "give both" not in run("knowledge", "check", mine / "cases").out


def test_an_empty_folder_of_cases_is_accepted(mine: Path) -> None:
    assert run("knowledge", "check", mine).code == 0
