"""Plant every single fault in the danger data, and say which of them no worked case notices.

```
PYTHONPATH=tests python -m worked_cases.plant_faults            # all, some minutes
PYTHONPATH=tests python -m worked_cases.plant_faults ci-hernia  # those whose name holds a word
```

A fault is caught if the data no longer loads, a worked case comes out otherwise than it says, or a rule of the linter
finds an error. Only cases that could notice are run: see ``Bench.noticing``.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from backrelief.advice.advise import advise
from backrelief.advice.limits import Limit, Places, limit_of
from backrelief.advice.reasons import RANK, Reason
from backrelief.advice.verdict import judge
from backrelief.case.case import UNSURE, Case, Reading, facts_of, with_areas
from backrelief.knowledge.base import KnowledgeBase, Table
from backrelief.knowledge.load import read_knowledge, shipped_folder
from backrelief.knowledge.marked import Mark, visit_marked
from backrelief.knowledge.models import adapter
from backrelief.knowledge.models.base import About
from backrelief.knowledge.models.cases import Expected, WorkedCase
from backrelief.knowledge.models.effects import Effects, SitesOf
from backrelief.knowledge.models.rules import Caution, RedFlag
from backrelief.lint import RULES
from backrelief.logic import Criterion, Facts, FindingShape, LinkError, evaluate, findings, link
from backrelief.workshop.worked_cases import differences, given_case, unmet
from worked_cases.faults import Fault, Planter

KINDS = ("red-flags", "cautions", "zones", "allowances", "findings")
READINGS: tuple[tuple[Reading, bool], ...] = (
    ("stated", False),
    ("stated", True),
    ("dangerous", False),
    ("dangerous", True),
)
"""Every way in which the program reads a case: what "not sure" is, and whether what is never asked is a no."""


@dataclass(frozen=True)
class Person:
    """A worked case with the case that it becomes once its lists are answered, and with that case in each reading."""

    worked: WorkedCase
    case: Case
    facts: tuple[Facts, ...]


class Bench:
    """The shipped knowledge with its worked cases, and everything about them that all faults share."""

    def __init__(self) -> None:
        """Read the knowledge and the cases."""
        reading = read_knowledge(shipped_folder(), shipped_folder() / "cases")
        assert reading.knowledge is not None, reading.faults
        self.knowledge = reading.knowledge
        self.homes = reading.homes
        self._outcomes: dict[object, tuple[object, object]] = {}

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Every worked case."""
        return tuple(self._person(worked) for worked in self.knowledge.cases)

    def _person(self, worked: WorkedCase) -> Person:
        case = with_areas(self.knowledge, given_case(self.knowledge, worked))
        return Person(worked, case, _readings(self.knowledge, case))

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """The ids that each worked case names."""
        return {person.worked.id: _words_of(person.worked) for person in self.people}

    def faults(self, words: Sequence[str] = ()) -> Iterator[Fault]:
        """Yield every fault whose name holds one of the words; without words, all."""
        planter = Planter(
            scales={
                "pressure": self.knowledge.pressure_scale,
                "nerve-change-pace": tuple(self.knowledge.shapes["nerve-change-pace"].choices),
                "position": self.knowledge.positions.ids,
                "surface": self.knowledge.surfaces.ids,
                "by": ("self", "partner", "therapist"),
            },
            areas=[area.id for area in self.knowledge.areas if not area.includes],
            pressures=self.knowledge.pressure_scale,
        )
        for kind in KINDS:
            for entry in self.knowledge.table(kind):
                document, place = self.homes[kind, entry.id]
                data = document.value_at(place)
                assert isinstance(data, dict)
                for fault in planter.faults(kind, data):
                    if not words or any(word in fault.name for word in words):
                        yield fault

    def planted(self, fault: Fault) -> KnowledgeBase | None:
        """Return the knowledge with the fault in it; ``None`` if it no longer loads."""
        if fault.kind == "findings" and self.knowledge.findings[fault.entry].kind == "derived":
            return self._read_again(fault)
        table: dict[str, Any] = {entry.id: entry for entry in self.knowledge.table(fault.kind)}
        if fault.data is None:
            del table[fault.entry]
        else:
            try:
                table[fault.entry] = visit_marked(adapter(fault.kind).validate_python(fault.data), self._link)
            except (ValidationError, LinkError):
                return None
        changed = replace(self.knowledge, **{fault.kind.replace("-", "_"): Table(fault.kind, table)})  # type: ignore[arg-type]
        for kept in ("_passed", "_properties", "pressure_scale"):  # they depend on techniques alone, and are slow to make
            getattr(self.knowledge, kept)
            changed.__dict__[kept] = self.knowledge.__dict__[kept]
        return changed

    def _link(self, mark: Mark, value: Any, place: tuple[str | int, ...]) -> Any:
        del place
        match mark:
            case About("case"):
                return link(value, self._shape)
            case About():
                return link(value, self.knowledge.properties.get)
            case _:
                return value

    def _shape(self, name: str) -> FindingShape | None:
        finding = self.knowledge.findings.get(name)
        if finding is not None and finding.kind == "derived":
            return FindingShape("derived", when=finding.when)
        return self.knowledge.shapes.get(name)

    def _read_again(self, fault: Fault) -> KnowledgeBase | None:
        """A derived finding stands in many criteria, so everything is linked anew."""
        with tempfile.TemporaryDirectory() as folder:
            for path in shipped_folder().glob("*.yaml"):
                data = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
                if fault.kind in data:
                    data = self.homes[fault.kind, fault.entry][0].data
                    assert isinstance(data, dict)
                    entries = [fault.data if one["id"] == fault.entry else one for one in data[fault.kind]]
                    text = yaml.safe_dump({**data, fault.kind: entries}, sort_keys=False, width=1000)
                    Path(folder, path.name).write_text(text, encoding="utf-8")
                else:
                    Path(folder, path.name).symlink_to(path)
            changed = read_knowledge(folder, shipped_folder() / "cases").knowledge
        return changed

    def noticing(self, fault: Fault, changed: KnowledgeBase) -> Iterator[tuple[Person, bool]]:
        """Yield the people whose advice the fault can change, and whether their own case can change with it.

        All that a rule does to a case follows from the levels at which it holds or is open, and from its effects on
        techniques while it does. Where these are the same, so is the advice, but for the questions that are left.
        """
        self._outcomes.clear()
        reached = None
        for person in sorted(self.people, key=lambda one: self._how_far(fault, one.worked.expected, one.worked.id)):
            expected = person.worked.expected
            if fault.kind in {"red-flags", "cautions"}:
                if self._rule_differs(fault, changed, person):
                    yield person, True
                elif fault.kind == "red-flags" and fault.place[:1] in {("allows",), ("keep-off",)}:
                    if self._raised_soon(person):
                        yield person, False
                elif fault.place[:1] == ("if-unplaced",):
                    yield person, False
                elif fault.place[:1] in {("until-agreed",), ("do",)}:
                    reached = self.reach(fault) if reached is None else reached
                    if reached and self._effect_can_differ(fault, person, reached):
                        yield person, False
            elif fault.kind == "allowances":
                if self._raised_soon(person):
                    yield person, False
            elif fault.kind == "findings" and self._finding_differs(fault, changed, person):
                yield person, True
            elif expected.asks or expected.not_asks:
                yield person, True

    def _how_far(self, fault: Fault, expected: Expected, case_id: str) -> int:
        """Return how far a case is from the entry, so that those that are about it are run first."""
        if expected.asks or expected.not_asks:
            return 0 if fault.place[:1] == ("asked-in",) else 3
        if fault.entry in (*expected.raised, *expected.raised_at, *expected.cautions):
            return 1
        return 2 if fault.entry in self.words[case_id] else 3

    def _rule_differs(self, fault: Fault, changed: KnowledgeBase, person: Person) -> bool:
        old, new = self.knowledge.table(fault.kind)[fault.entry], changed.table(fault.kind).get(fault.entry)
        if self._outcome(old, person, person.facts) != self._outcome(new, person, person.facts):
            return True
        if person.worked.expected.asks or person.worked.expected.not_asks:
            return fault.place[:1] in {("levels",), ("when",), ("asked-in",)}
        return False

    def _outcome(self, rule: object, person: Person, facts: tuple[Facts, ...]) -> object:
        """Return the levels at which a rule holds or is open; for equal answers it is worked out once."""
        names = _named_by(rule)
        areas = person.case.areas if isinstance(rule, RedFlag) else ()
        key = (id(rule), areas, tuple(str(one.value(name)) for one in facts for name in names))
        if key not in self._outcomes:
            self._outcomes[key] = rule, _outcome(rule, areas, facts)
        return self._outcomes[key][1]

    def _effect_can_differ(self, fault: Fault, person: Person, reached: frozenset[str]) -> bool:
        """While its question is open a rule only caps the pressure and stands as a note."""
        expected = person.worked.expected
        holds = evaluate(self.knowledge.cautions[fault.entry].when, person.facts[-1])
        if holds is False:
            return False
        if holds is None and fault.place[1:] not in {(), ("cap-pressure",), ("forbid",)} and not expected.not_if:
            return False
        in_general = expected.pressure_at_most or expected.routine or expected.nothing_suggested is not None
        return bool(in_general or reached.intersection(self.words[person.worked.id]))

    def _raised_soon(self, person: Person) -> bool:
        """A red flag of the person may be at level `soon`: true, or one level lower because of "not sure"."""
        return any(
            evaluate(line.when, person.facts[-2]) is True
            for flag in self.knowledge.red_flags
            for line in flag.levels
            if line.level in {"soon", "today"}
        )

    def reach(self, fault: Fault) -> frozenset[str]:
        """Return the techniques of which an effect of a caution leaves more or less because of the fault.

        Every technique is judged by the caution alone, before and after a clinician has agreed, at each place that
        the person could name. With none, the fault can change no advice about the techniques that there are.
        """
        old = self.knowledge.cautions[fault.entry]
        assert fault.data is not None
        new = visit_marked(adapter("cautions").validate_python(fault.data), self._link)
        assert isinstance(new, Caution)
        agreed = fault.place[:1] == ("do",)
        sites = any(isinstance(one.keep_off, SitesOf) for one in (old.until_agreed, old.do) if one is not None)
        named = (Places(frozenset((one,))) for one in self.knowledge.places.ids) if sites else ()
        reached: set[str] = set()
        for at in (Places(), *named):
            before, after = (self._limits(caution, at, agreed=agreed) for caution in (old, new))
            reached.update(
                technique.id
                for technique in self.knowledge.techniques
                if technique.id not in reached
                and judge(self.knowledge, technique, before) != judge(self.knowledge, technique, after)
            )
        return frozenset(reached)

    def _limits(self, caution: Caution, at: Places, *, agreed: bool) -> tuple[Limit, ...]:
        from backrelief.advice.limits import _default_cap, _effects

        def where(effects: Effects) -> Places:
            if isinstance(effects.keep_off, tuple):
                return Places(frozenset(effects.keep_off))
            return Places() if effects.keep_off is None else at

        return tuple(
            limit_of(
                "caution",
                Reason(caution.id, "", (), ()),
                effects,
                places=where(effects),
                default_cap=_default_cap(self.knowledge, caution),
            )
            for effects in _effects(caution, agreed=agreed)
        )

    def _finding_differs(self, fault: Fault, changed: KnowledgeBase, person: Person) -> bool:
        if fault.place == ("unsure-as",) and person.case.findings.get(fault.entry) is not UNSURE:
            return False
        facts: tuple[Facts, ...] | None = None
        derived = self.knowledge.findings[fault.entry].kind == "derived"
        for kind in ("red-flags", "cautions"):
            for old in self.knowledge.table(kind):
                new = changed.table(kind)[old.id]
                if (derived and old != new) or (not derived and fault.entry in _named_by(old)):
                    facts = _readings(changed, person.case) if facts is None else facts
                    if self._outcome(old, person, person.facts) != self._outcome(new, person, facts):
                        return True
        return False

    def catches(self, fault: Fault) -> str | None:
        """Return what notices the fault: a worked case, the linter or the reader; ``None`` if nothing does."""
        changed = self.planted(fault)
        if changed is None:
            return "it does not load"
        if fault.kind != "zones":
            for person, anew in self.noticing(fault, changed):
                if anew:
                    wrong = next(iter(unmet(changed, person.worked)), None)
                else:
                    wrong = next(iter(differences(changed, person.worked.expected, advise(changed, person.case))), None)
                if wrong is not None:
                    return person.worked.id
        for rule in RULES:
            if rule.severity == "error" and any(rule.check(changed)):
                return rule.id
        return None


