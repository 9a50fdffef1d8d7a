"""The pieces that the pages are made of: Markdown, and types in plain words."""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from annotated_types import MinLen
from pydantic import BeforeValidator, StringConstraints

from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import ONE_OR_MANY, About, Model, Names

CRITERION: Final = {"case": "criterion over findings", "technique": "criterion over the properties of a technique"}
PLAIN: Final = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`", Any: "anything"}


def table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table, or nothing if there are no rows. A line break or a bar inside a cell would end the cell."""
    lines = [[" ".join(cell.replace("|", "&#124;").split()) for cell in row] for row in rows]
    top = [list(head), ["---" for _ in head]]
    return "\n".join(f"| {' | '.join(line)} |" for line in [*top, *lines]) if lines else ""


def page(title: str, *parts: str) -> str:
    """Return a whole page."""
    made = "<!-- Made by generate.py; change the code instead. -->"
    return "\n\n".join([made, f"# {title}", *(part for part in parts if part)]) + "\n"


def anchor(heading: str) -> str:
    """Return the name of a heading in a link."""
    return heading.lower().replace("`", "").replace(" ", "-")


def code(*words: object) -> str:
    """Format words as code."""
    return ", ".join(f"`{word}`" for word in words)


def either(words: Iterable[str]) -> str:
    """Join words: `a`, `b` or `c`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def heading(model: type) -> str:
    """Return the name of a model in plain words: `YesNo` is `Yes no`."""
    return "".join(f" {one}" if one.isupper() else one for one in model.__name__).strip().capitalize()


def link(model: type) -> str:
    """Return a link to the part of the page about a model."""
    kind = next((kind for kind, one in MODELS.items() if one is model), None)
    return f"[{heading(model)}](#{anchor(kind or heading(model))})"


def in_yaml(value: object) -> str:
    """Return a default as it is written in YAML; empty if it is no value at all."""
    if value in (None, (), {}):
        return ""
    if isinstance(value, bool):
        return code(str(value).lower())
    return code(*value) if isinstance(value, tuple) else f"`{value}`"


def in_words(hint: Any, marks: Iterable[Any] = ()) -> str:
    """Return the type of a field in plain words; the marks hold its bounds and the kind that it names."""
    origin, inside, marks = get_origin(hint), get_args(hint), list(marks)
    if origin is Annotated:
        return annotated(inside[0], [*inside[1:], *marks])
    if origin is Literal:
        return either(code(one) for one in inside)
    if origin in {Union, types.UnionType}:
        return either(in_words(one, marks) for one in inside if one is not types.NoneType)
    if origin is tuple and inside[-1] is not ...:
        return f"list of {len(inside)}: {', '.join(in_words(one) for one in inside)}"
    if origin is tuple:
        return f"list of {'1 or more: ' if any(isinstance(one, MinLen) for one in marks) else ''}{in_words(inside[0])}"
    if origin is dict:
        return f"mapping of {in_words(inside[0])} to {in_words(inside[1])}"
    if isinstance(hint, type) and issubclass(hint, Model):
        return link(hint)
    least, most = (next((getattr(one, name) for one in marks if hasattr(one, name)), None) for name in ("ge", "le"))
    bounds = "" if least is None else f", at least {least}" if most is None else f", {least} to {most}"
    return PLAIN.get(hint, "date") + bounds


def annotated(hint: Any, marks: list[Any]) -> str:
    """Return the type of a field with marks: it names entries, or it is written in another way than it is held."""
    for mark in sorted(marks, key=lambda one: not isinstance(one, Names | About)):
        match mark:
            case Names(kind):
                return f"id of [`{kind}`](#{anchor(kind)})"
            case About(subject):
                return CRITERION[subject]
            case BeforeValidator() if mark is ONE_OR_MANY:
                return f"{in_words(get_args(hint)[0])}, or a list of them"
            case BeforeValidator() if mark.json_schema_input_type is not str:
                return in_words(mark.json_schema_input_type)
            case StringConstraints(pattern=str()):
                return "id"
    return in_words(hint, marks)


def json_type(node: Mapping[str, Any]) -> str:
    """Return the type of a JSON field in plain words."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return f"[{name}](#{anchor(name)})"
    if "const" in node or "enum" in node:
        return either(f"`{json.dumps(one)}`" for one in node.get("enum", [node.get("const")]))
    if "anyOf" in node:
        return either(map(json_type, node["anyOf"]))
    if node.get("type") == "array" and "items" in node:
        return f"list of {json_type(node['items'])}"
    if isinstance(node.get("additionalProperties"), dict):
        return f"object of {json_type(node['additionalProperties'])}"
    kinds = node["type"] if isinstance(node["type"], list) else [node["type"]]
    return either(f"`{one}`" if one == "null" else one for one in kinds)
