"""Each zone refuses the dangerous techniques that somebody could add one day, and no others."""

from __future__ import annotations

from backrelief.lint.examine import load_knowledge
from worked_cases.zone_probes import probes, unguarded


def test_each_zone_refuses_what_is_dangerous_there_and_allows_what_is_not() -> None:
    assert [*unguarded(load_knowledge())] == []


def test_every_zone_is_tested_with_a_technique() -> None:
    assert {zone.id for zone in load_knowledge().zones} == set(probes())
