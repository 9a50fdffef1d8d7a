"""The JSON Schema of a data file, for editors, generated from the models so that the two always agree."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import TypeAdapter

from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import CRITERION_SCHEMA, Model
from backrelief.knowledge.reflection import attribute_docstrings, models

_ID = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_MANY = {"type": "array", "items": {"$ref": "#/$defs/Criterion"}, "minItems": 1}
_VALUES = {"type": "array", "items": {"type": "string"}, "minItems": 1}
_BOUND = {"type": ["number", "string"]}
_COMPARISON = {
    "anyOf": [
        _VALUES,
        {
            "type": "object",
            "properties": {"at-least": _BOUND, "at-most": _BOUND},
            "additionalProperties": False,
            "minProperties": 1,
        },
        {"type": "object", "properties": {"is": _ID}, "required": ["is"], "additionalProperties": False},
        {"type": "object", "properties": {"any-of": _VALUES}, "required": ["any-of"], "additionalProperties": False},
        {"type": "object", "properties": {"all-of": _VALUES}, "required": ["all-of"], "additionalProperties": False},
    ]
}
CRITERION: dict[str, Any] = {
    "description": "A Boolean over findings, or over the properties of a technique.",
    "anyOf": [
        _ID,
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "properties": {
                "all": _MANY,
                "any": _MANY,
                "not": {"$ref": "#/$defs/Criterion"},
                "at-least-n": {
                    "type": "object",
                    "properties": {"n": {"type": "integer", "minimum": 1}, "of": _MANY},
                    "required": ["n", "of"],
                    "additionalProperties": False,
                },
            },
            "additionalProperties": _COMPARISON,
        },
    ],
}


def data_schema() -> dict[str, Any]:
    """Return the schema of one data file: kinds of entry, each with a list."""
    mode: Literal["validation"] = "validation"
    inputs = [(kind, mode, TypeAdapter(model)) for kind, model in MODELS.items()]
    by_key, definitions = TypeAdapter.json_schemas(inputs, by_alias=True, ref_template="#/$defs/{model}")
    for model in models(Model):
        _describe(model, definitions["$defs"].get(model.__name__, {}).get("properties", {}))
    kinds = {kind: {"type": "array", "items": by_key[kind, mode]} for kind in MODELS}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "backrelief knowledge",
        "description": "One data file: entries by kind, with a review date and a status for all of them.",
        "type": "object",
        "properties": {
            "reviewed": {"type": "string", "format": "date"},
            "status": {"enum": ["draft", "reviewed"]},
            **kinds,
        },
        "additionalProperties": False,
        "$defs": definitions["$defs"],
    }
    schema: dict[str, Any] = _with_criteria(whole)
    schema["$defs"]["Criterion"] = CRITERION
    return schema


def _describe(model: type[Model], properties: dict[str, Any]) -> None:
    """Describe the fields of a model by their docstrings."""
    docstrings = attribute_docstrings(model)
    for name, field in model.model_fields.items():
        if name in docstrings and field.alias in properties:
            properties[field.alias]["description"] = docstrings[name]


def _with_criteria(part: Any) -> Any:
    """Replace every placeholder for a criterion by a reference to its definition."""
    if isinstance(part, list):
        return [_with_criteria(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("title") == CRITERION_SCHEMA["title"] and "properties" not in part:
        description = {"description": part["description"]} if "description" in part else {}
        return {"$ref": "#/$defs/Criterion", **description}
    return {key: _with_criteria(value) for key, value in part.items()}
