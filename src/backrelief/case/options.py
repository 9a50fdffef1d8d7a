"""From options to a case: the options are laid over the file of answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from backrelief.case.answers import no_to, read_answer, yes_to
from backrelief.case.case import MOST_MINUTES, UNSURE, WISHES, Answer, Case, Wishes
from backrelief.case.facts import facts_of
from backrelief.errors import UsageError
from backrelief.knowledge.lexicon import closest, find_ids, normal, resolve
from backrelief.logic import NOTHING, Interval, evaluate, findings

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


class Said(Struct, frozen=True):
    """The options of a command as they were typed."""

    areas: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    severity: str | None = None
    duration: str | None = None
    side: str | None = None
    age: str | None = None
    have: tuple[str, ...] = ()
    have_not: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    wishes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Option of a wish -> the texts that were typed for it; the text of a flag does not matter."""


def case_from(knowledge: KnowledgeBase, said: Said, base: Case | None = None) -> Case:
    """Return the case of the file (``base``) with the options laid over it.

    Raises:
        UsageError: a word is unknown, a value does not fit, or answers contradict each other.
    """
    case = base or Case()
    for option, texts in said.wishes.items():
        case = replace(case, wishes=_with_wish(knowledge, case.wishes, option, texts))
    if said.areas:
        areas = [resolve(knowledge, "areas", area, noun="area") for area in said.areas]
        case = replace(case, areas=tuple(dict.fromkeys(areas)))
    answers = _Answers(knowledge, case)
    _take_values(knowledge, said, answers)
    _take_answers(knowledge, said, answers)
    case = answers.case
    check_consistent(knowledge, case)
    return case


class _Answers:
    """The answers of the command line, laid over those of a file; each finding may be answered once."""

    def __init__(self, knowledge: KnowledgeBase, case: Case) -> None:
        self.knowledge, self.case = knowledge, case
        self.given: dict[str, tuple[str, Answer]] = {}

    def take(self, how: str, finding: str, answer: Answer) -> None:
        """Add one answer; ``how`` is the option that gives it.

        Raises:
            UsageError: another option, or the same one, gave the finding another answer before.
        """
        several = self.knowledge.shapes[finding].kind == "group" and how == "--have"
        before, known = self.given.setdefault(finding, (how, answer))
        if before != how or (known != answer and not several):
            with_both = f"with {before} and with {how}" if before != how else f"with {how} more than once"
            message = f"`{finding}` was given {with_both}"
            raise UsageError(message, hint="Keep the one that is true.")
        self.case = self.case.stating(finding, answer)


def _take_values(knowledge: KnowledgeBase, said: Said, answers: _Answers) -> None:
    for role, text in (
        ("severity", said.severity),
        ("duration", said.duration),
        ("side", said.side),
        ("age", said.age),
    ):
        if text is not None:
            name = _finding_for(knowledge, role, f"the {role}")
            answers.take(f"--{role}", name, read_answer(knowledge, name, text))
    if (by := said.wishes.get("by")) and (finding := knowledge.finding_for("giver")):
        answers.take("--by", finding.id, read_answer(knowledge, finding.id, by[-1]))
    if said.conditions:
        name = _finding_for(knowledge, "conditions", "a condition")
        ids = [resolve(knowledge, "conditions", text, noun="condition") for text in said.conditions]
        answers.take("--condition", name, dict.fromkeys(ids, True))


def _finding_for(knowledge: KnowledgeBase, role: str, noun: str) -> str:
    finding = knowledge.finding_for(role)
    if finding is None:
        message = f"this knowledge does not ask for {noun}"
        raise UsageError(message, hint="Leave the option out.")
    return finding.id


def _take_answers(knowledge: KnowledgeBase, said: Said, answers: _Answers) -> None:
    for how, texts in (("have", said.have), ("not", said.have_not), ("unsure", said.unsure)):
        for text in texts:
            name, _, value = text.partition("=")
            finding = resolve_finding(knowledge, name)
            answer = _answer(knowledge, how, finding, value)
            answers.take("--not" if how == "have" and answer is False else f"--{how}", finding, answer)


def _answer(knowledge: KnowledgeBase, how: str, finding: str, value: str) -> Answer:
    if how != "have":
        if how == "not" and knowledge.shapes[finding].kind == "number":
            message = f"`{finding}` is a number, so it cannot be denied"
            raise UsageError(message, hint=f"Give it with --have {finding}=NUMBER, or leave it out.")
        if value:
            message = f"--{how} {finding} takes no value"
            raise UsageError(message, hint=f"Write --{how} {finding}.")
        return UNSURE if how == "unsure" else no_to(knowledge, finding)
    return read_answer(knowledge, finding, value) if value else yes_to(knowledge, finding)


