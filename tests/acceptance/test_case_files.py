"""`--save` and `--case` keep answers, so that nobody answers the lists twice."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from .program import COMMAND, PATIENCE, Outcome, environment, run

GIVEN = (
    *("--area", "lower", "--area", "hip", "--age", "30-39", "--duration", "2-3w", "--severity", "4", "--side", "left"),
    *("--have", "blood-thinner", "--have", "pain-spread=thigh,buttock", "--have", "numb-skin", "--not", "cancer-ever"),
    *("--unsure", "osteoporosis", "--not", "pregnancy", "--tool", "foam-roller", "--without", "floor"),
    *("--minutes", "15", "--position", "chair", "--avoid-position", "prone", "--pressure", "gentle", "--first-time"),
)
"""Every kind of answer: yes, no, not sure, a number, a range, a choice, a group, places; and every wish."""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """Write a file of answers; return it and the output of the program."""
    path = tmp_path_factory.mktemp("saved") / "answers.json"
    return path, run("suggest", *GIVEN, "--save", path, "--format", "json")


def test_the_file_holds_the_case_of_the_json_answer(saved: tuple[Path, Outcome]) -> None:
    path, said = saved
    assert said.code == 0
    assert json.loads(path.read_text(encoding="utf-8")) == said.json["data"]["case"]
    assert str(path) in said.err, "standard error says where the answers are"


def test_reading_the_file_gives_the_same_answer(saved: tuple[Path, Outcome]) -> None:
    path, said = saved
    assert run("suggest", "--case", path, "--format", "json") == Outcome(0, said.out, "")


def test_the_same_in_yaml_and_from_standard_input_gives_the_same_answer(saved: tuple[Path, Outcome]) -> None:
    path, said = saved
    text = yaml.safe_dump(json.loads(path.read_text(encoding="utf-8")))
    assert run("suggest", "--case", "-", "--format", "json", stdin=text).json == said.json


def test_a_file_in_yaml_may_be_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text("areas: [lower-back]\nfindings:\n  blood-thinner: true\n  pain-spread: [thigh]\n", encoding="utf-8")
    said = run("suggest", "--case", path, "--format", "json").json["data"]
    assert said["case"]["areas"] == ["lower-back"]
    assert said["case"]["findings"]["blood-thinner"] is True
    assert [place for place, held in said["case"]["findings"]["pain-spread"].items() if held] == ["thigh"]


def test_options_override_the_file_and_saving_again_replaces_it(tmp_path: Path) -> None:
    path = tmp_path / "me.json"
    path.write_text('{"areas": ["neck"], "findings": {"age": 30}, "wishes": {"minutes": 5}}', encoding="utf-8")
    run("screen", "--case", path, "--area", "lower", "--age", "67", "--save", path)
    assert _read(path) == {"areas": ["lower-back"], "findings": {"age": 67}, "wishes": {"minutes": 5}}


def test_a_saved_choice_is_read_as_the_same_choice(tmp_path: Path) -> None:
    """The id of a choice may be `none`, which in a file also means that a question does not arise."""
    path = tmp_path / "me.json"
    first = run("suggest", "--area", "lower", "--have", "pregnancy=none", "--save", path, "--format", "json").json
    assert run("suggest", "--case", path, "--format", "json").json == first


def test_a_danger_in_a_file_counts_in_every_command(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text("findings: {saddle-numbness: true}\n", encoding="utf-8")
    assert run("why", "walking", "--case", path).code == 12


def test_a_file_that_is_no_case_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "diary.txt"
    path.write_text("dear diary\n", encoding="utf-8")
    said = run("suggest", "--area", "lower", "--save", path)
    assert said.code == 2
    assert path.read_text(encoding="utf-8") == "dear diary\n"
    assert str(path) in said.err


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("areas: [lower-back\n", "2:1", "yaml-syntax"),
        ("findings:\n  sadle-numbness: true\n", "2:", "`saddle-numbness`"),
        ("findings:\n  age: 400\n", "2:", "120"),
        ("findings: {blood-thinner: yes}\n", "1:", "true"),
        ("areas: [neck]\nareas: [leg]\n", "2:1", "areas"),
        ("findings: {blood-thinner: &x true, osteoporosis: *x}\n", "1:", "findings"),
    ],
    ids=["syntax", "finding", "age", "yes", "twice", "alias"],
)
def test_a_broken_file_is_reported_with_its_location_and_what_to_do(text: str, place: str, words: str) -> None:
    said = run("suggest", "--case", "-", stdin=text)
    assert said.code == 2
    assert said.out == ""
    assert f":{place}" in said.err
    assert words in said.err
    assert "Traceback" not in said.err


def test_a_binary_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "case").write_bytes(b"\xff\xfe\x00")
    for said in (run("suggest", "--case", tmp_path / "case"), run("suggest", "--case", "-", stdin=b"\xff\xfe\x00")):
        assert said.code == 2
        assert said.out == ""
        assert said.err.startswith("backrelief: ")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_standard_input_without_an_end_is_one_clear_error() -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [*COMMAND, "suggest", "--case", "-"],
            stdin=endless,
            capture_output=True,
            env=environment(),
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"standard input: error: larger than" in done.stderr


def test_an_empty_file_is_no_case() -> None:
    said = run("suggest", "--case", "-")
    assert said.code == 2
    assert said.out == ""


def test_a_missing_file_or_a_folder_is_one_clear_error(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        said = run("suggest", "--case", path)
        assert said.code == 2
        assert str(path) in said.err


def test_answers_that_exclude_each_other_are_refused_and_named() -> None:
    said = run("suggest", "--case", "-", stdin="findings: {pregnancy: none, pregnancy-weeks: 20}\n")
    assert said.code == 2
    assert "`pregnancy-weeks`" in said.err
    assert "`pregnancy`" in said.err


def _read(path: Path) -> Any:  # JSON
    return json.loads(path.read_text(encoding="utf-8"))
