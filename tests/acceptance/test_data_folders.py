"""A data folder adds to the shipped knowledge, and is refused if it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from .program import answer, run

LOWER = ("suggest", "--area", "lower", "--no-input")
OWN = """\
tools:
  - {id: broom-handle, name: broom handle, at-hand: true}
"""
BROKEN = """\
techniques:
  - id: my-own
    name: [not, a, name]
    surprise: 1
"""


def folder_of(home: Path, text: str) -> Path:
    """Make a folder with one file of knowledge."""
    home.joinpath("mine.yaml").write_text(text, encoding="utf-8")
    return home


def test_a_data_folder_adds_to_the_shipped_knowledge(tmp_path: Path) -> None:
    said = run("show", "broom-handle", "--data", folder_of(tmp_path, OWN))
    assert said.code == 0
    assert "broom handle" in said.words
    assert run("knowledge", "check", tmp_path).code == 0


@pytest.mark.parametrize("command", [LOWER, ("show", "walking")])
def test_broken_knowledge_exits_with_65_and_says_where(command: tuple[str, ...], tmp_path: Path) -> None:
    said = run(*command, "--data", folder_of(tmp_path, BROKEN))
    assert said.code == 65
    assert said.out == ""
    assert f"{tmp_path / 'mine.yaml'}:3:" in said.err
    assert f"{tmp_path / 'mine.yaml'}:4:" in said.err, "all faults are reported at once"
    assert "surprise" in said.err
    assert "Traceback" not in said.err


def test_check_prints_every_fault_with_the_line_the_rule_and_a_hint(tmp_path: Path) -> None:
    said = run("knowledge", "check", folder_of(tmp_path, BROKEN))
    assert said.code == 65
    assert f"{tmp_path / 'mine.yaml'}:4:5: error: " in said.out
    assert "    surprise: 1" in said.out
    assert "(unknown-field)" in said.out


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("tools:\n  - {id: a, name: b}\n  - {id: a, name: c}\n", ":3:"),
        ("tools:\n  - {id: a, name: yes}\n", ":2:"),
        ("tools: [\n", ":2:1"),
    ],
    ids=["duplicate-id", "surprise-boolean", "no-yaml"],
)
def test_surprising_yaml_is_refused_at_its_location(text: str, place: str, tmp_path: Path) -> None:
    said = run("list", "tools", "--data", folder_of(tmp_path, text))
    assert said.code == 65
    assert f"mine.yaml{place}" in said.err
    assert said.out == ""


def test_a_shipped_red_flag_is_not_replaced_without_a_reason(tmp_path: Path) -> None:
    flag = (
        "red-flags:\n"
        "  - id: ces-saddle-numbness\n"
        "    name: Mine\n"
        "    levels: [{level: care, when: saddle-numbness}]\n"
        "    asked-in: everywhere\n"
        "    text: It is nothing.\n"
        "    may-indicate: Nothing.\n"
        "    sources: [practice]\n"
    )
    refused = run(*LOWER, "--data", folder_of(tmp_path, flag))
    assert refused.code == 65
    assert "mine.yaml:2:" in refused.err
    in_danger = run(*LOWER, "--have", "saddle-numbness", "--data", folder_of(tmp_path, flag))
    assert in_danger.code == 12
    assert "mine.yaml:2:" in in_danger.err
    open_about_it = f"{flag}    overrides-safety: Only to try it.\n"
    changed = run(*LOWER, "--data", folder_of(tmp_path, open_about_it))
    assert changed.code == 0
    assert "Only to try it." in changed.words


WEAKER = """\
actions:
  - {id: twist, name: twisting a little, overrides-safety: Only to try it.}
"""
SAID = "actions: `twist` was replaced: Only to try it."


@pytest.mark.parametrize("form", ["text", "plain", "markdown", "json"])
@pytest.mark.parametrize(
    "command",
    [
        LOWER,
        ("suggest", "--have", "saddle-numbness"),
        ("screen", "--area", "lower", "--no-input"),
        ("why", "walking", "--area", "lower"),
        ("show", "walking"),
        ("list", "tools"),
    ],
    ids=["suggest", "emergency", "screen", "why", "show", "list"],
)
def test_every_answer_says_which_safety_rule_a_data_folder_replaced(
    command: tuple[str, ...], form: str, tmp_path: Path
) -> None:
    said = run(*command, "--format", form, "--data", folder_of(tmp_path, WEAKER))
    if form == "json":
        assert said.json["data"]["overrides"] == [SAID]
    else:
        assert f"Changed by your own data: {SAID}" in said.words.replace("\\", "")


def test_check_says_which_safety_rule_a_data_folder_replaced(tmp_path: Path) -> None:
    assert f"Changed by your own data: {SAID}" in run("knowledge", "check", folder_of(tmp_path, WEAKER)).err


def test_show_says_which_file_an_entry_comes_from(tmp_path: Path) -> None:
    data = ("--data", folder_of(tmp_path, OWN))
    assert f"{tmp_path / 'mine.yaml'} line 2" in run("show", "broom-handle", *data, "--format", "plain").out
    assert run("show", "broom-handle", *data, "--format", "json").json["data"]["origin"] == {
        "file": str(tmp_path / "mine.yaml"),
        "line": 2,
    }
    assert run("show", "walking", *data, "--format", "json").json["data"]["origin"]["file"] == "techniques.yaml"


def test_a_folder_that_cannot_be_read_is_one_clear_error(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        said = run(*LOWER, "--data", path)
        assert said.code == 65
        assert str(path) in said.err
        assert len(said.err.splitlines()) <= 3
        assert "Traceback" not in said.err


def test_the_shipped_knowledge_has_no_faults_and_is_where_path_says() -> None:
    assert answer("knowledge", "check").code == 0
    assert Path(answer("knowledge", "path").out.strip(), "techniques.yaml").is_file()
