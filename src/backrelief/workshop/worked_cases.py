"""Run a worked case: give the person to the engine and say where the outcome differs from what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backrelief.advice.advise import Advice, advise
from backrelief.advice.routine.compose import ComposedRoutine
from backrelief.case.data import case_of
from backrelief.interview.questions import deny_dangers, deny_everything
from backrelief.knowledge.properties import NO_PRESSURE

if TYPE_CHECKING:
    from backrelief.case.case import Case
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.cases import Expected, WorkedCase


def given_case(knowledge: KnowledgeBase, worked: WorkedCase) -> Case:
    """The case of a story.

    Raises:
        UsageError: an answer does not fit its finding.
    """
    given = worked.given
    data: dict[str, Any] = {"areas": list(given.areas), "findings": given.findings, "wishes": given.wishes}
    case = case_of(knowledge, data)
    match given.otherwise:
        case "no-dangers":
            return deny_dangers(knowledge, case)
        case "nothing":
            return deny_everything(knowledge, case)
        case _:
            return case


Unmet = tuple[tuple[str, ...], str]
"""The place below ``expected``, and what came out otherwise, in words."""


def unmet(knowledge: KnowledgeBase, worked: WorkedCase) -> Iterator[Unmet]:
    """The expectations that do not hold.

    Raises:
        UsageError: an answer does not fit its finding.
    """
    yield from _differences(knowledge, worked.expected, advise(knowledge, given_case(knowledge, worked)))


def _differences(knowledge: KnowledgeBase, expected: Expected, advice: Advice) -> Iterator[Unmet]:
    screening = advice.screening
    if expected.level is not None and screening.level != expected.level:
        yield ("level",), f"the level is {screening.level}, not {expected.level}"
    omitted = {one.technique: one.reason.rule for one in advice.omissions}
    found = {
        "raised": {hit.red_flag for hit in screening.raised},
        "open": {flag.red_flag for flag in screening.open},
        "cautions": {reason.rule for reason in advice.cautions},
        "conditions": {fit.condition for fit in advice.fits if fit.how != "could"},
        "suggests": {one.technique for one in advice.suggestions},
    }
    for name, ids in found.items():
        for wanted in getattr(expected, name):
            if wanted not in ids:
                because = f" (left out by {omitted[wanted]})" if wanted in omitted else ""
                yield (name, wanted), f"{name} lacks {wanted}{because}"
    for field, name, refused in (
        ("not-raised", "raised", expected.not_raised),
        ("not-cautions", "cautions", expected.not_cautions),
        ("not-conditions", "conditions", expected.not_conditions),
        ("not-suggested", "suggests", expected.not_suggested),
    ):
        yield from (((field, one), f"{name} holds {one}") for one in refused if one in found[name])
    for technique, rule in expected.omits.items():
        if omitted.get(technique) != rule:
            yield ("omits", technique), f"{technique} is left out by {omitted.get(technique)}, not by {rule}"
    if expected.nothing_suggested is not None and expected.nothing_suggested == bool(advice.suggestions):
        yield ("nothing-suggested",), f"{len(advice.suggestions)} techniques are suggested"
    yield from _routine_differences(knowledge, expected, advice)


def _routine_differences(knowledge: KnowledgeBase, expected: Expected, advice: Advice) -> Iterator[Unmet]:
    composed = advice.routine if isinstance(advice.routine, ComposedRoutine) else None
    routine = "none" if composed is None else composed.id
    if expected.routine and routine not in expected.routine and not ("any" in expected.routine and composed):
        yield ("routine",), f"the routine is {routine}, not {' or '.join(expected.routine)}"
    if expected.pressure_at_most is None:
        return
    scale = knowledge.pressure_scale
    used = {one.technique: one.pressure for one in advice.suggestions}
    used |= {step.technique: step.pressure for step in (composed.steps if composed else ())}
    for technique, pressure in used.items():
        if pressure != NO_PRESSURE and scale.index(pressure) > scale.index(expected.pressure_at_most):
            yield ("pressure-at-most",), f"{technique} is given at {pressure}"
