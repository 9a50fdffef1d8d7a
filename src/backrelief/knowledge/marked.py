"""Visit the marked fields of an entry (ids of other entries, criteria) and rebuild what a visit changed.

The marks stand in the annotations of the models, so that looking up references and linking criteria need to
know no field by name.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from backrelief.knowledge.models.base import About, Names

Mark = Names | About
Place = tuple[str | int, ...]
Visit = Callable[[Mark, Any, Place], Any]
"""Given a mark, the value and the place of the value; gives the value back, or another in its stead."""


def visit_marked(entry: BaseModel, visit: Visit, place: Place = ()) -> BaseModel:
    """The entry with every marked value replaced by what ``visit`` gives for it."""
    changed: dict[str, Any] = {}
    for name, key, annotation in _plan(type(entry)):
        old = getattr(entry, name)
        new = _visit(annotation, old, visit, (*place, key))
        if new is not old:
            changed[name] = new
    return entry.model_copy(update=changed) if changed else entry


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, Any], ...]:
    """The fields of a model that can hold marks: name, key in YAML, annotation."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(
        (name, field.alias or name, hints[name])
        for name, field in model.model_fields.items()
        if _holds_marks(hints[name])
    )


@cache
def _holds_marks(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return any(isinstance(mark, Names | About) for mark in marks) or _holds_marks(inner)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_plan(annotation))
    return any(_holds_marks(part) for part in get_args(annotation) if part is not ...)


def _visit(annotation: Any, value: Any, visit: Visit, place: Place) -> Any:
    if value is None:
        return value
    if isinstance(value, BaseModel):
        return visit_marked(value, visit, place)
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        mark = next((mark for mark in marks if isinstance(mark, Names | About)), None)
        return visit(mark, value, place) if mark else _visit(inner, value, visit, place)
    if origin in {Union, types.UnionType}:
        if any(get_origin(part) is Literal and value in get_args(part) for part in get_args(annotation)):
            return value
        part = next((part for part in get_args(annotation) if _holds_marks(part) and _fits(part, value)), None)
        return value if part is None else _visit(part, value, visit, place)
    if isinstance(value, tuple):
        inner = get_args(annotation)[0]
        items = [_visit(inner, part, visit, (*place, index)) for index, part in enumerate(value)]
        return tuple(items) if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, dict):
        key_type, value_type = get_args(annotation)
        for key in value:
            _visit(key_type, key, visit, (*place, key))
        parts = {key: _visit(value_type, part, visit, (*place, key)) for key, part in value.items()}
        return parts if any(parts[key] is not value[key] for key in value) else value
    return value


def _fits(annotation: Any, value: Any) -> bool:
    """Which branch of a union a value came from: a tuple, a word of a closed set, or anything else."""
    while get_origin(annotation) is Annotated:
        annotation, *marks = get_args(annotation)
        if any(isinstance(mark, About) for mark in marks):
            return not isinstance(value, str | tuple)
    if get_origin(annotation) is tuple:
        return isinstance(value, tuple)
    if get_origin(annotation) in {Union, types.UnionType}:
        return any(_fits(part, value) for part in get_args(annotation))
    return not isinstance(value, tuple)
