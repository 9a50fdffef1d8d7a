"""Read what can be read of a case that has a mistake, piece by piece, so that the mistake hides no danger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import reduce
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from backrelief.case.case import Case
from backrelief.case.data import answer_of
from backrelief.case.options import check_consistent
from backrelief.errors import UsageError
from backrelief.knowledge.lexicon import resolve
from backrelief.logic import NOTHING

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

_PIECE: Final = re.compile(
    r"""(?<![a-z0-9-])([a-z][a-z0-9-]{0,99})["']?\s*:\s*["']?([^]["',{}\s][^]["',{}]{0,99}+)(?=[]["',{}]|$)"""
)
"""A finding with a plain answer, as YAML and JSON write it, if the answer is not too long to be one.

With these bounds the time grows only with the text.
"""


def readable_case(knowledge: KnowledgeBase, data: object, lines: Iterable[str]) -> Case:
    """Return what can be read of a case: from its data, if there are any, and from the lines of its text."""
    held = data if isinstance(data, dict) else {}
    areas, raw = held.get("areas"), held.get("findings")
    answers = list(raw.items()) if isinstance(raw, dict) else []
    # What comes after a fault of the syntax, or stands in the wrong place, is not there in the data.
    answers += [
        (name, value.rstrip()) for line in lines for name, value in _PIECE.findall(line) if name in knowledge.shapes
    ]
    case = Case()
    for area in areas if isinstance(areas, list) else ():
        with suppress(UsageError):
            case = replace(case, areas=(*case.areas, resolve(knowledge, "areas", str(area), noun="area")))
    for name, value in answers:
        if name in knowledge.shapes and name not in case.findings:  # a near word is not looked for: it takes long
            with suppress(UsageError):
                case = case.stating(name, answer_of(knowledge, name, value))
    return case


def statements_of(case: Case) -> Iterator[Case]:
    """Yield the areas and each answer of a case, each as a case with only that."""
    yield Case(case.areas)
    yield from (Case(findings={name: answer}) for name, answer in case.findings.items())


def united(knowledge: KnowledgeBase, statements: Iterable[Case]) -> Case:
    """Combine cases with a single statement each; of two that contradict each other the first counts.

    A danger counts whatever other answers to the same finding say, even if other answers exclude it.
    """
    ordered = sorted(statements, key=lambda statement: not _is_danger(knowledge, statement))
    return reduce(lambda case, statement: _merged(knowledge, case, statement), ordered, Case())


def _is_danger(knowledge: KnowledgeBase, stated: Case) -> bool:
    """Return whether a case with a single statement says yes, or not sure, to a sign of danger."""
    return any(
        knowledge.asked(name).role == "danger"
        and (any(answer.values()) if isinstance(answer, Mapping) else answer not in {False, NOTHING})
        for name, answer in stated.findings.items()
    )


def _merged(knowledge: KnowledgeBase, case: Case, stated: Case) -> Case:
    """Add a statement to the case, unless it contradicts what the case says already."""
    merged = replace(case, areas=tuple(dict.fromkeys((*case.areas, *stated.areas))))
    for name, answer in stated.findings.items():
        known = merged.findings.get(name)
        if known is None or (isinstance(known, Mapping) and isinstance(answer, Mapping)):
            merged = merged.stating(name, answer)
    try:
        check_consistent(knowledge, merged)
    except UsageError:
        return case
    return merged
