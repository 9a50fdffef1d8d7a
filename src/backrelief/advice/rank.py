"""The order of the suggestions: a sum of points, each with a reason that the advice shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct

from backrelief.advice.reasons import Narrowed, NotIf, Reason
from backrelief.advice.select import Candidate, Selection
from backrelief.advice.tools import is_at_hand, tool_for
from backrelief.knowledge.properties import GIVERS
from backrelief.logic import evaluate
from backrelief.logic.criteria import support

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.practice import Evidence, Technique
    from backrelief.knowledge.models.vocabulary import RankingRule

NO_GAIN = "no-difference"
GAINS = frozenset({"benefit", "small-benefit"})


class ToolUse(Struct, frozen=True):
    """A tool that a technique needs, and what can be used instead."""

    tool: str
    at_hand: bool
    """Whether it was named, or counts as at hand in any home."""
    stand_in: str | None


class Suggestion(Struct, frozen=True):
    """A technique that can be done, why, and within which limits."""

    technique: str
    points: int
    """Sum of the points of the reasons."""
    reasons: tuple[Reason, ...]
    """Why it has its place, each with its points."""
    evidence: tuple[Evidence, ...]
    """A row for each condition that it is suggested for."""
    by: str
    """Who applies it here."""
    pressure: str
    """The strongest pressure that this giver may use; ``none`` if nothing presses."""
    positions: tuple[str, ...]
    """Those that are left."""
    keep_off: tuple[str, ...]
    """Places that it would touch and must not."""
    minutes: int | None
    tools: tuple[ToolUse, ...]
    """What it needs."""
    changes: tuple[Narrowed, ...]
    """What was narrowed for this person, and why."""
    not_if: tuple[NotIf, ...]
    """Open questions that would rule it out or change it. Whoever shows the suggestion shows these too."""
    says: tuple[Reason, ...]
    """Sentences of rules that belong to it."""


def rank(selection: Selection, candidates: tuple[Candidate, ...]) -> tuple[Suggestion, ...]:
    """Return suggestions, best first; ties by id. Techniques that made no difference in trials come last."""
    suggestions = (_suggestion(selection, candidate) for candidate in candidates)
    return tuple(sorted(suggestions, key=lambda it: (_made_no_difference(it), -it.points, it.technique)))


def _made_no_difference(suggestion: Suggestion) -> bool:
    directions = {row.direction for row in suggestion.evidence}
    return NO_GAIN in directions and not directions & GAINS


def _suggestion(selection: Selection, candidate: Candidate) -> Suggestion:
    technique = selection.knowledge.techniques[candidate.technique]
    verdict = candidate.verdict
    giver = min(verdict.pressures, key=GIVERS.index)
    tools = tuple(_tools(selection, technique))
    reasons = (*_ranking_reasons(selection, candidate, technique, giver, tools), _evidence_reason(selection, candidate))
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
        tools,
        verdict.changes,
        verdict.not_if,
        verdict.says,
    )


def _tools(selection: Selection, technique: Technique) -> Iterator[ToolUse]:
    knowledge, wishes = selection.knowledge, selection.case.wishes
    for choices in technique.tools:
        tool = tool_for(knowledge, choices, wishes) or choices[0]
        yield ToolUse(tool, is_at_hand(knowledge, tool, wishes), knowledge.tools[tool].stand_in)


def _ranking_reasons(
    selection: Selection, candidate: Candidate, technique: Technique, giver: str, tools: tuple[ToolUse, ...]
) -> Iterator[Reason]:
    tests = selection.knowledge.technique_tests
    for rule in selection.knowledge.ranking:
        if rule.when is not None and evaluate(rule.when, selection.facts) is not True:
            continue
        if rule.technique is not None and not tests.passes(rule.technique, technique, giver):
            continue
        basis = _basis(rule, selection, candidate, technique, tools)
        if basis is not None:
            names = () if rule.when is None else support(rule.when, selection.facts)
            yield Reason(rule.id, rule.text, tuple(dict.fromkeys((*basis, *names))), rule.sources, rule.points)


def _basis(
    rule: RankingRule, selection: Selection, candidate: Candidate, technique: Technique, tools: tuple[ToolUse, ...]
) -> tuple[str, ...] | None:
    """Return the findings on which the rule rests for the technique; ``None`` if the rule does not hold."""
    match rule.basis:
        case "fits-condition":
            because = {fit.condition: fit.because for fit in selection.fits}
            meant_for = [row.condition for row in candidate.evidence if row.use == "main"]
            names = dict.fromkeys(name for condition in meant_for for name in because[condition])
            return tuple(names) if meant_for else None
        case "comfort-use":
            holds = all(row.use == "comfort" for row in candidate.evidence)
        case "works-on-area":
            holds = bool(selection.knowledge.places_of(selection.case.areas).intersection(technique.touches))
        case "tool-asked":
            asked = set(selection.case.wishes.tools or ())
            holds = bool(asked.intersection(tool for choices in technique.tools for tool in choices))
        case "tool-missing":
            holds = any(not use.at_hand for use in tools)
        case "rule":
            holds = True
        case _:
            assert_never(rule.basis)
    return () if holds else None


def _evidence_reason(selection: Selection, candidate: Candidate) -> Reason:
    """Return a reason for the row of evidence that gives the most points."""
    knowledge = selection.knowledge
    best = max(candidate.evidence, key=lambda row: _evidence_points(knowledge, row))
    direction, grade = knowledge.directions[best.direction], knowledge.grades[best.grade]
    text = f"Evidence: {direction.name} ({grade.name} certainty). {best.text}"
    return Reason(f"evidence-{best.direction}", text, (), best.sources, _evidence_points(knowledge, best))


def _evidence_points(knowledge: KnowledgeBase, row: Evidence) -> int:
    return knowledge.evidence_points[row.direction].points[row.grade]
