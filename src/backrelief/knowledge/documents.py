"""One YAML file as plain data that remembers where everything stood.

YAML is read strictly: what PyYAML would quietly turn into something else (``no`` into false, ``1:30`` into 90,
a second key over the first, an alias into a copy) is a fault instead. Dates stay text.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from backrelief.knowledge.faults import Fault

Place = tuple[str | int, ...]

LARGEST_FILE: Final = 4_000_000
"""Bytes. The shipped files are below a tenth of it."""
DEEPEST: Final = 40
"""Levels of nesting."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_LIKE_A_NUMBER = re.compile(r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?[eE][-+]?[0-9]+|\.[0-9]+|0[oxb][0-9a-fA-F_]+)")
"""YAML 1.1 reads it as text, YAML 1.2 and people as a number."""
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
    text = _text_of(document)
    return document if text is None else _parse(document, text)


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
        document.faults.append(document.fault_at(line, column, message, "yaml-syntax", "Remove it."))
        return document
    builder = _Builder(document)
    try:
        builder.read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        problem = " ".join(str(part) for part in (error.context, error.problem) if part)
        hint = "Check the indentation, the quotes and the brackets here and on the line above."
        document.faults.append(document.fault_at(line, column, f"not YAML: {problem}", "yaml-syntax", hint))
    except yaml.YAMLError as error:
        what = str(error).replace("\n", " ")
        hint = "Save the file as plain UTF-8 text."
        document.faults.append(document.fault_at(0, 0, f"not YAML: {what}", "yaml-syntax", hint))
    return document


def _text_of(document: Document) -> str | None:
    path = document.path

    def refuse(message: str, rule: str, hint: str) -> None:
        document.faults.append(Fault(path, 0, 0, message, rule, hint))

    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            refuse("not a regular file", "unreadable", "Name a YAML file, or the folder that holds YAML files.")
            return None
        if status.st_size > LARGEST_FILE:
            megabytes = LARGEST_FILE / 1_000_000
            refuse(f"larger than {megabytes:.0f} MB", "too-large", "Split it into several files of one folder.")
            return None
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        refuse(
            f"cannot be read: {getattr(error, 'strerror', error)}", "unreadable", "Check the path and the permissions."
        )
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        document.faults.append(Fault(path, line, 1, "not UTF-8 text", "encoding", "Save the file as UTF-8."))
        return None


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    data: list[object] | dict[str, object]
    place: Place
    key: str | None = None
    """Of a mapping: the key whose value comes next."""
    awaits_value: bool = False
    """Of a mapping: a key was read, kept or not."""


class _TooDeepError(Exception):
    """The document is nested deeper than a data file ever is."""


