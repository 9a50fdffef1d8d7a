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

from backrelief.knowledge.faults import Fault

Place = tuple[str | int, ...]

LARGEST_FILE: Final = 4_000_000
"""Bytes. The shipped files are below a tenth of it."""
DEEPEST: Final = 40
"""Levels of nesting."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_WORD_SURPRISE = re.compile(r"(?i)yes|no|on|off|true|false|null|~|")
_NUMBER_SURPRISE = re.compile(
    r"[-+]?(0[0-9_]+|0[xob][0-9a-fA-F_]+|[0-9][0-9_]*_[0-9_]*|[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?"
    r"|[0-9.]+[eE][-+]?[0-9]+|\.[0-9]+|[0-9]+\.)|\+[0-9.]+|[-+]?\.(?i:inf|nan)"
)
_PLAIN_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
)


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

    def fault_at(self, line: int, column: int, message: str, rule: str, hint: str) -> Fault:
        """A fault at a line and column."""
        excerpt = self.lines[line - 1][:120] if 0 < line <= len(self.lines) else ""
        shown = "".join(letter if letter.isprintable() else "?" for letter in excerpt)
        return Fault(self.path, line, column, message, rule, hint, shown)

    def note(self, node: yaml.Node, message: str, rule: str, hint: str = "") -> None:
        """Record a fault at a node."""
        mark = node.start_mark
        self.faults.append(self.fault_at(mark.line + 1, mark.column + 1, message, rule, hint))


def read_document(path: Path) -> Document:
    """Read one file. Never raises for what is in it: the faults say what is wrong."""
    document = Document(path)
    text = _text_of(document)
    return document if text is None else _parse(document, text)


def parse_document(path: Path, text: str) -> Document:
    """As ``read_document``, for text that is at hand; ``path`` names it in messages."""
    return _parse(Document(path), text)


def _parse(document: Document, text: str) -> Document:
    path = document.path
    document.lines = text.splitlines()
    if (depth := _nesting(text)) > DEEPEST:
        document.faults.append(
            Fault(path, 0, 0, f"nested {depth} levels deep; {DEEPEST} is the most", "too-deep", "Flatten the file.")
        )
        return document
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        problem = " ".join(str(part) for part in (error.context, error.problem) if part)
        hint = "Check the indentation, the quotes and the brackets here and on the line above."
        document.faults.append(document.fault_at(line, column, f"not YAML: {problem}", "yaml-syntax", hint))
        return document
    except yaml.YAMLError as error:
        what = str(error).replace("\n", " ")
        document.faults.append(
            Fault(path, 0, 0, f"not YAML: {what}", "yaml-syntax", "Save the file as plain UTF-8 text.")
        )
        return document
    except RecursionError:
        document.faults.append(Fault(path, 0, 0, "nested too deep", "too-deep", "Flatten the file."))
        return document
    if root is None:
        document.faults.append(Fault(path, 0, 0, "the file is empty", "empty-file", "Remove it or give it entries."))
        return document
    document.data = _Walk(document).value(root, ())
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
    except OSError as error:
        refuse(f"cannot be read: {error.strerror}", "unreadable", "Check the path and the permissions.")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        document.faults.append(Fault(path, line, 1, "not UTF-8 text", "encoding", "Save the file as UTF-8."))
        return None


def _nesting(text: str) -> int:
    """An upper bound of the nesting, found without recursion: brackets, and dashes in a row.

    It guards the parser's own recursion, so it may count a bracket inside quotes too.
    """
    depth = deepest = 0
    for letter in text:
        if letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}" and depth:
            depth -= 1
    indents = max((len(line) - len(line.lstrip(" -?:")) for line in text.splitlines()), default=0)
    return max(deepest, indents // 2)


class _Walk:
    """One pass over the nodes: plain data out, places and faults into the document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.met: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> object:
        mark = node.start_mark
        self.document.places[place] = (mark.line + 1, mark.column + 1)
        if id(node) in self.met:
            self.document.note(node, "anchors and aliases are not allowed", "alias", "Write the text out.")
            return None
        self.met.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self.document.note(node, f"the tag `{node.tag}` is not allowed", "tag", "Remove it.")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(part, (*place, index)) for index, part in enumerate(node.value)]
        return self._scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        data: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            here = (*place, key)
            if key in data:
                first = self.document.keys[here][0]
                message = f"the key `{key}` stands here a second time; the first is on line {first}"
                self.document.note(key_node, message, "duplicate-key", "Keep one of the two.")
                continue
            mark = key_node.start_mark
            self.document.keys[here] = (mark.line + 1, mark.column + 1)
            data[key] = self.value(value_node, here)
        return data

    def _key(self, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self.document.note(node, "a key must be a plain word", "key", "Lists and mappings cannot be keys.")
            return None
        if not node.style and node.value == "<<":
            self.document.note(node, "merge keys are not allowed", "alias", "Write the fields out.")
            return None
        if not node.style and _WORD_SURPRISE.fullmatch(node.value):
            message = f"the bare word `{node.value}` is not a key: YAML reads it as something else"
            self.document.note(node, message, "surprise", f'Put it in quotes: "{node.value}".')
            return None
        return str(node.value)

    def _scalar(self, node: yaml.ScalarNode) -> object:
        text = str(node.value)
        if node.style:
            return text
        if text in {"true", "false"}:
            return text == "true"
        if _INTEGER.fullmatch(text) and len(text) < 16:
            return int(text)
        if _DECIMAL.fullmatch(text) and len(text) < 32:
            return float(text)
        if text == "":
            self.document.note(node, "nothing stands here", "empty-value", "Give a value or remove the key.")
        elif _WORD_SURPRISE.fullmatch(text):
            message = f"the bare word `{text}`: YAML reads it as something else"
            self.document.note(node, message, "surprise", f'Write true or false, or put it in quotes: "{text}".')
        elif _NUMBER_SURPRISE.fullmatch(text) or _INTEGER.fullmatch(text):
            message = f"the bare number `{text}`: YAML reads it in a way that few expect"
            self.document.note(node, message, "surprise", f'Write a plain number, or put it in quotes: "{text}".')
        return text
