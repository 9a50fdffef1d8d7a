"""What is known about one person now, and how criteria see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType
from typing import Literal

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.findings import UNPLACED
from backrelief.logic import ANYTHING, NOTHING, Facts, Interval, Value, evaluate, findings, simplify


class _Unsure(Enum):
    UNSURE = "unsure"


UNSURE = _Unsure.UNSURE
"""Asked, and not known. Never asked again."""

Answer = Value | _Unsure
"""What a case may hold of a finding; a finding that is absent was not asked."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person would like; what was not wished does not restrict."""

    minutes: int | None = None
    tools: tuple[str, ...] | None = None
    """Tools at hand beside what every home has."""
    without: tuple[str, ...] = ()
    """Tools and surfaces that are not there."""
    by: str | None = None
    positions: tuple[str, ...] = ()
    surfaces: tuple[str, ...] = ()
    avoid_positions: tuple[str, ...] = ()
    pressure: str | None = None
    """A cap from above; it never raises one."""
    first_time: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One person now. Two cases with the same content are equal in whatever order it was given."""

    areas: tuple[str, ...] = ()
    findings: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    wishes: Wishes = Wishes()

    def stating(self, finding: str, answer: Answer) -> Case:
        """The case with one more answer; members of a group are added to those that are known."""
        known = self.findings.get(finding)
        if isinstance(known, Mapping) and isinstance(answer, Mapping):
            answer = {**known, **answer}
        return replace(self, findings={**self.findings, finding: answer})


Reading = Literal["stated", "dangerous"]
"""How a "not sure" is read. ``stated``: as unknown, except where it counts as a yes. ``dangerous``: as the dangerous
answer."""


def facts_of(
    knowledge: KnowledgeBase, case: Case, reading: Reading = "stated", *, unasked_as_no: bool = False
) -> Facts:
    """The case as criteria see it: areas and wishes stand for their findings.

    With ``unasked_as_no``, what is never asked in these areas is a no, so that it keeps no rule open.
    """
    stated = _from_wishes(knowledge, case.wishes)
    if case.areas and (finding := knowledge.finding_for("areas")):
        stated[finding.id] = {area: area in case.areas for area in knowledge.shapes[finding.id].choices}
    for name, answer in case.findings.items():
        if answer is UNSURE:
            read = _read_unsure(knowledge, name, reading)
            if read is not None:
                stated[name] = read
        elif reading == "dangerous" and isinstance(answer, Mapping) and answer.get(UNPLACED):
            stated[name] = ANYTHING  # somewhere, so it may be anywhere
        else:
            stated[name] = answer
    _close(knowledge, stated)
    _open_gates(knowledge, stated)
    if unasked_as_no:
        for finding in knowledge.asked_in_some_areas:
            if not set(finding.asked_in or ()).intersection(case.areas):
                stated.setdefault(finding.id, NOTHING)
    return Facts(stated, knowledge.gates)


def _open_gates(knowledge: KnowledgeBase, stated: dict[str, Value]) -> None:
    """A yes says that its question arises: whoever bleeds in pregnancy is pregnant.

    Only for gates of a yes or a choice; an age or a time cannot be told from an answer.
    """
    for name, answer in tuple(stated.items()):
        gate = knowledge.gates.get(name)
        if gate is None or gate.only_if is None or not _is_yes(answer):
            continue
        facts = Facts(stated, knowledge.gates)
        if evaluate(gate.only_if, facts) is None:
            # Of several that would open it the last one, the mildest, as alternatives are written.
            *_, other = findings(simplify(gate.only_if, facts))
            if knowledge.asked(other).kind in {"yes-no", "choice"}:
                stated.setdefault(other, ANYTHING)


def _is_yes(answer: Value) -> bool:
    return answer is True or answer is ANYTHING or (isinstance(answer, Mapping) and any(answer.values()))


def _close(knowledge: KnowledgeBase, stated: dict[str, Value]) -> None:
    """What a person was told, and what a clinician agreed to, is what was said of it: the rest is a no."""
    for role in ("conditions", "agreed"):
        if finding := knowledge.finding_for(role):
            known = stated.get(finding.id, {})
            if isinstance(known, Mapping):
                stated[finding.id] = dict.fromkeys(knowledge.shapes[finding.id].choices, False) | dict(known)


def _read_unsure(knowledge: KnowledgeBase, name: str, reading: Reading) -> Value | None:
    finding = knowledge.asked(name)
    if finding.role == "comfort":
        return NOTHING if reading == "dangerous" else None
    if finding.unsure_as == "yes":
        return ANYTHING
    return ANYTHING if reading == "dangerous" and finding.unsure_as == "lower" else None


def _from_wishes(knowledge: KnowledgeBase, wishes: Wishes) -> dict[str, Value]:
    values: dict[str, Value | None] = {
        "giver": wishes.by,
        "first-time": wishes.first_time or None,
        "minutes": None if wishes.minutes is None else Interval(wishes.minutes, wishes.minutes),
        "pressure": wishes.pressure,
        "tools": None if wishes.tools is None else dict.fromkeys(wishes.tools, True),
        "positions": dict.fromkeys(wishes.positions, True) or None,
    }
    found = ((knowledge.finding_for(role), value) for role, value in values.items())
    return {finding.id: value for finding, value in found if finding is not None and value is not None}


def stated_members(knowledge: KnowledgeBase, case: Case, role: str) -> tuple[str, ...]:
    """The members of a group finding that are known to be true, in the order of its choices."""
    finding = knowledge.finding_for(role)
    known = None if finding is None else case.findings.get(finding.id)
    if finding is None or not isinstance(known, Mapping):
        return ()
    return tuple(choice for choice in knowledge.shapes[finding.id].choices if known.get(choice))


def with_areas(knowledge: KnowledgeBase, case: Case) -> Case:
    """The case with areas that stand for several put out in full, and without areas those of its conditions."""
    areas = case.areas or tuple(
        area
        for condition in stated_members(knowledge, case, "conditions")
        for area in knowledge.conditions[condition].areas
    )
    order = list(knowledge.areas.ids)
    return replace(case, areas=tuple(sorted(knowledge.expand_areas(areas), key=order.index)))
