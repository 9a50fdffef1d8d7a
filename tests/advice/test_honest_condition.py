"""The advice on a partial case is honest about what is open.

If a partial case releases a technique and the completed case does not, the partial advice names the question: as a red
flag that is still open, or in a note after "not if" with the technique.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrelief.advice.advise import Advice, advise
from backrelief.advice.rank import Suggestion
from backrelief.advice.reasons import RANK
from backrelief.advice.routine.compose import ComposedRoutine
from backrelief.advice.select import select
from backrelief.advice.verdict import Verdict
from backrelief.case.case import Answer, Case
from backrelief.knowledge.properties import GIVERS
from backrelief.logic import Interval, findings

from .people import Person, examples, persons, shipped, shipped_people, without_contradictions


def asked_for(advice: Advice) -> tuple[str, ...]:
    """Return the findings that the advice names as open, in the order in which it prints them."""
    flags = (name for flag in advice.screening.open for name in flag.ask)
    conditions = (name for one in advice.suggestions for note in one.not_if for name in note.because)
    return tuple(name for name in dict.fromkeys((*flags, *conditions)) if name in shipped_people().answers)


def further_answers(names: tuple[str, ...]) -> st.SearchStrategy[tuple[dict[str, Answer], bool]]:
    """Draw answers to some of the findings, and whether everything else on the lists is denied."""
    people = shipped_people()
    some = st.lists(st.sampled_from(names), max_size=8, unique=True) if names else st.just([])
    spoken = some.flatmap(lambda few: st.fixed_dictionaries({name: people.answers[name] for name in few}))
    return st.tuples(spoken, st.booleans())


def completed(case: Case, names: tuple[str, ...], spoken: Mapping[str, Answer], *, rest_denied: bool) -> Case:
    """Return the case with further answers to open questions, each consistent with those before it."""
    people = shipped_people()
    denied = {name: no for kind in people.denials.values() for name, no in kind.items()} if rest_denied else {}
    for name in names:
        answer = spoken.get(name, denied.get(name))
        if answer is not None:
            more = case.stating(name, narrowed(case.findings.get(name), answer))
            case = more if without_contradictions(people.knowledge, more) == more else case
    return case


def narrowed(known: Answer | None, answer: Answer) -> Answer:
    """Return an answer under which known facts stay true: members keep their truth, a range only gets shorter."""
    if isinstance(known, Mapping):
        return {**answer, **known} if isinstance(answer, Mapping) else known
    if isinstance(known, Interval):
        inside = isinstance(answer, Interval) and known.low <= answer.low and answer.high <= known.high
        return answer if inside else Interval(known.high, known.high)
    return answer


@given(person=persons(), data=st.data())
@examples(100, shrink=False)
def test_a_further_answer_removes_only_what_was_named_as_open(person: Person, data: st.DataObject) -> None:
    partial = advise(shipped(), person.case)
    names = asked_for(partial)
    spoken, rest_denied = data.draw(further_answers(names))
    assert_honest(partial, completed(partial.case, names, spoken, rest_denied=rest_denied))


@pytest.mark.parametrize(
    ("areas", "known", "answer"),
    [
        pytest.param(("mid-back", "lower-back"), {}, {"duration": Interval(3, 3)}, id="stage-of-one-of-two-conditions"),
        pytest.param(
            ("lower-back",),
            {"duration": Interval(2, 2)},
            {"pain-started-after": {"lifting": True}},
            id="stage-of-a-condition-that-could-fit",
        ),
        pytest.param(("lower-back",), {}, {"duration": Interval(3, 3)}, id="stage-of-the-default-condition"),
        pytest.param(("lower-back",), {}, {"bone-or-joint-infection": True}, id="caution-of-level-today"),
        pytest.param(("neck",), {}, {"skin-wound": {"shoulder-top": True}}, id="place"),
    ],
)
def test_this_answer_removes_only_what_was_named_as_open(
    areas: tuple[str, ...], known: dict[str, Answer], answer: dict[str, Answer]
) -> None:
    partial = advise(shipped(), Case(areas, known))
    assert partial.suggestions
    assert_honest(partial, Case(areas, {**known, **answer}))


@pytest.mark.parametrize("area", [area.id for area in shipped().areas])
def test_every_note_on_a_step_of_the_routine_is_printed_somewhere(area: str) -> None:
    """A routine may hold techniques that are not suggested; their notes count as well."""
    knowledge = shipped()
    partial = advise(knowledge, Case((area,)))
    assert isinstance(partial.routine, ComposedRoutine)
    printed = {note.rule for one in partial.suggestions for note in one.not_if}
    printed |= {note.rule for note in partial.routine.not_if}
    selection = select(partial.assessment)
    for step in partial.routine.steps:
        verdict = selection.verdict(knowledge.techniques[step.technique])
        assert isinstance(verdict, Verdict)
        takes_out = {note.rule for note in verdict.not_if if note.effect == "forbid"}
        assert takes_out <= printed, f"{step.technique}: {sorted(takes_out - printed)} is printed nowhere"


def assert_honest(partial: Advice, more: Case) -> None:
    """Check that the partial advice names what the advice on the case with more answers does not release any more."""
    if not partial.suggestions:
        return
    answered = {name for name, answer in more.findings.items() if partial.case.findings.get(name) != answer}
    # Whoever answers a question that arises only after another one has said something of that one too.
    gates = (shipped().gates.get(name) for name in answered)
    answered |= {name for gate in gates if gate and gate.only_if for name in findings(gate.only_if)}
    complete = advise(shipped(), more)
    if complete.screening.stops:
        assert_stop_was_open(partial, complete)
        return
    left = {one.technique: one for one in complete.suggestions}
    out = {one.technique: one.reason.rule for one in complete.omissions}
    for one in partial.suggestions:
        if one.technique in left:
            rules = set(new_limits(one, left[one.technique]))
        else:
            assert one.technique in out, f"{one.technique} is lost without a word"
            rules = {out[one.technique]}
        for rule in rules:
            assert was_named(partial, complete, one, rule, answered), f"{rule} takes away of {one.technique}"


def assert_stop_was_open(partial: Advice, complete: Advice) -> None:
    """Check that what stops everything was named: as an open flag of that level, or in a note on every technique."""
    open_up_to = {flag.red_flag: RANK[flag.level] for flag in partial.screening.open}
    forbidding = [[note for note in one.not_if if note.effect == "forbid"] for one in partial.suggestions]
    worst = RANK[complete.screening.level]
    holding = {hit.red_flag: hit.because for hit in complete.screening.raised if RANK[hit.level] == worst}
    holding |= {held.caution: held.because for held in complete.screening.cautions if RANK[held.level] == worst}

    def was_printed(rule: str, because: tuple[str, ...]) -> bool:
        everywhere = all(
            any(note.rule == rule or set(because) & set(note.because) for note in notes) for notes in forbidding
        )
        return everywhere or open_up_to.get(rule, 0) >= worst

    assert any(was_printed(rule, because) for rule, because in holding.items()), f"{sorted(holding)} was not open"


def new_limits(before: Suggestion, after: Suggestion) -> Iterator[str]:
    """Yield the rules that narrow the technique further than before."""
    scale = ("none", *shipped().pressure_scale)
    narrower = {
        "pressure": before.by == after.by and scale.index(after.pressure) < scale.index(before.pressure),
        "position": not set(after.positions) >= set(before.positions),
        "place": not set(after.keep_off) <= set(before.keep_off),
        "minutes": after.minutes is not None and (before.minutes is None or after.minutes < before.minutes),
        "by": GIVERS.index(after.by) > GIVERS.index(before.by),
    }
    known = {change.rule for change in before.changes}
    for change in after.changes:
        if narrower.get(change.what) and change.rule not in known:
            yield change.rule


def was_named(partial: Advice, complete: Advice, before: Suggestion, rule: str, answered: set[str]) -> bool:
    """Tell if the partial advice said that this rule could hold, and on which of the answers that depends."""
    if rule in {flag.red_flag for flag in partial.screening.open}:
        return True
    notes = [note for note in before.not_if if set(note.because) & answered]
    if any(note.rule == rule for note in notes):
        return True
    # A limit that held before can be what leaves nothing, once a rule that was named has narrowed the technique.
    in_force = {reason.rule for reason in complete.cautions} | {hit.red_flag for hit in complete.screening.raised}
    held_before = rule.startswith("wish-") or rule in shipped().tables["areas"]
    return held_before and any(note.rule in in_force for note in notes)
