"""A danger is reported first, with its exit code, whatever else is wrong; other mistakes are reported with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .program import Outcome, answer, run

DANGER = ("--have", "saddle-numbness")
LONG = "n" * 305
COMMANDS: dict[str, tuple[str, ...]] = {
    "suggest": ("suggest",),
    "screen": ("screen",),
    "why": ("why", "ball-wall"),
    "play": ("play", "lower-back-quick"),
    "print": ("print", "lower-back-quick"),
}
MISTAKES: dict[str, tuple[str, ...]] = {
    "an option that there is not": ("--colour", "red"),
    "a value that does not fit": ("--age", "old"),
    "a value of an option that parses it": ("--color", "red"),
    "an option without a value": ("--side",),
    "an option in place of a value": ("--severity", *DANGER),
    "a value twice": ("--age", "40", "--age", "50"),
    "a format twice": ("--format", "plain", "--format", "text"),
    "a format that there is not": ("--format", "docx"),
    "a finding that there is not": ("--have", "sadle-numbness"),
    "an area that there is not": ("--area", "loer"),
    "answers that exclude each other": ("--have", "pregnancy=none", "--have", "pregnancy-weeks=20"),
    "the same finding denied by its value": ("--have", "saddle-numbness=no"),
    "a case file that is missing": ("--case", "nowhere.yaml"),
    "a name that is too long": ("--save", LONG),
    "a folder that is missing": ("--save", "no/such/folder.json"),
    "knowledge that is missing": ("--data", "nowhere"),
}
ALONE: dict[str, tuple[str, ...]] = {
    "wrong command": ("sugest",),
    "command without a case": ("show", "walking"),
    "wrong giver": ("suggest", "--by", "robot"),
    "wrong minutes": ("suggest", "--minutes", "soon"),
    "wrong tool": ("suggest", "--tool", "foam-rollr"),
    "words": ("suggest", "my", "back"),
    "wrong technique": ("why", "no-such-technique"),
    "wrong routine": ("play", "no-such-routine"),
    "wrong sheet": ("print", "no-such-routine"),
    "format that is not led": ("play", "lower-back-quick", "--format", "html"),
    "format of no sheet": ("print", "lower-back-quick", "--format", "json"),
    "file that is too long": ("suggest", "-o", LONG),
}


def is_emergency_with_a_mistake(said: Outcome) -> bool:
    if said.out.startswith("{"):
        return said.json["data"]["screening"]["level"] == "emergency" and bool(said.json["errors"]) and said.err == ""
    return said.lines[0].startswith("[!!!!] EMERGENCY") and said.err.startswith("backrelief: ")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_no_mistake_hides_a_danger(mistake: str) -> None:
    for said in (answer("suggest", *DANGER, *MISTAKES[mistake]), answer("suggest", *MISTAKES[mistake], *DANGER)):
        assert said.code == 12
        assert is_emergency_with_a_mistake(said)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_reports_a_danger_first(command: str) -> None:
    said = answer(*COMMANDS[command], *DANGER, "--age", "old")
    assert said.code == 12
    assert is_emergency_with_a_mistake(said)
    assert "'old' does not fit `age`" in said.err


@pytest.mark.parametrize("mistake", ALONE)
def test_a_wrong_command_hides_no_danger(mistake: str) -> None:
    said = answer(*ALONE[mistake], *DANGER)
    assert said.code == 12
    assert is_emergency_with_a_mistake(said)


def test_a_misspelled_option_counts_as_the_most_similar_one() -> None:
    assert answer("suggest", "--hav", "saddle-numbness").code == 12


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("--age", "70", "--have", "minor-injury"), 11),
        (("--have", "night-sweats-or-exhaustion"), 10),
        (("--unsure", "saddle-numbness"), 12),
        (("--area", "lower", "--have", "blood-thinner"), 2),
        ((*DANGER, "--not", "saddle-numbness"), 2),
    ],
    ids=["together", "soon", "not sure", "no danger", "said and denied"],
)
def test_everything_that_can_be_read_is_assessed_together(said: tuple[str, ...], code: int) -> None:
    assert answer("suggest", *said, "--minutes", "soon").code == code


@pytest.mark.parametrize(
    "text",
    [
        "findings: {saddle-numbness: yes}",
        'findings: {saddle-numbness: "yes"}',
        "findings: {age: 400, saddle-numbness: true}",
        "findings: {saddle-numbness: true}\nwishes: {minutes: soon}",
        "findings: {saddle-numbness: true}\nsurprise: 1",
        "findings: {saddle-numbness: true",
        "areas: [lower\nfindings:\n  saddle-numbness: true\n",
        "findings:\n  saddle-numbness: true\n  age: \0\n",
        "- findings: {saddle-numbness: true}",
        "saddle-numbness: true",
        "findings: {pregnancy: none, pregnancy-weeks: 20, saddle-numbness: true}",
    ],
)
def test_a_mistake_in_a_case_hides_no_danger_in_it(text: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    for said in (run("screen", "--case", path), run("screen", "--case", "-", stdin=text)):
        assert said.code == 12
        assert said.lines[0].startswith("[!!!!] EMERGENCY")


def test_a_contradiction_in_a_case_hides_no_danger_in_the_options(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("findings: {pregnancy: none, pregnancy-weeks: 20}", encoding="utf-8")
    assert run("screen", "--case", path, *DANGER).code == 12


def test_options_override_a_case_that_is_read_piece_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("findings: {saddle-numbness: true}", encoding="utf-8")
    assert run("screen", "--case", path, "--not", "saddle-numbness", "--age", "old").code == 2


def test_missing_or_broken_knowledge_hides_no_danger(tmp_path: Path) -> None:
    tmp_path.joinpath("mine.yaml").write_text("techniques: [", encoding="utf-8")
    for said in (
        run("screen", *DANGER, env={"BACKRELIEF_DATA": "/gone"}),
        run("suggest", *DANGER, "--data", tmp_path),
    ):
        assert said.code == 12
        assert is_emergency_with_a_mistake(said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_full_disk_hides_no_danger(form: str) -> None:
    import subprocess

    from .program import COMMAND, PATIENCE, environment

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "suggest", *DANGER, "--format", form],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 12
    assert b"EMERGENCY" in done.stderr
