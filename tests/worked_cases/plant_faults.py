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
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from backrelief.advice.advise import advise
from backrelief.advice.limits import Limit, Places, limit_of
from backrelief.advice.reasons import Reason
from backrelief.advice.verdict import judge
from backrelief.case.case import Case, Reading, facts_of, with_areas
from backrelief.interview.questions import deny, deny_dangers, pages
from backrelief.knowledge.base import KnowledgeBase, Table
from backrelief.knowledge.load import read_knowledge, shipped_folder
from backrelief.knowledge.marked import Mark, visit_marked
from backrelief.knowledge.models import adapter
from backrelief.knowledge.models.base import About
from backrelief.knowledge.models.cases import WorkedCase
from backrelief.knowledge.models.effects import Effects, SitesOf
from backrelief.knowledge.models.rules import Caution, RedFlag
from backrelief.lint import RULES
from backrelief.logic import Criterion, Facts, FindingShape, LinkError, evaluate, findings, link, simplify
from backrelief.logic.criteria import support
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
    """A worked case, with the cases that it becomes while its lists are denied; the last one is advised on."""

    worked: WorkedCase
    stages: tuple[Case, ...]
    facts: tuple[Facts, ...]
    """Each stage in each reading."""


class Bench:
    """The shipped knowledge with its worked cases, and everything about them that all faults share."""

    def __init__(self) -> None:
        """Read the knowledge and the cases."""
        reading = read_knowledge(shipped_folder(), shipped_folder() / "cases")
        assert reading.knowledge is not None, reading.faults
        self.knowledge = reading.knowledge
        self.homes = reading.homes
        self._reached: frozenset[str] | None = None

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Every worked case."""
        return tuple(self._person(worked) for worked in self.knowledge.cases)

    def _person(self, worked: WorkedCase) -> Person:
        stages = tuple(_stages(self.knowledge, worked))
        facts = tuple(
            facts_of(self.knowledge, stage, reading, unasked_as_no=unasked)
            for stage in stages
            for reading, unasked in READINGS
        )
        return Person(worked, stages, facts)

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

        What a rule does to a case depends on what is left of its criteria in the readings of the case, and on its
        effects where it holds or is open. Where all of that is the same in every stage, so is the advice.
        """
        self._reached = None
        for person in sorted(self.people, key=lambda one: self._how_far(fault, one.worked)):
            match fault.kind:
                case "red-flags" | "cautions":
                    if self._rule_differs(fault, changed, person):
                        yield person, True
                    elif self._effects_can_differ(fault, person):
                        yield person, False
                case "allowances":
                    if self._raised_soon(person):
                        yield person, False
                case "findings":
                    if self._finding_differs(fault, changed, person):
                        yield person, True

    def _how_far(self, fault: Fault, worked: WorkedCase) -> int:
        """Return how far a case is from the entry, so that those that are about it are run first."""
        if fault.place[:1] == ("asked-in",) and fault.entry in (*worked.expected.open, *worked.expected.asks):
            return 0
        if fault.entry in self.words[worked.id]:
            return 1
        return 2

    def _rule_differs(self, fault: Fault, changed: KnowledgeBase, person: Person) -> bool:
        old, new = self.knowledge.table(fault.kind)[fault.entry], changed.table(fault.kind).get(fault.entry)
        if isinstance(old, RedFlag) and isinstance(new, RedFlag) and old.asked_in != new.asked_in:
            lost = set(old.asked_in or changed.areas.ids) ^ set(new.asked_in or changed.areas.ids)
            if any(lost.intersection(with_areas(changed, stage).areas) for stage in person.stages):
                return True
        return any(_trace(old, facts) != _trace(new, facts) for facts in person.facts)

    def _effects_can_differ(self, fault: Fault, person: Person) -> bool:
        if fault.place[:1] in {("allows",), ("keep-off",)}:
            return self._raised_soon(person)
        if fault.place[:1] == ("if-unplaced",):
            return True
        if fault.place[:1] not in {("until-agreed",), ("do",)}:
            return False
        if self._reached is None:
            self._reached = self.reach(fault)
        if not self._reached:
            return False
        when = self.knowledge.cautions[fault.entry].when
        return evaluate(when, person.facts[-1]) is not False

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
        sites = any(isinstance(one.keep_off, SitesOf) for one in (old.until_agreed, old.do) if one is not None)
        named = (Places(frozenset((one,))) for one in self.knowledge.places.ids) if sites else ()
        return frozenset(
            technique.id
            for at in (Places(), *named)
            for agreed in (False, True)
            for is_open in (False, True)
            for before, after in [
                [self._limits(caution, at, agreed=agreed, is_open=is_open) for caution in (old, new)],
            ]
            if before != after
            for technique in self.knowledge.techniques
            if judge(self.knowledge, technique, before) != judge(self.knowledge, technique, after)
        )

    def _limits(self, caution: Caution, at: Places, *, agreed: bool, is_open: bool) -> tuple[Limit, ...]:
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
                clause="x" if is_open else "",
                places=where(effects),
                default_cap=_default_cap(self.knowledge, caution),
            )
            for effects in _effects(caution, agreed=agreed)
        )

    def _finding_differs(self, fault: Fault, changed: KnowledgeBase, person: Person) -> bool:
        if person.worked.expected.asks or person.worked.expected.not_asks:
            return True
        facts = [
            facts_of(changed, stage, reading, unasked_as_no=unasked)
            for stage in person.stages
            for reading, unasked in READINGS
        ]
        derived = self.knowledge.findings[fault.entry].kind == "derived"
        for new, old in zip(changed.red_flags, self.knowledge.red_flags, strict=True):
            if derived or _names(old, fault.entry):
                if any(_trace(old, was) != _trace(new, now) for was, now in zip(person.facts, facts, strict=True)):
                    return True
        for new_caution, old_caution in zip(changed.cautions, self.knowledge.cautions, strict=True):
            if derived or _names(old_caution, fault.entry):
                if any(
                    _trace(old_caution, was) != _trace(new_caution, now)
                    for was, now in zip(person.facts, facts, strict=True)
                ):
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
                    wrong = next(iter(differences(changed, person.worked.expected, advise(changed, person.stages[-1]))), None)
                if wrong is not None:
                    return person.worked.id
        for rule in RULES:
            if rule.severity == "error" and any(rule.check(changed)):
                return rule.id
        return None


