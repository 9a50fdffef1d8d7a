"""One YAML file as plain data that remembers where everything stood.

YAML is read strictly: what PyYAML would quietly turn into something else (``no`` into false, ``1:30`` into 90,
a second key over the first, an alias into a copy) is a fault instead. Dates stay text.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from backrelief.knowledge.faults import Fault, shown
from backrelief.knowledge.syntax_words import syntax_in_plain_words
from backrelief.knowledge.yaml_events import Builder, Place, too_deep

__all__ = ["Document", "Place", "parse_bytes", "parse_document", "read_document"]

LARGEST_FILE: Final = 1_000_000
"""Bytes. The shipped files are below a fifth of it."""

YAML_ENDINGS: Final = frozenset({".yaml", ".yml"})
"""Of the files of a folder that are read."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML itself does not allow in a document."""


@dataclass(slots=True)
class Document:
    """The data of one file, where each part of it stood, and what was wrong with it."""

    path: Path
    data: object = None
    places: dict[Place, tuple[int, int]] = field(default_factory=dict)
    """Path to a value -> line and column, from 1."""
    keys: dict[Place, tuple[int, int]] = field(default_factory=dict)
    """Path to a value -> line and column of the key that leads to it."""
    lines: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, message: str, rule: str, hint: str = "", *, at_key: bool = False) -> Fault:
        """A fault at the deepest part of ``place`` that the file holds."""
        table = self.keys if at_key and place in self.keys else self.places
        while place and place not in table:
            table, place = self.places, place[:-1]
        line, column = table.get(place, (0, 0))
        return self.fault_at(line, column, message, rule, hint)

    def value_at(self, place: Place) -> object:
        """What stands at a place that the file holds."""
        value = self.data
        for part in place:
            value = value[part]  # type: ignore[index]  # every place was made while reading
        return value

    def fault_at(self, line: int, column: int, message: str, rule: str, hint: str) -> Fault:
        """A fault at a line and column."""
        excerpt = self.lines[line - 1][:120] if 0 < line <= len(self.lines) else ""
        return Fault(self.path, line, column, shown(message), rule, shown(hint), shown(excerpt))


def read_document(path: Path) -> Document:
    """Read one file. Never raises for what is in it: the faults say what is wrong."""
    document = Document(path)
    raw = _bytes_of(document)
    return document if raw is None else parse_bytes(path, raw)


def parse_bytes(path: Path, raw: bytes) -> Document:
    """As ``read_document``, for bytes that are at hand; one more than ``LARGEST_FILE`` is enough to refuse them."""
    document = Document(path)
    if len(raw) > LARGEST_FILE:
        megabytes = LARGEST_FILE / 1_000_000
        message, hint = f"larger than {megabytes:.0f} MB", "Split it into several files of one folder."
        document.faults.append(Fault(path, 0, 0, message, "too-large", hint))
        return document
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        document.faults.append(Fault(path, line, 1, "not UTF-8 text", "encoding", "Save the file as UTF-8."))
        return document
    return _parse(document, text)


def parse_document(path: Path, text: str) -> Document:
    """As ``read_document``, for text that is at hand; ``path`` names it in messages."""
    return _parse(Document(path), text)


def _parse(document: Document, text: str) -> Document:
    document.lines = text.splitlines()
    bad = _UNPRINTABLE.search(text)
    if bad is not None:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        message = f"the control character U+{ord(bad[0]):04X} is not allowed"
        hint = "Remove it." if ord(bad[0]) else "Remove it, or save the file as UTF-8."
        document.faults.append(document.fault_at(line, column, message, "yaml-syntax", hint))
        return document
    builder = Builder(document)
    try:
        builder.read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        if "maximum nesting" in str(error.problem):  # libyaml 0.2.6 looks so far ahead that it is the first to notice
            document.data, document.faults[:] = None, [too_deep(document, line, column)]
            return document
        problem, hint = syntax_in_plain_words(str(error.problem))
        if "\t" in "".join(document.lines[line - 1 : line]):
            hint = "There is a tab in this line: YAML is indented with spaces only."
        elif "quoted scalar" in str(error.context) and "unexpected end" in str(error.problem) and error.context_mark:
            line, column = error.context_mark.line + 1, error.context_mark.column + 1
            hint = "The quote that opens here is never closed."
        document.faults.append(document.fault_at(line, column, f"not YAML: {problem}", "yaml-syntax", hint))
    except yaml.YAMLError as error:
        what = str(error).replace("\n", " ")
        hint = "Save the file as plain UTF-8 text."
        document.faults.append(document.fault_at(0, 0, f"not YAML: {what}", "yaml-syntax", hint))
    return document


def _bytes_of(document: Document) -> bytes | None:
    """What stands in the file, or its first bytes where it is too large."""
    path = document.path

    def refuse(message: str, hint: str) -> None:
        document.faults.append(Fault(path, 0, 0, message, "unreadable", hint))

    try:
        if not stat.S_ISREG(path.stat().st_mode):
            refuse("not a regular file", "Name a YAML file, or the folder that holds YAML files.")
            return None
        # Never more than is needed to see that it is too large: it may grow, or not know its size.
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        refuse(f"cannot be read: {getattr(error, 'strerror', error)}", "Check the path and the permissions.")
        return None
