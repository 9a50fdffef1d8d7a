"""Read one YAML file strictly, as plain data that remembers the line and column of each part.

Where PyYAML would silently change the meaning (``no`` becomes false, ``1:30`` becomes 90, a second key replaces the
first, an alias becomes a copy) there is a fault instead. Dates stay text. PyYAML parses, and this module builds data
from its events: ruamel.yaml also keeps positions, but needs fifteen times as long for the shipped files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

import yaml

from backrelief.knowledge.faults import MOST_FAULTS, Fault, shown
from backrelief.knowledge.folders import LARGEST_FILE, content_of

Location = tuple[str | int, ...]
"""The path from the root of a document, or from an entry, to a value: keys and indices of lists."""

Position = tuple[int, int]
"""Line and column, from 1; (0, 0) means the file as a whole."""

MOST_VALUES: Final = 50_000
"""Values of one file. The shipped files have less than a sixth of this; a megabyte could have ten times as many."""

DEEPEST: Final = 40
"""Levels of nesting."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that YAML itself does not allow in a document."""

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_LIKE_A_NUMBER = re.compile(r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?[eE][-+]?[0-9]+|\.[0-9]+|0[oxb][0-9a-fA-F_]+)")
"""Text in YAML 1.1, but a number in YAML 1.2 and to people."""


@dataclass(slots=True)
class Document:
    """The data of one file, the position of each part of it, and its faults."""

    path: Path
    data: object = None
    locations: dict[Location, Position] = field(default_factory=dict)
    """Location of a value -> its position."""
    keys: dict[Location, Position] = field(default_factory=dict)
    """Location of a value -> the position of the key that leads to it."""
    lines: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, location: Location, message: str, rule: str, hint: str = "", *, at_key: bool = False) -> Fault:
        """Return a fault at the deepest part of ``location`` that the file has."""
        table = self.keys if at_key and location in self.keys else self.locations
        while location and location not in table:
            table, location = self.locations, location[:-1]
        return self.fault_at(table.get(location, (0, 0)), message, rule, hint)

    def fault_at(self, position: Position, message: str, rule: str, hint: str = "") -> Fault:
        """Return a fault at a position; quoted parts of the file are shortened and made safe to print."""
        line, column = position
        excerpt = self.lines[line - 1][:120] if 0 < line <= len(self.lines) else ""
        return Fault(self.path, line, column, shown(message), rule, shown(hint), shown(excerpt))

    def note(self, position: Position, message: str, rule: str, hint: str = "") -> None:
        """Record a fault at a position."""
        self.faults.append(self.fault_at(position, message, rule, hint))

    def value_at(self, location: Location) -> object:
        """Return the value at a location that the file has."""
        value = self.data
        for part in location:
            value = value[part]  # type: ignore[index]  # every location was made while reading
        return value


def read_document(path: Path) -> Document:
    """Read one file. Never raise: the faults of the document say what is wrong."""
    try:
        raw = content_of(path)
    except (OSError, ValueError) as error:
        message = f"cannot be read: {getattr(error, 'strerror', error)}"
        return _refused(path, message, "Check the path and the permissions.")
    if raw is None:
        return _refused(path, "not a regular file", "Name a YAML file, or the folder that holds YAML files.")
    return parse_bytes(path, raw)


def _refused(path: Path, message: str, hint: str) -> Document:
    document = Document(path)
    document.note((0, 0), message, "unreadable", hint)
    return document


def parse_bytes(path: Path, raw: bytes) -> Document:
    """Read a document from bytes; one more than ``LARGEST_FILE`` is enough to refuse them."""
    document = Document(path)
    if len(raw) > LARGEST_FILE:
        message = f"larger than {LARGEST_FILE / 1_000_000:.0f} MB"
        document.note((0, 0), message, "too-large", "Split it into several files of one folder.")
        return document
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        document.note((line, 1), "not UTF-8 text", "encoding", "Save the file as UTF-8.")
        return document
    return parse_document(path, text)


