"""A case as a file, which ``--save`` writes and ``--case`` reads."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from backrelief.case.case import Case
from backrelief.case.data import KEYS, MisfitError, answer_of, case_data, case_of
from backrelief.errors import UsageError
from backrelief.knowledge.documents import LARGEST_FILE, Document, parse_bytes, read_document

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

_MEND = "Mend the file of answers."


def case_text(case: Case) -> str:
    """Return the case as JSON; the same case gives the same text."""
    return json.dumps(case_data(case), indent=2, ensure_ascii=False) + "\n"


def is_case_file(path: Path) -> bool:
    """Tell if the file looks like a case, so that another case may be written over it."""
    document = read_document(path)
    return isinstance(document.data, dict) and not document.faults and set(document.data) <= set(KEYS)


def read_case_file(knowledge: KnowledgeBase, path: Path) -> Case:
    """Return the case of a file, in YAML or JSON; `-` is standard input.

    Raises:
        UsageError: the file cannot be read, or holds something that does not fit; it says where, and what to do.
    """
    document = _standard_input() if str(path) == "-" else read_document(path)
    if document.faults:
        raise UsageError("\n".join(str(fault) for fault in document.faults[:5]), hint=_MEND)
    try:
        return case_of(knowledge, document.data)
    except MisfitError as error:
        fault = document.fault(error.place, error.message, "answers", error.hint)
        raise UsageError(str(fault), hint="" if error.hint else _MEND) from error


def _standard_input() -> Document:
    """Read bytes, so that the locale does not matter, and no more than a file may hold: the input may be endless."""
    raw = b"" if sys.stdin is None else sys.stdin.buffer.read(LARGEST_FILE + 1)
    return parse_bytes(Path("standard input"), raw)


def readable_answers(knowledge: KnowledgeBase, path: Path) -> Case:
    """Return each answer that can be read, from a file that cannot be read as a whole."""
    case = Case()
    try:
        document = read_document(path)
    except UsageError:
        return case
    raw = document.data.get("findings") if isinstance(document.data, dict) else None
    for name, value in raw.items() if isinstance(raw, dict) else ():
        if name not in knowledge.shapes:
            continue  # there may be thousands of them, and `answer_of` looks for a similar word each time
        try:
            case = case.stating(name, answer_of(knowledge, name, value))
        except UsageError:
            continue
    return case
