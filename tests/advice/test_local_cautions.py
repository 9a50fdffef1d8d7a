"""Local cautions: a named place is kept off; without a named place it is the sore area, or a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backrelief.advice.advise import Advice, advise
from backrelief.case.case import Answer, Case
from backrelief.interview.questions import deny_everything
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.rules import Caution, Effects, SitesOf
from backrelief.logic import Interval

from .oracle import passes

AREA = "lower-back"
START: dict[str, Answer] = {"age": Interval(40, 40), "duration": Interval(2, 2), "cancer-ever": True}
"""An adult who can be asked everything that depends on a place."""


def local_cautions(knowledge: KnowledgeBase) -> Iterator[tuple[Caution, Effects, str]]:
    """Each with its effects and the finding whose places it keeps off."""
    for caution in knowledge.cautions:
        if caution.do is not None and isinstance(caution.do.keep_off, SitesOf):
            yield caution, caution.do, caution.do.keep_off.sites_of


def advice_with(knowledge: KnowledgeBase, finding: str, *places: str) -> Advice:
    case = Case((AREA,), {**START, finding: dict.fromkeys(places, True)})
    return advise(knowledge, case)


@pytest.fixture(scope="module")
def before(knowledge: KnowledgeBase) -> Advice:
    return advise(knowledge, Case((AREA,), {**START}))


def touched(knowledge: KnowledgeBase, technique: str, effects: Effects | None = None) -> set[str]:
    """Return the places of the technique; none if the effects are not about such techniques."""
    entry = knowledge.techniques[technique]
    if effects is None or effects.keep_off_for is None:
        return set(entry.touches)
    strongest = effects.cap_pressure or knowledge.pressure_scale[-1]
    concerned = any(passes(effects.keep_off_for, entry, giver, strongest) for giver in entry.by)
    return set(entry.touches) if concerned else set()


@pytest.mark.parametrize("place", ["upper-back", "thigh"])
def test_a_named_place_is_kept_off(knowledge: KnowledgeBase, place: str) -> None:
    met = 0
    for caution, effects, finding in local_cautions(knowledge):
        met += 1
        advice = advice_with(knowledge, finding, place)
        for one in advice.suggestions:
            if place in touched(knowledge, one.technique, effects):
                assert place in one.keep_off, f"{one.technique} with {caution.id}"
                assert touched(knowledge, one.technique) - set(one.keep_off)
        released = {one.technique for one in advice.suggestions}
        only_there = {one for one in knowledge.techniques.ids if touched(knowledge, one, effects) == {place}}
        assert not released & only_there
    assert met > 15


def test_the_sore_area_is_kept_off_without_a_named_place_if_the_caution_says_so(knowledge: KnowledgeBase) -> None:
    here = set(knowledge.places_of((AREA,)))
    met = 0
    for caution, effects, finding in local_cautions(knowledge):
        if caution.if_unplaced == "pain-area":
            met += 1
            for one in advice_with(knowledge, finding, "unplaced").suggestions:
                kept_off = touched(knowledge, one.technique, effects) & here
                assert kept_off <= set(one.keep_off), f"{one.technique} with {caution.id}"
    assert met > 3


def test_otherwise_a_sentence_is_said_without_a_named_place(knowledge: KnowledgeBase, before: Advice) -> None:
    met = 0
    for caution, effects, finding in local_cautions(knowledge):
        if caution.if_unplaced != "say" or effects.say_for is not None:
            continue
        for one in advice_with(knowledge, finding, "unplaced").suggestions:
            met += 1
            assert effects.say in {said.text for said in one.says}, f"{one.technique} with {caution.id}"
    assert met > 50
    assert before.suggestions


def test_an_open_local_caution_is_noted_with_every_technique_that_touches_any_place(
    knowledge: KnowledgeBase, before: Advice
) -> None:
    for caution, effects, finding in local_cautions(knowledge):
        for one in before.suggestions:
            noted = {note.effect for note in one.not_if if finding in note.because and note.rule == caution.id}
            if touched(knowledge, one.technique, effects) - set(one.keep_off):
                assert noted & {"keep-off", "forbid"}, f"{one.technique} without {caution.id}"


def test_none_of_the_places_means_no(knowledge: KnowledgeBase) -> None:
    case = deny_everything(knowledge, Case((AREA,), {**START, "cancer-ever": False}))
    rules = {reason.rule for reason in advise(knowledge, case).cautions}
    assert not rules & {caution.id for caution, _, _ in local_cautions(knowledge)}
