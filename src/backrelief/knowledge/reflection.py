"""Read the models themselves: their fields, the marks of the fields, and the docstrings of the fields.

The marks are in the annotations of the models, so that linking, the linter and the messages for authors need not name
any field.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import types
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from backrelief.knowledge.documents import Location
from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import About, Model, Names, NamesByKind, Prose, Subject
from backrelief.logic import Criterion

Mark = Names | NamesByKind | About | Prose
Found = tuple[Location, Mark, Any]
"""The location of a marked value in the YAML, its mark, and the value."""


# The marked values of an entry


def marked(entry: BaseModel, mark: type[Mark] | tuple[type[Mark], ...]) -> Iterator[Found]:
    """Yield each value of an entry, or of a part of it, that has a mark of this type.

    A key of a mapping has the same location as its value, and comes first.
    """
    return _walk(type(entry), entry, mark if isinstance(mark, tuple) else (mark,), ())


def criteria_of(entry: BaseModel, subject: Subject = "case") -> tuple[tuple[Location, Criterion], ...]:
    """Return the criteria of an entry about the case, or its tests of techniques, each with its location."""
    return tuple((location, value) for location, mark, value in marked(entry, About) if mark == About(subject))


def texts_of(entry: BaseModel) -> Iterator[tuple[Location, str]]:
    """Yield the texts of an entry, or of a part of it, each with its location."""
    return ((location, value) for location, _, value in marked(entry, Prose))


def replace_parts(value: Any, parts: Mapping[Location, object]) -> Any:
    """Return a copy of an entry, or of a value inside it, with these parts replaced."""
    if not parts or () in parts:
        return parts.get((), value)
    below: dict[str | int, dict[Location, object]] = {}
    for (first, *rest), part in parts.items():
        below.setdefault(first, {})[tuple(rest)] = part
    match value:
        case BaseModel():
            names = {_key(type(value), name): name for name in type(value).model_fields}
            changes = {names[str(key)]: inside for key, inside in below.items()}
            return value.model_copy(
                update={name: replace_parts(getattr(value, name), inside) for name, inside in changes.items()}
            )
        case tuple():
            return tuple(replace_parts(item, below.get(index, {})) for index, item in enumerate(value))
        case dict():
            return {key: replace_parts(item, below.get(key, {})) for key, item in value.items()}
        case _:
            return value


@cache
def _marked_fields(model: type[BaseModel], marks: tuple[type[Mark], ...]) -> tuple[tuple[str, str, Any], ...]:
    """Return the fields of a model that can hold marks: name, key in YAML, annotation."""
    hints = get_type_hints(model, include_extras=True)
    return tuple((name, _key(model, name), hints[name]) for name in model.model_fields if _holds(hints[name], marks))


@cache
def _holds(annotation: Any, marks: tuple[type[Mark], ...]) -> bool:
    if get_origin(annotation) is Annotated and any(isinstance(mark, marks) for mark in annotation.__metadata__):
        return True
    if _is_model(annotation):
        return bool(_marked_fields(annotation, marks))
    return any(_holds(part, marks) for part in get_args(annotation) if part is not ...)


def _walk(annotation: Any, value: Any, marks: tuple[type[Mark], ...], location: Location) -> Iterator[Found]:
    if value is None:
        return
    mark = next((mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, marks)), None)
    plain = _unmarked(annotation)
    if mark is not None:
        yield location, mark, value
    elif isinstance(value, BaseModel):
        for name, key, inner in _marked_fields(type(value), marks):
            yield from _walk(inner, getattr(value, name), marks, (*location, key))
    elif get_origin(plain) in {Union, types.UnionType}:
        branches = get_args(plain)
        if not any(get_origin(branch) is Literal and value in get_args(branch) for branch in branches):
            branch = next((branch for branch in branches if _holds(branch, marks) and _fits(branch, value)), None)
            if branch is not None:
                yield from _walk(branch, value, marks, location)
    else:
        for step, inner, part in _parts(plain, value):
            yield from _walk(inner, part, marks, (*location, step))


def _parts(annotation: Any, value: Any) -> Iterator[tuple[str | int, Any, Any]]:
    """Yield the items of a list, or the keys and values of a mapping: last step of the location, annotation, part."""
    if isinstance(value, tuple):
        yield from ((index, get_args(annotation)[0], part) for index, part in enumerate(value))
    elif isinstance(value, dict):
        key_type, value_type = get_args(annotation)
        for key, part in value.items():
            yield key, key_type, key
            yield key, value_type, part


def _fits(annotation: Any, value: Any) -> bool:
    """Return true if a value can come from this branch of a union: a list, a criterion, or a word."""
    plain = _unmarked(annotation)
    if get_origin(plain) in {Union, types.UnionType}:
        return any(_fits(branch, value) for branch in get_args(plain))
    return (get_origin(plain) is tuple) is isinstance(value, tuple)


# The models themselves


def models(base: type[Model]) -> Iterator[type[Model]]:
    """Yield every model that is derived from this one, directly or not."""
    for model in base.__subclasses__():
        yield model
        yield from models(model)


def models_at(kind: str, location: Sequence[str | int]) -> tuple[type[Model], ...]:
    """Return the models that are allowed at a location inside an entry of a kind; several if there is a choice."""
    hints: list[Any] = [MODELS[kind]]
    for part in location:
        hints = [inner for hint in hints for branch in _branches(hint) for inner in _below(branch, part)]
    return tuple(dict.fromkeys(branch for hint in hints for branch in _branches(hint) if _is_model(branch)))


def field_names(model: type[Model]) -> tuple[str, ...]:
    """Return the names of the fields of a model in YAML."""
    return tuple(_key(model, name) for name in model.model_fields)


def purpose_of(model: type[Model], field: str) -> str:
    """Return the first sentence of the docstring of a field; empty if it has none."""
    text = attribute_docstrings(model).get(_name(model, field), "")
    return re.split(r"(?<=[.?!:;])\s", text.replace("\n", " "), maxsplit=1)[0].rstrip(".:;")


@cache
def attribute_docstrings(owner: type) -> dict[str, str]:
    """Return the docstring below each attribute of a class and its bases; none if there is no source.

    Python does not keep them. They are read from the source only if a message, a schema or a page needs them; pydantic
    would read them whenever the program starts.
    """
    found: dict[str, str] = {}
    for base in reversed(owner.__mro__):
        if base.__module__.partition(".")[0] == __name__.partition(".")[0]:
            found |= _own_docstrings(base)
    return found


def _own_docstrings(owner: type) -> dict[str, str]:
    try:
        source = textwrap.dedent(inspect.getsource(owner))
    except OSError:
        return {}
    found: dict[str, str] = {}
    for above, below in pairwise(next(node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)).body):
        match above, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name), *_]),
                ast.Expr(value=ast.Constant(value=str() as text)),
            ):
                found[name] = inspect.cleandoc(text)
    return found


def _key(model: type[BaseModel], name: str) -> str:
    """Return the name of a field in YAML."""
    return model.model_fields[name].alias or name


def _name(model: type[BaseModel], key: str) -> str:
    return next((name for name in model.model_fields if key in {name, _key(model, name)}), key)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _unmarked(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _branches(annotation: Any) -> Iterator[Any]:
    """Yield the models, lists and mappings that a field can hold."""
    plain = _unmarked(annotation)
    if get_origin(plain) in {tuple, dict} or _is_model(plain):
        yield plain
    else:
        for part in get_args(plain):
            yield from _branches(part)


def _below(branch: Any, part: str | int) -> Iterator[Any]:
    """Yield the annotation of a part of a model, list or mapping."""
    if _is_model(branch):
        name = _name(branch, str(part))
        if name in branch.model_fields:
            yield get_type_hints(branch, include_extras=True)[name]
    elif get_origin(branch) is dict:
        yield get_args(branch)[1]
    elif isinstance(part, int):
        yield get_args(branch)[0]