class _Builder:
    """Plain data out of parser events, with an explicit stack: what is nested deep cannot overrun the interpreter."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[_Open] = []
        self.documents = 0

    def read(self, events: Iterable[yaml.Event]) -> None:
        """Build the data of the document; stop at a second one, and where it is too deep."""
        try:
            for event in events:
                self._event(event)
        except _TooDeepError:
            self.document.data = None
            del self.document.faults[:-1]
        if not self.documents and not self.document.faults:
            self._note_at(0, 0, "the file is empty", "empty-file", "Remove it or give it entries.")

    def _event(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._note(event, "a file holds one document", "yaml-syntax", "Remove the line `---`.")
            case yaml.AliasEvent():
                self._note_alias(event)
                self._value(event, None)
            case yaml.ScalarEvent():
                self._check_node(event)
                self._scalar_event(event)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._check_node(event)
                self._open(event, [] if isinstance(event, yaml.SequenceStartEvent) else {})
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.stack.pop()

    def _note(self, event: yaml.Event, message: str, rule: str, hint: str = "") -> None:
        self._note_at(*_position(event), message, rule, hint)

    def _note_alias(self, event: yaml.Event) -> None:
        """Once a file: an anchor is of no use without its aliases."""
        if not any(fault.rule == "alias" for fault in self.document.faults):
            self._note(event, "anchors and aliases are not allowed", "alias", "Write the text out.")

    def _note_at(self, line: int, column: int, message: str, rule: str, hint: str) -> None:
        self.document.faults.append(self.document.fault_at(line, column, message, rule, hint))

    def _check_node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._note_alias(event)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._note(event, f"the tag `{tag}` is not allowed", "tag", "Remove it.")

    def _open(self, event: yaml.Event, data: list[object] | dict[str, object]) -> None:
        if len(self.stack) >= DEEPEST:
            message = f"nested more than {DEEPEST} levels deep"
            self._note(event, message, "too-deep", "Flatten the file.")
            raise _TooDeepError
        if self._is_key():
            self._note(event, "a key must be a plain word", "key", "Lists and mappings cannot be keys.")
            self._skip_key()
            self.stack.append(_Open(data, ()))
            return
        self.stack.append(_Open(data, self._value(event, data)))

    def _is_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].data, dict) and not self.stack[-1].awaits_value

    def _skip_key(self) -> None:
        self.stack[-1].key, self.stack[-1].awaits_value = None, True

    def _value(self, event: yaml.Event, value: object) -> Place:
        """Put a value where it belongs and give its place; the place of a value whose key was refused is empty."""
        if not self.stack:
            if self.documents == 1:
                self.document.data = value
                self.document.places[()] = _position(event)
            return ()
        parent = self.stack[-1]
        if isinstance(parent.data, list):
            place: Place = (*parent.place, len(parent.data))
            parent.data.append(value)
        elif not parent.awaits_value:  # an alias as a key
            self._skip_key()
            return ()
        else:
            parent.awaits_value = False
            if parent.key is None:
                return ()
            place = (*parent.place, parent.key)
            parent.data[parent.key] = value
        self.document.places[place] = _position(event)
        return place

    def _scalar_event(self, event: yaml.ScalarEvent) -> None:
        if self._is_key():
            self._key(event)
        else:
            self._value(event, self._scalar(event))

    def _key(self, event: yaml.ScalarEvent) -> None:
        parent, key = self.stack[-1], str(event.value)
        parent.awaits_value, parent.key = True, None
        place = (*parent.place, key)
        if not event.style and _yaml_type(key) in {"bool", "null", "merge", "value"}:
            if key == "<<":
                self._note(event, "merge keys are not allowed", "alias", "Write the fields out.")
                return
            message = f"the bare word `{key}` is not a key: YAML reads it as something else"
            self._note(event, message, "surprise", f'Put it in quotes: "{key}".')
            return
        if key in parent.data:
            first = self.document.keys[place][0]
            message = f"the key `{shown(key)}` stands here a second time; the first is on line {first}"
            self._note(event, message, "duplicate-key", "Keep one of the two.")
            return
        parent.key = key
        self.document.keys[place] = _position(event)

    def _scalar(self, event: yaml.ScalarEvent) -> object:
        text = str(event.value)
        if event.style:
            return text
        if text in {"true", "false"}:
            return text == "true"
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        kind = _yaml_type(text)
        if text == "":
            self._note(event, "nothing stands here", "empty-value", "Give a value or remove the key.")
        elif kind in {"bool", "null", "merge", "value"}:
            message = f"the bare word `{text}`: YAML reads it as something else"
            self._note(event, message, "surprise", f'Write true or false, or put it in quotes: "{text}".')
        elif kind in {"int", "float"} or _LIKE_A_NUMBER.fullmatch(text):
            message = f"the bare number `{text}`: YAML reads it in a way that few expect"
            self._note(event, message, "surprise", f'Write a plain number, or put it in quotes: "{text}".')
        return text


def _position(event: yaml.Event) -> tuple[int, int]:
    """Line and column, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _yaml_type(text: str) -> str:
    """What PyYAML would take a bare word for: `str`, `bool`, `int`, `float`, `null`, `timestamp`, ..."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    for tag, pattern in (*resolvers.get(text[:1], ()), *resolvers.get(None, ())):
        if pattern.match(text):
            return str(tag).rpartition(":")[2]
    return "str"


def shown(text: str) -> str:
    """Text of a file as a message may repeat it."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
