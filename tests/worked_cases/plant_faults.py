"""Plant every single fault in the danger data and list those that no worked case notices.

```
PYTHONPATH=tests python -m worked_cases.plant_faults                 # all faults, in a quarter of an hour
PYTHONPATH=tests python -m worked_cases.plant_faults ci-hernia zones # faults whose names contain one of the words
```

A fault is caught if the data no longer loads, a worked case comes out otherwise than it says, or a rule of the linter
finds an error. A fault that can change no advice is equivalent: ``Bench.reach`` shows it by judging every technique,
and ``equivalent.yaml`` says for the others why. Only cases that could notice a fault are run (``Bench.noticing``).
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from backrelief.advice.advise import advise
from backrelief.advice.effects import Limit, effects_of
from backrelief.advice.limits import stages_of
from backrelief.advice.reasons import RANK, Reason
from backrelief.advice.verdict import Verdict, judge
from backrelief.case.case import UNSURE, Case
from backrelief.case.facts import Reading, facts_of, with_areas
from backrelief.errors import BackreliefError, UsageError
from backrelief.knowledge.base import KnowledgeBase, Table
from backrelief.knowledge.folders import shipped_folder
from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import Entry
from backrelief.knowledge.models.cases import Expected, WorkedCase
from backrelief.knowledge.models.practice import Technique
from backrelief.knowledge.models.rules import Caution, RedFlag, SitesOf
from backrelief.knowledge.reading import read_knowledge
from backrelief.knowledge.reflection import criteria_of, replace_parts
from backrelief.lint import RULES
from backrelief.logic import Criterion, Facts, FindingShape, LinkError, evaluate, findings, link
from backrelief.workshop.worked_cases import differences, given_case, unmet
from worked_cases.faults import Fault, Planter
from worked_cases.zone_probes import unguarded

KINDS = ("red-flags", "cautions", "zones", "allowances", "findings")
EQUIVALENT = Path(__file__).with_name("equivalent.yaml")
"""Reason -> the names of the faults that change no advice for that reason."""
READINGS: tuple[tuple[Reading, bool], ...] = (
    ("stated", False),
    ("stated", True),
    ("dangerous", False),
    ("dangerous", True),
)
"""Every way in which the program reads a case: what "not sure" means, and whether findings never asked are a no."""


@dataclass(frozen=True)
class Person:
    """A worked case, the case with its lists answered, and the facts in each reading."""

    worked: WorkedCase
    case: Case
    facts: tuple[Facts, ...]


class Bench:
    """The shipped knowledge with its worked cases, and what is computed from them once for all faults."""

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
        """Yield every fault whose name contains one of the words, or all if there are none."""
        ordered = {name: shape.choices for name, shape in self.knowledge.shapes.items() if shape.ordered}
        planter = Planter(
            scales=ordered
            | {
                "pressure": self.knowledge.pressure_scale,
                "position": self.knowledge.positions.ids,
                "surface": self.knowledge.surfaces.ids,
            },
            areas=[area.id for area in self.knowledge.areas if not area.includes],
        )
        for kind in KINDS:
            for entry in self.knowledge.table(kind):
                document, location = self.homes[kind, entry.id]
                data = document.value_at(location)
                assert isinstance(data, dict)
                for fault in planter.faults(kind, data):
                    if not words or any(word in fault.name for word in words):
                        yield fault

    def planted(self, fault: Fault) -> KnowledgeBase | None:
        """Return the knowledge with the fault in it; ``None`` if it no longer loads."""
        if fault.kind == "findings" and self.knowledge.findings[fault.entry].kind == "derived":
            return self._read_again(fault)
        table: dict[str, Entry] = {entry.id: entry for entry in self.knowledge.table(fault.kind)}
        if fault.data is None:
            del table[fault.entry]
        else:
            try:
                table[fault.entry] = self.entry(fault)
            except (ValidationError, LinkError):
                return None
        changed = replace(self.knowledge, **{fault.kind.replace("-", "_"): Table(fault.kind, table)})  # type: ignore[arg-type]
        # They depend only on techniques and are slow to compute.
        changed.__dict__["technique_tests"] = self.knowledge.technique_tests
        return changed

    def entry(self, fault: Fault) -> Entry:
        """Return the entry with the fault in it, linked.

        Raises:
            ValidationError: the models refuse it.
            LinkError: a criterion does not fit its findings.
        """
        entry: Entry = TypeAdapter(MODELS[fault.kind]).validate_python(fault.data)
        linked = {location: link(criterion, self._shape) for location, criterion in criteria_of(entry)}
        linked |= {
            location: link(test, self.knowledge.properties.get) for location, test in criteria_of(entry, "technique")
        }
        return replace_parts(entry, linked)  # type: ignore[no-any-return]  # a copy of the entry

    def _shape(self, name: str) -> FindingShape | None:
        finding = self.knowledge.findings.get(name)
        if finding is not None and finding.kind == "derived":
            return FindingShape("derived", when=finding.when)
        return self.knowledge.shapes.get(name)

    def _read_again(self, fault: Fault) -> KnowledgeBase | None:
        """Read everything again, because a derived finding is part of many criteria."""
        document, location = self.homes[fault.kind, fault.entry]
        data = document.data
        assert isinstance(data, dict)
        entries = [fault.data if entry["id"] == fault.entry else entry for entry in data[fault.kind]]
        with tempfile.TemporaryDirectory() as folder:
            for path in shipped_folder().glob("*.yaml"):
                Path(folder, path.name).symlink_to(path)
            changed = Path(folder, document.path.name)
            changed.unlink()
            changed.write_text(yaml.safe_dump({**data, location[0]: entries}, width=1000), encoding="utf-8")
            return read_knowledge(folder, shipped_folder() / "cases").knowledge

    def noticing(self, fault: Fault, changed: KnowledgeBase) -> Iterator[tuple[Person, bool]]:
        """Yield the people whose advice the fault can change, and whether it can change their case as well.

        All that a rule does to a case follows from the levels at which it holds or is open, and from its effects on
        techniques while it does. If these are the same, so is the advice, but for the questions that are left.
        """
        self._outcomes.clear()
        reached = self.reach(fault)
        for person in sorted(self.people, key=lambda person: self._distance(fault, person.worked)):
            match fault.kind, fault.location[:1]:
                case "red-flags", ("allows",) | ("keep-off",):
                    touched, anew = self._can_be_soon(person), False
                case "allowances", _:
                    touched, anew = self._can_be_soon(person), False
                case "cautions", ("until-agreed",) | ("do",) | ("if-unplaced",):
                    touched, anew = self._effect_can_differ(fault, person, reached), False
                case "findings", _:
                    touched, anew = self._finding_differs(fault, changed, person), True
                case _:
                    touched, anew = self._rule_differs(fault, changed, person), True
            if touched:
                yield person, anew

    def _distance(self, fault: Fault, worked: WorkedCase) -> int:
        """Return how far a case is from the entry, so that those that are about it are run first."""
        expected = worked.expected
        if expected.asks or expected.not_asks:
            near = fault.location[:1] in {("asked-in",), ("only-if",), ("true-when",)}
            return 0 if near and fault.entry in (*expected.open, *expected.asks, *expected.not_asks) else 3
        if fault.entry in (*expected.raised, *expected.raised_at, *expected.cautions):
            return 1
        return 2 if fault.entry in self.words[worked.id] else 3

    def _rule_differs(self, fault: Fault, changed: KnowledgeBase, person: Person) -> bool:
        old, new = self.knowledge.table(fault.kind)[fault.entry], changed.table(fault.kind).get(fault.entry)
        if self._outcome(old, person.case, person.facts) != self._outcome(new, person.case, person.facts):
            return True
        return bool(person.worked.expected.asks or person.worked.expected.not_asks)

    def _outcome(self, rule: object, case: Case, facts: tuple[Facts, ...]) -> object:
        """Return the levels at which a rule is true or open, computed once for equal answers."""
        known = tuple(str(seen.value(name)) for seen in facts for name in _named_by(rule))
        key = id(rule), case.areas if isinstance(rule, RedFlag) else (), known
        if key not in self._outcomes:
            self._outcomes[key] = rule, _outcome(rule, case.areas, facts)  # the rule is kept, so its id stays its own
        return self._outcomes[key][1]

    def _can_be_soon(self, person: Person) -> bool:
        """Tell whether a red flag may be at level `soon`: by itself, or one level lower because of "not sure"."""
        return any(
            line.level in {"soon", "today"} and evaluate(line.when, person.facts[2]) is True
            for flag in self.knowledge.red_flags
            for line in flag.levels
        )

    def _effect_can_differ(self, fault: Fault, person: Person, reached: frozenset[str]) -> bool:
        """While its question is open, a rule only caps the pressure."""
        holds = evaluate(self.knowledge.cautions[fault.entry].when, person.facts[3])
        if holds is False or (holds is None and fault.location[1:] not in {(), ("cap-pressure",)}):
            return False
        expected = person.worked.expected
        in_general = expected.pressure_at_most or expected.routine or expected.nothing_suggested is not None
        return bool(reached and (in_general or reached.intersection(self.words[person.worked.id])))

    def _finding_differs(self, fault: Fault, changed: KnowledgeBase, person: Person) -> bool:
        if person.worked.expected.asks or person.worked.expected.not_asks:
            return True
        if fault.location == ("unsure-as",) and person.case.findings.get(fault.entry) is not UNSURE:
            return False
        derived = self.knowledge.findings[fault.entry].kind == "derived"
        try:
            facts = person.facts if derived else _readings(changed, person.case)
        except UsageError:
            return True
        return any(
            self._outcome(old, person.case, person.facts) != self._outcome(new, person.case, facts)
            for kind in ("red-flags", "cautions")
            for old, new in zip(self.knowledge.table(kind), changed.table(kind), strict=True)
            if (old != new if derived else fault.entry in _named_by(old))
        )

    def reach(self, fault: Fault) -> frozenset[str]:
        """Return the techniques that an effect limits more or less because of the fault.

        Every technique is judged by the caution alone, at each place that the person could name. If there is none,
        the fault can change no advice about the techniques that there are. For faults elsewhere all techniques count.
        """
        every = frozenset(self.knowledge.techniques.ids)
        if fault.kind == "red-flags" and fault.location[:1] == ("keep-off",):
            return frozenset(
                technique.id for technique in self.knowledge.techniques if fault.detail in technique.touches
            )
        if fault.kind != "cautions" or fault.data is None or fault.location[:1] not in {("until-agreed",), ("do",)}:
            return every
        try:
            new = self.entry(fault)
        except (ValidationError, LinkError):
            return every
        old = self.knowledge.cautions[fault.entry]
        assert isinstance(new, Caution)
        agreed = fault.location[0] == "do"
        named: list[frozenset[str]] = [frozenset()]
        if any(isinstance(effects.keep_off, SitesOf) for _, effects in stages_of(old)):
            named += [frozenset({place}) for place in self.knowledge.places.ids]
        return frozenset(
            technique.id
            for technique in self.knowledge.techniques
            if any(
                self._left(technique, old, places, agreed=agreed) != self._left(technique, new, places, agreed=agreed)
                for places in named
            )
        )

    def _left(self, technique: Technique, caution: Caution, places: frozenset[str], *, agreed: bool) -> Verdict | str:
        """Return what a caution by itself leaves of a technique; the id of the technique if that is nothing."""
        limits = [
            Limit(Reason(caution.id, ""), "caution", effects_of(effects, places))
            for _, effects in stages_of(caution, agreed=agreed)
        ]
        verdict = judge(self.knowledge, technique, limits)
        return verdict if verdict.refused is None else caution.id

    def catches(self, fault: Fault) -> str | None:
        """Return what notices the fault: a worked case, the linter or the reader; ``None`` if nothing does."""
        changed = self.planted(fault)
        if changed is None:
            return "it does not load"
        if fault.kind == "zones":
            return next(unguarded(changed), None)
        for person, anew in self.noticing(fault, changed):
            if self._comes_out_otherwise(changed, person, anew=anew):
                return person.worked.id
        return next((rule.id for rule in RULES if rule.severity == "error" and any(rule.check(changed))), None)

    def _comes_out_otherwise(self, changed: KnowledgeBase, person: Person, *, anew: bool) -> bool:
        """Return whether a case has another outcome; ``anew`` answers its lists again, as they may have changed."""
        try:
            if anew:
                return any(unmet(changed, person.worked))
            return any(differences(changed, person.worked.expected, advise(changed, person.case)))
        except BackreliefError:
            return True


def _readings(knowledge: KnowledgeBase, case: Case) -> tuple[Facts, ...]:
    return tuple(facts_of(knowledge, case, reading, unasked_as_no=unasked) for reading, unasked in READINGS)


def _criteria(rule: object) -> tuple[Criterion, ...]:
    if isinstance(rule, RedFlag):
        return tuple(line.when for line in rule.levels)
    return (rule.when,) if isinstance(rule, Caution) else ()


def _named_by(rule: object) -> tuple[str, ...]:
    return _named_by_criteria(_criteria(rule))


@cache
def _named_by_criteria(criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for when in criteria for name in findings(when)))


def _outcome(rule: object, areas: tuple[str, ...], facts: tuple[Facts, ...]) -> object:
    match rule:
        case RedFlag():
            asked = rule.asked_in is None or bool(set(rule.asked_in).intersection(areas))
            truths = [(RANK[line.level], [evaluate(line.when, seen) for seen in facts]) for line in rule.levels]
            sure, feared = (max((rank for rank, truth in truths if truth[at] is True), default=0) for at in (0, 2))
            is_open = max((rank for rank, truth in truths if truth[1] is None), default=0)
            is_open = is_open if asked or sure or feared else 0
            return sure, feared, is_open
        case Caution():
            return rule.level, evaluate(rule.when, facts[2]), evaluate(rule.when, facts[3])
        case _:
            return None


def _words_of(worked: WorkedCase) -> frozenset[str]:
    """Return the ids that a case names."""

    def words(value: object) -> Iterator[str]:
        match value:
            case str():
                yield value
            case dict():
                yield from (*map(str, value), *(word for member in value.values() for word in words(member)))
            case tuple() | list():
                yield from (word for member in value for word in words(member))
            case _:
                return

    expected: Expected = worked.expected
    return frozenset((*worked.given.findings, *words(expected.model_dump(by_alias=True))))


def known_equivalent() -> dict[str, str]:
    """Return the faults that change no advice, each with the reason."""
    reasons: dict[str, list[str]] = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8"))
    return {name: reason for reason, names in reasons.items() for name in names}


def main(words: Sequence[str]) -> int:
    """Print how many faults of each kind are planted, caught and equivalent, and each fault that nothing notices."""
    bench = Bench()
    reasons = known_equivalent()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for fault in bench.faults(words):
        if fault.name in reasons:
            found = "equivalent"
        elif not bench.reach(fault):
            found = "reaches no technique"
        else:
            found = "survives" if bench.catches(fault) is None else "caught"
        counts[f"{fault.kind}: {fault.what}"][found] += 1
        if found == "survives":
            sys.stdout.write(f"survives: {fault.name}\n")
            sys.stdout.flush()
    totals: Counter[str] = sum(counts.values(), Counter())
    for kind, count in [*counts.items(), ("all", totals)]:
        said = ", ".join(f"{number} {found}" for found, number in sorted(count.items()))
        sys.stdout.write(f"{kind}: {count.total()} planted, {said}\n")
    return 1 if totals["survives"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
