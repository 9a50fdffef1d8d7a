"""The JSON of every command: one envelope, made from frozen values. `docs/json.md` describes it.

The schema and the reference page are generated from the type hints and docstrings of `Envelope` and `records`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

import msgspec
from msgspec import Struct

from backrelief.case.case import Case
from backrelief.case.data import case_data
from backrelief.logic import Criterion
from backrelief.render.phrases import entry_name
from backrelief.render.records import PRINTED, record_of

if TYPE_CHECKING:
    from backrelief.knowledge.models.base import Entry

SCHEMA: Final = "backrelief/1"

_PLAIN: Final = frozenset({bool, int, float, str, type(None)})

Json = bool | int | float | str | list["Json"] | dict[str, "Json"] | None


class ErrorRecord(Struct, frozen=True):
    """One thing that went wrong."""

    code: str
    """What sort of failure it is."""
    message: str
    """What is wrong, and where."""
    hint: str
    """What to do next; empty when there is nothing to say."""


class Envelope(Struct, frozen=True):
    """One envelope for every command and for failures."""

    schema: Literal["backrelief/1"]
    """The version of this shape. Fields may be added under the same name; none is renamed or removed."""
    command: str
    """The command that answered. Of a failure, the word that stood in its place."""
    exit_code: int
    """The exit code of the process."""
    data: object | None
    """The answer; null when there is none."""
    errors: tuple[ErrorRecord, ...] = ()
    """What went wrong; beside an answer, it is the level that follows from what was said despite that."""


def envelope(
    command: str, exit_code: int, data: object, errors: tuple[ErrorRecord, ...] = (), *, on_one_line: bool = False
) -> str:
    """Return the envelope as text; ``data`` is a value of the class that `records` has for the command.

    Beside errors it is the level that was said despite them.
    """
    said = as_data(Envelope(SCHEMA, command, exit_code, data, errors))
    if on_one_line:
        return json.dumps(said, separators=(",", ":"))
    # `indent` would make `json` encode in Python, which takes three times as long.
    return msgspec.json.format(json.dumps(said), indent=2) + "\n"


def as_data(value: object) -> Json:
    """Return a frozen value as plain data.

    The keys of a record are the names of its fields; an entry of the knowledge keeps the names that it has in YAML; a
    case is what ``--case`` reads.

    Raises:
        TypeError: it is none of these, nor what JSON can hold.
    """
    if type(value) in _PLAIN:  # most values; what follows takes ten times as long
        return cast("Json", value)
    value = record_of(value)
    keys = PRINTED.get(type(value).__name__)
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Path():
            return str(value)
        case tuple():
            return [as_data(part) for part in value]
        case Mapping():
            return {key: as_data(part) for key, part in value.items()}
        case Case():
            return case_data(value)
        case _ if keys is not None:
            return {key: as_data(getattr(value, key)) for key in keys}
        case _ if hasattr(value, "yaml_names"):
            return entry_data(cast("Entry", value))
        case Struct():
            # An underscore at the end only tells a name from a word of Python.
            return {name.rstrip("_"): as_data(getattr(value, name)) for name in value.__struct_fields__}
        case _:
            message = f"{type(value).__name__} has no shape in JSON"
            raise TypeError(message)


def entry_data(entry: Entry) -> dict[str, Json]:
    """Return an entry as plain data: its id, its name or what serves as one, and what else it holds."""
    rest = {
        key: _in_yaml(value)
        for name, key in entry.yaml_names.items()
        if name not in {"id", "name"} and (value := getattr(entry, name)) not in (None, (), {})
    }
    return {"id": entry.id, "name": entry_name(entry)} | rest


def _in_yaml(value: object) -> Json:
    """Return what a field of an entry holds, with its names in YAML; a criterion as its operator and parts."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case tuple():
            return [_in_yaml(part) for part in value]
        case Mapping():
            return {key: _in_yaml(part) for key, part in value.items()}
        case _ if isinstance(value, Criterion):
            return {type(value).__name__: {name: _in_yaml(getattr(value, name)) for name in value.__struct_fields__}}
        case _ if (names := getattr(value, "yaml_names", None)) is not None:
            held = ((key, getattr(value, name)) for name, key in names.items())
            return {key: _in_yaml(part) for key, part in held if part is not None}
        case _:
            message = f"{type(value).__name__} has no shape in YAML"
            raise TypeError(message)
