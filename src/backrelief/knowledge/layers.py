"""Read layers of folders into entries that are not linked yet, with their locations and faults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct
from pydantic import ValidationError

from backrelief.knowledge.documents import Document, Location, read_document
from backrelief.knowledge.faults import MOST_FAULTS, Fault
from backrelief.knowledge.folders import yaml_files
from backrelief.knowledge.lexicon import did_you_mean
from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import Entry
from backrelief.knowledge.validation import validate

if TYPE_CHECKING:
    from backrelief.knowledge.models.findings import AskedFinding, Derived

LARGEST_IN_ALL: Final = 5_000_000
"""Characters of all files together; the shipped files have less than a sixth of this."""
MOST_VALUES_IN_ALL: Final = 100_000
"""Values of all files together; the shipped files have a third of this."""
MOST_ENTRIES: Final = 10_000
"""Entries of all layers together; the shipped knowledge has a tenth of this."""
_FILE_DEFAULTS: Final = ("reviewed", "status")


class GivenUpError(Exception):
    """Raised to end the search for faults; those found so far are kept, and the last of them gives the reason."""


class Layered(Struct, frozen=True):
    """An entry of a layer as it is written, with criteria that are not linked yet."""

    layer: int
    kind: str
    entry: Entry
    replaced: Entry | None
    """The entry with the same id in the layers below."""
    document: Document
    location: Location


class Layers:
    """Read folders as layers: a later entry replaces an earlier one with the same id."""

    def __init__(self) -> None:
        """Start without any layer."""
        self.entries: dict[str, dict[str, Entry]] = {}
        """Kind -> id -> entry."""
        self.homes: dict[tuple[str, str], tuple[Document, Location]] = {}
        """Kind and id of an entry -> the document that contains it, and its location there."""
        self.layer_of: dict[tuple[str, str], int] = {}
        self.refused: set[tuple[str, str]] = set()
        """Entries that have faults; naming one of them is not reported as another fault."""
        self.faults: list[Fault] = []
        self.layered: list[Layered] = []
        """The entries of all layers but the lowest, in the order of reading."""
        self.folders: list[Path] = []
        self._letters = self._values = 0

    @property
    def findings(self) -> dict[str, AskedFinding | Derived]:
        """The findings by id."""
        return cast("dict[str, AskedFinding | Derived]", self.entries.get("findings", {}))

    def fault(self, kind: str, entry_id: str, inside: Location, message: str, rule: str, hint: str = "") -> None:
        """Record a fault at a location inside an entry."""
        document, location = self.homes[kind, entry_id]
        self.note(document.fault((*location, *inside), message, rule, hint))

    def note(self, *faults: Fault) -> None:
        """Record faults.

        Raises:
            GivenUpError: there are too many faults.
        """
        self.faults.extend(faults)
        if len(self.faults) > MOST_FAULTS:
            del self.faults[MOST_FAULTS:]
            message = f"more than {MOST_FAULTS} faults: what comes after them was not looked for"
            self.faults.append(Fault(self.faults[-1].path, 0, 0, message, "too-many", "Mend the others first."))
            raise GivenUpError

    def add(self, folder: Path) -> None:
        """Read the files of a folder, or a single file, as the next layer.

        Raises:
            KnowledgeError: the folder cannot be read.
            GivenUpError: there are too many faults, or there is too much data.
        """
        self.folders.append(folder)
        for path in yaml_files(folder):
            document = read_document(path)
            self.note(*document.faults)
            self._count(document)
            if any(fault.rule == "yaml-syntax" for fault in document.faults):
                continue  # only the part before the error was read, so fields after it would be reported as missing
            if isinstance(document.data, dict):
                self._add_document(document, document.data)
            elif document.data is not None:
                message = "a data file is a mapping from kinds of entry to lists of entries"
                self.note(document.fault((), message, "file-shape", "Start it with a line such as `techniques:`."))

    def _count(self, document: Document) -> None:
        self._letters += sum(map(len, document.lines))
        self._values += len(document.locations)
        if self._letters > LARGEST_IN_ALL:
            self._give_up(document, f"all files together are larger than {LARGEST_IN_ALL / 1_000_000:.0f} MB")
        if self._values > MOST_VALUES_IN_ALL:
            self._give_up(document, f"all files together hold more than {MOST_VALUES_IN_ALL:,} values")

    def _give_up(self, document: Document, message: str) -> None:
        """Refuse the knowledge because of its size, at the file that made it too large."""
        hint = "Leave out what this folder does not need."
        self.faults.append(document.fault_at((0, 0), message, "too-large", hint))
        raise GivenUpError

    def _add_document(self, document: Document, data: dict[str, object]) -> None:
        defaults = self._defaults(document, data)
        for kind, entries in data.items():
            if kind in _FILE_DEFAULTS:
                continue
            if kind not in MODELS:
                hint = did_you_mean(kind, MODELS) or f"Kinds are: {', '.join(MODELS)}."
                self.note(document.fault((kind,), f"`{kind}` is no kind of entry", "kind", hint, at_key=True))
            elif not isinstance(entries, list):
                message = f"`{kind}` must hold a list of entries"
                self.note(document.fault((kind,), message, "file-shape", "Begin each with `- id:`."))
            else:
                for index, raw in enumerate(entries):
                    self._add_entry(document, (kind, index), defaults | raw if isinstance(raw, dict) else raw)

    def _defaults(self, document: Document, data: dict[str, object]) -> dict[str, object]:
        """Return the values that the file sets for all of its entries; report a wrong one only once."""
        defaults: dict[str, object] = {}
        for key in (key for key in _FILE_DEFAULTS if key in data):
            try:
                Entry.model_validate({"id": "any", key: data[key]})
            except ValidationError:
                needed = "a date such as 2026-11-20" if key == "reviewed" else "draft or reviewed"
                self.note(document.fault((key,), f"`{key}` must be {needed}", "value"))
            else:
                defaults[key] = data[key]
        return defaults

    def _add_entry(self, document: Document, location: Location, raw: object) -> None:
        kind = str(location[0])
        if not isinstance(raw, dict):
            self.note(document.fault(location, "an entry is a mapping that starts with its id", "file-shape"))
            return
        entry = validate(document, location, raw, self.findings)
        if isinstance(entry, tuple):
            self.refused.add((kind, str(raw.get("id"))))
            self.note(*entry)
            return
        key, layer = (kind, entry.id), len(self.folders) - 1
        if self.layer_of.get(key) == layer:
            home, first = self.homes[key]
            where = f"{home.path.name}:{home.locations[first][0]}"
            message = f"`{entry.id}` is defined twice among the {kind}; the first is at {where}"
            self.note(document.fault((*location, "id"), message, "duplicate-id", "Give each its own id."))
            return
        table = self.entries.setdefault(kind, {})
        if layer:
            self.layered.append(Layered(layer, kind, entry, table.get(entry.id), document, location))
        table[entry.id] = entry
        if len(self.homes) >= MOST_ENTRIES:
            self._give_up(document, f"more than {MOST_ENTRIES:,} entries")
        self.homes[key] = (document, location)
        self.layer_of[key] = layer
