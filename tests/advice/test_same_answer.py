"""The same case and the same knowledge give the same advice, in whatever order the case was given."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backrelief.advice.advise import advise
from backrelief.case.case import Answer, Case
from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint.examine import load_knowledge

from .people import Person, examples, persons, shipped


@given(person=persons(), data=st.data())
@examples(40, shrink=False)
def test_the_order_of_areas_findings_and_members_changes_nothing(person: Person, data: st.DataObject) -> None:
    case = person.case
    names = data.draw(st.permutations(list(case.findings)))
    areas = data.draw(st.permutations([*case.areas, *case.areas]))
    findings = {name: backwards(case.findings[name]) for name in names}
    assert advise(shipped(), replace(case, areas=tuple(areas), findings=findings)) == advise(shipped(), case)


def backwards(answer: Answer) -> Answer:
    """Return the answer, with the members of a group in reverse order."""
    return dict(reversed(list(answer.items()))) if isinstance(answer, Mapping) else answer


def test_a_word_for_several_areas_means_those_areas(knowledge: KnowledgeBase) -> None:
    whole = advise(knowledge, Case(("whole-back",)))
    assert whole == advise(knowledge, Case(("lower-back", "upper-back", "mid-back")))
    assert whole.case.areas == ("upper-back", "mid-back", "lower-back")


def test_a_condition_brings_its_own_areas(knowledge: KnowledgeBase) -> None:
    advice = advise(knowledge, Case(findings={"condition-stated": {"muscle-strain": True}}))
    assert advice.case.areas == ("upper-back", "mid-back", "lower-back")
    assert [(fit.condition, fit.how) for fit in advice.fits if fit.how != "could"] == [("muscle-strain", "stated")]


def test_the_knowledge_read_again_gives_the_same_answer(knowledge: KnowledgeBase) -> None:
    case = Case(("lower-back",), {"blood-thinner": True, "pain-worse-on": {"sitting": True}})
    assert advise(load_knowledge(), case) == advise(knowledge, case)


def test_asking_twice_gives_the_same_answer(knowledge: KnowledgeBase) -> None:
    case = Case(("neck",), {"scoliosis": True})
    assert advise(knowledge, case) == advise(knowledge, case)