def _stages(knowledge: KnowledgeBase, worked: WorkedCase) -> Iterator[Case]:
    """Yield the case as it is given, and as it is after each round of "none of these"."""
    asked_nothing = worked.given.model_copy(update={"otherwise": "not-asked"})
    case = given_case(knowledge, worked.model_copy(update={"given": asked_nothing}))
    yield case
    if worked.given.otherwise == "no-dangers":
        yield deny_dangers(knowledge, case)
    while worked.given.otherwise == "nothing" and (lists := pages(knowledge, case)):
        case = deny(knowledge, case, tuple(name for page in lists for line in page.lines for name in line.findings))
        yield case


def _criteria(rule: object) -> tuple[Criterion, ...]:
    if isinstance(rule, RedFlag):
        return tuple(line.when for line in rule.levels)
    return (rule.when,) if isinstance(rule, Caution) else ()


def _trace(rule: object, facts: Facts) -> tuple[object, ...]:
    """Return all that the program takes from a rule's criteria on some facts, with the levels that follow."""
    levels = tuple(line.level for line in rule.levels) if isinstance(rule, RedFlag) else ()
    if isinstance(rule, Caution):
        levels = (rule.level,)
    left = (
        (level, simplify(when, facts), support(when, facts))
        for level, when in zip(levels, _criteria(rule), strict=True)
    )
    return tuple(sorted((part for part in left if str(part[1]) != "Constant(value=False)"), key=str))


def _names(rule: object, finding: str) -> bool:
    return any(finding in findings(when) for when in _criteria(rule))


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
