"""The next questions: the lists and single questions that an assessment leaves open.

The interview in a terminal, the printed checklist and `--no-red-flags` are all based on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from backrelief.advice.assess import Assessment, assess
from backrelief.advice.reasons import RANK
from backrelief.case.answers import no_to, yes_to
from backrelief.case.case import UNSURE, Case
from backrelief.errors import UsageError
from backrelief.logic import NOTHING, evaluate

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.findings import Line, Screen

ListKind = Literal["danger", "precautions"]
BOTH: Final[tuple[ListKind, ...]] = ("danger", "precautions")
TICKED: Final = ("yes-no", "sites")
"""Kinds of finding that can be a line in a list; the others need a value."""


class AskedLine(Struct, frozen=True):
    """A line of an "any of these?" list; a "no" to it is a "no" to all of its findings."""

    text: str
    findings: tuple[str, ...]
    follow_up: tuple[str, ...]


class AskedList(Struct, frozen=True):
    """A list that asks "any of these?"."""

    screen: str
    kind: ListKind
    ask: str
    lines: tuple[AskedLine, ...]


def lists(assessment: Assessment, kinds: tuple[ListKind, ...] = BOTH) -> tuple[AskedList, ...]:
    """Return the lists that still have undecided lines for the case, in the order of asking."""
    view = _View(assessment)
    listed: set[str] = set()
    found: list[AskedList] = []
    for entry in assessment.knowledge.screens:
        if entry.kind == "start" or entry.kind not in kinds:
            continue
        lines = tuple(line for line in view.lines(entry) if not listed.issuperset(line.findings))
        listed.update(name for line in lines for name in line.findings)
        if lines:
            unique = {line.findings: line for line in lines}
            found.append(AskedList(entry.id, entry.kind, entry.ask, tuple(unique.values())))
    return tuple(found)


def open_questions(assessment: Assessment) -> tuple[str, ...]:
    """Return the findings that are asked on their own and could matter: those of the start, then follow-ups."""
    view = _View(assessment)
    knowledge = assessment.knowledge
    areas = knowledge.finding_for("areas")
    start = (
        name
        for entry in knowledge.screens
        if entry.kind == "start"
        for line in entry.lines
        for name in line.any
        if view.is_undecided(name) and not (areas and name == areas.id and assessment.case.areas)
    )
    values = (
        name
        for entry in knowledge.screens
        for line in entry.lines
        for name in view.open_follow_ups(entry, line)
        if knowledge.asked(name).kind not in TICKED
    )
    return tuple(dict.fromkeys((*start, *values)))


def level_of_yes(assessment: Assessment, line: AskedLine) -> str:
    """Return the level that a yes to the line alone raises; ``open`` if it counts only together with others."""
    return max((_level_of_yes(assessment, name) for name in line.findings), key=RANK.__getitem__)


def _level_of_yes(assessment: Assessment, name: str) -> str:
    try:
        answer = yes_to(assessment.knowledge, name)
    except UsageError:
        return "open"  # it needs a value
    return assessment.level_of(name, answer)


def follow_ups(assessment: Assessment, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the findings whose question arises now and is not answered."""
    view = _View(assessment)
    return tuple(name for name in names if view.is_undecided(name) and view.arises(name))


def deny(knowledge: KnowledgeBase, case: Case, names: tuple[str, ...]) -> Case:
    """Return the case with "no" to each of the findings that was not answered; given answers win."""
    for name in names:
        known = case.findings.get(name)
        answer = no_to(knowledge, name)
        if isinstance(known, dict) and isinstance(answer, dict):
            case = case.stating(name, {**answer, **known})
        elif known is None:
            case = case.stating(name, answer)
    return case


def deny_dangers(knowledge: KnowledgeBase, case: Case) -> Case:
    """Answer "none of these" to every danger list of the areas, which denies exactly the lines that they print."""
    return _deny_lists(knowledge, case, lists(assess(knowledge, case), ("danger",)))


def deny_everything(knowledge: KnowledgeBase, case: Case) -> Case:
    """Answer "none of these" to every list; lists that an answer opens are denied too."""
    while asked := lists(assess(knowledge, case)):
        case = _deny_lists(knowledge, case, asked)
    return case


def _deny_lists(knowledge: KnowledgeBase, case: Case, asked: tuple[AskedList, ...]) -> Case:
    names = (name for asked_list in asked for line in asked_list.lines for name in line.findings)
    return deny(knowledge, case, tuple(names))


class _View:
    """The findings of one case that are undecided and matter."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment, self.knowledge, self.case = assessment, assessment.knowledge, assessment.case
        self.facts = assessment.facts
        self.dangers = {name for flag in assessment.screening.open for name in flag.ask}
        self.precautions = {
            name for caution in assessment.cautions if caution.truth is None for name in caution.because
        }

    def is_undecided(self, name: str) -> bool:
        """Tell if the finding is asked here and neither stated, nor "not sure", nor settled by a gate."""
        finding = self.knowledge.asked(name)
        if not self.case.is_in(finding.asked_in):
            return False
        known = self.facts.value(name)
        if self.case.findings.get(name) is UNSURE or known is NOTHING:
            return False
        if isinstance(known, dict):
            return not (any(known.values()) or set(known) >= set(self.knowledge.shapes[name].choices))
        return known is None

    def arises(self, name: str) -> bool:
        """Tell if the gate of the finding is open."""
        gate = self.knowledge.gates.get(name)
        return gate is None or gate.only_if is None or evaluate(gate.only_if, self.facts) is True

    def lines(self, entry: Screen) -> Iterator[AskedLine]:
        """Yield the undecided lines of the list that matter, and the follow-ups that are lines themselves."""
        if entry.only_if is not None and evaluate(entry.only_if, self.facts) is False:
            return
        for line in entry.lines:
            left = tuple(name for name in line.any if self.is_undecided(name) and self._matters(name, entry.kind))
            if left:
                yield self._line(line, left)
            for name in self.open_follow_ups(entry, line):
                finding = self.knowledge.asked(name)
                if finding.kind in TICKED:
                    yield AskedLine(finding.ask, (name,), ())

    def open_follow_ups(self, entry: Screen, line: Line) -> tuple[str, ...]:
        """Return the follow-ups to ask now: the line holds, by an answer or because it follows from other answers."""
        if not any(self._holds(name) for name in line.any):
            return ()
        return tuple(
            name
            for name in line.follow_up
            if self.is_undecided(name) and self.arises(name) and self._matters(name, entry.kind)
        )

    def _holds(self, name: str) -> bool:
        known = self.facts.value(name)
        return known is True or (isinstance(known, dict) and any(known.values()))

    def _matters(self, name: str, kind: str) -> bool:
        return name in (self.precautions if kind == "precautions" else self.dangers | self.precautions)

    def _line(self, line: Line, left: tuple[str, ...]) -> AskedLine:
        whole = len(left) > 1 or len(line.any) == 1
        text = line.text if whole and line.text else self.knowledge.asked(left[0]).as_line
        return AskedLine(text, left, line.follow_up)
