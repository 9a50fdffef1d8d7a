"""What the knowledge covers of what it set out to cover, counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backrelief.advice.advise import advise
from backrelief.intake.worked_cases import case_given
from backrelief.knowledge.properties import GIVERS
from backrelief.logic import findings

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.rules import RedFlag


@dataclass(frozen=True, slots=True)
class Uncovered:
    """One row that nothing answers, or an answer that does not exist."""

    row: str
    what: str


@dataclass(frozen=True, slots=True)
class Remaining:
    """How many techniques are left for one person with one condition."""

    person: str
    condition: str
    by: dict[str, int]
    """Giver -> techniques."""

    @property
    def anything(self) -> bool:
        """Whether something kind is left at all."""
        return any(self.by.values())


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was counted."""

    inventory: int
    guideline_rows: int
    uncovered: tuple[Uncovered, ...]
    remaining: tuple[Remaining, ...]

    @property
    def complete(self) -> bool:
        """Every row is answered, and nobody is left with nothing."""
        return not self.uncovered and all(one.anything for one in self.remaining)


def coverage(knowledge: KnowledgeBase) -> Coverage:
    """Count; ``knowledge`` must hold the rows and the people (`load_coverage`)."""
    return Coverage(
        len(knowledge.all("inventory")),
        len(knowledge.all("guideline-rows")),
        tuple(_uncovered(knowledge)),
        tuple(_remaining(knowledge)),
    )


def _uncovered(knowledge: KnowledgeBase) -> Iterator[Uncovered]:
    for row in knowledge.all("inventory"):
        for answer in row.answered_by:
            kind, _, name = answer.partition(":")
            if knowledge.get(kind, name) is None:
                yield Uncovered(row.id, f"there is no {answer}")
    for row in knowledge.all("guideline-rows"):
        if not any(_is_asked(knowledge, flag) for flag in row.red_flags):
            yield Uncovered(row.id, f"the interview asks for none of {', '.join(row.red_flags)}")


def _is_asked(knowledge: KnowledgeBase, flag_id: str) -> bool:
    """Whether the interview of some area asks for everything that the flag waits for."""
    flag: RedFlag = knowledge.entry("red-flags", flag_id)
    lines = (line for screen in knowledge.all("screens") for line in screen.lines)
    asked = {name for line in lines for name in (*line.any, *line.follow_up)}
    names = {name for line in flag.levels for name in findings(line.when)}
    known = {name for name in names if knowledge.asked(name).stands_for}
    return flag.asked_in != () and names <= asked | known


def _remaining(knowledge: KnowledgeBase) -> Iterator[Remaining]:
    told = knowledge.finding_for("conditions")
    for person in knowledge.all("people"):
        for condition in knowledge.all("conditions"):
            case = replace(case_given(knowledge, person.given, name=person.id), areas=condition.areas[:1])
            if told is not None:
                case = case.stating(told.id, {condition.id: True})
            counts = {
                giver: len(advise(knowledge, replace(case, wishes=replace(case.wishes, by=giver))).suggestions)
                for giver in GIVERS
            }
            yield Remaining(person.id, condition.id, counts)
