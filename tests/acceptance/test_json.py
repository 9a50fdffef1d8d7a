"""Every command and failure prints one envelope, pure JSON on standard output as in `docs/json.schema.json`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import json_schema
import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]  # it ships no types
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]  # it ships no types

from backrelief.cli.app import program
from backrelief.cli.entries import KINDS

from .program import CHECKOUT, Outcome, answer, data, run

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

JSON = ("--format", "json")
DIFF_FILE = "cautions_body.yaml"
DIFF_CASES = ("hill-walker-of-70", "new-pensioner-of-65")
"""The worked cases that a change is tested on, and their file."""
DANGER = ("--have", "saddle-numbness")
ANSWERS = {
    "suggest": ("suggest", "--area", "lower"),
    "suggest-with-a-caution": ("suggest", "--area", "lower", "--have", "blood-thinner"),
    "suggest-with-a-condition": ("suggest", "--condition", "sciatica", "--side", "left"),
    "suggest-with-wishes": (
        "suggest",
        "--area",
        "neck",
        "--minutes",
        "10",
        "--position",
        "chair",
        "--pressure",
        "gentle",
    ),
    "suggest-not-sure": ("suggest", "--area", "lower", "--unsure", "accident-serious"),
    "suggest-soon": ("suggest", "--area", "lower", "--have", "night-sweats-or-exhaustion"),
    "suggest-emergency": ("suggest", *DANGER),
    "suggest-impossible": ("suggest", "--area", "lower", "--by", "therapist", "--position", "kneeling"),
    "screen": ("screen", "--area", "lower"),
    "why-suggested": ("why", "walking", "--area", "lower"),
    "why-omitted": ("why", "ball-wall", "--area", "lower", "--have", "blood-thinner"),
    "why-no-candidate": ("why", "suboccipital-release", "--area", "lower"),
    "show-technique": ("show", "ball-wall"),
    "show-red-flag": ("show", "red-flag:cad"),
    "show-tool": ("show", "tool:massage-gun"),
    "knowledge-check": ("knowledge", "check"),
    "knowledge-coverage": ("knowledge", "coverage"),
} | {f"list-{kind}": ("list", kind) for kind in KINDS}
DANGERS_DESPITE_A_MISTAKE = {
    "play": ("play", "lower-back-quick", *DANGER),
    "print": ("print", "lower-back-quick", *DANGER),
    "suggest": ("suggest", "--area", "loer", *DANGER),
}
"""The danger is reported although routines are neither led nor printed as JSON, and no area has that name."""
FAILURES = {
    "no-area": (("suggest",), 2, "usage"),
    "slip": (("suggest", "--area", "loer"), 2, "usage"),
    "command": (("sugest",), 2, "usage"),
    "case-file": (("screen", "--case", "no-such-file.yaml"), 2, "usage"),
    "entry": (("show", "ball-wal"), 3, "no-such-entry"),
    "technique": (("why", "ball-wal"), 3, "no-such-entry"),
    "data": (("suggest", "--area", "lower", "--data", "no-such-folder"), 65, "knowledge"),
    "check": (("knowledge", "check", "no-such-folder"), 65, "knowledge"),
}


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """Return the documented schema, after checking that it is valid."""
    document = json.loads((CHECKOUT / "docs" / "json.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


def faults(schema: Draft202012Validator, envelope: object) -> list[str]:
    """Return the faults that the schema finds, each at the deepest location."""
    return [_said(error) for error in schema.iter_errors(envelope)]


def _said(error: ValidationError) -> str:
    deepest = error
    while deepest.context:
        deepest = best_match(deepest.context)
    return f"{deepest.json_path}: {deepest.message[:200]}"


@pytest.mark.parametrize("arguments", [(*one, *JSON) for one in ANSWERS.values()], ids=ANSWERS)
def test_the_answer_of_every_command_conforms_to_the_schema(
    schema: Draft202012Validator, arguments: tuple[str, ...]
) -> None:
    said = answer(*arguments)
    assert faults(schema, said.json) == []
    assert said.json["exit_code"] == said.code
    assert said.json["errors"] == []
    assert " ".join(arguments).startswith(said.json["command"])


@pytest.mark.parametrize(
    "arguments", [(*one, *JSON) for one in DANGERS_DESPITE_A_MISTAKE.values()], ids=DANGERS_DESPITE_A_MISTAKE
)
def test_a_danger_beside_a_mistake_is_an_envelope_with_both(
    schema: Draft202012Validator, arguments: tuple[str, ...]
) -> None:
    said = answer(*arguments)
    assert faults(schema, said.json) == []
    assert said.json["command"] == arguments[0]
    assert said.json["exit_code"] == said.code == 12
    assert said.json["data"]["screening"]["level"] == "emergency"
    assert [one["code"] for one in said.json["errors"]] == ["usage"]


@pytest.mark.parametrize(
    ("arguments", "code", "error"), [((*one, *JSON), *more) for one, *more in FAILURES.values()], ids=FAILURES
)
def test_a_failure_is_an_envelope_too(
    schema: Draft202012Validator, arguments: tuple[str, ...], code: int, error: str
) -> None:
    said = answer(*arguments)
    assert said.code == code
    assert said.err == ""
    assert faults(schema, said.json) == []
    assert said.json["exit_code"] == code
    assert [one["code"] for one in said.json["errors"]] == [error]
    assert said.json["data"] is None


def test_a_failure_names_the_command_as_its_answer_does() -> None:
    assert answer("knowledge", "check", "no-such-folder", *JSON).json["command"] == "knowledge check"


def test_the_format_can_be_given_with_an_equals_sign() -> None:
    assert answer("suggest", "--area", "loer", "--format=json").json == answer("suggest", "--area", "loer", *JSON).json


def test_broken_knowledge_is_an_envelope_with_the_faults(schema: Draft202012Validator, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("techniques:\n  - id: Not An Id\n", encoding="utf-8")
    said = run("knowledge", "check", tmp_path, *JSON)
    assert said.code == 65
    assert faults(schema, said.json) == []
    assert {fault["line"] for fault in said.json["data"]["faults"]} == {2}
    assert all(Path(fault["path"]).name == "broken.yaml" for fault in said.json["data"]["faults"])


def test_an_interview_is_not_started_for_json() -> None:
    """Standard output is JSON from the first byte to the last, and standard error is empty."""
    said = answer("suggest", "--area", "lower", *JSON)
    assert said.out.startswith("{")
    assert said.out.endswith("}\n")
    assert said.out.isascii()
    assert said.err == ""


def test_warnings_about_the_run_are_not_part_of_the_json() -> None:
    said = answer("suggest", "--area", "lower", "--no-red-flags", *JSON)
    assert said.json["exit_code"] == 0


def test_the_text_and_the_json_of_a_case_end_with_the_same_code() -> None:
    for name in ("suggest", "suggest-emergency", "suggest-impossible", "why-omitted"):
        assert answer(*ANSWERS[name]).code == answer(*ANSWERS[name], *JSON).code


@pytest.mark.parametrize("name", [name for name in ANSWERS if name.startswith("suggest")])
def test_the_numbers_of_an_answer_are_consistent(name: str) -> None:
    said = data(*ANSWERS[name])
    for one in said["suggestions"]:
        assert one["points"] == sum(reason["points"] for reason in one["reasons"])
    steps = said["routine"]["steps"] if said["routine"] else []
    if steps:
        assert said["routine"]["total_seconds"] == sum(one["setup"] + one["seconds"] + one["rest"] for one in steps)


@pytest.mark.parametrize("name", [name for name in ANSWERS if name.startswith(("suggest", "why"))])
def test_every_id_in_an_answer_is_an_entry_of_the_knowledge(knowledge: KnowledgeBase, name: str) -> None:
    tables = {
        "technique": "techniques",
        "red_flag": "red-flags",
        "caution": "cautions",
        "condition": "conditions",
        "because": "findings",
        "ask": "findings",
        "unsure": "findings",
        "sources": "sources",
        "areas": "areas",
        "keep_off": "places",
        "positions": "positions",
        "position": "positions",
        "tool": "tools",
        "cleared": "red-flags",
    }
    unknown = [
        (key, value)
        for key, value in _pairs(data(*ANSWERS[name]))
        if key in tables and isinstance(value, str) and value not in knowledge.table(tables[key])
    ]
    assert unknown == []


def _pairs(value: object, key: str = "") -> list[tuple[str, object]]:
    """Return every plain value with its key."""
    match value:
        case dict():
            return [pair for name, part in value.items() for pair in _pairs(part, name)]
        case list():
            return [pair for part in value for pair in _pairs(part, key)]
        case _:
            return [(key, value)]


def test_a_list_contains_every_entry_with_its_name(knowledge: KnowledgeBase) -> None:
    said = data("list", "techniques")
    assert said["kind"] == "techniques"
    assert [one["id"] for one in said["entries"]] == [one.id for one in knowledge.techniques]


def test_an_entry_keeps_the_fields_that_it_has_in_yaml(knowledge: KnowledgeBase) -> None:
    said = data("show", "ball-wall")
    assert said["kind"] == "techniques"
    assert said["entry"]["steps"] == list(knowledge.techniques["ball-wall"].steps)
    assert said["entry"]["sources"] == list(knowledge.techniques["ball-wall"].sources)


@pytest.fixture(scope="module")
def page() -> str:
    return (CHECKOUT / "docs" / "json.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def diff(page: str, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Compare a few worked cases with and without the layer that the page shows; all of them would take minutes."""
    old = tmp_path_factory.mktemp("diff") / "old"
    shutil.copytree(CHECKOUT / "data", old, ignore=shutil.ignore_patterns("cases", "coverage"))
    told = yaml.safe_load((CHECKOUT / "data" / "cases" / DIFF_FILE).read_text(encoding="utf-8"))["cases"]
    cases = [one for one in told if one["id"] in DIFF_CASES]
    (old / "cases").mkdir()
    (old / "cases" / DIFF_FILE).write_text(json.dumps({"reviewed": "2026-11-20", "cases": cases}), encoding="utf-8")
    new = shutil.copytree(old, old.with_name("new"))
    layer = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    (new / "mine.yaml").write_text(layer[0], encoding="utf-8")
    return run("knowledge", "diff", old, new, *JSON)


