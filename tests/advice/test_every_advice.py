"""Promises that the advice keeps for every case, whatever is known of the person."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import example, given

from backrelief.advice.advise import Advice, advise
from backrelief.advice.reasons import RANK
from backrelief.advice.routine.compose import NoRoutine
from backrelief.case.facts import facts_of, stated_members
from backrelief.case.options import check_consistent
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.rules import Effects
from backrelief.logic import evaluate

from .oracle import broken_by
from .people import Person, examples, persons, shipped

OWN_RULES = {"unscreened", "minutes", "referral-only"}
"""Rules of the engine that are no entry and no wish."""


@example(Person(("buttock-hip",), answers={"disc-herniation-told": True}))
@given(person=persons())
@examples(250, shrink=False)
def test_every_advice_keeps_its_promises(person: Person) -> None:
    knowledge, case = shipped(), person.case
    check_consistent(knowledge, case)
    advice = advise(knowledge, case)
    a_raised_danger_lets_nothing_through(advice)
    the_level_is_that_of_the_worst_flag_or_caution(advice)
    no_suggestion_disregards_a_true_caution(knowledge, advice)
    no_suggestion_disregards_a_flag_of_level_soon(knowledge, advice)
    nothing_is_too_strong_for_who_applies_it_or_for_what_was_asked(knowledge, advice)
    what_was_not_asked_about_is_left_alone(knowledge, advice)
    every_candidate_is_suggested_or_left_out(knowledge, advice)
    every_omission_has_a_reason(knowledge, advice)
    the_points_are_those_of_the_reasons(advice)
    the_order_is_by_points_and_no_gain_comes_last(advice)


def a_raised_danger_lets_nothing_through(advice: Advice) -> None:
    levels = [hit.level for hit in advice.screening.raised] + [held.level for held in advice.screening.cautions]
    if any(RANK[level] >= RANK["today"] for level in levels):
        assert advice.screening.stops
        assert advice.suggestions == ()
        assert isinstance(advice.routine, NoRoutine)


def the_level_is_that_of_the_worst_flag_or_caution(advice: Advice) -> None:
    screening = advice.screening
    raised = [hit.level for hit in screening.raised]
    assert raised == sorted(raised, key=lambda level: -RANK[level])
    assert [held.caution for held in screening.cautions] == [reason.rule for reason in advice.cautions]
    levels = [*raised, *(held.level for held in screening.cautions)]
    if levels:
        assert screening.level == max(levels, key=RANK.__getitem__)
    else:
        assert screening.level == ("open" if screening.open else "clear")


def effects_in_force(knowledge: KnowledgeBase, advice: Advice) -> Iterator[tuple[str, Effects]]:
    """Return the effects of the true cautions; "not sure" counts as yes, an agreement lifts what waits for it."""
    facts = facts_of(knowledge, advice.case, "dangerous")
    agreed = stated_members(knowledge, advice.case, "agreed")
    for caution in knowledge.cautions:
        if evaluate(caution.when, facts) is True:
            if caution.until_agreed is not None and caution.id not in agreed:
                yield caution.id, caution.until_agreed
            if caution.do is not None:
                yield caution.id, caution.do


def no_suggestion_disregards_a_true_caution(knowledge: KnowledgeBase, advice: Advice) -> None:
    for rule, effects in effects_in_force(knowledge, advice):
        for one in advice.suggestions:
            assert (one.technique, rule, disregarded(knowledge, effects, advice, one.technique)) == (
                one.technique,
                rule,
                "",
            )


def disregarded(knowledge: KnowledgeBase, effects: Effects, advice: Advice, technique: str) -> str:
    one = next(one for one in advice.suggestions if one.technique == technique)
    return broken_by(
        knowledge,
        effects,
        knowledge.techniques[technique],
        one.by,
        pressure=one.pressure,
        positions=one.positions,
        keep_off=one.keep_off,
    )


def no_suggestion_disregards_a_flag_of_level_soon(knowledge: KnowledgeBase, advice: Advice) -> None:
    for hit in advice.screening.raised:
        if hit.level == "soon":
            flag = knowledge.red_flags[hit.red_flag]
            allowed = knowledge.allowances[flag.allows].do
            kept_off = Effects.model_validate({"keep-off": flag.keep_off})
            for one in advice.suggestions:
                assert disregarded(knowledge, allowed, advice, one.technique) == ""
                assert disregarded(knowledge, kept_off, advice, one.technique) == ""


def nothing_is_too_strong_for_who_applies_it_or_for_what_was_asked(knowledge: KnowledgeBase, advice: Advice) -> None:
    for one in advice.suggestions:
        entry = knowledge.pressures.get(one.pressure)
        if entry is not None:
            assert entry.home or one.by == "therapist"
            assert entry.unscreened or not advice.screening.open


def what_was_not_asked_about_is_left_alone(knowledge: KnowledgeBase, advice: Advice) -> None:
    for area in knowledge.areas:
        if area.worked_only_when_sore and area.id not in advice.case.areas:
            for one in advice.suggestions:
                touched = set(knowledge.techniques[one.technique].touches) - set(one.keep_off)
                assert not touched.intersection(area.places)


def every_candidate_is_suggested_or_left_out(knowledge: KnowledgeBase, advice: Advice) -> None:
    """Check the candidates: each has evidence for a condition that fits; those only advised against may be absent."""
    fits = frozenset(fit.condition for fit in advice.fits if fit.how != "could")
    named = {one.id for one in knowledge.techniques_for(fits, frozenset(advice.case.areas))}
    candidates = {one for one in named if is_for(knowledge, one, fits)}
    suggested = [one.technique for one in advice.suggestions]
    left_out = [one.technique for one in advice.omissions]
    assert sorted({*suggested, *left_out}) == sorted([*suggested, *left_out]), "one technique, one answer"
    assert set(suggested) <= candidates
    assert set(left_out) <= named
    if not advice.screening.stops:
        assert candidates <= {*suggested, *left_out}


def is_for(knowledge: KnowledgeBase, technique: str, conditions: frozenset[str]) -> bool:
    rows = knowledge.techniques[technique].evidence
    return any(row.condition in conditions and row.direction != "advised-against" for row in rows)


def every_omission_has_a_reason(knowledge: KnowledgeBase, advice: Advice) -> None:
    for omission in advice.omissions:
        rule = omission.reason.rule
        named = any(rule in knowledge.table(kind) for kind in ("red-flags", "cautions", "conditions", "areas"))
        assert named or rule.startswith("wish-") or rule in OWN_RULES, rule
        assert omission.reason.text
        assert all(name in knowledge.shapes for name in omission.reason.because)
        assert all(knowledge.sources.get(source) for source in omission.reason.sources)


def the_points_are_those_of_the_reasons(advice: Advice) -> None:
    for one in advice.suggestions:
        assert one.points == sum(reason.points for reason in one.reasons)
        assert all(reason.rule and reason.text for reason in one.reasons)


def the_order_is_by_points_and_no_gain_comes_last(advice: Advice) -> None:
    no_gain = []
    for one in advice.suggestions:
        directions = {row.direction for row in one.evidence}
        no_gain.append("no-difference" in directions and not directions & {"benefit", "small-benefit"})
        assert "advised-against" not in directions
    assert no_gain == sorted(no_gain)
    for (one, below), (other, also_below) in pairwise(zip(advice.suggestions, no_gain, strict=True)):
        if below == also_below:
            assert (-one.points, one.technique) < (-other.points, other.technique)
