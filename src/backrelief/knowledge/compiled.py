"""Knowledge as plain data: what YAML and pydantic make of the files, written so that it is read in milliseconds.

The models are the one definition: which fields and properties an entry has is read off its model when it is written.
What is read back are ``Plain`` entries with the same attributes; neither pydantic nor YAML is imported. A file
is a digest of the rest, a line of JSON that says what follows, and a part for each kind of entry, which is parsed only
if it is asked for. It holds data and no code, because somebody else may have written a file of a cache.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, ValuesView
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from backrelief.knowledge.base import KINDS, KnowledgeBase, Origin
from backrelief.knowledge.collector import collector_paused
from backrelief.logic import FindingShape
from backrelief.logic.criteria import All, AllOf, AnyOf, AtLeast, Between, Constant, Holds, Member, Not, OneOf

if TYPE_CHECKING:
    from backrelief.knowledge.models.base import Model

_TYPE: Final = "#"
"""The key that names the type of an object; no mapping in the knowledge has it."""
_VALUES: Final[Mapping[str, Callable[..., Any]]] = {
    one.__name__: one
    for one in (All, AllOf, AnyOf, AtLeast, Between, Constant, FindingShape, Holds, Member, Not, OneOf, date)
}
"""The values in an entry that are no part of a model, by the name that the file gives them."""
_OTHERS: Final = ("shapes", "properties", "overrides")
"""The fields of a knowledge base, besides its tables and origins."""


class Plain:
    """An entry, or a part of one, with the attributes of its model; there is a subclass for each model."""

    __slots__ = ("__dict__",)
    yaml_names: ClassVar[Mapping[str, str]] = {}
    """The fields of the model -> their keys in YAML, in order."""

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: entries never change."""
        message = f"cannot set {name}: entries are frozen"
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        """Return true if the other has the same values, also if it comes from a model."""
        return type(self).__name__ == type(other).__name__ and all(
            getattr(self, name) == getattr(other, name) for name in self.yaml_names
        )

    def __hash__(self) -> int:
        """Hash the values, as the models do."""
        return hash(tuple(getattr(self, name) for name in self.yaml_names))

    def __repr__(self) -> str:
        """Show the values that were given, as the models do."""
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


def compiled(knowledge: KnowledgeBase, stamp: str) -> bytes:
    """Return the knowledge as the content of a file; ``stamp`` tells from which files it was made."""
    writing = _Writing()
    origins: dict[str, dict[str, Any]] = {}
    for (kind, entry), origin in knowledge.origins.items():
        # The folder is left out: knowledge that was compiled elsewhere is read from a folder of this machine.
        origins.setdefault(kind, {})[entry] = [origin.path.name, origin.line, origin.column, origin.layer]
    parts = {kind: writing.plain({one.id: one for one in knowledge.table(kind)}) for kind in KINDS}
    parts |= {name: writing.plain(getattr(knowledge, name)) for name in _OTHERS}
    parts |= {"origins": origins, "types": writing.types, "ids": {kind: knowledge.table(kind).ids for kind in KINDS}}
    written = [(name, json.dumps(part, separators=(",", ":")).encode()) for name, part in parts.items()]
    body = b"".join(part for _, part in written)
    head = json.dumps({"stamp": stamp, "parts": [(name, len(part)) for name, part in written]}).encode()
    rest = head + b"\n" + body
    return _digest(rest) + b"\n" + rest


def restored(content: bytes, stamp: str, folders: Sequence[Path]) -> KnowledgeBase | None:
    """Return the knowledge of such a file; ``None`` if it is damaged, or was made from other files.

    ``folders`` are those that it was made from, wherever they are now.
    """
    digest, _, rest = content.partition(b"\n")
    if digest != _digest(rest):
        return None
    line, _, body = rest.partition(b"\n")
    head = json.loads(line)
    return _Reading(dict(head["parts"]), body, folders).knowledge() if head["stamp"] == stamp else None


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).hexdigest().encode()


