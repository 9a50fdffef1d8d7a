"""From folders of YAML files to one knowledge base; every fault of every file is reported at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from backrelief.errors import KnowledgeError
from backrelief.knowledge.base import KnowledgeBase, Origin
from backrelief.knowledge.checks import RULES
from backrelief.knowledge.documents import Document, Place, read_document
from backrelief.knowledge.faults import BrokenKnowledgeError, Fault, did_you_mean
from backrelief.knowledge.linked import link_knowledge
from backrelief.knowledge.loaded import Loaded
from backrelief.knowledge.models import MODELS, adapter

PROTECTED: Final = frozenset({"red-flags", "cautions", "zones", "findings", "levels", "actions"})
"""Kinds of the shipped knowledge that a layer may replace only with an explicit reason."""
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


def load_knowledge(*folders: Path | str) -> KnowledgeBase:
    """The knowledge of the folders, each layered over the one before it; the shipped knowledge when none is named.

    Raises:
        KnowledgeError: a folder cannot be read, or a file has faults (``BrokenKnowledgeError`` lists them all).
    """
    # The shipped knowledge was checked before it was shipped; what is layered over it was not.
    knowledge, faults = examine_knowledge(*folders, rules=len(folders) > 1)
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors or knowledge is None:
        raise BrokenKnowledgeError(errors)
    return knowledge


def examine_knowledge(*folders: Path | str, rules: bool = True) -> tuple[KnowledgeBase | None, tuple[Fault, ...]]:
    """As ``load_knowledge``, with the faults given back instead of raised.

    There is no knowledge when a file cannot be read or linked; only then are the rules of the linter left out.
    """
    with _collector_paused():
        loaded = Loaded()
        for loaded.layer, folder in enumerate(folders or (shipped_folder(),)):
            _load_layer(Path(folder), loaded)
        tables, shapes, properties = link_knowledge(loaded)
        if loaded.faults:
            return None, tuple(sorted(loaded.faults))
        origins = {
            key: Origin(document.path, *document.places[place]) for key, (document, place) in loaded.homes.items()
        }
        knowledge = KnowledgeBase(tables, shapes, properties, origins, tuple(loaded.overrides))
        return knowledge, tuple(sorted(_lint(knowledge, loaded))) if rules else ()


def _lint(knowledge: KnowledgeBase, loaded: Loaded) -> Iterator[Fault]:
    """What the rules find, each at its place in the file."""
    for rule in RULES:
        for problem in rule.check(knowledge):
            document, place = loaded.homes[problem.kind, problem.entry]
            fault = document.fault((*place, *problem.place), problem.message, rule.id, problem.hint)
            yield replace(fault, severity=rule.severity)


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
        loaded.faults.extend(document.faults)
        if isinstance(document.data, dict):
            _load_document(document, document.data, loaded)
        elif document.data is not None:
            message = "a data file is a mapping from kinds of entry to lists of entries"
            loaded.faults.append(
                document.fault((), message, "file-shape", "Start it with a line such as `techniques:`.")
            )


def _files(folder: Path) -> Sequence[Path]:
    hint = "Name a folder that holds YAML files."
    if folder.is_file():
        return [folder]
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"} and not path.is_dir())
    except OSError as error:
        message = f"the data folder {folder} cannot be read: {error.strerror}"
        raise KnowledgeError(message, hint=hint) from error
    if not files:
        message = f"the data folder {folder} holds no YAML file"
        raise KnowledgeError(message, hint=hint)
    return files


def _load_document(document: Document, data: dict[str, object], loaded: Loaded) -> None:
    defaults: dict[str, object] = {key: data[key] for key in _FILE_DEFAULTS if key in data}
    for kind, entries in data.items():
        if kind in _FILE_DEFAULTS:
            continue
        if kind not in MODELS:
            hint = did_you_mean(kind, MODELS) or f"Kinds are: {', '.join(MODELS)}."
            loaded.faults.append(document.fault((kind,), f"`{kind}` is no kind of entry", "kind", hint, at_key=True))
        elif not isinstance(entries, list):
            loaded.faults.append(document.fault((kind,), f"`{kind}` must hold a list of entries", "file-shape"))
        else:
            for index, raw in enumerate(entries):
                _load_entry(document, (kind, index), raw, defaults, loaded)


@cache
def _adapter(kind: str) -> Any:
    return adapter(kind)


def _load_entry(document: Document, place: Place, raw: object, defaults: dict[str, object], loaded: Loaded) -> None:
    kind = str(place[0])
    if not isinstance(raw, dict):
        loaded.faults.append(document.fault(place, "an entry is a mapping that starts with its id", "file-shape"))
        return
    try:
        entry = _adapter(kind).validate_python(defaults | raw)
    except ValidationError as error:
        loaded.faults.extend(_faults_of(document, place, raw, error))
        return
    table = loaded.entries.setdefault(kind, {})
    if entry.id in table:
        home, old = loaded.homes[kind, entry.id]
        if loaded.layers[kind, entry.id] == loaded.layer:
            where = f"{home.path.name}:{home.places[old][0]}"
            message = f"`{entry.id}` stands twice among the {kind}; the first is at {where}"
            loaded.faults.append(document.fault((*place, "id"), message, "duplicate-id", "Give each its own id."))
            return
        _note_override(document, place, kind, entry, loaded)
    table[entry.id] = entry
    loaded.homes[kind, entry.id] = (document, place)
    loaded.layers[kind, entry.id] = loaded.layer


def _note_override(document: Document, place: Place, kind: str, entry: Any, loaded: Loaded) -> None:
    if kind not in PROTECTED:
        return
    if entry.overrides_safety is None:
        message = f"`{entry.id}` replaces a safety rule of the {kind}"
        hint = "Use another id to add a rule; to replace this one say why in `overrides-safety: <reason>`."
        loaded.faults.append(document.fault((*place, "id"), message, "override", hint))
    else:
        loaded.overrides.append(f"{kind}: `{entry.id}` was replaced: {entry.overrides_safety}")


def _faults_of(document: Document, place: Place, raw: dict[str, object], error: ValidationError) -> Iterator[Fault]:
    """Pydantic's errors in the words of an author of data, each at the deepest place that the file holds."""
    for problem in error.errors():
        inside = _real_path(raw, problem["loc"])
        name = str(problem["loc"][-1]) if problem["loc"] else ""
        here = (*place, *inside)
        context = problem.get("ctx", {})
        match problem["type"]:
            case "missing":
                missing = f"`{name.rstrip('_').replace('_', '-')}` is missing"
                yield document.fault(
                    here, missing, "missing-field", "Add it; the reference of fields says what goes in."
                )
            case "extra_forbidden":
                hint = _near_field(place, raw, name)
                yield document.fault(here, f"`{name}` is no field here", "unknown-field", hint, at_key=True)
            case "criterion":
                deeper = (*here, *context.get("path", ()))
                yield document.fault(deeper, str(context["reason"]), "criterion", "See the language of criteria.")
            case "literal_error" | "enum":
                hint = did_you_mean(str(problem["input"]), str(context["expected"]).replace("'", "").split(", "))
                yield document.fault(here, f"one of {context['expected']} is needed here", "value", hint)
            case "string_pattern_mismatch":
                hint = "Lower case letters, digits and single hyphens, such as `lower-back`."
                yield document.fault(here, "this is not an id", "value", hint)
            case _:
                yield document.fault(here, problem["msg"], "value")


def _real_path(raw: object, loc: tuple[str | int, ...]) -> Place:
    """The part of a pydantic location that exists in the data (it also names union branches)."""
    path: list[str | int] = []
    for part in loc:
        inside = raw if isinstance(raw, dict) else dict(enumerate(raw)) if isinstance(raw, list) else {}
        if part in inside:
            path.append(part)
            raw = inside[part]
    return tuple(path)


def _near_field(place: Place, raw: dict[str, object], name: str) -> str:
    schema = _adapter(str(place[0])).json_schema(by_alias=True)
    known = sorted({field for part in _objects(schema) for field in part})
    near = get_close_matches(name, [field for field in known if field not in raw], n=1)
    return f"Did you mean `{near[0]}`?" if near else "Remove it, or check the reference of fields."


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema["properties"]
        for part in schema.values():
            yield from _objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _objects(part)
