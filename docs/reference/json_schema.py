"""Make the JSON Schema of every command's answer from the type hints and docstrings of the values that are printed."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from backrelief.case.case import UNSURE, Wishes
from backrelief.case.data import NONE
from backrelief.errors import BackreliefError, Exit
from backrelief.knowledge.models import base, cases, practice
from backrelief.knowledge.models.base import Entry, Slug
from backrelief.knowledge.reflection import attribute_docstrings
from backrelief.lint.examine import load_knowledge
from backrelief.logic import Interval
from backrelief.logic.values import Special
from backrelief.render.envelope import Envelope, ErrorRecord
from backrelief.render.records import PRINTED, AdviceData, ListData, ScreenData, ShowData, WhyData, record_of
from backrelief.render.workshop_pages import CheckData, CoverageData, DiffData

MEANINGS: Final = {
    "because": "The findings behind it.",
    "caution": "The caution.",
    "condition": "The condition.",
    "hint": "What to do; empty when there is nothing to say.",
    "level": "The level.",
    "message": "What is wrong.",
    "name": "What it is called.",
    "path": "The file.",
    "person": "The person.",
    "phase": "The part of the routine.",
    "position": "How the body is held.",
    "positions": "Positions.",
    "reason": "Why.",
    "red_flag": "The red flag.",
    "rule": "The rule that speaks.",
    "sources": "Where it comes from.",
    "stand_in": "What serves in its place at home.",
    "technique": "The technique.",
    "text": "The sentence for a person.",
    "tool": "The tool.",
    "what": "What was done.",
}
"""Field -> what it means in each class that has no docstring for it."""
IDS: Final = {
    *("ask", "because", "by", "caution", "cleared", "condition", "keep_off", "person", "position", "positions"),
    *("pressure", "red_flag", "rule", "sources", "technique", "tool", "unsure", "wish"),
}
"""Fields that hold ids in each class, though their type may say only that they are text."""

Node = dict[str, Any]
"""A JSON Schema, or a part of it."""

ANSWERS: Final[Mapping[str, type]] = {
    "suggest": AdviceData,
    "screen": ScreenData,
    "why": WhyData,
    "play": ScreenData,
    "print": ScreenData,
    "list": ListData,
    "show": ShowData,
    "knowledge check": CheckData,
    "knowledge coverage": CoverageData,
    "knowledge diff": DiffData,
}
"""Command -> the class of the `data` that it answers with. No routine is led or printed in JSON: of those commands a
danger is the only answer."""

ID: Final = {
    "description": "The id of an entry of the knowledge.",
    "type": "string",
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
}
ENTRY: Final = {
    "description": "An entry with the fields that it has in YAML; empty ones are left out. A criterion is its operator "
    "and its parts.",
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        "id": {"$ref": "#/$defs/Id", "description": "Its id, unique within the kind."},
        "name": {"type": "string", "description": "What it is called, or the text that serves as a name."},
    },
}
PLAIN: Final[Mapping[Any, Node]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    Path: {"type": "string"},
    object: {"type": "object"},
    NoneType: {"type": "null"},
    Interval: {"type": ["number", "array"], "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    Special: {"const": NONE},
    type(UNSURE): {"const": UNSURE.value},
}
"""Types that are written without a part of their own."""


def json_schema() -> Node:
    """Return the schema of the envelope, with a part for every class of values that an answer can hold."""
    parts: dict[str, Node] = {"Id": ID, "Entry": ENTRY}
    envelope = _object(Envelope, parts)
    answers = [_rule(command, answer, parts) for command, answer in ANSWERS.items()]
    _part(ErrorRecord, parts)
    codes = {"unexpected", *(error.code for error in BackreliefError.__subclasses__())}
    parts["ErrorRecord"]["properties"]["code"]["enum"] = sorted(codes)
    failed = {"errors": {"minItems": 1}, "exit_code": {"enum": sorted({*Exit} - {Exit.OK, Exit.LINES_FAILED})}}
    answered = {"errors": {"maxItems": 0}, "data": {"type": "object"}}
    despite = {"errors": {"minItems": 1}, "data": {"type": "object"}}
    level = {"data": _part(ScreenData, parts), "exit_code": {"enum": sorted({*_codes(ScreenData)} - {*Exit})}}
    envelope["properties"]["data"] = {"type": ["object", "null"]} | envelope["properties"]["data"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:backrelief:json:1",
        "title": "What backrelief prints with --format json",
        **envelope,
        "allOf": [
            {"if": {"properties": {"data": {"type": "null"}}}, "then": {"properties": failed}},
            {"if": {"properties": despite}, "then": {"properties": level}},
            {"if": {"properties": answered}, "then": {"properties": {"command": {"enum": list(ANSWERS)}}}},
            *answers,
        ],
        "$defs": dict(sorted(parts.items())),
    }


def _rule(command: str, answer: type, parts: dict[str, Node]) -> Node:
    """Return what holds for an answer of a command: the class of its data, and its exit codes."""
    asked = {"command": {"const": command}, "data": {"type": "object"}, "errors": {"maxItems": 0}}
    then = {"data": _part(answer, parts), "exit_code": {"enum": sorted({0, *_codes(answer)})}}
    return {"if": {"properties": asked}, "then": {"properties": then}}


def _codes(answer: type) -> Iterable[int]:
    if issubclass(answer, ScreenData):
        return Exit.NOTHING, *(level.exit_code for level in load_knowledge().levels)
    return (Exit.BROKEN_KNOWLEDGE,) if answer in {CheckData, CoverageData} else ()


def _schema(hint: Any, parts: dict[str, Node]) -> Node:
    """Return the schema of a type; classes of values are put among the parts, where others refer to them."""
    origin, inside = get_origin(hint), get_args(hint)
    if hint in PLAIN:
        return dict(PLAIN[hint])
    if origin is Annotated:
        is_id = any(mark in inside[1:] for mark in get_args(Slug)[1:])
        return {"$ref": "#/$defs/Id"} if is_id else _schema(inside[0], parts)
    if origin is Literal:
        return {"enum": list(inside)}
    if origin in {Union, UnionType}:
        return {"anyOf": [_schema(one, parts) for one in inside]}
    if origin is tuple:
        return {"type": "array", "items": _schema(inside[0], parts)}
    if inside and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(inside[1], parts)}
    return _part(hint, parts)


def _part(owner: type, parts: dict[str, Node]) -> Node:
    record = record_of.dispatch(owner)
    if record is not record_of.dispatch(object):
        return _schema(get_type_hints(record)["return"], parts)
    if issubclass(owner, Entry) and owner.__name__ not in PRINTED:
        return {"$ref": "#/$defs/Entry"}
    if owner.__name__ not in parts:
        parts[owner.__name__] = {}  # a class may hold itself
        parts[owner.__name__] = _object(owner, parts)
    return {"$ref": f"#/$defs/{owner.__name__}"}


def _object(owner: type, parts: dict[str, Node]) -> Node:
    """Return the schema of a class of values: the type and the docstring of each field that is printed."""
    known = vars(base) | vars(cases) | vars(practice)  # what is imported for the type checker alone
    hints = get_type_hints(owner, localns=known, include_extras=True)
    docs = attribute_docstrings(owner)
    properties: dict[str, Node] = {}
    for name in PRINTED.get(owner.__name__, hints):
        if name in hints:
            hint, meaning = hints[name], docs.get(name, "")
        else:
            found = getattr(owner, name)
            hint, meaning = get_type_hints(found.fget)["return"], inspect.getdoc(found) or ""
        node = _schema(_with_id(hint) if name in IDS else hint, parts)
        properties[name.rstrip("_")] = node | {"description": " ".join((meaning or MEANINGS.get(name, "")).split())}
    described = {"description": inspect.getdoc(owner) or "", "type": "object"}
    if owner is Wishes:  # a file of answers has its own names, and leaves out what was not wished
        return described | {"properties": {key.replace("_", "-"): _wished(one) for key, one in properties.items()}}
    return described | {"required": list(properties), "properties": properties}


def _with_id(hint: Any) -> Any:
    """Return the type with an id in place of text."""
    named: dict[Any, Any] = {str: Slug, str | None: Slug | None, tuple[str, ...]: tuple[Slug, ...]}
    return named.get(hint, hint)


def _wished(wish: Node) -> Node:
    """Return the schema of a wish without the null that says that it was not wished."""
    kinds = [one for one in wish.pop("anyOf", ()) if one != PLAIN[NoneType]]
    return kinds[0] | wish if kinds else wish
