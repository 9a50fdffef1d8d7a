"""The JSON Schema of a data file, for editors; made from the models, so that it cannot drift from them."""

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
    linked: dict[str, Any] = _with_criteria(whole)
    linked["$defs"]["Criterion"] = CRITERION
    return linked


def _describe(model: type[Model], properties: dict[str, Any]) -> None:
    """Describe the fields of a model by their docstrings."""
    described = attribute_docstrings(model)
    for name, field in model.model_fields.items():
        if name in described and field.alias in properties:
            properties[field.alias]["description"] = described[name]


def _with_criteria(part: Any) -> Any:
    """Replace every placeholder of a criterion by a reference to its definition."""
    if isinstance(part, list):
        return [_with_criteria(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("title") == CRITERION_SCHEMA["title"] and "properties" not in part:
        said = {"description": part["description"]} if "description" in part else {}
        return {"$ref": "#/$defs/Criterion", **said}
    return {key: _with_criteria(value) for key, value in part.items()}