def parse_document(path: Path, text: str) -> Document:
    """Read a document from text; ``path`` names it in messages."""
    document = Document(path, lines=text.splitlines())
    bad = _UNPRINTABLE.search(text)
    if bad is not None:
        position = text.count("\n", 0, bad.start()) + 1, bad.start() - text.rfind("\n", 0, bad.start())
        hint = "Remove it." if ord(bad[0]) else "Remove it, or save the file as UTF-8."
        document.note(position, f"the control character U+{ord(bad[0]):04X} is not allowed", "yaml-syntax", hint)
        return document
    try:
        _Builder(document).read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        _note_syntax(document, error)
    except yaml.YAMLError as error:
        reason = str(error).replace("\n", " ")
        document.note((0, 0), f"not YAML: {reason}", "yaml-syntax", "Save the file as plain UTF-8 text.")
    return document


# From the events of the parser to plain data


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    data: list[object] | dict[str, object]
    location: Location
    key: str | None = None
    """The key of a mapping whose value comes next."""
    awaits_value: bool = False
    """A key of a mapping was read, whether it was accepted or refused."""


class _RefusedError(Exception):
    """Raised if the document is too deep, too large or too faulty to go on; its last fault says so."""


class _Builder:
    """Build plain data with an explicit stack, so that deep nesting cannot exhaust the stack of the interpreter."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[_Open] = []
        self.documents = 0

    def read(self, events: Iterable[yaml.Event]) -> None:
        """Build the data of the document; stop if it is too deep, too large or too faulty."""
        try:
            for event in events:
                self._event(event)
        except _RefusedError:
            self.document.data = None
        if not self.documents and not self.document.faults:
            self.document.note((0, 0), "the file is empty", "empty-file", "Remove it or give it entries.")

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
                self._check_node(event, event.tag)
                if self._is_key():
                    self._key(event)
                else:
                    self._value(event, self._scalar(event))
            case yaml.SequenceStartEvent():
                self._check_node(event, event.tag)
                self._open(event, [])
            case yaml.MappingStartEvent():
                self._check_node(event, event.tag)
                self._open(event, {})
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.stack.pop()

    def _note(self, event: yaml.Event, message: str, rule: str, hint: str = "") -> None:
        self.document.note(_position(event.start_mark), message, rule, hint)
        if len(self.document.faults) > MOST_FAULTS:
            raise _RefusedError

    def _refuse(self, position: Position, message: str, rule: str, hint: str) -> None:
        """Make this the only fault of the document."""
        self.document.faults[:] = [self.document.fault_at(position, message, rule, hint)]
        raise _RefusedError

    def _note_alias(self, event: yaml.Event) -> None:
        """Record one fault for all anchors and aliases of a file, because they belong together."""
        if not any(fault.rule == "alias" for fault in self.document.faults):
            self._note(event, "anchors and aliases are not allowed", "alias", "Write the text out.")

    def _check_node(self, event: yaml.NodeEvent, tag: str | None) -> None:
        if event.anchor is not None:
            self._note_alias(event)
        if tag is not None:
            self._note(event, f"the tag `{tag}` is not allowed", "tag", "Remove it.")

    def _open(self, event: yaml.Event, data: list[object] | dict[str, object]) -> None:
        if len(self.stack) >= DEEPEST:
            self._refuse(_position(event.start_mark), *_TOO_DEEP)
        if self._is_key():
            self._note(event, "a key must be a plain word", "key", "Lists and mappings cannot be keys.")
            self._skip_key()
            self.stack.append(_Open(data, ()))
        else:
            self.stack.append(_Open(data, self._value(event, data)))

    def _is_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].data, dict) and not self.stack[-1].awaits_value

    def _skip_key(self) -> None:
        self.stack[-1].key, self.stack[-1].awaits_value = None, True

    def _value(self, event: yaml.Event, value: object) -> Location:
        """Add a value to the open list or mapping and return its location, which is empty if its key was refused."""
        if not self.stack:
            if self.documents == 1:
                self.document.data = value
                self.document.locations[()] = _position(event.start_mark)
            return ()
        parent = self.stack[-1]
        if isinstance(parent.data, list):
            location: Location = (*parent.location, len(parent.data))
            parent.data.append(value)
        elif not parent.awaits_value:  # an alias as a key
            self._skip_key()
            return ()
        else:
            parent.awaits_value = False
            if parent.key is None:
                return ()
            location = (*parent.location, parent.key)
            parent.data[parent.key] = value
        self.document.locations[location] = _position(event.start_mark)
        if len(self.document.locations) > MOST_VALUES:
            hint = "Split it into several files, or leave out what is not needed."
            self._refuse((0, 0), f"more than {MOST_VALUES:,} values", "too-large", hint)
        return location

    def _key(self, event: yaml.ScalarEvent) -> None:
        parent, key = self.stack[-1], str(event.value)
        self._skip_key()
        location = (*parent.location, key)
        if not event.style and _yaml_type(key) in {"bool", "null", "merge", "value"}:
            if key == "<<":
                self._note(event, "merge keys are not allowed", "alias", "Write the fields out.")
                return
            message = f"the bare word `{key}` is not a key: YAML reads it as something else"
            self._note(event, message, "surprise", f'Put it in quotes: "{key}".')
        elif key in parent.data:
            first = self.document.keys[location][0]
            message = f"the key `{shown(key)}` is used a second time; the first is on line {first}"
            self._note(event, message, "duplicate-key", "Keep one of the two.")
        else:
            parent.key = key
            self.document.keys[location] = _position(event.start_mark)

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
            self._note(event, "there is no value here", "empty-value", "Give a value or remove the key.")
        elif kind in {"bool", "null", "merge", "value"}:
            message = f"the bare word `{text}`: YAML reads it as something else"
            self._note(event, message, "surprise", f'Write true or false, or put it in quotes: "{text}".')
        elif kind in {"int", "float"} or _LIKE_A_NUMBER.fullmatch(text):
            message = f"the bare number `{text}`: YAML reads it in a way that few expect"
            self._note(event, message, "surprise", f'Write a plain number, or put it in quotes: "{text}".')
        return text


class _Mark(Protocol):
    """A position as either parser of PyYAML reports it, the one in C or the one in Python."""

    line: int
    column: int


def _position(mark: _Mark | None) -> Position:
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _yaml_type(text: str) -> str:
    """Return the type that PyYAML would give to a bare word: `str`, `bool`, `int`, `float`, `null`, ..."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    for tag, pattern in (*resolvers.get(text[:1], ()), *resolvers.get(None, ())):
        if pattern.match(text):
            return str(tag).rpartition(":")[2]
    return "str"


