"""The entries of folders that lie over each other, before they are linked: where each was written and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from pydantic import ValidationError

from backrelief.errors import KnowledgeError
from backrelief.knowledge.documents import YAML_ENDINGS, Document, Place, read_document
from backrelief.knowledge.faults import MOST_FAULTS, Fault
from backrelief.knowledge.lexicon import did_you_mean
from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import Entry
from backrelief.knowledge.validation import validate

if TYPE_CHECKING:
    from backrelief.knowledge.models.findings import AskedFinding, Derived

LARGEST_IN_ALL: Final = 5_000_000
"""Letters of all files together; the shipped ones have less than a sixth of them."""
MOST_VALUES_IN_ALL: Final = 100_000
"""Values of all files together; the shipped ones have a third of them."""
MOST_ENTRIES: Final = 10_000
"""Entries of all layers together; the shipped one has a tenth of them."""
_FILE_DEFAULTS: Final = ("reviewed", "status")


class GivenUpError(Exception):
    """Nothing more is looked for; the faults until now are kept, and the last of them says why."""


@dataclass(frozen=True, slots=True)
class Layered:
    """An entry of a layer, as it is written: its criteria are not linked."""

    layer: int
    kind: str
    entry: Entry
    replaced: Entry | None
    """The entry of the layers below that had the same id."""
    document: Document
    place: Place


class Layers:
    """Reads folders, each over the one before it. The entries of a later one replace those of the same id."""

    def __init__(self) -> None:
        """Begin without any layer."""
        self.entries: dict[str, dict[str, Entry]] = {}
        """Kind -> id -> entry."""
        self.homes: dict[tuple[str, str], tuple[Document, Place]] = {}
        """Kind and id of an entry -> the document that holds it, and its place there."""
        self.layer_of: dict[tuple[str, str], int] = {}
        self.refused: set[tuple[str, str]] = set()
        """Entries that have faults of their own: it is no further fault to name them."""
        self.faults: list[Fault] = []
        self.layered: list[Layered] = []
        """The entries of all layers but the lowest, in the order of reading."""
        self.folders: list[Path] = []
        self._letters = self._values = 0

    @property
    def findings(self) -> dict[str, AskedFinding | Derived]:
        """The findings by id."""
        return cast("dict[str, AskedFinding | Derived]", self.entries.get("findings", {}))

    def fault(self, kind: str, entry_id: str, inside: Place, message: str, rule: str, hint: str = "") -> None:
        """Record a fault at a place inside an entry."""
        document, place = self.homes[kind, entry_id]
        self.note(document.fault((*place, *inside), message, rule, hint))

    def note(self, *faults: Fault) -> None:
        """Record faults.

        Raises:
            GivenUpError: this was one too many.
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
            GivenUpError: there are too many faults, or more data than is taken in.
        """
        self.folders.append(folder)
        for path in _files(folder):
            document = read_document(path)
            self.note(*document.faults)
            self._count(document)
            if any(fault.rule == "yaml-syntax" for fault in document.faults):
                continue  # the part that was read before the error lacks fields that the file has
            if isinstance(document.data, dict):
                self._add_document(document, document.data)
            elif document.data is not None:
                message = "a data file is a mapping from kinds of entry to lists of entries"
                self.note(document.fault((), message, "file-shape", "Start it with a line such as `techniques:`."))

    def _count(self, document: Document) -> None:
        self._letters += sum(map(len, document.lines))
        self._values += len(document.places)
        if self._letters > LARGEST_IN_ALL:
            self._give_up(document, f"all files together are larger than {LARGEST_IN_ALL / 1_000_000:.0f} MB")
        if self._values > MOST_VALUES_IN_ALL:
            self._give_up(document, f"all files together hold more than {MOST_VALUES_IN_ALL:,} values")

    def _give_up(self, document: Document, message: str) -> None:
        """Refuse the knowledge for its size, at the file that was one too many."""
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
        """Return what the file says for all of its entries; what is wrong with it is said once."""
        defaults: dict[str, object] = {}
        for key in (one for one in _FILE_DEFAULTS if one in data):
            try:
                Entry.model_validate({"id": "any", key: data[key]})
            except ValidationError:
                what = "a date such as 2026-11-20" if key == "reviewed" else "draft or reviewed"
                self.note(document.fault((key,), f"`{key}` must be {what}", "value"))
            else:
                defaults[key] = data[key]
        return defaults

    def _add_entry(self, document: Document, place: Place, raw: object) -> None:
        kind = str(place[0])
        if not isinstance(raw, dict):
            self.note(document.fault(place, "an entry is a mapping that starts with its id", "file-shape"))
            return
        entry = validate(document, place, raw, self.findings)
        if isinstance(entry, tuple):
            self.refused.add((kind, str(raw.get("id"))))
            self.note(*entry)
            return
        key, layer = (kind, entry.id), len(self.folders) - 1
        if self.layer_of.get(key) == layer:
            home, first = self.homes[key]
            where = f"{home.path.name}:{home.places[first][0]}"
            message = f"`{entry.id}` stands twice among the {kind}; the first is at {where}"
            self.note(document.fault((*place, "id"), message, "duplicate-id", "Give each its own id."))
            return
        table = self.entries.setdefault(kind, {})
        if layer:
            self.layered.append(Layered(layer, kind, entry, table.get(entry.id), document, place))
        table[entry.id] = entry
        if len(self.homes) >= MOST_ENTRIES:
            self._give_up(document, f"more than {MOST_ENTRIES:,} entries")
        self.homes[key] = (document, place)
        self.layer_of[key] = layer


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