def resolve_finding(knowledge: KnowledgeBase, text: str) -> str:
    """Return the asked finding that the text names.

    Raises:
        UsageError: there is none; or it is derived, and the hint names the findings that it follows from; or it
            has an option of its own.
    """
    meant = (knowledge.findings[name] for name in find_ids(knowledge, "findings", text))
    derived = next((finding for finding in meant if finding.kind == "derived"), None)
    if derived is not None:
        names = ", ".join(findings(derived.when))
        message = f"`{derived.id}` is not asked; it follows from other findings"
        raise UsageError(message, hint=f"Say what is true of: {names}.")
    asked = [finding.id for finding in knowledge.asked_findings]
    name = resolve(knowledge, "findings", text, noun="finding", among=asked)
    role = knowledge.asked(name).stands_for
    if role in OPTION_OF:
        message = f"`{name}` has an option of its own"
        raise UsageError(message, hint=f"Use {OPTION_OF[role]}.")
    return name


OPTION_OF: Final = {"areas": "--area"} | {
    wish.role: f"--{wish.option}" for wish in WISHES.values() if wish.role not in {None, "giver", "first-time"}
}
"""Role of a finding that only an option can answer -> the option."""


def _with_wish(knowledge: KnowledgeBase, wishes: Wishes, option: str, texts: Sequence[str]) -> Wishes:
    """Return the wishes with what was typed for the option of a wish."""
    match option:
        case "minutes":
            return replace(wishes, minutes=_minutes(texts[-1]))
        case "tool":
            return replace(wishes, tools=_each_once(resolve(knowledge, "tools", text, noun="tool") for text in texts))
        case "without":
            return replace(wishes, without=_each_once(_tool_or_surface(knowledge, text) for text in texts))
        case "by":
            return replace(wishes, by=texts[-1])
        case "position":
            positions, surfaces = _positions(knowledge, texts)
            return replace(wishes, positions=positions, surfaces=surfaces)
        case "avoid-position":
            positions, surfaces = _positions(knowledge, texts)
            return replace(wishes, avoid_positions=positions, without=_each_once((*wishes.without, *surfaces)))
        case "pressure":
            return replace(wishes, pressure=resolve(knowledge, "pressures", texts[-1], noun="pressure"))
        case "first-time":
            return replace(wishes, first_time=True)
        case _:
            message = f"no wish has the option {option}"
            raise ValueError(message)


def _minutes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= MOST_MINUTES):
        message = f"{text[:40]!r} is not a number of minutes from 1 to {MOST_MINUTES}"
        raise UsageError(message, hint="Write --minutes 10.")
    return int(text)


def _tool_or_surface(knowledge: KnowledgeBase, text: str) -> str:
    if not find_ids(knowledge, "tools", text):
        if surfaces := find_ids(knowledge, "surfaces", text):
            return surfaces[0]
        if near := closest(normal(text), knowledge.surfaces.ids, most=1, cutoff=0.75):
            message = f"no tool or surface is called {text!r}"
            raise UsageError(message, hint=f"Did you mean `{near[0]}`?")
    return resolve(knowledge, "tools", text, noun="tool")


def _positions(knowledge: KnowledgeBase, texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return positions and surfaces: a word such as "chair" can be both, "floor" is a surface alone."""
    positions: list[str] = []
    surfaces: list[str] = []
    for text in texts:
        found = find_ids(knowledge, "positions", text), find_ids(knowledge, "surfaces", text)
        if not any(found):
            positions.append(resolve(knowledge, "positions", text, noun="position"))
        positions.extend(found[0])
        surfaces.extend(found[1])
    return _each_once(positions), _each_once(surfaces)


def _each_once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def check_consistent(knowledge: KnowledgeBase, case: Case) -> None:
    """Refuse a stated answer that another stated answer makes impossible.

    A gate that an age or a time closes only means that the question is not worth asking; an answer counts all the same.

    Raises:
        UsageError: two answers contradict each other; it names both findings.
    """
    worded = {name: answer for name, answer in case.findings.items() if not isinstance(answer, Interval)}
    facts = facts_of(knowledge, replace(case, findings=worded))
    for name, answer in case.findings.items():
        gate = knowledge.gates.get(name)
        if gate is None or gate.only_if is None or not _says_yes(answer):
            continue
        if evaluate(gate.only_if, facts) is False:
            others = ", ".join(f"`{other}`" for other in findings(gate.only_if))
            message = f"`{name}` cannot be so with what was said of {others}"
            raise UsageError(message, hint="Correct one of them.")


def _says_yes(answer: Answer) -> bool:
    if isinstance(answer, Mapping):
        return any(answer.values())
    return answer not in (False, UNSURE, NOTHING)
