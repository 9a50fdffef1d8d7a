"""Run a worked case: give the person to the engine and say where the outcome differs from what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backrelief.advice.advise import Advice, advise
from backrelief.case.files import case_of
from backrelief.interview.questions import deny_dangers, deny_everything, open_questions, pages
from backrelief.knowledge.properties import NO_PRESSURE

if TYPE_CHECKING:
    from backrelief.advice.rank import Suggestion
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
    case = case_of(knowledge, data, name=worked.id)
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
    yield from differences(knowledge, worked.expected, advise(knowledge, given_case(knowledge, worked)))


def differences(knowledge: KnowledgeBase, expected: Expected, advice: Advice) -> Iterator[Unmet]:
    """Yield each expectation that the advice does not meet."""
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
    yield from _question_differences(knowledge, expected, advice)
    yield from _technique_differences(expected, advice)
    yield from _routine_differences(knowledge, expected, advice)


def _question_differences(knowledge: KnowledgeBase, expected: Expected, advice: Advice) -> Iterator[Unmet]:
    levels = {hit.red_flag: hit.level for hit in advice.screening.raised}
    for flag, level in expected.raised_at.items():
        if levels.get(flag) != level:
            yield ("raised-at", flag), f"{flag} holds at {levels.get(flag, 'no level')}, not at {level}"
    if not expected.asks and not expected.not_asks:
        return
    asked = asked_findings(knowledge, advice.case)
    yield from ((("asks", name), f"{name} is not asked") for name in expected.asks if name not in asked)
    yield from ((("not-asks", name), f"{name} is asked") for name in expected.not_asks if name in asked)


def asked_findings(knowledge: KnowledgeBase, case: Case) -> frozenset[str]:
    """Return the findings that the interview would still ask."""
    listed = (name for page in pages(knowledge, case) for line in page.lines for name in line.findings)
    return frozenset((*listed, *open_questions(knowledge, case)))


def _technique_differences(expected: Expected, advice: Advice) -> Iterator[Unmet]:
    """Compare what is left of single techniques; one that is not suggested has nothing left."""
    suggested = {one.technique: one for one in advice.suggestions}
    for name, wanted in (
        ("keeps-off", expected.keeps_off),
        ("positions", expected.positions),
        ("pressures", expected.pressures),
        ("minutes", expected.minutes),
        ("says", expected.says),
        ("not-if", expected.not_if),
    ):
        for technique, value in wanted.items():
            left = suggested.get(technique)
            if left is None:
                yield (name, technique), f"{technique} is not suggested"
            elif (instead := _instead(name, value, left)) is not None:
                yield (name, technique), f"{name} of {technique} is {instead or 'nothing'}, not {_said(value)}"


def _instead(name: str, wanted: object, left: Suggestion) -> str | None:
    """Return what is left of a suggestion in place of what is wanted; ``None`` if it is as wanted."""
    match name:
        case "positions":
            return None if wanted == left.positions else _said(left.positions)
        case "pressures":
            return None if wanted == left.pressure else left.pressure
        case "minutes":
            return None if wanted == left.minutes else str(left.minutes or "no limit")
        case "says":
            rules = tuple(reason.rule for reason in left.says)
            return None if isinstance(wanted, tuple) and set(wanted) == set(rules) else _said(rules)
        case _:
            held = left.keep_off if name == "keeps-off" else tuple(note.rule for note in left.not_if)
            return None if isinstance(wanted, tuple) and set(wanted) <= set(held) else _said(held)


def _said(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _routine_differences(knowledge: KnowledgeBase, expected: Expected, advice: Advice) -> Iterator[Unmet]:
    routine = "none" if advice.routine is None else advice.routine.id
    if expected.routine and routine not in expected.routine and not ("any" in expected.routine and advice.routine):
        yield ("routine",), f"the routine is {routine}, not {' or '.join(expected.routine)}"
    if expected.pressure_at_most is None:
        return
    scale = knowledge.pressure_scale
    used = {one.technique: one.pressure for one in advice.suggestions}
    used |= {step.technique: step.pressure for step in (advice.routine.steps if advice.routine else ())}
    for technique, pressure in used.items():
        if pressure != NO_PRESSURE and scale.index(pressure) > scale.index(expected.pressure_at_most):
            yield ("pressure-at-most",), f"{technique} is given at {pressure}"
