"""The schema beside the data, which editors use, agrees with the models."""

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
    """Read plain YAML, with dates as text, as in JSON."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def test_the_schema_beside_the_data_is_up_to_date() -> None:
    written = json.loads((DATA / "schema.json").read_text(encoding="utf-8"))
    assert written == data_schema(), "run: backrelief knowledge schema > data/schema.json"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_every_data_file_names_the_schema_and_conforms_to_it(path: Path) -> None:
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
def test_the_schema_rejects_what_the_models_reject(broken: dict[str, object], where: str) -> None:
    error = next(Draft202012Validator(data_schema()).iter_errors(broken))
    assert [str(part) for part in error.absolute_path][:1] == ([where] if where else [])


@pytest.mark.parametrize("model", dict.fromkeys(models(Model)), ids=lambda model: model.__name__)
def test_the_schema_describes_every_field(model: type[Model]) -> None:
    properties = data_schema()["$defs"].get(model.__name__, {}).get("properties", {})
    assert [name for name, field in properties.items() if not field.get("description")] == []