def _readings(knowledge: KnowledgeBase, case: Case) -> tuple[Facts, ...]:
    return tuple(facts_of(knowledge, case, reading, unasked_as_no=unasked) for reading, unasked in READINGS)


def _criteria(rule: object) -> tuple[Criterion, ...]:
    if isinstance(rule, RedFlag):
        return tuple(line.when for line in rule.levels)
    return (rule.when,) if isinstance(rule, Caution) else ()


def _outcome(rule: object, areas: tuple[str, ...], facts: tuple[Facts, ...]) -> object:
    match rule:
        case RedFlag():
            asked = rule.asked_in is None or bool(set(rule.asked_in).intersection(areas))
            worth = [(line.level, *(evaluate(line.when, one) for one in facts)) for line in rule.levels]
            holds = [max((RANK[row[0]] for row in worth if row[at] is True), default=0) for at in (1, 3)]
            is_open = max((RANK[row[0]] for row in worth if row[2] is None), default=0) if asked or any(holds) else 0
            return *holds, is_open if is_open > holds[0] else 0
        case Caution():
            return rule.level, evaluate(rule.when, facts[2]), evaluate(rule.when, facts[3])
        case _:
            return (0, 0, 0)


@cache
def _named_by_criteria(criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for when in criteria for name in findings(when)))


