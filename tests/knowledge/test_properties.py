"""The properties of a technique, as cautions test them."""

from __future__ import annotations

import pytest

from backrelief.advice.limits import stages_of
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.properties import NO_PRESSURE, Properties
from backrelief.logic import Criterion, Interval, Truth, evaluate, link, parse_criterion


def passes(knowledge: KnowledgeBase, giver: str, written: object) -> Truth:
    """Test the properties of `soak` applied by this giver."""
    criterion: Criterion = link(parse_criterion(written), knowledge.properties.get)
    return evaluate(criterion, knowledge.technique_tests.properties_of(knowledge.techniques["soak"], giver))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"action": ["water"]}, True),
        ({"action": ["wipe", "burn"]}, False),
        ({"action": {"all-of": ["water", "wipe"]}}, False),
        ("action", True),
        ({"means": ["rain-water", "cloth"]}, True),
        ({"touches": ["leaf"]}, True),
        ({"touches": ["root"]}, False),
        ({"position": {"all-of": ["upright", "tilted"]}}, True),
        ({"surface": ["sill"]}, True),
        ({"tools": ["mister"]}, True),
        ({"family": {"is": "care"}}, True),
        ({"contact": {"is": "none"}}, True),
        ({"contact": ["skin", "clothed"]}, False),
        ("body-weight", False),
        ("referral-only", False),
        ({"stretch-feel": {"at-least": 1}}, False),
        ({"effort": {"at-most": 0}}, True),
    ],
)
def test_a_technique_is_tested_on_each_of_its_properties(
    plants: KnowledgeBase, written: object, *, expected: bool
) -> None:
    assert passes(plants, "self", written) is expected


@pytest.mark.parametrize(
    ("giver", "written", "expected"),
    [
        ("self", {"pressure": {"at-least": "pour"}}, True),
        ("self", {"pressure": {"at-least": "hose"}}, False),
        ("therapist", {"pressure": {"at-least": "hose"}}, True),
        ("self", {"pressure": {"at-most": "drip"}}, False),
        ("self", {"pressure": {"is": "none"}}, False),
        ("self", {"by": ["self"]}, True),
        ("self", {"by": ["therapist"]}, False),
        ("therapist", {"by": ["therapist", "partner"]}, True),
    ],
)
def test_pressure_is_the_strongest_that_this_giver_uses(
    plants: KnowledgeBase, giver: str, written: object, *, expected: bool
) -> None:
    assert passes(plants, giver, written) is expected


@pytest.mark.parametrize(("cap", "strongest"), [(None, "hose"), ("hose", "hose"), ("pour", "pour"), ("drip", "drip")])
def test_a_cap_limits_the_strongest_pressure(plants: KnowledgeBase, cap: str | None, strongest: str) -> None:
    assert (
        plants.technique_tests.properties_of(plants.techniques["soak"], "therapist", cap).value("pressure") == strongest
    )


def test_a_cap_never_raises_the_pressure_of_a_giver(plants: KnowledgeBase) -> None:
    assert plants.technique_tests.properties_of(plants.techniques["soak"], "self", "hose").value("pressure") == "pour"


def test_a_technique_that_does_not_press_has_less_pressure_than_any_other(plants: KnowledgeBase) -> None:
    soak = plants.techniques["soak"]
    held = Properties(soak.model_copy(update={"by": {"self": None}}), "self", plants.properties, plants.pressure_scale)
    assert held.value("pressure") == NO_PRESSURE
    assert plants.properties["pressure"].choices == (NO_PRESSURE, "drip", "pour", "hose")
    anything = link(parse_criterion({"pressure": {"at-least": "drip"}}), plants.properties.get)
    assert evaluate(anything, held) is False


def test_missing_numbers_count_as_zero(plants: KnowledgeBase) -> None:
    soak = plants.techniques["soak"]
    assert plants.technique_tests.properties_of(soak, "self").value("effort") == Interval(0, 0)
    strong = soak.model_copy(update={"effort": 4})
    assert Properties(strong, "self", plants.properties, plants.pressure_scale).value("effort") == Interval(4, 4)


def test_the_values_of_a_property_come_from_the_vocabulary(plants: KnowledgeBase) -> None:
    assert plants.properties["action"].choices == ("water", "wipe", "burn")
    assert plants.properties["touches"].choices == ("leaf", "stem", "root")
    assert plants.properties["by"].choices == ("self", "partner", "therapist")


def test_every_test_of_a_shipped_technique_is_true_or_false(knowledge: KnowledgeBase) -> None:
    tests: list[object] = [zone.forbid for zone in knowledge.zones]
    tests += [
        effects.forbid
        for caution in knowledge.cautions
        for effects in (caution.do, caution.until_agreed)
        if effects is not None
    ]
    criteria = [one for one in tests if isinstance(one, Criterion)]
    assert len(criteria) > 30
    for technique in knowledge.techniques:
        for giver in technique.by:
            held = knowledge.technique_tests.properties_of(technique, giver)
            assert all(evaluate(one, held) is not None for one in criteria)


def test_a_test_of_all_techniques_at_once_agrees_with_a_test_of_each(knowledge: KnowledgeBase) -> None:
    tests = {
        id(test): test
        for caution in knowledge.cautions
        for _, effects in stages_of(caution)
        for test in (effects.forbid, effects.cap_minutes_for, effects.keep_off_for, effects.say_for)
        if test is not None and test != "everything"
    }
    assert len(tests) > 100
    tests_of = knowledge.technique_tests
    for test in tests.values():
        for cap in (None, *knowledge.pressure_scale):
            for technique in knowledge.techniques:
                passing = tests_of.givers_passing(test, technique, cap)
                for giver in technique.by:
                    alone = evaluate(test, knowledge.technique_tests.properties_of(technique, giver, cap))
                    assert (giver in passing) is alone


def test_a_technique_that_is_not_in_the_knowledge_is_tested_by_its_own_properties(knowledge: KnowledgeBase) -> None:
    """The linter judges made-up techniques; a copy under the same id may differ as well."""
    tests = knowledge.technique_tests
    kneads = link(parse_criterion({"action": ["knead"]}), knowledge.properties.get)
    known = next(one for one in knowledge.techniques if tests.givers_passing(kneads, one))
    for name in ("made-up", known.id):
        same = known.model_copy(update={"id": name})
        gentle = same.model_copy(update={"action": ("breathe",)})
        assert tests.givers_passing(kneads, same) == tests.givers_passing(kneads, known)
        assert tests.givers_passing(kneads, gentle) == frozenset()
