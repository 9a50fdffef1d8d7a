"""Count how much of the articles and guidelines the knowledge covers, and which techniques typical people get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from backrelief.advice.assess import assess
from backrelief.advice.select import select
from backrelief.case.data import case_of
from backrelief.interview.questions import deny_everything
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.folders import shipped_folder
from backrelief.knowledge.models.cases import ListedFlag, Statement
from backrelief.knowledge.properties import GIVERS
from backrelief.lint.examine import load_knowledge


class Left(Struct, frozen=True):
    """The number of techniques for one typical person with one condition."""

    person: str
    condition: str
    level: str
    techniques: Mapping[str, int]
    """Giver -> the number of techniques that are suggested."""


class Coverage(Struct, frozen=True):
    """All counts and all gaps."""

    statements: tuple[Statement, ...]
    listed: tuple[ListedFlag, ...]
    left: tuple[Left, ...]

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Ids of the statements of the articles that no entry answers."""
        return tuple(statement.id for statement in self.statements if not statement.answers)

    @property
    def uncovered(self) -> tuple[str, ...]:
        """Ids of the signs that guidelines list and no red flag covers."""
        return tuple(sign.id for sign in self.listed if not sign.red_flags)

    @property
    def forsaken(self) -> tuple[Left, ...]:
        """The people and conditions for which nothing is left that the person can do alone."""
        return tuple(left for left in self.left if left.techniques["self"] == 0)

    @property
    def is_complete(self) -> bool:
        """True if nothing is missing."""
        return not (self.unanswered or self.uncovered or self.forsaken)


def load_with_coverage(*folders: Path | str) -> KnowledgeBase:
    """Load the knowledge together with the statements that it has to cover; without folders the shipped knowledge.

    Raises:
        KnowledgeError: a folder cannot be read, or a file has faults.
    """
    return load_knowledge(*(folders or (shipped_folder(),)), shipped_folder() / "coverage")


def count_coverage(knowledge: KnowledgeBase) -> Coverage:
    """Count the coverage of knowledge that was loaded with ``load_with_coverage``."""
    return Coverage(tuple(knowledge.statements), tuple(knowledge.listed_flags), tuple(_left(knowledge)))


def _left(knowledge: KnowledgeBase) -> Iterator[Left]:
    finding = knowledge.finding_for("conditions")
    for person in knowledge.typical_people:
        given = {"findings": person.given.findings, "wishes": person.given.wishes}
        case = case_of(knowledge, given)
        for condition in knowledge.conditions:
            patient = replace(case, areas=condition.areas)
            if finding is not None:
                patient = patient.stating(finding.id, {condition.id: True})
            patient = deny_everything(knowledge, patient)
            screening = assess(knowledge, patient).screening
            counts: dict[str, int] = {}
            for giver in GIVERS:
                helped = replace(patient, wishes=replace(patient.wishes, by=giver))
                released, _ = select(assess(knowledge, helped)).candidates()
                counts[giver] = 0 if screening.stops else len(released)
            yield Left(person.id, condition.id, screening.level, counts)