def _named_by(rule: object) -> tuple[str, ...]:
    return _named_by_criteria(_criteria(rule))


def _words_of(worked: WorkedCase) -> frozenset[str]:
    """Return the ids that a case names."""
    words: set[str] = set(worked.given.findings)
    for value in worked.expected.model_dump(by_alias=True).values():
        if isinstance(value, str | tuple | list | dict):
            words.update([value] if isinstance(value, str) else map(str, value))
        if isinstance(value, dict):
            for member in value.values():
                words.update([member] if isinstance(member, str) else map(str, member) if isinstance(member, tuple | list) else ())
    return frozenset(words)


def main(words: Sequence[str]) -> int:
    """Print what is planted and caught of each kind of slip, and each fault that nothing notices."""
    bench = Bench()
    planted: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    survivors: list[str] = []
    for fault in bench.faults(words):
        kind = f"{fault.kind}: {fault.what}"
        planted[kind] += 1
        if bench.catches(fault) is None:
            survivors.append(fault.name)
        else:
            caught[kind] += 1
    for kind, count in planted.items():
        sys.stdout.write(f"{kind:55} {count:5} planted {caught[kind]:5} caught\n")
    sys.stdout.write(f"{'all':55} {planted.total():5} planted {caught.total():5} caught\n")
    for name in survivors:
        sys.stdout.write(f"survives: {name}\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
