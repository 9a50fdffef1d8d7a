"""Candidates for the conditions that fit, and what the limits make of each: released, or left out with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from backrelief.advice.assess import Assessment, questions
from backrelief.advice.effects import Limit
from backrelief.advice.limits import limits_on
from backrelief.advice.reasons import NotIf, Reason
from backrelief.advice.tools import names_of, tool_for
from backrelief.advice.verdict import Verdict, judge
from backrelief.case.case import Case, Wishes
from backrelief.case.facts import stated_members
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import FALSE, Facts, evaluate, findings, simplify
from backrelief.logic.criteria import support

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Evidence, Technique


AGAINST = "advised-against"


@dataclass(frozen=True, slots=True)
class Fit:
    """A condition that the case fits, or could fit."""

    condition: str
    how: Literal["stated", "fits", "default", "could"]
    """The person was told it; it fits; it is the default of an area; or it is possible."""
    because: tuple[str, ...] = ()
    """What makes it fit; of one that could fit, the findings that are open."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A technique with what is known of it for the conditions that fit, and what the limits leave of it."""

    technique: str
    evidence: tuple[Evidence, ...]
    """Rows for the conditions that fit and this stage; those that a stage leaves open are among them."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Omission:
    """A candidate that was left out, and why."""

    technique: str
    reason: Reason


def fitting(assessment: Assessment) -> tuple[Fit, ...]:
    """Return the conditions of the case in the order of the file: stated, fitting, the default of an area, or possible.

    A stated condition takes the place of the default ones.
    """
    knowledge, case, facts = assessment.knowledge, assessment.case, assessment.facts
    stated = stated_members(knowledge, case, "conditions")
    defaults = {knowledge.areas[area].default_condition for area in case.areas} - {None}
    where = knowledge.finding_for("areas")
    fits: list[Fit] = []
    for condition in knowledge.conditions:
        here = bool(set(condition.areas).intersection(case.areas))
        when = condition.when if here and condition.when is not None else FALSE
        truth = evaluate(when, facts)
        because = support(when, facts)
        if where is not None:
            because = tuple(name for name in because if name != where.id)  # the area alone says nothing of its own
        if condition.id in stated:
            fits.append(Fit(condition.id, "stated"))
        elif truth and because:
            fits.append(Fit(condition.id, "fits", because))
        elif condition.id in defaults and not stated:
            fits.append(Fit(condition.id, "default"))
        elif truth is None:
            fits.append(Fit(condition.id, "could", questions(knowledge, simplify(when, facts), facts)))
    return tuple(fits)


@dataclass(frozen=True)
class Selection:
    """Judges techniques for one case; the same technique always gets the same answer."""

    knowledge: KnowledgeBase
    case: Case
    facts: Facts
    """The case as criteria see it."""
    fits: tuple[Fit, ...]
    limits: tuple[Limit, ...]
    """All limits on the case, its wishes among them."""

    @cached_property
    def conditions(self) -> frozenset[str]:
        """The conditions that fit."""
        return frozenset(fit.condition for fit in self.fits if fit.how != "could")

    @cached_property
    def particular(self) -> frozenset[str]:
        """The conditions that fit for a reason of their own; if there is none, those of the areas."""
        return self.own or self.conditions

    @cached_property
    def own(self) -> frozenset[str]:
        """The conditions that fit for a reason of their own."""
        return frozenset(fit.condition for fit in self.fits if fit.how in {"stated", "fits"})

    @cached_property
    def _verdicts(self) -> dict[str, Verdict | Reason]:
        return {}

    def verdict(self, technique: Technique) -> Verdict | Reason:
        """Return what is left of the technique, or the first reason to leave it out. It need not be a candidate."""
        if technique.id not in self._verdicts:
            self._verdicts[technique.id] = self._judge(technique)
        return self._verdicts[technique.id]

    def _judge(self, technique: Technique) -> Verdict | Reason:
        against = _against(self.knowledge, technique, self.conditions, self.facts)
        if against is not None:
            return against
        verdict = judge(self.knowledge, technique, self.limits)
        return verdict.refused or _refused_by_wishes(self.knowledge, technique, self.case.wishes) or verdict

    def candidates(self) -> tuple[tuple[Candidate, ...], tuple[Omission, ...]]:
        """Return every candidate of the conditions that fit: released, or left out with a reason; in order of id."""
        released: list[Candidate] = []
        omitted: list[Omission] = []
        areas = frozenset(self.case.areas)
        for technique in self.knowledge.techniques_for(self.conditions, areas):
            evidence = tuple(_rows(technique, self.conditions, self.facts))
            verdict = self.verdict(technique)
            if not isinstance(verdict, Reason) and not self._is_for(technique):
                continue  # all that is known of it here is when not to
            if not isinstance(verdict, Reason):
                verdict = self._not_at_this_stage(technique, self.own if evidence else self.conditions) or verdict
            if isinstance(verdict, Reason):
                omitted.append(Omission(technique.id, verdict))
            else:
                noted = replace(verdict, not_if=(*verdict.not_if, *self._open_stages(technique)))
                released.append(Candidate(technique.id, evidence, noted))
        return tuple(released), tuple(sorted(omitted, key=lambda omission: omission.technique))

    def _is_for(self, technique: Technique) -> bool:
        """Tell whether anything but an advice against it is known for a condition that fits, at whatever stage."""
        return any(row.condition in self.conditions and row.direction != AGAINST for row in technique.evidence)

    def _not_at_this_stage(self, technique: Technique, conditions: frozenset[str]) -> Reason | None:
        """Return that it is meant for one of the conditions, but at another stage of it."""
        for condition in sorted(conditions):
            rows = [one for one in technique.evidence if one.condition == condition and one.direction != AGAINST]
            if rows and all(row.when is not None and evaluate(row.when, self.facts) is False for row in rows):
                because = dict.fromkeys(name for row in rows if row.when is not None for name in findings(row.when))
                text = f"Not at this stage: {rows[0].text}"
                return Reason(condition, text, tuple(because), rows[0].sources)
        return None

    def _open_stages(self, technique: Technique) -> Iterator[NotIf]:
        """Yield open questions that would show it to be advised against, or not for this stage."""
        could = {fit.condition: fit.because for fit in self.fits if fit.how == "could"}
        rows = [row for row in technique.evidence if row.condition in self.conditions]
        kept = [row for row in rows if row.direction != AGAINST]
        if all(row.when is not None and evaluate(row.when, self.facts) is None for row in kept):
            for row in kept:
                yield self._open_stage(row, (), f"It depends on the stage: {row.text}")
        for condition, because in could.items():
            stages = [one for one in technique.evidence if one.condition == condition and one.direction != AGAINST]
            if stages and not any(one.when is None or evaluate(one.when, self.facts) is True for one in stages):
                name = self.knowledge.conditions[condition].name
                yield self._open_stage(stages[0], because, f"{name}: it depends on the stage. {stages[0].text}")
        for row in technique.evidence:
            possible = row.condition in could or row.condition in self.conditions
            if row.direction == AGAINST and possible:
                if row.when is None or evaluate(row.when, self.facts) is not False:
                    name = self.knowledge.conditions[row.condition].name
                    yield self._open_stage(row, could.get(row.condition, ()), f"{name}: {row.text}")

    def _open_stage(self, row: Evidence, because: tuple[str, ...], text: str) -> NotIf:
        stage = () if row.when is None else questions(self.knowledge, simplify(row.when, self.facts), self.facts)
        return NotIf(row.condition, "condition", "forbid", tuple(dict.fromkeys((*because, *stage))), text)


def select(assessment: Assessment) -> Selection:
    """Return what judges techniques for the case, with everything that narrows the choice."""
    limits = limits_on(assessment)
    return Selection(assessment.knowledge, assessment.case, assessment.facts, fitting(assessment), limits)


def _refused_by_wishes(knowledge: KnowledgeBase, technique: Technique, wishes: Wishes) -> Reason | None:
    """Return why a technique cannot be done with the tools that are there, or in the minutes."""
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


def _rows(technique: Technique, conditions: frozenset[str], facts: Facts) -> Iterator[Evidence]:
    for row in technique.evidence:
        if row.condition in conditions and row.direction != AGAINST:
            if row.when is None or evaluate(row.when, facts) is not False:
                yield row


def _against(knowledge: KnowledgeBase, technique: Technique, conditions: frozenset[str], facts: Facts) -> Reason | None:
    """Return the reason if it is advised against for a condition that fits, at this stage."""
    for row in technique.evidence:
        if row.condition in conditions and row.direction == AGAINST:
            if row.when is None or evaluate(row.when, facts) is True:
                name = knowledge.conditions[row.condition].name
                because = () if row.when is None else findings(row.when)
                return Reason(row.condition, f"Advised against for {name.lower()}: {row.text}", because, row.sources)
    return None