# The errors of the parser in plain words

_TOO_DEEP: Final = (f"nested more than {DEEPEST} levels deep", "too-deep", "Flatten the file.")
_LINE_UP: Final = "Give it the same indentation, in blanks, as the line that it belongs beside."
_PLAIN_WORDS: Final = (
    (
        "mapping values are not allowed",
        "there is a colon where no field can start",
        "The colon makes this a field; put the whole text in quotes, or check the indentation.",
    ),
    ("did not find expected '-'", "this line does not line up with the items of the list above it", _LINE_UP),
    (
        "did not find expected key",
        "this line does not line up with the fields above it, or goes on after a closing quote",
        f"{_LINE_UP} A text that holds quotes goes whole into the other kind of quotes.",
    ),
    ("could not find expected ':'", "a line above has no colon after its field, or is not indented enough", _LINE_UP),
    (
        "did not find expected ',' or",
        "a bracket is open, and there is neither a comma nor its end here",
        "Close the bracket that opens above, or put a comma between its items.",
    ),
    ("cannot start any token", "a text cannot begin with this character", "Put the text in quotes."),
    ("unknown escape character", "a backslash in double quotes has a meaning of its own", "Use single quotes."),
    ("unexpected end", "a quote is never closed", "Put the closing quote at the end of the text."),
)
"""A part of the message of the parser, its meaning, and the remedy."""


def _note_syntax(document: Document, error: yaml.MarkedYAMLError) -> None:
    """Record an error of the parser, in plain words if it is a known one."""
    position, problem = _position(error.problem_mark or error.context_mark), str(error.problem)
    if "maximum nesting" in problem:  # libyaml 0.2.6 reads ahead and notices the nesting before this module does
        document.data, document.faults[:] = None, [document.fault_at(position, *_TOO_DEEP)]
        return
    by_default = problem, "Check the indentation, the quotes and the brackets here and on the line above."
    meaning, hint = next((words[1:] for words in _PLAIN_WORDS if words[0] in problem), by_default)
    if "\t" in "".join(document.lines[position[0] - 1 : position[0]]):
        hint = "There is a tab in this line: YAML is indented with spaces only."
    elif "quoted scalar" in str(error.context) and "unexpected end" in problem and error.context_mark:
        position, hint = _position(error.context_mark), "The quote that opens here is never closed."
    document.note(position, f"not YAML: {meaning}", "yaml-syntax", hint)
