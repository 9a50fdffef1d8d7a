"""Properties of every criterion on all facts, compared with the reference and with every completion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from backrelief.logic import (
    FALSE,
    TRUE,
    Constant,
    Criterion,
    Facts,
    Interval,
    Truth,
    Value,
    evaluate,
    findings,
    simplify,
)
from backrelief.logic.criteria import atoms, support
from logic.reference import TRUTH, Completion, as_value, decided, domain, linked, reordered, truth_of
from logic.worlds import Case, cases, thorough

if TYPE_CHECKING:
    from backrelief.logic.criteria import Known


@thorough
@given(cases())
def test_the_truth_of_a_criterion_is_that_of_the_reference(case: Case) -> None:
    assert evaluate(case.criterion, case.facts) is TRUTH[truth_of(case.written, case.world, case.stated)]


@thorough
@given(cases())
def test_the_residual_is_a_constant_exactly_when_the_criterion_is_decided(case: Case) -> None:
    truth: Mapping[Criterion, Truth] = {TRUE: True, FALSE: False}
    assert truth.get(simplify(case.criterion, case.facts)) is evaluate(case.criterion, case.facts)


@thorough
@given(cases())
def test_a_criterion_is_decided_only_when_every_completion_agrees(case: Case) -> None:
    verdict = evaluate(case.criterion, case.facts)
    if verdict is not None:
        assert {decided(case.written, case.world, one.values) for one in case.completions} == {verdict}


@thorough
@given(cases())
def test_a_completion_decides_the_criterion_as_two_valued_logic_does(case: Case) -> None:
    for completion in case.completions[:60]:
        expected = decided(case.written, case.world, completion.values)
        assert evaluate(case.criterion, case.completed(completion)) is expected


@thorough
@given(cases())
def test_the_residual_has_the_truth_of_the_criterion_on_every_completion(case: Case) -> None:
    left = simplify(case.criterion, case.facts)
    for completion in case.completions[:60]:
        facts = case.completed(completion)
        assert evaluate(left, facts) is evaluate(case.criterion, facts)


@thorough
@given(cases(), st.integers(0, 5))
def test_the_order_of_the_parts_never_matters(case: Case, turn: int) -> None:
    other = linked(reordered(case.written, turn), case.world)
    assert evaluate(other, case.facts) is evaluate(case.criterion, case.facts)


@thorough
@given(cases(), st.data())
def test_one_more_fact_never_changes_what_was_decided(case: Case, data: st.DataObject) -> None:
    completion = case.completions[data.draw(st.integers(0, len(case.completions) - 1))]
    verdict = evaluate(case.criterion, case.facts)
    for stated in one_fact_more_each_time(case, completion):
        later = evaluate(case.criterion, Facts(stated, case.gates))
        assert verdict is None or later is verdict
        verdict = later
    assert verdict is not None, "with every fact stated nothing is open"


def one_fact_more_each_time(case: Case, completion: Completion) -> Iterator[dict[str, Value]]:
    """Yield facts that grow up to a completion: a range narrows, a member joins its group, a finding is stated."""
    stated = dict(case.stated)
    for name, full in reversed(completion.stated().items()):
        known = stated.get(name)
        if isinstance(known, Interval) and isinstance(full, Interval):
            stated[name] = Interval(full.low, known.high)
            yield dict(stated)
        if isinstance(full, Mapping) and (known is None or isinstance(known, Mapping)):
            for member in case.world[name].choices:
                stated[name] = {**(known or {}), member: full[member]}
                known = stated[name]
                assert isinstance(known, Mapping)
                yield dict(stated)
        elif known is None or isinstance(known, Interval):
            stated[name] = full
            yield dict(stated)


@thorough
@given(cases())
def test_the_residual_names_nothing_new_and_nothing_that_is_known(case: Case) -> None:
    left = simplify(case.criterion, case.facts)
    assert set(findings(left)) <= set(findings(case.criterion))
    for name in findings(left):
        known = case.facts.value(name)
        partly = isinstance(known, Interval) or (isinstance(known, Mapping) and len(known) < 2)
        assert known is None or partly
    assert all(evaluate(atom, case.facts) is None for atom, _ in atoms(left))


@thorough
@given(cases())
def test_simplifying_twice_changes_nothing(case: Case) -> None:
    once = simplify(case.criterion, case.facts)
    assert simplify(once, case.facts) == once


@thorough
@given(cases())
def test_a_residual_contains_no_constant(case: Case) -> None:
    left = simplify(case.criterion, case.facts)
    assert isinstance(left, Constant) or not any(isinstance(part, Constant) for part in every_part(left))


def every_part(criterion: Criterion) -> Iterator[Criterion]:
    """Yield the criterion and all of its parts."""
    yield criterion
    inner = getattr(criterion, "parts", ()) or filter(None, (getattr(criterion, "part", None),))
    for part in inner:
        yield from every_part(part)


@dataclass(frozen=True)
class Only:
    """The same facts, but only about some findings."""

    facts: Known
    names: tuple[str, ...]

    def value(self, finding: str) -> Value | None:
        return self.facts.value(finding) if finding in self.names else None


@thorough
@given(cases(constants=False))
def test_exactly_the_true_criteria_have_support(case: Case) -> None:
    reasons = support(case.criterion, case.facts)
    assert bool(reasons) is (evaluate(case.criterion, case.facts) is True)
    assert set(reasons) <= set(findings(case.criterion))


@thorough
@given(cases())
def test_the_support_alone_makes_a_criterion_true(case: Case) -> None:
    reasons = support(case.criterion, case.facts)
    if evaluate(case.criterion, case.facts) is True:
        assert evaluate(case.criterion, Only(case.facts, reasons)) is True


@thorough
@given(cases(gated=False, specials=False, constants=False))
def test_if_each_finding_is_named_once_unknown_means_that_completions_differ(case: Case) -> None:
    found = [atom for atom, _ in atoms(case.criterion)]
    names = [(atom.finding, getattr(atom, "member", "")) for atom in found]
    if len(names) == len(set(names)) and not any(says_nothing(atom, case) for atom in found):
        verdicts = {decided(case.written, case.world, one.values) for one in case.completions}
        assert (evaluate(case.criterion, case.facts) is None) is (len(verdicts) == 2)


def says_nothing(atom: Criterion, case: Case) -> bool:
    """Tell whether the atom holds for every value that its finding can have, which three values cannot see."""
    (name,) = findings(atom)
    return len({evaluate(atom, Facts({name: as_value(full)})) for full in domain(case.world[name])}) == 1
