"""From folders of YAML files to one knowledge base; every fault of every file is reported at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from backrelief.errors import KnowledgeError
from backrelief.knowledge.base import KnowledgeBase, Origin
from backrelief.knowledge.documents import YAML_ENDINGS, Document, Place, read_document
from backrelief.knowledge.faults import Fault, did_you_mean
from backrelief.knowledge.linked import link_knowledge
from backrelief.knowledge.loaded import MOST_ENTRIES, GivenUpError, Layered, Loaded
from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import Entry
from backrelief.knowledge.validation import validate

_FILE_DEFAULTS: Final = ("reviewed", "status")


def shipped_folder() -> Path:
    """Where the shipped knowledge stands: inside the installed package, or in the checkout.

    Raises:
        KnowledgeError: neither is there.
    """
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "data", here.parents[3] / "data"):
        if (folder / "techniques.yaml").is_file():
            return folder
    message = "the shipped knowledge is missing"
    raise KnowledgeError(message, hint="Install the package again.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading some folders."""

    knowledge: KnowledgeBase | None
    """``None`` if a file cannot be read or linked."""
    faults: tuple[Fault, ...]
    homes: Mapping[tuple[str, str], tuple[Document, Place]]
    """Kind and id of an entry -> where it stands."""
    layered: tuple[Layered, ...] = ()
    """The entries of all layers but the lowest, in the order of reading."""


def read_knowledge(*folders: Path | str) -> Reading:
    """Read and link the folders, each layered over the one before it; without folders the shipped knowledge.

    Every fault of every file is collected. The rules of the linter are not applied.

    Raises:
        KnowledgeError: a folder cannot be read.
    """
    loaded = Loaded(folders=tuple(map(Path, folders)))
    with _collector_paused():
        try:
            knowledge = _linked(folders or (shipped_folder(),), loaded)
        except GivenUpError:
            knowledge = None
    return Reading(knowledge, tuple(sorted(loaded.faults)), loaded.homes, tuple(loaded.layered))


def _linked(folders: Sequence[Path | str], loaded: Loaded) -> KnowledgeBase | None:
    for loaded.layer, folder in enumerate(folders):
        _load_layer(Path(folder), loaded)
    tables, shapes, properties = link_knowledge(loaded)
    if loaded.faults:
        return None
    origins = {
        key: Origin(document.path, *document.places[place], loaded.layers[key])
        for key, (document, place) in loaded.homes.items()
    }
    return KnowledgeBase.of(tables, shapes=shapes, properties=properties, origins=origins)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """The cyclic garbage collector makes a bulk load several times slower and finds nothing in it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load_layer(folder: Path, loaded: Loaded) -> None:
    for path in _files(folder):
        document = read_document(path)
        loaded.note(*document.faults)
        loaded.count(document)
        if any(fault.rule == "yaml-syntax" for fault in document.faults):
            continue  # what was read before it broke off lacks fields that the file has
        if isinstance(document.data, dict):
            _load_document(document, document.data, loaded)
        elif document.data is not None:
            message = "a data file is a mapping from kinds of entry to lists of entries"
            loaded.note(document.fault((), message, "file-shape", "Start it with a line such as `techniques:`."))


def _files(folder: Path) -> Sequence[Path]:
    hint = "Name a folder that holds YAML files."
    try:
        if folder.is_file():
            return [folder]
        files = sorted(path for path in folder.iterdir() if path.suffix in YAML_ENDINGS and not path.is_dir())
    except (OSError, ValueError) as error:
        message = f"the data folder {str(folder)!r} cannot be read: {getattr(error, 'strerror', error)}"
        raise KnowledgeError(message, hint=hint) from error
    if not files:
        message = f"the data folder {folder} holds no YAML file"
        raise KnowledgeError(message, hint=hint)
    return files


def _load_document(document: Document, data: dict[str, object], loaded: Loaded) -> None:
    defaults = _defaults(document, data, loaded)
    for kind, entries in data.items():
        if kind in _FILE_DEFAULTS:
            continue
        if kind not in MODELS:
            hint = did_you_mean(kind, MODELS) or f"Kinds are: {', '.join(MODELS)}."
            loaded.note(document.fault((kind,), f"`{kind}` is no kind of entry", "kind", hint, at_key=True))
        elif not isinstance(entries, list):
            loaded.note(
                document.fault(
                    (kind,), f"`{kind}` must hold a list of entries", "file-shape", "Begin each with `- id:`."
                )
            )
        else:
            for index, raw in enumerate(entries):
                _load_entry(document, (kind, index), defaults | raw if isinstance(raw, dict) else raw, loaded)


def _defaults(document: Document, data: dict[str, object], loaded: Loaded) -> dict[str, object]:
    """What the file says for all of its entries; what is wrong with it is said once."""
    defaults: dict[str, object] = {}
    for key in _FILE_DEFAULTS:
        if key not in data:
            continue
        try:
            Entry.model_validate({"id": "any", key: data[key]})
        except ValidationError:
            what = "a date such as 2026-11-20" if key == "reviewed" else "draft or reviewed"
            loaded.note(document.fault((key,), f"`{key}` must be {what}", "value"))
        else:
            defaults[key] = data[key]
    return defaults


def _load_entry(document: Document, place: Place, raw: object, loaded: Loaded) -> None:
    kind = str(place[0])
    if not isinstance(raw, dict):
        loaded.note(document.fault(place, "an entry is a mapping that starts with its id", "file-shape"))
        return
    entry = validate(document, place, raw, loaded.entries.get("findings", ()))
    if isinstance(entry, tuple):
        loaded.refused.add((kind, str(raw.get("id"))))
        loaded.note(*entry)
        return
    table = loaded.entries.setdefault(kind, {})
    if entry.id in table:
        home, old = loaded.homes[kind, entry.id]
        if loaded.layers[kind, entry.id] == loaded.layer:
            where = f"{home.path.name}:{home.places[old][0]}"
            message = f"`{entry.id}` stands twice among the {kind}; the first is at {where}"
            loaded.note(document.fault((*place, "id"), message, "duplicate-id", "Give each its own id."))
            return
    if loaded.layer:
        loaded.layered.append(Layered(loaded.layer, kind, entry, table.get(entry.id), document, place))
    table[entry.id] = entry
    if len(loaded.homes) >= MOST_ENTRIES:
        loaded.give_up(document, f"more than {MOST_ENTRIES:,} entries")
    loaded.homes[kind, entry.id] = (document, place)
    loaded.layers[kind, entry.id] = loaded.layer
