"""Candidates for the conditions that fit: each is released by the limits, or left out with a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from backrelief.advice.assess import Assessment, questions
from backrelief.advice.effects import Limit
from backrelief.advice.limits import limits_on
from backrelief.advice.reasons import NotIf, Reason
from backrelief.advice.tools import names_of, tool_for
from backrelief.advice.verdict import Verdict, judge
from backrelief.case.case import Case, Wishes
from backrelief.case.facts import stated_members
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import FALSE, Facts, Truth, evaluate, findings, simplify
from backrelief.logic.criteria import support

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Evidence, Technique


AGAINST = "advised-against"


class Fit(Struct, frozen=True):
    """A condition that the case fits, or could fit."""

    condition: str
    how: Literal["stated", "fits", "default", "could"]
    """The person was told it; it fits; it is the default of an area; or it is possible."""
    because: tuple[str, ...] = ()
    """What makes it fit; of one that could fit, the findings that are open."""


class Candidate(Struct, frozen=True):
    """A technique with the evidence for it in the conditions that fit, and its verdict."""

    technique: str
    evidence: tuple[Evidence, ...]
    """The rows for the conditions that fit, without those that are known to be for another stage."""
    verdict: Verdict


class Omission(Struct, frozen=True):
    """A technique that was left out, and why."""

    technique: str
    reason: Reason


def fitting(assessment: Assessment) -> tuple[Fit, ...]:
    """Return the conditions of the case in the order of the file: stated, fitting, default of an area, or possible.

    A stated condition takes the place of the default ones.
    """
    knowledge, case, facts = assessment.knowledge, assessment.case, assessment.facts
    stated = stated_members(knowledge, case, "conditions")
    defaults = {knowledge.areas[area].default_condition for area in case.areas} - {None}
    where = knowledge.finding_for("areas")
    fits: list[Fit] = []
    for condition in knowledge.conditions:
        when = condition.when if condition.when is not None and case.is_in(condition.areas) else FALSE
        truth = evaluate(when, facts)
        because = support(when, facts)
        if where is not None:
            because = tuple(name for name in because if name != where.id)  # the area alone does not make it fit
        if condition.id in stated:
            fits.append(Fit(condition.id, "stated"))
        elif truth and because:
            fits.append(Fit(condition.id, "fits", because))
        elif condition.id in defaults and not stated:
            fits.append(Fit(condition.id, "default"))
        elif truth is None:
            fits.append(Fit(condition.id, "could", questions(knowledge, facts, simplify(when, facts))))
    return tuple(fits)


class Selection(Struct, frozen=True, dict=True):
    """Everything that decides about techniques for one case; each technique is judged once."""

    knowledge: KnowledgeBase
    case: Case
    facts: Facts
    """The case as criteria see it."""
    fits: tuple[Fit, ...]
    limits: tuple[Limit, ...]
    """All limits on the case, including its wishes."""

    @cached_property
    def conditions(self) -> frozenset[str]:
        """The conditions that fit."""
        return frozenset(fit.condition for fit in self.fits if fit.how != "could")

    @cached_property
    def particular(self) -> frozenset[str]:
        """The conditions that fit for a reason of their own; if there are none, those of the areas."""
        return self.own or self.conditions

    @cached_property
    def own(self) -> frozenset[str]:
        """The conditions that fit for a reason of their own."""
        return frozenset(fit.condition for fit in self.fits if fit.how in {"stated", "fits"})

    @cached_property
    def _verdicts(self) -> dict[str, Verdict | Reason]:
        return {}

    def verdict(self, technique: Technique) -> Verdict | Reason:
        """Return what is left of the technique, or the first reason to leave it out; it need not be a candidate."""
        if technique.id not in self._verdicts:
            self._verdicts[technique.id] = self._judge(technique)
        return self._verdicts[technique.id]

    def _judge(self, technique: Technique) -> Verdict | Reason:
        against = self._advised_against(technique)
        if against is not None:
            return against
        verdict = judge(self.knowledge, technique, self.limits)
        return verdict.refused or _refused_by_wishes(self.knowledge, technique, self.case.wishes) or verdict

    def _at_stage(self, row: Evidence) -> Truth:
        """Return if the case is at the stage of the condition that the row of evidence is about."""
        return True if row.when is None else evaluate(row.when, self.facts)

    def _advised_against(self, technique: Technique) -> Reason | None:
        for row in _rows(technique, self.conditions, against=True):
            if self._at_stage(row):
                name = self.knowledge.conditions[row.condition].name.lower()
                because = () if row.when is None else findings(row.when)
                return Reason(row.condition, f"Advised against for {name}: {row.text}", because, row.sources)
        return None

    def candidates(self) -> tuple[tuple[Candidate, ...], tuple[Omission, ...]]:
        """Return every candidate of the conditions that fit: released, or left out with a reason; in order of id."""
        released: list[Candidate] = []
        omitted: list[Omission] = []
        areas = frozenset(self.case.areas)
        for technique in self.knowledge.techniques_for(self.conditions, areas):
            rows = _rows(technique, self.conditions)
            evidence = tuple(row for row in rows if self._at_stage(row) is not False)
            verdict = self.verdict(technique)
            if isinstance(verdict, Verdict):
                if not rows:
                    continue  # the only evidence is advice against it
                verdict = self._not_at_this_stage(technique, self.own if evidence else self.conditions) or verdict
            if isinstance(verdict, Reason):
                omitted.append(Omission(technique.id, verdict))
            else:
                noted = replace(verdict, not_if=(*verdict.not_if, *self._open_stages(technique)))
                released.append(Candidate(technique.id, evidence, noted))
        return tuple(released), tuple(sorted(omitted, key=lambda omission: omission.technique))

    def _not_at_this_stage(self, technique: Technique, conditions: frozenset[str]) -> Reason | None:
        """Return the reason if the technique is meant for one of the conditions, but at another stage of it."""
        for condition in sorted(conditions):
            rows = _rows(technique, {condition})
            if rows and all(self._at_stage(row) is False for row in rows):
                because = dict.fromkeys(name for row in rows if row.when is not None for name in findings(row.when))
                text = f"Not at this stage: {rows[0].text}"
                return Reason(condition, text, tuple(because), rows[0].sources)
        return None

    def _open_stages(self, technique: Technique) -> Iterator[NotIf]:
        """Yield a note for each open question that could show the technique to be advised against or too early."""
        could = {fit.condition: fit.because for fit in self.fits if fit.how == "could"}
        rows = _rows(technique, self.conditions)
        if all(self._at_stage(row) is None for row in rows):
            for row in rows:
                yield self._open_stage(row, (), f"It depends on the stage: {row.text}")
        for condition, because in could.items():
            rows = _rows(technique, {condition})
            if rows and not any(self._at_stage(row) for row in rows):
                name = self.knowledge.conditions[condition].name
                yield self._open_stage(rows[0], because, f"{name}: it depends on the stage. {rows[0].text}")
        for row in _rows(technique, self.conditions | could.keys(), against=True):
            if self._at_stage(row) is not False:
                name = self.knowledge.conditions[row.condition].name
                yield self._open_stage(row, could.get(row.condition, ()), f"{name}: {row.text}")

    def _open_stage(self, row: Evidence, because: tuple[str, ...], text: str) -> NotIf:
        stage = () if row.when is None else questions(self.knowledge, self.facts, simplify(row.when, self.facts))
        return NotIf(row.condition, "condition", "forbid", tuple(dict.fromkeys((*because, *stage))), text)


def select(assessment: Assessment) -> Selection:
    """Return the selection for the case, with every limit on it."""
    limits = limits_on(assessment)
    return Selection(assessment.knowledge, assessment.case, assessment.facts, fitting(assessment), limits)


def _refused_by_wishes(knowledge: KnowledgeBase, technique: Technique, wishes: Wishes) -> Reason | None:
    """Return why the technique cannot be done with the tools that are there, or within the minutes."""
    if wishes.tools is not None or wishes.without:
        for choices in technique.tools:
            if tool_for(knowledge, choices, wishes) is None:
                option = "without" if set(choices).intersection(wishes.without) else "tool"
                return Reason(f"wish-{option}", f"It needs: {names_of(knowledge, choices)}.")
    if wishes.minutes is not None and technique.least_seconds > wishes.minutes * 60:
        least = -(-technique.least_seconds // 60)
        text = f"You asked for {wishes.minutes} minutes at most; it takes at least {least}."
        return Reason("wish-minutes", text)
    return None


def _rows(technique: Technique, conditions: Collection[str], *, against: bool = False) -> list[Evidence]:
    """Return the rows of evidence for the conditions: those that advise against the technique, or all others."""
    return [row for row in technique.evidence if row.condition in conditions and (row.direction == AGAINST) is against]
