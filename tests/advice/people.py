"""Random people: cases that a person could state, over any knowledge, without contradictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from backrelief.case.answers import no_to
from backrelief.case.case import UNSURE, Answer, Case, Wishes
from backrelief.case.facts import facts_of
from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint.examine import load_knowledge
from backrelief.logic import NOTHING, Between, Criterion, Interval, evaluate
from backrelief.logic.criteria import atoms

BY_OPTION = frozenset({"areas", "giver", "first-time", "minutes", "tools", "positions", "pressure"})
"""Findings that take their value from the areas and the wishes of a case."""


def examples(number: int, *, shrink: bool = True) -> settings:
    """Draw this many random cases, the same ones in every run, however slow the machine is.

    Without ``shrink`` the first counterexample is shown as it is: if a case takes long, finding a smaller one takes
    minutes.
    """
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if shrink else [])]
    return settings(
        max_examples=number, deadline=None, derandomize=True, database=None, suppress_health_check=slow, phases=phases
    )


def case_criteria(knowledge: KnowledgeBase) -> Iterator[Criterion]:
    """Yield every criterion over findings that decides something."""
    for flag in knowledge.red_flags:
        yield from (line.when for line in flag.levels)
    for entry in (*knowledge.cautions, *knowledge.conditions, *knowledge.routines):
        if entry.when is not None:
            yield entry.when
    for technique in knowledge.techniques:
        yield from (row.when for row in technique.evidence if row.when is not None)
    for gate in knowledge.gates.values():
        yield from (part for part in (gate.only_if, gate.true_when) if part is not None)


def is_yes(answer: Answer) -> bool:
    """Tell if the answer says that the finding holds in some way."""
    if isinstance(answer, Mapping):
        return any(answer.values())
    return answer is not False and answer is not UNSURE and answer is not NOTHING


def without_contradictions(knowledge: KnowledgeBase, case: Case) -> Case:
    """Return the case without answers to questions that do not arise after its other answers.

    An age or a time rules out no answer: it only says which questions are not worth asking.
    """
    while True:
        worded = {name: answer for name, answer in case.findings.items() if not isinstance(answer, Interval)}
        facts = facts_of(knowledge, replace(case, findings=worded))
        impossible = {
            name
            for name, answer in case.findings.items()
            if (gate := knowledge.gates.get(name)) is not None
            and gate.only_if is not None
            and (is_yes(answer) or answer is UNSURE)
            and evaluate(gate.only_if, facts) is False
        }
        if not impossible:
            return case
        case = replace(case, findings={name: case.findings[name] for name in case.findings if name not in impossible})


class People:
    """Strategies for the answers to each finding of a knowledge base, and for whole cases."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Read the knowledge once; drawing is then cheap."""
        self.knowledge = knowledge
        self.names = tuple(name for name in knowledge.shapes if knowledge.asked(name).stands_for not in BY_OPTION)
        self.dangers = tuple(name for name in self.names if knowledge.asked(name).role == "danger")
        self.points = self._turning_points()
        self.answers = {name: self._answers(name) for name in self.names}
        asked = tuple(atom.finding for criterion in case_criteria(knowledge) for atom, _ in atoms(criterion))
        self.decisive = tuple(name for name in dict.fromkeys(asked) if name in self.answers)
        self.denials = {
            kind: {
                name: no_to(knowledge, name)
                for entry in knowledge.screens
                if entry.kind == kind
                for line in entry.lines
                for name in (*line.any, *line.follow_up)
            }
            for kind in ("danger", "precautions")
        }
        self.mild = tuple(name for name in self.decisive if name not in self.denials["danger"])

    def _turning_points(self) -> dict[str, tuple[float, ...]]:
        """Return for each number both sides of every bound that a rule compares it with, and the ends of its scale."""
        found: dict[str, set[float]] = {}
        for criterion in case_criteria(self.knowledge):
            for atom, _ in atoms(criterion):
                if isinstance(atom, Between):
                    bounds = [bound for bound in (atom.low, atom.high) if isinstance(bound, float)]
                    found.setdefault(atom.finding, set()).update(*((at - 1, at, at + 1) for at in bounds))
        points = {}
        for name in self.names:
            finding = self.knowledge.asked(name)
            if finding.kind == "number":
                wanted = found.get(name, set()) | {finding.least, finding.most}
                points[name] = tuple(sorted(at for at in wanted if finding.least <= at <= finding.most))
        return points

    def known(self, name: str) -> st.SearchStrategy[Answer]:
        """Draw answers other than "not sure"; "does not arise" is one of them only if a gate could say so."""
        shape = self.knowledge.shapes[name]
        nothing: list[Answer] = [NOTHING] if name in self.knowledge.gates else []
        match shape.kind:
            case "yes-no":
                return st.booleans()
            case "choice":
                return st.sampled_from((*shape.choices, *nothing))
            case "number":
                points = st.sampled_from(self.points[name])
                ranges = st.tuples(points, points).map(lambda ends: Interval(min(ends), max(ends)))
                return st.one_of(points.map(lambda at: Interval(at, at)), ranges, *map(st.just, nothing))
            case _:
                some = st.dictionaries(st.sampled_from(shape.choices), st.booleans(), max_size=3)
                return st.one_of(some, st.just(no_to(self.knowledge, name)))

    def _answers(self, name: str) -> st.SearchStrategy[Answer]:
        if self.knowledge.asked(name).stands_for in {"conditions", "agreed"}:
            return self.known(name)
        return st.one_of(self.known(name), self.known(name), st.just(UNSURE))


