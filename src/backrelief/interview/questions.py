"""What to ask next, given the knowledge and the case: the questions and lists that are still undecided.

The interview in a terminal, the printed checklist and `--no-red-flags` all come from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.advice.reasons import RANK
from backrelief.advice.screen import questions, raised, screen
from backrelief.case.answers import no_to, yes_to
from backrelief.case.case import UNSURE, Case, facts_of, with_areas
from backrelief.errors import UsageError
from backrelief.interview.page import AskedLine, Page
from backrelief.logic import NOTHING, Facts, evaluate, simplify

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.findings import Line, Screen


TICKED: Final = ("yes-no", "sites")
"""Kinds of finding that can stand as a line in a list; the others need a value."""


def pages(knowledge: KnowledgeBase, case: Case, kinds: tuple[str, ...] = ("danger", "precautions")) -> tuple[Page, ...]:
    """The lists that still have undecided lines for this case, in the order of asking."""
    case = with_areas(knowledge, case)
    view = _View(knowledge, case)
    drawn: set[str] = set()
    found: list[Page] = []
    for entry in knowledge.screens:
        if entry.kind not in kinds:
            continue
        lines = tuple(line for line in view.lines(entry) if not drawn.issuperset(line.findings))
        drawn.update(name for line in lines for name in line.findings)
        if lines:
            found.append(Page(entry.id, entry.kind, entry.ask, tuple({line.findings: line for line in lines}.values())))
    return tuple(found)


def open_questions(knowledge: KnowledgeBase, case: Case) -> tuple[str, ...]:
    """Findings that are asked one by one and could matter, in the order of asking: the start, then open follow-ups."""
    case = with_areas(knowledge, case)
    view = _View(knowledge, case)
    areas = knowledge.finding_for("areas")
    start = (
        name
        for entry in knowledge.screens
        if entry.kind == "start"
        for line in entry.lines
        for name in line.any
        if view.is_undecided(name) and not (areas and name == areas.id and case.areas)
    )
    values = (
        name
        for entry in knowledge.screens
        for line in entry.lines
        for name in view.open_follow_ups(entry, line)
        if knowledge.asked(name).kind not in TICKED
    )
    return tuple(dict.fromkeys((*start, *values)))


def follow_ups(knowledge: KnowledgeBase, case: Case, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the findings whose question arises now and is not answered."""
    view = _View(knowledge, with_areas(knowledge, case))
    return tuple(name for name in names if view.is_undecided(name) and view.arises(name))


def deny(knowledge: KnowledgeBase, case: Case, names: tuple[str, ...]) -> Case:
    """The case with "no" to every one of the findings that was not answered; what was given wins."""
    for name in names:
        known = case.findings.get(name)
        answer = no_to(knowledge, name)
        if isinstance(known, dict) and isinstance(answer, dict):
            case = case.stating(name, {**answer, **known})
        elif known is None:
            case = case.stating(name, answer)
    return case


def deny_dangers(knowledge: KnowledgeBase, case: Case) -> Case:
    """None of these, on every danger list of the areas: exactly the lines that those lists print become false."""
    denied = tuple(
        name for page in pages(knowledge, case, ("danger",)) for line in page.lines for name in line.findings
    )
    return deny(knowledge, case, denied)


def deny_everything(knowledge: KnowledgeBase, case: Case) -> Case:
    """None of these, on every list; lists that an answer opens are denied too."""
    while lists := pages(knowledge, case):
        case = deny(knowledge, case, tuple(name for page in lists for line in page.lines for name in line.findings))
    return case


class _View:
    """Which findings are undecided and matter, for one case."""

    def __init__(self, knowledge: KnowledgeBase, case: Case) -> None:
        self.knowledge, self.case = knowledge, case
        self.facts: Facts = facts_of(knowledge, case)
        self.dangers = {name for flag in screen(knowledge, case).open for name in flag.ask}
        cautious = facts_of(knowledge, case, "dangerous")
        self.precautions = {
            name
            for caution in knowledge.cautions
            if evaluate(caution.when, cautious) is None
            for name in questions(knowledge, simplify(caution.when, cautious), cautious)
        }

    def is_undecided(self, name: str) -> bool:
        """Not stated, not "not sure", and not settled by a gate."""
        finding = self.knowledge.asked(name)
        if finding.asked_in is not None and not set(finding.asked_in).intersection(self.case.areas):
            return False
        known = self.facts.value(name)
        if self.case.findings.get(name) is UNSURE or known is NOTHING:
            return False
        if isinstance(known, dict):
            return not (any(known.values()) or set(known) >= set(self.knowledge.shapes[name].choices))
        return known is None

    def arises(self, name: str) -> bool:
        """Its gate stands open."""
        gate = self.knowledge.gates.get(name)
        return gate is None or gate.only_if is None or evaluate(gate.only_if, self.facts) is True

    def lines(self, entry: Screen) -> Iterator[AskedLine]:
        if entry.only_if is not None and evaluate(entry.only_if, self.facts) is False:
            return
        for line in entry.lines:
            left = tuple(name for name in line.any if self.is_undecided(name) and self._matters(name, entry.kind))
            if left:
                yield self._line(line, left)
            for name in self.open_follow_ups(entry, line):
                finding = self.knowledge.asked(name)
                if finding.kind in TICKED:
                    yield AskedLine(finding.ask, (name,), (), self._level_of_yes(name))

    def open_follow_ups(self, entry: Screen, line: Line) -> tuple[str, ...]:
        """Follow-ups to ask now: what opens them was given, or follows from other answers."""
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
        whole = line.text is not None and (len(left) > 1 or len(line.any) == 1)
        text = line.text if whole and line.text else self.knowledge.asked(left[0]).as_line
        level = max((self._level_of_yes(name) for name in left), key=RANK.__getitem__)
        return AskedLine(text, left, line.follow_up, level)

    def _level_of_yes(self, name: str) -> str:
        """What a yes to this finding raises by itself; that its question arises at all goes with the yes."""
        try:
            case = self.case.stating(name, yes_to(self.knowledge, name))
        except UsageError:
            return "open"  # it needs a value
        flags = self.knowledge.red_flags_naming(name)
        return max((hit.level for hit in raised(flags, self.knowledge, case)), key=RANK.__getitem__, default="open")
