"""Run worked cases; report invalid answers and failed expectations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from backrelief.advice.advise import Advice, advise
from backrelief.advice.rank import Suggestion
from backrelief.advice.routine.compose import ComposedRoutine
from backrelief.case.case import Case
from backrelief.case.data import MisfitError, case_of
from backrelief.errors import UsageError
from backrelief.interview.questions import deny_dangers, deny_everything, lists, open_questions
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.documents import Document, Location, read_document
from backrelief.knowledge.faults import Fault
from backrelief.knowledge.models.cases import Expected, WorkedCase

Unmet = tuple[tuple[str, ...], str]
"""The location below ``expected``, and the actual result in words."""


def given_case(knowledge: KnowledgeBase, worked: WorkedCase) -> Case:
    """Return the case of the person in a worked case.

    Raises:
        UsageError: an answer does not fit its finding.
    """
    given = worked.given
    case = case_of(knowledge, {"areas": list(given.areas), "findings": given.findings, "wishes": given.wishes})
    match given.otherwise:
        case "no-dangers":
            return deny_dangers(knowledge, case)
        case "nothing":
            return deny_everything(knowledge, case)
        case _:
            return case


def unmet(knowledge: KnowledgeBase, worked: WorkedCase) -> Iterator[Unmet]:
    """Yield the expectations that are not met.

    Raises:
        UsageError: an answer does not fit its finding.
    """
    yield from differences(knowledge, worked.expected, advise(knowledge, given_case(knowledge, worked)))


def differences(knowledge: KnowledgeBase, expected: Expected, advice: Advice) -> Iterator[Unmet]:
    """Yield each expectation that the advice does not meet."""
    screening = advice.screening
    if expected.level is not None and screening.level != expected.level:
        yield ("level",), f"the level is {screening.level}, not {expected.level}"
    omitted = {omission.technique: omission.reason.rule for omission in advice.omissions}
    suggested = {suggestion.technique for suggestion in advice.suggestions}
    found = {
        "raised": {flag.red_flag for flag in screening.raised},
        "open": {flag.red_flag for flag in screening.open},
        "cautions": {reason.rule for reason in advice.cautions},
        "conditions": {fit.condition for fit in advice.fits if fit.how != "could"},
        "suggests": suggested,
    }
    for name, held in found.items():
        for entry in getattr(expected, name):
            if entry not in held:
                because = f" (left out by {omitted[entry]})" if entry in omitted else ""
                yield (name, entry), f"{name} lacks {entry}{because}"
    for field, name, refused in (
        ("not-raised", "raised", expected.not_raised),
        ("not-cautions", "cautions", expected.not_cautions),
        ("not-conditions", "conditions", expected.not_conditions),
        ("not-suggested", "suggests", expected.not_suggested),
    ):
        yield from (((field, entry), f"{name} holds {entry}") for entry in refused if entry in found[name])
    for technique, rule in expected.omits.items():
        if omitted.get(technique) != rule:
            yield ("omits", technique), f"{technique} is left out by {omitted.get(technique)}, not by {rule}"
    if expected.nothing_suggested is not None and expected.nothing_suggested == bool(suggested):
        yield ("nothing-suggested",), f"{len(suggested)} techniques are suggested"
    yield from _question_differences(expected, advice)
    yield from _technique_differences(expected, advice)
    yield from _routine_differences(knowledge, expected, advice)


def _question_differences(expected: Expected, advice: Advice) -> Iterator[Unmet]:
    levels = {flag.red_flag: flag.level for flag in advice.screening.raised}
    for flag, level in expected.raised_at.items():
        if levels.get(flag) != level:
            yield ("raised-at", flag), f"{flag} holds at {levels.get(flag, 'no level')}, not at {level}"
    if expected.asks or expected.not_asks:
        asked = {name for page in lists(advice.assessment) for line in page.lines for name in line.findings}
        asked.update(open_questions(advice.assessment))
        yield from ((("asks", name), f"{name} is not asked") for name in expected.asks if name not in asked)
        yield from ((("not-asks", name), f"{name} is asked") for name in expected.not_asks if name in asked)


def _technique_differences(expected: Expected, advice: Advice) -> Iterator[Unmet]:
    """Compare what is allowed of single techniques; nothing is allowed of a technique that is not suggested."""
    suggested = {suggestion.technique: suggestion for suggestion in advice.suggestions}
    wanted: tuple[tuple[str, dict[str, tuple[str, ...]], Callable[[Suggestion], tuple[str, ...]]], ...] = (
        ("keeps-off", expected.keeps_off, lambda one: one.keep_off),
        ("positions", expected.positions, lambda one: one.positions),
        ("pressures", {name: (value,) for name, value in expected.pressures.items()}, lambda one: (one.pressure,)),
        (
            "minutes",
            {name: (str(value),) for name, value in expected.minutes.items()},
            lambda one: () if one.minutes is None else (str(one.minutes),),
        ),
        (
            "says",
            {name: tuple(sorted(rules)) for name, rules in expected.says.items()},
            lambda one: tuple(sorted(reason.rule for reason in one.says)),
        ),
    )
    for name, by_technique, left_of in wanted:
        for technique, values in by_technique.items():
            if technique not in suggested:
                yield (name, technique), f"{technique} is not suggested"
                continue
            left = left_of(suggested[technique])
            if left != values and not (name == "keeps-off" and set(values) <= set(left)):
                found, sought = (", ".join(words) or "none" for words in (left, values))
                yield (name, technique), f"{name} of {technique}: {found}, not {sought}"


def _routine_differences(knowledge: KnowledgeBase, expected: Expected, advice: Advice) -> Iterator[Unmet]:
    composed = advice.routine if isinstance(advice.routine, ComposedRoutine) else None
    routine = "none" if composed is None else composed.id
    if expected.routine and routine not in expected.routine and not ("any" in expected.routine and composed):
        yield ("routine",), f"the routine is {routine}, not {' or '.join(expected.routine)}"
    if expected.pressure_at_most is None:
        return
    rank = knowledge.pressure_rank
    used = {suggestion.technique: suggestion.pressure for suggestion in advice.suggestions}
    used |= {step.technique: step.pressure for step in (composed.steps if composed else ())}
    for technique, pressure in used.items():
        if rank[pressure] > rank[expected.pressure_at_most]:
            yield ("pressure-at-most",), f"{technique} is given at {pressure}"


def case_faults(knowledge: KnowledgeBase, *, from_layer: int, run: bool) -> tuple[Fault, ...]:
    """Return the faults of the cases in this layer and the layers above it, each at its line.

    Reading the answers takes almost no time; running a case (``run``) takes as long as giving advice.
    """
    documents = cache(read_document)
    return tuple(
        fault
        for worked in knowledge.cases
        if knowledge.origins["cases", worked.id].layer >= from_layer
        for fault in _faults(knowledge, worked, documents(knowledge.origins["cases", worked.id].path), run=run)
    )


def _faults(knowledge: KnowledgeBase, worked: WorkedCase, document: Document, *, run: bool) -> Iterator[Fault]:
    home = _home(document, worked.id)
    try:
        if not run:
            given_case(knowledge, worked)
            return
        for location, message in unmet(knowledge, worked):
            hint = "Either the expectation or a rule is wrong; `backrelief why` says which rule acted."
            expectation = _location_of_expectation(document, (*home, "expected"), location)
            yield document.fault(expectation, message, "case-differs", hint)
    except MisfitError as error:
        yield document.fault((*home, "given", *error.location), error.message, "case-answer", error.hint)
    except UsageError as error:
        yield document.fault((*home, "given", "findings"), str(error), "case-answer", error.hint)


def _home(document: Document, case_id: str) -> Location:
    """Return the location of a case in its file."""
    cases = document.data["cases"] if isinstance(document.data, dict) else []
    index = next((index for index, case in enumerate(cases) if case["id"] == case_id), 0)
    return ("cases", index)


def _location_of_expectation(document: Document, above: Location, location: tuple[str, ...]) -> Location:
    """Return the location of an expectation; in a list, the location of the item that it names."""
    field = (*above, location[0])
    value = document.value_at(field)
    if len(location) > 1 and isinstance(value, list) and location[1] in value:
        return (*field, value.index(location[1]))
    return (*field, *location[1:])
