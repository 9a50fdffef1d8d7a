"""From the events of the YAML parser to plain data; what YAML would quietly turn into something else is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from backrelief.knowledge.faults import MOST_FAULTS, Fault, shown

if TYPE_CHECKING:
    from backrelief.knowledge.documents import Document

Place = tuple[str | int, ...]
"""The way from the root of a document to a value: keys and positions in lists."""

DEEPEST: Final = 40
"""Levels of nesting."""

MOST_VALUES: Final = 50_000
"""Values of one file. The shipped ones have less than a sixth of it, a megabyte of single letters ten times as many."""

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_LIKE_A_NUMBER = re.compile(r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?[eE][-+]?[0-9]+|\.[0-9]+|0[oxb][0-9a-fA-F_]+)")
"""YAML 1.1 reads it as text, YAML 1.2 and people as a number."""


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


class _TooManyValuesError(Exception):
    """The document holds more values than a data file ever does."""


class _TooManyFaultsError(Exception):
    """The document has more faults than anybody reads."""


class Builder:
    """Plain data out of parser events, with an explicit stack: what is nested deep cannot overrun the interpreter."""

    def __init__(self, document: Document) -> None:
        """Build into this document; its faults grow as they are met."""
        self.document = document
        self.stack: list[_Open] = []
        self.documents = 0

    def read(self, events: Iterable[yaml.Event]) -> None:
        """Build the data of the document; stop at a second one, and where it is too deep or too large."""
        try:
            for event in events:
                self._event(event)
        except (_TooDeepError, _TooManyValuesError):
            self.document.data = None
            del self.document.faults[:-1]
        except _TooManyFaultsError:
            self.document.data = None
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
        if len(self.document.faults) > MOST_FAULTS:
            raise _TooManyFaultsError

    def _check_node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._note_alias(event)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._note(event, f"the tag `{tag}` is not allowed", "tag", "Remove it.")

    def _open(self, event: yaml.Event, data: list[object] | dict[str, object]) -> None:
        if len(self.stack) >= DEEPEST:
            self.document.faults.append(too_deep(self.document, *_position(event)))
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
        if len(self.document.places) > MOST_VALUES:
            message, hint = (
                f"more than {MOST_VALUES:,} values",
                "Split it into several files, or leave out what is not needed.",
            )
            self._note_at(0, 0, message, "too-large", hint)
            raise _TooManyValuesError
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


def too_deep(document: Document, line: int, column: int) -> Fault:
    """The fault of a document that is nested deeper than ``DEEPEST``."""
    return document.fault_at(line, column, f"nested more than {DEEPEST} levels deep", "too-deep", "Flatten the file.")


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
