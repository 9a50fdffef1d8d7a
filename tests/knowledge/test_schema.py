"""Editors check a data file against the schema beside it; it must be the one that the models make."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from backrelief.knowledge.models.base import Model
from backrelief.knowledge.reflection import models
from backrelief.knowledge.schema import data_schema

DATA = Path(__file__).parents[2] / "data"
FILES = sorted(DATA.rglob("*.yaml"))


def _as_an_editor_reads_it(text: str) -> object:
    """Plain YAML, with dates as text as JSON has them."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def test_the_schema_beside_the_data_is_fresh() -> None:
    written = json.loads((DATA / "schema.json").read_text(encoding="utf-8"))
    assert written == data_schema(), "run: backrelief knowledge schema > data/schema.json"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_every_data_file_names_the_schema_and_fits_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = text.partition("\n")[0].partition("# yaml-language-server: $schema=")[2]
    assert (path.parent / name).resolve() == (DATA / "schema.json").resolve()
    Draft202012Validator(data_schema()).validate(_as_an_editor_reads_it(text))


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ({"techniques": [{"id": "x", "nmae": "X"}]}, "techniques"),
        ({"red-flags": [{"id": "x", "when": {"all": []}}]}, "red-flags"),
        ({"tecniques": []}, ""),
    ],
)
def test_an_editor_sees_what_does_not_fit(broken: dict[str, object], where: str) -> None:
    error = next(Draft202012Validator(data_schema()).iter_errors(broken))
    assert [str(part) for part in error.absolute_path][:1] == ([where] if where else [])


@pytest.mark.parametrize("model", dict.fromkeys(models(Model)), ids=lambda model: model.__name__)
def test_an_editor_can_say_what_each_field_means(model: type[Model]) -> None:
    properties = data_schema()["$defs"].get(model.__name__, {}).get("properties", {})
    assert [name for name, field in properties.items() if not field.get("description")] == []
