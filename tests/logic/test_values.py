"""What can be known about one finding."""

from __future__ import annotations

import pytest

from backrelief.logic import ANYTHING, NOTHING, Interval


def test_a_range_may_be_a_point() -> None:
    assert Interval(7, 7).low == Interval(7, 7).high == 7


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="must not end before it starts: 9 to 3"):
        Interval(9, 3)


def test_the_two_special_values_differ() -> None:
    assert ANYTHING is not NOTHING