@cache
def shipped_people() -> People:
    """Return people over the shipped knowledge, which is read when the first of them is drawn."""
    return People(load_knowledge())


def shipped() -> KnowledgeBase:
    """Return the shipped knowledge. A fixture would be printed in full with every counterexample."""
    return shipped_people().knowledge


@dataclass(frozen=True)
class Person:
    """A case in few words: the lists that were denied as a whole, and every other answer."""

    areas: tuple[str, ...]
    denied: tuple[str, ...] = ()
    """Kinds of list: `danger`, `precautions`."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def case(self) -> Case:
        """The case, without its contradictions."""
        people = shipped_people()
        denials = {name: no for kind in self.denied for name, no in people.denials[kind].items()}
        return without_contradictions(people.knowledge, Case(self.areas, {**denials, **self.answers}, self.wishes))


@st.composite
def answers(draw: st.DrawFn, *, start: bool) -> dict[str, Answer]:
    """Draw a few answers of any kind; with ``start`` mostly age, duration and severity among them."""
    people = shipped_people()
    roles = ("age", "duration", "severity") if start else ()
    given = [one.id for role in roles if (one := people.knowledge.finding_for(role)) and draw(st.booleans())]
    pool = draw(st.sampled_from((people.decisive, people.mild)))
    some = draw(st.lists(st.sampled_from(pool), max_size=6, unique=True))
    rest = draw(st.lists(st.sampled_from(people.names), max_size=2, unique=True))
    return {name: draw(people.answers[name]) for name in dict.fromkeys((*given, *some, *rest))}


@st.composite
def wishes(draw: st.DrawFn) -> Wishes:
    """Draw wishes, in half of the cases none."""
    knowledge = shipped()

    def few(kind: str) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(knowledge.table(kind).ids), max_size=2, unique=True)))

    if draw(st.booleans()):
        return Wishes()
    return Wishes(
        minutes=draw(st.sampled_from((None, 1, 3, 5, 10, 15, 30, 60))),
        tools=draw(st.sampled_from((None, few("tools")))),
        without=few("tools"),
        by=draw(st.sampled_from((None, "self", "partner", "therapist"))),
        avoid_positions=few("positions"),
        pressure=draw(st.sampled_from((None, *knowledge.pressures.ids))),
    )


@st.composite
def persons(draw: st.DrawFn) -> Person:
    """Draw a person with at least one area; nothing asked yet, the danger lists denied, or all lists denied."""
    areas = draw(st.lists(st.sampled_from(shipped().areas.ids), min_size=1, max_size=3, unique=True))
    denied = draw(st.sampled_from(((), ("danger",), ("danger", "precautions"), ("danger", "precautions"))))
    return Person(tuple(areas), denied, draw(answers(start=bool(denied))), draw(wishes()))
