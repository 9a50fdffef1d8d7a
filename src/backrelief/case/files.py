"""A case as a file, which ``--save`` writes and ``--case`` reads."""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from backrelief.case.case import Case
from backrelief.case.data import KEYS, MisfitError, case_data, case_of
from backrelief.case.pieces import readable_case
from backrelief.errors import UsageError
from backrelief.knowledge.documents import Document, parse_bytes, read_document
from backrelief.knowledge.folders import LARGEST_FILE

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

_MEND: Final = "Mend the file of answers."


def case_text(case: Case) -> str:
    """Return the case as JSON; the same case gives the same text."""
    return json.dumps(case_data(case), indent=2, ensure_ascii=False) + "\n"


def is_case_file(path: Path) -> bool:
    """Tell whether this program wrote the file as a case, so that another case may be written over it.

    A case is written as JSON with each of its parts; a file by hand, or of knowledge, is neither.
    """
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(LARGEST_FILE))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and set(data) == set(KEYS)


def read_case_file(knowledge: KnowledgeBase, path: Path) -> Case:
    """Return the case of a file, in YAML or JSON; `-` is standard input.

    Raises:
        UsageError: the file cannot be read, or holds something that does not fit; it says where, and what to do.
    """
    document = _document(path)
    if document.faults:
        raise UsageError("\n".join(str(fault) for fault in document.faults[:5]), hint=_MEND)
    try:
        return case_of(knowledge, document.data)
    except MisfitError as error:
        fault = document.fault(error.location, error.message, "answers", error.hint)
        raise UsageError(str(fault), hint="" if error.hint else _MEND) from error


def readable_answers(knowledge: KnowledgeBase, path: Path) -> Case:
    """Return what can be read piece by piece, from a file that may not be readable as a whole."""
    document = _document(path)
    return readable_case(knowledge, document.data, (line.partition("#")[0] for line in document.lines))


def _document(path: Path) -> Document:
    if str(path) != "-":
        return read_document(path)
    return parse_bytes(Path("standard input"), b"" if sys.stdin is None else _bytes_of(sys.stdin))


@lru_cache(maxsize=1)
def _bytes_of(stream: TextIO) -> bytes:
    """Read bytes, whatever the locale takes them for, and never more than a file may hold: it may have no end.

    They are kept, since a stream is read once, and asked for again if anything is wrong.
    """
    return stream.buffer.read(LARGEST_FILE + 1)
