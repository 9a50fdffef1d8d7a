"""A number that is known as a range: a flag for all of it is raised, a flag for some of it is open."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backrelief.advice.assess import assess
from backrelief.advice.reasons import RANK
from backrelief.logic import Interval

from .levels import raised_levels
from .people import Person, examples, persons, shipped, shipped_people

NUMBERS = ("age", "duration", "severity", "pregnancy-weeks", "spine-operation-ago", "morning-stiffness-minutes")


@given(person=persons(), name=st.sampled_from(NUMBERS), data=st.data())
@examples(60)
def test_a_range_raises_what_every_number_in_it_raises_and_leaves_the_rest_open(
    person: Person, name: str, data: st.DataObject
) -> None:
    knowledge, case = shipped(), person.case
    points = shipped_people().points[name]
    low, high = sorted(data.draw(st.tuples(st.sampled_from(points), st.sampled_from(points))))
    within = [point for point in points if low <= point <= high]
    raised = raised_levels(knowledge, case.stating(name, Interval(low, high)))
    at_points = [raised_levels(knowledge, case.stating(name, Interval(at, at))) for at in (low, *within[:3], high)]
    for levels in at_points:
        assert all(levels.get(flag, 0) >= rank for flag, rank in raised.items())
    screening = assess(knowledge, case.stating(name, Interval(low, high))).screening
    open_up_to = {flag.red_flag: RANK[flag.level] for flag in screening.open}
    asked = {*open_up_to, *raised, *screening.cleared}
    for levels in at_points:
        for flag, rank in levels.items():
            if flag in asked:
                assert max(raised.get(flag, 0), open_up_to.get(flag, 0)) >= rank, f"{flag} at one end of the range"
