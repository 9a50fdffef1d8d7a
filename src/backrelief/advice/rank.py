"""The order of what was released: a sum of named integer points, which the advice carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backrelief.advice.reasons import Change, NotIf, Reason
from backrelief.advice.select import Candidate, Fit
from backrelief.advice.wishes import is_at_hand, tool_for
from backrelief.case.case import Case, facts_of
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import Facts, evaluate
from backrelief.logic.criteria import support

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Evidence, Technique
    from backrelief.knowledge.models.vocabulary import RankingRule

NO_GAIN = "no-difference"


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool that the technique needs, and what serves where it is not at hand."""

    tool: str
    at_hand: bool
    stand_in: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One technique that can be done, why, and with what limits."""

    technique: str
    points: int
    """Sum of the points of the reasons."""
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...]
    by: str
    """Who applies it here."""
    pressure: str
    """The strongest that this giver may use; ``none`` where nothing presses."""
    positions: tuple[str, ...]
    keep_off: tuple[str, ...]
    minutes: int | None
    tools: tuple[ToolUse, ...]
    changes: tuple[Change, ...]
    not_if: tuple[NotIf, ...]
    says: tuple[Reason, ...]


def rank(
    knowledge: KnowledgeBase, case: Case, fits: tuple[Fit, ...], candidates: tuple[Candidate, ...]
) -> tuple[Suggestion, ...]:
    """Best first; ties by id. What made no difference in trials stands below every benefit."""
    facts = facts_of(knowledge, case)
    suggestions = [_suggestion(knowledge, case, facts, fits, candidate) for candidate in candidates]
    return tuple(sorted(suggestions, key=lambda one: (_made_no_difference(one), -one.points, one.technique)))


def _made_no_difference(suggestion: Suggestion) -> bool:
    directions = {row.direction for row in suggestion.evidence}
    return NO_GAIN in directions and not directions.intersection({"benefit", "small-benefit"})


def _suggestion(
    knowledge: KnowledgeBase, case: Case, facts: Facts, fits: tuple[Fit, ...], candidate: Candidate
) -> Suggestion:
    technique = knowledge.techniques[candidate.technique]
    verdict = candidate.verdict
    giver = next(iter(sorted(verdict.pressures, key=("self", "partner", "therapist").index)))
    reasons = tuple(_reasons(knowledge, case, facts, fits, candidate, technique, giver))
    return Suggestion(
        technique.id,
        sum(reason.points for reason in reasons),
        reasons,
        candidate.evidence,
        giver,
        verdict.pressures[giver],
        verdict.positions,
        verdict.keep_off,
        verdict.minutes,
        tuple(_tools(knowledge, case, technique)),
        verdict.changes,
        verdict.not_if,
        verdict.says,
    )


def _tools(knowledge: KnowledgeBase, case: Case, technique: Technique) -> Iterator[ToolUse]:
    for choices in technique.tools:
        tool = tool_for(knowledge, choices, case.wishes) or choices[0]
        yield ToolUse(tool, is_at_hand(knowledge, tool, case.wishes), knowledge.tools[tool].stand_in)


def _reasons(
    knowledge: KnowledgeBase,
    case: Case,
    facts: Facts,
    fits: tuple[Fit, ...],
    candidate: Candidate,
    technique: Technique,
    giver: str,
) -> Iterator[Reason]:
    because = {fit.condition: fit.because for fit in fits}
    for rule in knowledge.ranking:
        if rule.when is not None and evaluate(rule.when, facts) is not True:
            continue
        properties = knowledge.properties_of(technique, giver)
        if rule.technique is not None and evaluate(rule.technique, properties) is not True:
            continue
        found = _basis(rule, knowledge, case, candidate, technique, because)
        if found is not None:
            names = () if rule.when is None else support(rule.when, facts)
            yield Reason(rule.id, rule.text, tuple(dict.fromkeys((*found, *names))), rule.sources, rule.points)
    best = max(candidate.evidence, key=lambda row: _evidence_points(knowledge, row))
    direction = knowledge.directions[best.direction]
    grade = knowledge.grades[best.grade]
    text = f"Evidence: {direction.name} ({grade.name} certainty). {best.text}"
    yield Reason(f"evidence-{best.direction}", text, (), best.sources, _evidence_points(knowledge, best))


def _evidence_points(knowledge: KnowledgeBase, row: Evidence) -> int:
    points: int = knowledge.evidence_points[row.direction].points[row.grade]
    return points


def _basis(
    rule: RankingRule,
    knowledge: KnowledgeBase,
    case: Case,
    candidate: Candidate,
    technique: Technique,
    because: dict[str, tuple[str, ...]],
) -> tuple[str, ...] | None:
    """The findings behind a rule that holds for the technique; ``None`` when it does not hold."""
    match rule.basis:
        case "fits-condition":
            stated = [row.condition for row in candidate.evidence if row.use == "main"]
            return tuple(dict.fromkeys(name for one in stated for name in because[one])) if stated else None
        case "comfort-use":
            return () if all(row.use == "comfort" for row in candidate.evidence) else None
        case "works-on-area":
            return () if knowledge.places_of(case.areas).intersection(technique.touches) else None
        case "tool-asked":
            asked = set(case.wishes.tools or ())
            return () if asked.intersection(tool for choices in technique.tools for tool in choices) else None
        case "tool-missing":
            return () if any(not use.at_hand for use in _tools(knowledge, case, technique)) else None
        case _:
            return ()
