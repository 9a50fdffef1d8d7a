"""Which models stand at a place of an entry, so that a message can say what belongs there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from backrelief.knowledge.docstrings import attribute_docstrings
from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import Model


def models_at(kind: str, place: Sequence[str | int]) -> tuple[type[Model], ...]:
    """The models of what stands at a place inside an entry of a kind; several where there is a choice."""
    hints: list[Any] = [MODELS[kind]]
    for part in place:
        hints = [inner for hint in hints for one in _plain(hint) for inner in _below(one, part)]
    return tuple(dict.fromkeys(one for hint in hints for one in _plain(hint) if _is_model(one)))


def field_names(model: type[Model]) -> tuple[str, ...]:
    """The fields of a model as they are written."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def purpose_of(model: type[Model], field: str) -> str:
    """What a field is for, in one sentence; nothing where nobody wrote it down."""
    text = _docstrings(model).get(_own_name(model, field), "")
    return re.split(r"(?<=[.?!:;])\s", text.replace("\n", " "), maxsplit=1)[0].rstrip(".:;")


@cache
def _docstrings(model: type[Model]) -> dict[str, str]:
    return attribute_docstrings(model)


def _own_name(model: type[Model], field: str) -> str:
    return next((name for name, one in model.model_fields.items() if field in {one.alias, name}), field)


def _plain(hint: Any) -> Iterator[Any]:
    """What a field can be, without marks, and the choices of a union one by one."""
    origin = get_origin(hint)
    if origin is Annotated:
        yield from _plain(get_args(hint)[0])
    elif origin in {tuple, dict} or _is_model(hint):
        yield hint
    else:
        for one in get_args(hint):
            yield from _plain(one)


def _below(hint: Any, part: str | int) -> Iterator[Any]:
    if _is_model(hint):
        name = _own_name(hint, str(part))
        if name in hint.model_fields:
            yield get_type_hints(hint, include_extras=True)[name]
    elif get_origin(hint) is tuple and isinstance(part, int):
        yield get_args(hint)[0]
    elif get_origin(hint) is dict:
        yield get_args(hint)[1]


def _is_model(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Model)