def test_a_comparison_conforms_to_the_schema(schema: Draft202012Validator, diff: Outcome) -> None:
    assert diff.code == 0
    assert diff.json["command"] == "knowledge diff"
    assert faults(schema, diff.json) == []
    assert diff.json["data"]["changes"]


def test_the_json_of_every_command_has_a_schema() -> None:
    assert set(_with_formats(program(complete=True))) == set(json_schema.ANSWERS)


def _with_formats(command: Any, path: str = "") -> Iterator[str]:
    """Yield each command that takes a format. Typer brings its own copy of Click, which has no types for this."""
    if any("--format" in one.opts for one in command.params):
        yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from _with_formats(below, f"{path} {name}".strip())


def test_every_command_in_the_schema_is_tested() -> None:
    tried = (*ANSWERS.values(), *DANGERS_DESPITE_A_MISTAKE.values())
    said = {answer(*arguments, *JSON).json["command"] for arguments in tried}
    assert said | {"knowledge diff"} == set(json_schema.ANSWERS)


def test_every_field_of_every_answer_is_described(schema: Draft202012Validator, diff: Outcome) -> None:
    """The schema allows other fields, so that fields can be added later, but each must be described."""
    closed = Draft202012Validator(_closed(schema.schema))
    for said in (diff.json, *(answer(*arguments, *JSON).json for arguments in ANSWERS.values())):
        assert faults(closed, said) == []
        assert faults(closed, said | {"data": said["data"] | {"surprise": 1}})


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with undescribed fields forbidden, except in entries, which have the fields of their kind."""
    parts = {
        name: part if name == "Entry" or "properties" not in part else part | {"additionalProperties": False}
        for name, part in schema["$defs"].items()
    }
    return schema | {"additionalProperties": False, "$defs": parts}


def test_the_examples_of_the_page_about_json_are_real(schema: Draft202012Validator, page: str, diff: Outcome) -> None:
    examples = re.findall(r"```sh\nbackrelief (.+?)\n```.*?```json\n(.*?)```", page, flags=re.DOTALL)
    shown = {command: json.loads(example) for command, example in examples}
    assert [one["command"] for one in shown.values()] == ["screen", "suggest", "knowledge coverage", "knowledge diff"]
    for command, example in shown.items():
        said = diff if example["command"] == "knowledge diff" else answer(*command.split())
        assert faults(schema, example) == []
        assert example["exit_code"] == said.code
        assert _shape(example) <= _shape(said.json)
        if example["data"]:
            assert _is_part(example["data"], said.json["data"])


def _is_part(shown: object, real: object) -> bool:
    """Return whether the answer contains everything that is shown; some items of a list may be left out.

    Counts move with every technique that is written, so of a number it is enough that there is one.
    """
    match shown, real:
        case dict(), dict():
            return all(name in real and _is_part(part, real[name]) for name, part in shown.items())
        case list(), list():
            return all(any(_is_part(part, one) for one in real) for part in shown)
        case bool(), bool():
            return shown == real
        case int(), int():
            return True
        case _:
            return shown == real


def _shape(value: object, place: str = "$") -> set[str]:
    """Return the paths of all values in an answer."""
    match value:
        case dict():
            return {place}.union(*(_shape(part, f"{place}.{name}") for name, part in value.items()))
        case list():
            return {place}.union(*(_shape(part, f"{place}[]") for part in value))
        case _:
            return {place}