class _Writing:
    """Turns entries into what JSON can hold, and notes the types of the models on the way."""

    def __init__(self) -> None:
        self.types: dict[str, Any] = {}
        """Name of a model -> its keys in YAML and its defaults, by attribute."""

    def plain(self, value: Any) -> Any:
        match value:
            case None | bool() | int() | float() | str():
                return value
            case tuple():
                return [self.plain(part) for part in value]
            case Mapping():
                return {key: self.plain(part) for key, part in value.items()}
            case date():
                return {_TYPE: "date", "year": value.year, "month": value.month, "day": value.day}
            case _ if type(value).__name__ in _VALUES:
                held = {name: self.plain(getattr(value, name)) for name in value.__struct_fields__}
                return {_TYPE: type(value).__name__} | held
            case _:
                return self._entry(value)

    def _entry(self, entry: Model) -> dict[str, Any]:
        """Return the values that are not the default of their field, and those of the properties."""
        model, defaults = type(entry), _defaults(type(entry))
        if model.__name__ not in self.types:
            self.types[model.__name__] = {"yaml_names": dict(entry.yaml_names), **self.plain(defaults)}
        names = [name for name in model.model_fields if name not in defaults or getattr(entry, name) != defaults[name]]
        written = {name: self.plain(getattr(entry, name)) for name in (*names, *_properties(model))}
        return {_TYPE: model.__name__} | written


@cache
def _defaults(model: type[Model]) -> dict[str, Any]:
    """Return the defaults of the fields that have one."""
    optional = ((name, field) for name, field in model.model_fields.items() if not field.is_required())
    return {name: field.get_default(call_default_factory=True) for name, field in optional}


@cache
def _properties(model: type[Model]) -> tuple[str, ...]:
    """Return the properties that the models themselves define."""
    ours = (base for base in model.__mro__ if base.__module__.startswith(__package__ or ""))
    return tuple(name for base in ours for name, value in vars(base).items() if isinstance(value, property))


class _Reading:
    """The parts of a file, each parsed when it is asked for."""

    def __init__(self, lengths: Mapping[str, int], body: bytes, folders: Sequence[Path]) -> None:
        self.folders = folders
        self.parts: dict[str, bytes] = {}
        start = 0
        for name, length in lengths.items():
            self.parts[name] = body[start : start + length]
            start += length
        types: dict[str, dict[str, Any]] = self.part("types")
        self.ids: dict[str, tuple[str, ...]] = self.part("ids")
        self.types = {name: type(name, (Plain,), attributes) for name, attributes in types.items()}

    def knowledge(self) -> KnowledgeBase:
        entries = {kind: _Part(self, kind) for kind in KINDS}
        others = {name: _Part(self, name) for name in _OTHERS if name != "overrides"}
        return KnowledgeBase.of(entries, **others, origins=_Origins(self), overrides=self.part("overrides"))

    def part(self, name: str) -> Any:
        with collector_paused():
            return _frozen(json.loads(self.parts.pop(name), object_hook=self._object))

    def _object(self, data: dict[str, Any]) -> Any:
        name = data.pop(_TYPE, None)
        for key, value in data.items():
            if type(value) is list:
                data[key] = _frozen(value)
        if name is None:
            return data
        make = _VALUES.get(name)
        if make is not None:
            return make(**data)
        entry = self.types[name]()
        entry.__dict__.update(data)
        return entry


def _frozen(value: Any) -> Any:
    """Return a list, and every list in it, as a tuple."""
    return tuple(map(_frozen, value)) if type(value) is list else value


class _Part(Mapping[str, Any]):
    """The entries of one kind by id, or another mapping of the knowledge."""

    def __init__(self, reading: _Reading, name: str) -> None:
        self._reading, self._name = reading, name
        self._held: dict[str, Any] | None = None

    @property
    def held(self) -> dict[str, Any]:
        if self._held is None:
            self._held = self._reading.part(self._name)
        return self._held

    @property
    def ids(self) -> Collection[str]:
        """The keys, which for a kind of entry are known before its part is parsed."""
        return self._reading.ids.get(self._name) or self.held

    def __getitem__(self, key: str) -> Any:
        return self.held[key]

    def __contains__(self, key: object) -> bool:
        return key in self.ids

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def values(self) -> ValuesView[Any]:
        """Return the entries; the inherited view would look each of them up."""
        return self.held.values()


class _Origins(Mapping[tuple[str, str], Origin]):
    """The origin of each entry, by kind and id."""

    def __init__(self, reading: _Reading) -> None:
        self._held, self._folders = _Part(reading, "origins"), reading.folders

    def __getitem__(self, key: tuple[str, str]) -> Origin:
        kind, entry = key
        name, line, column, layer = self._held[kind][entry]
        folder = self._folders[layer]
        return Origin(folder if folder.is_file() else folder / name, line, column, layer)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((kind, entry) for kind, entries in self._held.items() for entry in entries)

    def __len__(self) -> int:
        return sum(map(len, self._held.values()))
