"""Answer many people: a case on each line gives an envelope on each line. `docs/scale.md` says how to use it.

These are plain functions of their arguments, so that any engine can call them on any part of the lines.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from backrelief.advice.advise import advise, code_of
from backrelief.advice.assess import assess
from backrelief.case.data import case_of
from backrelief.case.pieces import readable_case, statements_of, united
from backrelief.errors import BackreliefError, UnexpectedError, UsageError
from backrelief.knowledge.faults import shown
from backrelief.knowledge.folders import LARGEST_FILE
from backrelief.render.envelope import SCHEMA, ErrorRecord, envelope
from backrelief.render.records import advice_data, screen_data

if TYPE_CHECKING:
    from backrelief.case.case import Case
    from backrelief.knowledge.base import KnowledgeBase

COMMAND: Final = "suggest"
"""The command that gives the same envelopes one by one."""
BEGINNING: Final = f'{{"schema":"{SCHEMA}","command":"{COMMAND}",'
"""Every answer begins like this."""
_WITHOUT_ERRORS: Final = '"errors":[]}'


def answers(knowledge: KnowledgeBase, lines: Iterable[bytes | str]) -> Generator[str, None, None]:
    """Yield the answer to each line, in order; a line is read when its answer is asked for."""
    return (answer(knowledge, line) for line in lines)


def answer(knowledge: KnowledgeBase, line: bytes | str) -> str:
    """Return the envelope of ``suggest`` for a case in JSON, on one line without its end.

    Nothing is raised: if anything is wrong, the envelope has the error, and the level of a danger that was said.
    """
    raw = line.encode(errors="replace") if isinstance(line, str) else line
    try:
        advice = advise(knowledge, case_of(knowledge, _data_of(raw)))
        return envelope(COMMAND, code_of(advice), advice_data(knowledge, advice), on_one_line=True)
    except BackreliefError as error:
        return _failure(knowledge, raw, error)
    except Exception as failure:  # noqa: BLE001  # a mistake of the program must not cost the other people their answers
        return _failure(knowledge, raw, _unexpected(failure))


def has_errors(answer: str) -> bool:
    """Return whether an answer has errors."""
    return not answer.endswith(_WITHOUT_ERRORS)


def _data_of(line: bytes) -> object:
    """Return the data of a line.

    Raises:
        UsageError: it is not JSON, or is longer than a case file may be.
    """
    if len(line) > LARGEST_FILE:
        message = f"the line is longer than {LARGEST_FILE / 1_000_000:.0f} MB"
        raise UsageError(message)
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "the line is not UTF-8 text"
        raise UsageError(message, hint="Save the file as UTF-8.") from error
    if not text.strip():
        message = "the line is empty"
        raise UsageError(message)
    try:
        return json.loads(text, object_pairs_hook=_without_doubles)
    except json.JSONDecodeError as error:
        message = f"the line is not JSON: {error.msg} (column {error.pos + 1})"
        raise UsageError(message) from error
    except (ValueError, RecursionError) as error:  # a number with thousands of digits, or brackets within brackets
        message = "the line is not JSON that can be read: a number is too long, or the nesting is too deep"
        raise UsageError(message) from error


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object of JSON, in which the last of several values with one key would win silently."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            message = f"the key `{key}` is used a second time"
            raise UsageError(message, hint="Keep one of the two.")
        found[key] = value
    return found


def _failure(knowledge: KnowledgeBase, line: bytes, error: BackreliefError) -> str:
    """Return the envelope of an error, with the level of a danger that can be read despite it."""
    told = [error]
    try:
        assessment = assess(knowledge, _readable(knowledge, line))
        if assessment.screening.refers:
            code = knowledge.levels[assessment.screening.level].exit_code
            return envelope(COMMAND, code, screen_data(assessment), _records(told), on_one_line=True)
    except Exception as failure:  # noqa: BLE001  # both mistakes are told, unless they are the same
        if not isinstance(error, UnexpectedError):
            told.append(_unexpected(failure))
    return envelope(COMMAND, int(told[-1].exit_code), None, _records(told), on_one_line=True)


def _readable(knowledge: KnowledgeBase, line: bytes) -> Case:
    text = line[:LARGEST_FILE].decode(errors="replace")
    data = None
    with suppress(ValueError, RecursionError):
        data = json.loads(text, object_pairs_hook=lambda pairs: dict(reversed(pairs)))  # the first of two counts
    return united(knowledge, statements_of(readable_case(knowledge, data, (text,))))


def _records(errors: Iterable[BackreliefError]) -> tuple[ErrorRecord, ...]:
    return tuple(ErrorRecord(one.code, shown(one.message), shown(one.hint or "Correct the line.")) for one in errors)


def _unexpected(failure: Exception) -> UnexpectedError:
    hint = "This is a mistake of the program. `backrelief suggest --case FILE` with this line writes a report of it."
    return UnexpectedError(f"{type(failure).__name__}: {failure}", hint=hint)
