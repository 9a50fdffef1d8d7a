"""What the knowledge covers, counted: the articles, the guidelines, and what is left for typical people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from backrelief.advice.assess import assess
from backrelief.advice.select import select
from backrelief.case.data import case_of
from backrelief.interview.questions import deny_everything
from backrelief.knowledge.load import shipped_folder
from backrelief.knowledge.properties import GIVERS
from backrelief.lint.examine import load_knowledge

if TYPE_CHECKING:
    from backrelief.case.case import Case
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.coverage import ListedFlag, Statement
    from backrelief.knowledge.models.practice import Condition


@dataclass(frozen=True, slots=True)
class Left:
    """What is left for one person with one condition."""

    person: str
    condition: str
    level: str
    techniques: Mapping[str, int]
    """Who applies it -> how many techniques are suggested."""

    @property
    def is_gap(self) -> bool:
        """There is nothing that the person can do alone."""
        return self.techniques["self"] == 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every count, and what is missing."""

    statements: tuple[Statement, ...]
    listed: tuple[ListedFlag, ...]
    left: tuple[Left, ...]

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Statements of the articles that no entry answers."""
        return tuple(one.id for one in self.statements if not one.answered_by.ids)

    @property
    def uncovered(self) -> tuple[str, ...]:
        """Signs that guidelines list and no red flag covers."""
        return tuple(one.id for one in self.listed if not one.red_flags)

    @property
    def forsaken(self) -> tuple[Left, ...]:
        """People who are left with nothing that they can do themselves."""
        return tuple(one for one in self.left if one.is_gap)

    @property
    def is_complete(self) -> bool:
        """Nothing is missing."""
        return not (self.unanswered or self.uncovered or self.forsaken)


def load_with_coverage(*folders: Path | str) -> KnowledgeBase:
    """The knowledge together with what it has to cover; without folders the shipped one.

    Raises:
        KnowledgeError: a folder cannot be read, or a file has faults.
    """
    return load_knowledge(*(folders or (shipped_folder(),)), shipped_folder() / "coverage")


def count_coverage(knowledge: KnowledgeBase) -> Coverage:
    """Count what the knowledge covers; it was loaded with ``load_with_coverage``."""
    return Coverage(
        tuple(knowledge.statements),
        tuple(knowledge.listed_flags),
        tuple(_left(knowledge)),
    )


def _left(knowledge: KnowledgeBase) -> Iterator[Left]:
    for person in knowledge.typical_people:
        given = {"findings": person.given.findings, "wishes": person.given.wishes}
        case = case_of(knowledge, given)
        for condition in knowledge.conditions:
            told = _told(knowledge, case, condition)
            screening = assess(knowledge, told).screening
            counts: dict[str, int] = {}
            for giver in GIVERS:
                helped = replace(told, wishes=replace(told.wishes, by=giver))
                released, _ = select(assess(knowledge, helped)).candidates()
                counts[giver] = 0 if screening.stops else len(released)
            yield Left(person.id, condition.id, screening.level, counts)


def _told(knowledge: KnowledgeBase, case: Case, condition: Condition) -> Case:
    """The person, told to have the condition, with "none of these" on every list."""
    case = replace(case, areas=condition.areas)
    finding = knowledge.finding_for("conditions")
    if finding is not None:
        case = case.stating(finding.id, {condition.id: True})
    return deny_everything(knowledge, case)
