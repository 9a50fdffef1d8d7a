"""Put findings and criteria into plain words, as clauses after "because" and "not if"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, assert_never

from backrelief.knowledge.terms import UNPLACED
from backrelief.logic import All, AnyOf, AtLeast, Between, Constant, Criterion, Holds, Interval, Member, Not, OneOf
from backrelief.logic.criteria import AllOf

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.findings import AskedFinding

_SPANS = ((365, "years"), (30, "months"), (7, "weeks"), (1, "days"))
_WEEKS_UP_TO = 84
"""Days. A shorter time is worded in weeks, a longer one in months if it is a whole number of them."""


def _span(value: float) -> tuple[int, str]:
    """Return the length in days and the name of the largest unit that divides this number of days."""
    if value <= _WEEKS_UP_TO and value % 7 == 0 and value:
        return 7, "weeks"
    return next((size, name) for size, name in _SPANS if (value >= size and value % size == 0) or size == 1)


def _counted(value: float, unit: str) -> str:
    text = f"{value:g}"
    return f"{text} {unit.removesuffix('s') if text == '1' else unit}"


def spell_number(value: float, unit: str) -> str:
    """Return a number with its unit; days become weeks, months or years if the number stays whole."""
    if unit != "days":
        return _counted(value, "of 10" if unit == "score" else unit)
    size, name = _span(value)
    return _counted(value / size, name)


def spell_bounds(low: float | None, high: float | None, unit: str) -> str:
    """Return inclusive bounds in words: "65 years or more", "3 days or less", "10 to 25 years"."""
    if low is not None and high is not None:
        if low == high:
            return spell_number(low, unit)
        if unit != "days":
            return f"{low:g} to {spell_number(high, unit)}"
        size, name = min(_span(low), _span(high))
        if low % size or high % size:
            return f"{spell_number(low, unit)} to {spell_number(high, unit)}"
        return f"{low / size:g} to {_counted(high / size, name)}"
    if low is not None:
        return f"{spell_number(low, unit)} or more"
    return f"{spell_number(high or 0, unit)} or less"


def choice_name(knowledge: KnowledgeBase, finding: AskedFinding, choice: str) -> str:
    """Return the words for one choice of a finding."""
    if choice == UNPLACED:
        return "a place that you could not name"
    match finding.kind:
        case "sites":
            return knowledge.places[choice].name if choice in knowledge.places else choice
        case "choice" | "several":
            if choice in finding.choices or finding.choices_from is None:
                return finding.choices.get(choice, choice)
            entry = knowledge.table(finding.choices_from).get(choice)
            return str(getattr(entry, "name", choice))
        case "yes-no" | "number":
            return choice
        case _:
            assert_never(finding)


def join_words(words: Iterable[str], last: str = "or") -> str:
    """Join a list as people say it: "a, b or c"."""
    listed = list(words)
    return f" {last} ".join(part for part in (", ".join(listed[:-1]), listed[-1]) if part) if listed else ""


def _filled(knowledge: KnowledgeBase, finding: AskedFinding, choices: Iterable[str]) -> str:
    named = join_words(choice_name(knowledge, finding, choice) for choice in choices)
    if finding.kind == "sites":
        return f"{finding.clause} ({named})"
    return finding.clause.replace("{}", named) if "{}" in finding.clause else finding.clause


def say_answer(knowledge: KnowledgeBase, name: str, answer: object) -> str:
    """Return the answer of a case to a finding as a clause."""
    finding = knowledge.asked(name)
    if isinstance(answer, Mapping):
        held = [choice for choice, is_true in answer.items() if is_true]
        return _filled(knowledge, finding, held) if held else say_question(knowledge, name)
    if isinstance(answer, Interval) and finding.kind == "number":
        return finding.clause.replace("{}", spell_bounds(answer.low, answer.high, finding.unit))
    if isinstance(answer, str):
        return _filled(knowledge, finding, [answer])
    return say_question(knowledge, name)


def say_question(knowledge: KnowledgeBase, name: str) -> str:
    """Return a finding without an answer as a clause."""
    finding = knowledge.asked(name)
    if "{}" not in finding.clause:
        return finding.clause
    return f'of the question "{finding.ask}"'


def say_unsure(knowledge: KnowledgeBase, name: str) -> str:
    """Return a finding that the person is not sure of as a clause, which never reads as a yes."""
    finding = knowledge.asked(name)
    if "{}" in finding.clause:
        return f'you are not sure of the answer to "{finding.ask}"'
    return f"you are not sure whether {finding.clause}"


def say_criterion(knowledge: KnowledgeBase, criterion: Criterion) -> str:
    """Return a criterion as a clause."""
    match criterion:
        case Constant(value):
            return "always" if value else "never"
        case Holds(finding):
            return knowledge.asked(finding).clause
        case Between(finding, low, high):
            asked = knowledge.asked(finding)
            lowest, highest = (None if isinstance(bound, str) else bound for bound in (low, high))
            unit = asked.unit if asked.kind == "number" else "score"
            return asked.clause.replace("{}", spell_bounds(lowest, highest, unit))
        case OneOf(finding, values):
            return _filled(knowledge, knowledge.asked(finding), values)
        case Member(finding, member):
            return _filled(knowledge, knowledge.asked(finding), [member])
        case Not(part):
            return f"it is not so that {say_criterion(knowledge, part)}"
        case AnyOf(parts):
            return join_words(_grouped(knowledge, parts))
        case All(parts):
            return _together(knowledge, parts)
        case AtLeast(count, parts):
            listed = "; ".join(say_criterion(knowledge, part) for part in parts)
            return f"{count} or more of these hold: {listed}"
        case AllOf():
            return ""  # linking replaced it
        case _:
            assert_never(criterion)


def _together(knowledge: KnowledgeBase, parts: Iterable[Criterion]) -> str:
    """Join parts that must all be true; those that must be false come last, after "unless"."""
    wanted: list[str] = []
    unless: list[str] = []
    for part in parts:
        if isinstance(part, Not):
            unless.append(say_criterion(knowledge, part.part))
        else:
            said = say_criterion(knowledge, part)
            wanted.append(f"either {said}" if isinstance(part, AnyOf) and " or " in said else said)
    if not wanted:
        return f"it is not so that {join_words(unless)}"
    joint = ", and " if any(said.startswith("either ") for said in wanted) else " and "
    words = joint.join(wanted)
    return f"{words}, unless {join_words(unless)}" if unless else words


def _grouped(knowledge: KnowledgeBase, parts: Iterable[Criterion]) -> list[str]:
    """Join the members of one group; name a whole group once, without its members."""
    members: dict[str, list[str]] = {}
    words: list[str] = []
    for part in parts:
        if isinstance(part, Member):
            if part.finding not in members:
                words.append(part.finding)
            members.setdefault(part.finding, []).append(part.member)
        else:
            words.append(say_criterion(knowledge, part))
    for finding, held in members.items():
        asked = knowledge.asked(finding)
        whole = set(held) == set(knowledge.shapes[finding].choices)
        said = asked.clause.replace("{}", "any of them") if whole else _filled(knowledge, asked, held)
        words[words.index(finding)] = said
    return list(dict.fromkeys(words))
