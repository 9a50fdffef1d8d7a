"""A case as a file: what `--save` writes, `--case` reads and `data.case` of the JSON output holds, in one shape."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backrelief.case.answers import chosen_by, read_answer, what_fits, whole
from backrelief.case.case import UNSURE, Answer, Case, Wishes
from backrelief.case.data import NONE, case_data
from backrelief.case.options import MOST_MINUTES, OPTION_OF, check_consistent
from backrelief.errors import UsageError
from backrelief.knowledge.documents import LARGEST_FILE, Document, parse_bytes, read_document
from backrelief.knowledge.faults import Fault
from backrelief.knowledge.lexicon import did_you_mean
from backrelief.knowledge.validation import found_instead
from backrelief.logic import NOTHING, Interval

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

_KEYS: Final = ("areas", "findings", "wishes")


def case_text(case: Case) -> str:
    """The case as JSON; the same case gives the same text."""
    return json.dumps(case_data(case), indent=2, ensure_ascii=False) + "\n"


def is_case_file(path: Path) -> bool:
    """Whether the file looks like a case: it may be written over by another one."""
    document = read_document(path)
    return isinstance(document.data, dict) and not document.faults and set(document.data) <= set(_KEYS)


def read_case_file(knowledge: KnowledgeBase, path: Path) -> Case:
    """The case of a file, in YAML or JSON; `-` is standard input.

    Raises:
        UsageError: what is wrong, where, and what to do.
    """
    document = _standard_input() if str(path) == "-" else read_document(path)
    if document.faults:
        raise UsageError("\n".join(str(fault) for fault in document.faults[:5]), hint="Mend the file of answers.")
    reader = _Reader(knowledge, document)
    case = reader.case()
    check_consistent(knowledge, case)
    return case


def _standard_input() -> Document:
    """Bytes, whatever the locale takes them for, and never more than a file may hold: it may have no end."""
    raw = b"" if sys.stdin is None else sys.stdin.buffer.read(LARGEST_FILE + 1)
    return parse_bytes(Path("standard input"), raw)


def readable_answers(knowledge: KnowledgeBase, path: Path) -> Case:
    """Of a file that cannot be read as a whole, the answers that can be read one by one."""
    case = Case()
    try:
        document = read_document(path)
    except UsageError:
        return case
    raw = document.data.get("findings") if isinstance(document.data, dict) else None
    for name, value in raw.items() if isinstance(raw, dict) else ():
        if name not in knowledge.shapes:
            continue  # before a near word is looked for, once for each of thousands
        try:
            case = case.stating(name, case_of(knowledge, {"findings": {name: value}}, name=str(path)).findings[name])
        except UsageError:
            continue
    return case


def case_of(knowledge: KnowledgeBase, data: dict[str, Any], *, name: str) -> Case:
    """The case of data in the shape of a file of answers; ``name`` stands for the file in messages.

    Raises:
        UsageError: what is wrong.
    """
    case = _Reader(knowledge, Document(Path(name), data)).case()
    check_consistent(knowledge, case)
    return case


class AnswerError(UsageError):
    """Something in a file of answers that does not fit, with its place in the file."""

    def __init__(self, fault: Fault, place: tuple[str | int, ...]) -> None:
        """The fault says where the file stands, the place what in it is meant."""
        super().__init__(str(fault), hint="" if fault.hint else "Mend the file of answers.")
        self.fault, self.place = fault, place


class _Reader:
    def __init__(self, knowledge: KnowledgeBase, document: Document) -> None:
        self.knowledge, self.document = knowledge, document

    def wrong(self, place: tuple[str | int, ...], message: str, hint: str = "") -> UsageError:
        """An error at a place of the file."""
        return AnswerError(self.document.fault(place, message, "answers", hint), place)

    def case(self) -> Case:
        data = self.document.data
        if not isinstance(data, dict) or not set(data) <= set(_KEYS):
            extra = min(set(data) - set(_KEYS)) if isinstance(data, dict) else ""
            what = f"`{extra}` is no part of a case" if extra else "a case is a mapping"
            raise self.wrong((extra,) if extra else (), what, "It holds areas, findings and wishes.")
        areas = tuple(self._ids("areas", "areas", data.get("areas", [])))
        raw = data.get("findings", {})
        if not isinstance(raw, dict):
            raise self.wrong(("findings",), "findings are a mapping from ids to answers")
        for name in raw:
            finding = self.knowledge.findings.get(name)
            if getattr(finding, "stands_for", None) in OPTION_OF:
                raise self.wrong(("findings", name), f"`{name}` is said with areas or wishes", "Move it there.")
        findings = {name: self._answer(name, value) for name, value in raw.items()}
        return Case(areas, findings, self._wishes(data.get("wishes", {})))

    def _ids(self, where: str, kind: str, data: object, *path: str) -> list[str]:
        if not isinstance(data, list):
            raise self.wrong((*path, where), f"`{where}` is a list of ids")
        for index, one in enumerate(data):
            if not isinstance(one, str) or one not in self.knowledge.table(kind):
                hint = did_you_mean(str(one), self.knowledge.table(kind).ids)
                raise self.wrong((*path, where, index), f"there is no `{one}` among the {kind}", hint)
        return data

    def _answer(self, name: str, value: object) -> Answer:
        place = ("findings", name)
        shape = self.knowledge.shapes.get(name)
        if shape is None:
            raise self.wrong(
                place, f"no finding that is asked is called `{name}`", did_you_mean(name, self.knowledge.shapes)
            )
        if value == "unsure":
            return UNSURE
        match shape.kind:
            case "yes-no" if isinstance(value, bool):
                return value
            case "number" if (number := self._number(name, place, value)) is not None:
                return number
            case "choice" if value in shape.choices:
                return str(value)
            case "choice" if value == NONE:
                return NOTHING
            case "group" if isinstance(value, list | dict):
                return self._members(name, place, value)
        what = {
            "yes-no": "true or false",
            "number": "a number or [low, high]",
            "choice": f"one of {', '.join(shape.choices)}",
        }
        if getattr(self.knowledge.asked(name), "unit", "") == "days":
            what["number"] = "days, or a time such as 3w, or [low, high] in days"
        fits = what.get(shape.kind, f"a list of ids, or ids with true or false: {', '.join(shape.choices)}")
        raise self.wrong(place, f"{found_instead(value)} does not fit `{name}`", f"It is {fits}, or unsure.")

    def _number(self, name: str, place: tuple[str | int, ...], value: object) -> Answer | None:
        """``None`` for what is no number, range or text."""
        match value:
            case str():
                return NOTHING if value == NONE else self._spoken(name, place, value)
            case [low, high] if self._is_number(low) and self._is_number(high):
                return self._range(name, place, low, high)
            case _:
                return self._range(name, place, value, value) if self._is_number(value) else None

    def _spoken(self, name: str, place: tuple[str | int, ...], text: str) -> Answer:
        """A number as it is said on the command line: `3d`, `2w`, `4-6w`, or a word of the finding."""
        try:
            return read_answer(self.knowledge, name, text)
        except UsageError as error:
            raise self.wrong(place, str(error), error.hint) from error

    @staticmethod
    def _is_number(value: object) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool)

    def _range(self, name: str, place: tuple[str | int, ...], low: Any, high: Any) -> Interval:  # checked
        finding = self.knowledge.asked(name)
        if low > high or low < finding.least or high > finding.most:  # type: ignore[union-attr]  # a number
            raise self.wrong(place, f"`{name}` goes from {finding.least:g} to {finding.most:g}")  # type: ignore[union-attr]
        return whole(finding, float(low), float(high))  # type: ignore[arg-type]  # a number

    def _members(
        self, name: str, place: tuple[str | int, ...], value: list[object] | dict[str, Any]
    ) -> dict[str, bool]:
        """A list is a whole answer: what is not in it is a no. A mapping may say less."""
        choices = self.knowledge.shapes[name].choices
        items = value.items() if isinstance(value, dict) else ((str(one), True) for one in value)
        members: dict[str, bool] = {}
        for index, (member, held) in enumerate(items):
            if member not in choices:
                where = (*place, member if isinstance(value, dict) else index)
                raise self.wrong(where, f"`{member}` does not fit `{name}`", self._choice_hint(name, member))
            if not isinstance(held, bool):
                raise self.wrong(
                    (*place, member), f"{found_instead(held)} does not fit `{member}`", "Say true or false."
                )
            members[member] = held
        return members if isinstance(value, dict) else dict.fromkeys(choices, False) | members

    def _choice_hint(self, name: str, word: str) -> str:
        """By what people call it, by its spelling, and all that there is."""
        finding = self.knowledge.asked(name)
        meant = chosen_by(self.knowledge, finding, word)
        near = f"Did you mean `{meant}`?" if meant else did_you_mean(word, self.knowledge.shapes[name].choices)
        return f"{near} {what_fits(self.knowledge, finding)}".strip()

    def _wishes(self, data: object) -> Wishes:
        known = {field.name.replace("_", "-"): field.name for field in fields(Wishes)}
        if not isinstance(data, dict):
            raise self.wrong(("wishes",), "wishes are a mapping")
        values: dict[str, Any] = {}
        for key, value in data.items():
            if key not in known:
                raise self.wrong(("wishes", key), f"`{key}` is no wish", did_you_mean(key, known))
            values[known[key]] = self._wish(key, value)
        return Wishes(**values)

    def _wish(self, key: str, value: object) -> object:
        place = ("wishes", key)
        kinds = {"tools": "tools", "positions": "positions", "surfaces": "surfaces", "avoid-positions": "positions"}
        if key in kinds:
            return tuple(self._ids(key, kinds[key], value, "wishes"))
        if key == "without" and isinstance(value, list):
            for index, one in enumerate(value):
                if not any(str(one) in table for table in (self.knowledge.tools, self.knowledge.surfaces)):
                    raise self.wrong((*place, index), f"there is no `{one}` among the tools and surfaces")
            return tuple(value)
        fits = {
            "minutes": isinstance(value, int) and self._is_number(value) and 1 <= value <= MOST_MINUTES,
            "first-time": isinstance(value, bool),
            "by": isinstance(value, str) and value in {"self", "partner", "therapist"},
            "pressure": isinstance(value, str) and value in self.knowledge.pressures.ids,
        }
        if not fits.get(key, False):
            raise self.wrong(place, f"this does not fit `{key}`")
        return value
