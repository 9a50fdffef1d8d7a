"""A case as criteria see it: areas and wishes are findings too, "not sure" has a meaning, a yes opens its own gate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from backrelief.case.case import UNSURE, WISHES, Answer, Case, Wishes
from backrelief.knowledge.terms import UNPLACED
from backrelief.logic import ANYTHING, NOTHING, Facts, Interval, Value, evaluate, findings, simplify

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

Reading = Literal["stated", "dangerous"]
"""How "not sure" is read: ``stated`` as unknown, unless it counts as a yes; ``dangerous`` as the dangerous answer."""


def facts_of(
    knowledge: KnowledgeBase, case: Case, reading: Reading = "stated", *, unasked_as_no: bool = False
) -> Facts:
    """Return the case as criteria see it.

    With ``unasked_as_no``, findings that are not asked in the areas of the case are a no, so that they keep no rule
    open.
    """
    stated = _from_wishes(knowledge, case.wishes)
    if case.areas and (finding := knowledge.finding_for("areas")):
        stated[finding.id] = {area: area in case.areas for area in knowledge.shapes[finding.id].choices}
    for name, answer in case.findings.items():
        read = _read(knowledge, name, answer, reading)
        if read is not None:
            stated[name] = read
    _close(knowledge, stated)
    _open_gates(knowledge, stated)
    if unasked_as_no:
        for finding in knowledge.asked_in_some_areas:
            if not case.is_in(finding.asked_in):
                stated.setdefault(finding.id, NOTHING)
    return Facts(stated, knowledge.gates)


def _from_wishes(knowledge: KnowledgeBase, wishes: Wishes) -> dict[str, Value]:
    stated: dict[str, Value] = {}
    for name, wish in WISHES.items():
        value = _wished(getattr(wishes, name))
        if value is not None and wish.role is not None and (finding := knowledge.finding_for(wish.role)):
            stated[finding.id] = value
    return stated


def _wished(value: object) -> Value | None:
    """Return a wish as the value of a finding; ``None`` if it was not given."""
    match value:
        case bool():
            return value or None
        case int() | float():
            return Interval(value, value)
        case str():
            return value
        case tuple():
            return dict.fromkeys(value, True) or None
        case _:
            return None


def _read(knowledge: KnowledgeBase, name: str, answer: Answer, reading: Reading) -> Value | None:
    """Return what an answer states; ``None`` if it states nothing."""
    if answer is not UNSURE:
        if reading == "dangerous" and isinstance(answer, Mapping) and answer.get(UNPLACED):
            return ANYTHING  # it is somewhere, so it may be anywhere
        return answer
    finding = knowledge.asked(name)
    if finding.role == "comfort":
        return NOTHING if reading == "dangerous" else None
    if finding.unsure_as == "yes":
        return ANYTHING
    return ANYTHING if reading == "dangerous" and finding.unsure_as == "lower" else None


def _close(knowledge: KnowledgeBase, stated: dict[str, Value]) -> None:
    """State a no for every condition that was not named, and for every agreement that was not given."""
    for role in ("conditions", "agreed"):
        if finding := knowledge.finding_for(role):
            known = stated.get(finding.id, {})
            if isinstance(known, Mapping):
                stated[finding.id] = dict.fromkeys(knowledge.shapes[finding.id].choices, False) | dict(known)


def _open_gates(knowledge: KnowledgeBase, stated: dict[str, Value]) -> None:
    """State that the question of every yes arises: a person who bleeds in pregnancy is pregnant.

    Only gates that wait for a yes or a choice are opened: an answer says nothing about an age or a time. Each round
    starts from the result of the round before, so that the order of the answers does not matter.
    """
    while True:
        facts = Facts(stated, knowledge.gates)
        opened: dict[str, Value] = {}
        for name, answer in stated.items():
            gate = knowledge.gates.get(name)
            if gate is None or gate.only_if is None or not _is_yes(answer):
                continue
            if evaluate(gate.only_if, facts) is None:
                # If several findings could open it, take the last: alternatives are written with the mildest last.
                *_, other = findings(simplify(gate.only_if, facts))
                if other not in stated and knowledge.asked(other).kind in {"yes-no", "choice"}:
                    opened[other] = ANYTHING
        if not opened:
            return
        stated.update(opened)


def _is_yes(answer: Value) -> bool:
    return answer is True or answer is ANYTHING or (isinstance(answer, Mapping) and any(answer.values()))


def stated_members(knowledge: KnowledgeBase, case: Case, role: str) -> tuple[str, ...]:
    """Return the members that are stated of the group with this role, in the order of its choices."""
    finding = knowledge.finding_for(role)
    known = None if finding is None else case.findings.get(finding.id)
    if finding is None or not isinstance(known, Mapping):
        return ()
    return tuple(choice for choice in knowledge.shapes[finding.id].choices if known.get(choice))


def with_areas(knowledge: KnowledgeBase, case: Case) -> Case:
    """Return the case with its areas spelled out and in order; a case without areas gets those of its conditions."""
    conditions = stated_members(knowledge, case, "conditions")
    areas = case.areas or tuple(area for condition in conditions for area in knowledge.conditions[condition].areas)
    spelled_out = knowledge.expand_areas(areas)
    return replace(case, areas=tuple(area for area in knowledge.areas.ids if area in spelled_out))
