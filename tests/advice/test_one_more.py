"""One more danger never lowers the level; one more caution never allows more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from hypothesis import assume, given
from hypothesis import strategies as st

from backrelief.advice.assess import assess
from backrelief.advice.limits import limits_on
from backrelief.advice.reasons import RANK
from backrelief.advice.verdict import Verdict, judge
from backrelief.case.answers import no_to
from backrelief.case.case import Answer, Case
from backrelief.case.facts import facts_of, with_areas
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import NOTHING, Between, Interval, OneOf, evaluate, findings
from backrelief.logic.criteria import atoms

from .levels import holding, level_rank, raised_levels
from .people import Person, examples, is_yes, persons, shipped, shipped_people, without_contradictions
from .satisfying import Solution, Solver


def is_consistent(knowledge: KnowledgeBase, case: Case) -> bool:
    return without_contradictions(knowledge, case) == case


@given(person=persons())
@examples(50)
def test_the_level_follows_from_the_raised_flags_and_the_cautions(person: Person) -> None:
    """Therefore the tests below may leave out what is open."""
    knowledge, case = shipped(), with_areas(shipped(), person.case)
    assert max(RANK[assess(knowledge, case).screening.level], RANK["clear"]) == level_rank(holding(knowledge, case))


@given(person=persons(), data=st.data())
@examples(400)
def test_one_more_answer_never_lowers_the_level(person: Person, data: st.DataObject) -> None:
    """An answer to an open question, of whatever kind, only adds to what is raised."""
    people, case = shipped_people(), with_areas(shipped(), person.case)
    name = data.draw(st.sampled_from([name for name in people.decisive if name not in case.findings]))
    more = case.stating(name, data.draw(people.answers[name]))
    assume(is_consistent(people.knowledge, more))
    before, after = holding(people.knowledge, case), holding(people.knowledge, more)
    assert level_rank(after) >= level_rank(before)
    assert all(after.get(rule, 0) >= rank for rule, rank in before.items())


@given(person=persons(), data=st.data())
@examples(400)
def test_one_more_true_danger_never_lowers_the_level(person: Person, data: st.DataObject) -> None:
    """From not asked, no or not sure to yes."""
    people, case = shipped_people(), with_areas(shipped(), person.case)
    name = data.draw(st.sampled_from(people.dangers))
    ways = more_of(people.knowledge, name, case.findings.get(name))
    assume(not ways.is_empty)
    more = case.stating(name, data.draw(ways))
    assume(is_consistent(people.knowledge, more))
    assert level_rank(holding(people.knowledge, more)) >= level_rank(holding(people.knowledge, case))


def more_of(knowledge: KnowledgeBase, name: str, known: Answer | None) -> st.SearchStrategy[Answer]:
    """Yield answers that say more of a danger than is known of it; none if no answer says more."""
    shape = knowledge.shapes[name]
    fresh = known is None or known is NOTHING
    match shape.kind:
        case "yes-no":
            return st.just(value=True)
        case "number":
            least = 0.0 if fresh else known.high if isinstance(known, Interval) else float("inf")
            points = shipped_people().points[name]
            higher = [at for at in points if at >= least] or [points[-1]]
            if not fresh and not only_grows(knowledge, name):
                return st.nothing()
            return st.sampled_from(higher).map(lambda at: Interval(at, at))
        case "choice" if fresh:
            return st.sampled_from(shape.choices)
        case "choice" if shape.ordered:
            return st.sampled_from(shape.choices[shape.choices.index(known) if isinstance(known, str) else -1 :])
        case "choice":
            return st.nothing()
        case _:
            held = dict(known) if isinstance(known, Mapping) else {}
            return st.sampled_from(shape.choices).map(lambda member: {**held, member: True})


def only_grows(knowledge: KnowledgeBase, name: str) -> bool:
    """Tell if every rule about the person asks for at least some amount of the finding, and none for at most."""
    rules = [line.when for flag in knowledge.red_flags for line in flag.levels]
    rules += [caution.when for caution in knowledge.cautions]
    bounds = [atom for rule in rules for atom, _ in atoms(rule) if isinstance(atom, Between) and atom.finding == name]
    return all(atom.high is None for atom in bounds)


def test_a_no_to_the_finding_that_opened_a_question_never_lowers_a_flag_for_good(knowledge: KnowledgeBase) -> None:
    """A yes says that its question arises; it does not say which of several findings opened it.

    A flag keeps its level, or goes on asking for what would give that level back.
    """
    lowered = []
    for name, gate in knowledge.gates.items():
        if knowledge.shapes[name].kind != "yes-no" or gate.only_if is None:
            continue
        case = Case(("lower-back",), {name: True})
        before = raised_levels(knowledge, case)
        for other in findings(gate.only_if):
            more = case.stating(other, no_to(knowledge, other))
            if is_consistent(knowledge, more):
                screening = assess(knowledge, more).screening
                after = {one.red_flag: RANK[one.level] for one in screening.raised}
                after |= {one.red_flag: RANK[one.level] for one in screening.open}
                lowered += [f"{flag} by {name} but no {other}" for flag in before if after.get(flag, 0) < before[flag]]
    assert lowered == []


@given(person=persons(), data=st.data())
@examples(80, shrink=False)
def test_one_more_true_caution_never_allows_more(person: Person, data: st.DataObject) -> None:
    people, case = shipped_people(), with_areas(shipped(), person.case)
    knowledge = people.knowledge
    caution = data.draw(st.sampled_from(tuple(knowledge.cautions)))
    ways = list(ways_to_make_true(knowledge, case, caution.id))
    assume(ways)
    more = data.draw(st.sampled_from(ways))
    before, after = assess(knowledge, case).screening, assess(knowledge, more).screening
    # Answering the last open question about danger lifts the limit that stood for not having asked.
    assume(after.open or not before.open)
    allowed = allowed_on(knowledge, case)
    for technique, verdict in allowed_on(knowledge, more).items():
        assert technique in allowed, f"{caution.id} brings back {technique}"
        assert_narrower(knowledge, verdict, allowed[technique])


def ways_to_make_true(knowledge: KnowledgeBase, case: Case, caution_id: str) -> Iterator[Case]:
    """Return the case with yes to what makes the caution true; numbers and choices must fit it already."""
    caution = knowledge.cautions[caution_id]
    facts = facts_of(knowledge, case, "dangerous")
    if evaluate(caution.when, facts) is True:
        return
    for solution in islice(Solver(knowledge).solutions(caution.when), 40):
        if not _numbers_hold(knowledge, case, solution):
            continue
        more = case
        for name, truth in solution.truths.items():
            more = more.stating(name, truth)
        for name, members in solution.members.items():
            if name in shipped_people().names:
                more = more.stating(name, {member: True for member, held in members.items() if held})
        only_more = all(is_yes(more.findings[name]) for name in solution.truths)
        if only_more and is_consistent(knowledge, more):
            if evaluate(caution.when, facts_of(knowledge, more, "dangerous")) is True:
                yield more


def _numbers_hold(knowledge: KnowledgeBase, case: Case, solution: Solution) -> bool:
    facts = facts_of(knowledge, case)
    numbers = all(evaluate(Between(name, *bounds), facts) for name, bounds in solution.bounds.items())
    return numbers and all(evaluate(OneOf(name, tuple(left)), facts) for name, left in solution.choices.items())


def allowed_on(knowledge: KnowledgeBase, case: Case) -> dict[str, Verdict]:
    """Return every technique of the knowledge that the limits on the case leave, candidate or not."""
    limits = limits_on(assess(knowledge, case))
    verdicts = (judge(knowledge, technique, limits) for technique in knowledge.techniques)
    return {verdict.technique: verdict for verdict in verdicts if verdict.refused is None}


def assert_narrower(knowledge: KnowledgeBase, after: Verdict, before: Verdict) -> None:
    scale = ("none", *knowledge.pressure_scale)
    for giver, pressure in after.pressures.items():
        assert scale.index(pressure) <= scale.index(before.pressures[giver])
    assert set(after.positions) <= set(before.positions)
    assert set(after.surfaces) <= set(before.surfaces)
    assert set(after.keep_off) >= set(before.keep_off)
    assert before.minutes is None or (after.minutes is not None and after.minutes <= before.minutes)
