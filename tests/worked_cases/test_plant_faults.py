"""Single faults in the danger data are caught by the worked cases, the linter or the reader."""

from __future__ import annotations

from functools import cache

import pytest

from worked_cases.plant_faults import Bench, known_equivalent


@cache
def bench() -> Bench:
    """Load the shipped knowledge and the cases beside it."""
    return Bench()


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "cautions/ci-fracture-spine-pelvis/when/bone-broken-12-weeks/1: value lost upper-back",
        "cautions/ci-hernia/do/position: effect lost position",
        "cautions/ci-neck-unstable/do/keep-off: effect lost keep-off",
        "red-flags/hip-groin-deep-risk/keep-off/3: place lost from keep-off thigh",
        "findings/leg-bears-no-weight/asked-in/2: area lost from asked-in leg",
        "zones/z-kidney/forbid/any/0/pressure/at-least: bound off by one firm",
    ],
)
def test_a_single_fault_is_planted_and_caught(name: str) -> None:
    faults = {fault.name: fault for fault in bench().faults([name])}
    if not bench().reach(faults[name]):
        pytest.fail(f"{name} reaches no technique")
    assert bench().catches(faults[name]) is not None


def test_every_known_equivalent_fault_is_planted() -> None:
    """The list of equivalent faults must not hide a new fault under an old name."""
    planted = {fault.name for fault in bench().faults()}
    assert set(known_equivalent()) - planted == set()
