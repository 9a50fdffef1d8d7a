"""Editors check a data file against the schema beside it; it must be the one that the models make."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from backrelief.knowledge.schema import data_schema

DATA = Path(__file__).parents[2] / "data"
FILES = sorted(DATA.rglob("*.yaml"))


class _AsJson(yaml.SafeLoader):
    """YAML as an editor hands it to a JSON Schema: dates stay text."""


_AsJson.add_constructor("tag:yaml.org,2002:timestamp", _AsJson.construct_yaml_str)


def test_the_schema_beside_the_data_is_fresh() -> None:
    written = json.loads((DATA / "schema.json").read_text(encoding="utf-8"))
    assert written == data_schema(), "run: backrelief knowledge schema > data/schema.json"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_every_data_file_names_the_schema_and_fits_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = text.partition("\n")[0].partition("# yaml-language-server: $schema=")[2]
    assert (path.parent / name).resolve() == (DATA / "schema.json").resolve()
    jsonschema.Draft202012Validator(data_schema()).validate(yaml.load(text, Loader=_AsJson))  # noqa: S506  # a SafeLoader


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ({"techniques": [{"id": "x", "nmae": "X"}]}, "techniques"),
        ({"red-flags": [{"id": "x", "when": {"all": []}}]}, "red-flags"),
        ({"tecniques": []}, ""),
    ],
)
def test_an_editor_sees_what_does_not_fit(broken: dict[str, object], where: str) -> None:
    error = next(jsonschema.Draft202012Validator(data_schema()).iter_errors(broken))
    assert [str(part) for part in error.absolute_path][:1] == ([where] if where else [])
