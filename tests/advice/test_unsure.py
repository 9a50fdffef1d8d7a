"""The meaning of "not sure": between no and yes for a danger, yes for a caution, never asked again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backrelief.advice.assess import assess
from backrelief.advice.limits import limits_on
from backrelief.advice.reasons import RANK
from backrelief.case.case import UNSURE, Case
from backrelief.case.options import check_consistent
from backrelief.interview.questions import deny_everything, lists, open_questions
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import Interval

from .levels import held_cautions, holding, level_rank, raised_levels
from .people import without_contradictions
from .satisfying import Solver

ADULT = {"age": Interval(40, 40), "duration": Interval(30, 30), "severity": Interval(4, 4)}
OLDER = {"age": Interval(72, 72), "duration": Interval(100, 100), "severity": Interval(8, 8)}


@pytest.fixture(scope="module")
def bases(knowledge: KnowledgeBase) -> tuple[Case, ...]:
    """Return cases with no answers, with a few values, and of an adult who denied everything."""
    adult, older = (Case(("lower-back", "neck"), values) for values in (ADULT, OLDER))
    return (Case(("lower-back",)), older, deny_everything(knowledge, adult))


def yes_no_dangers(knowledge: KnowledgeBase) -> Iterator[str]:
    for finding in knowledge.findings:
        if finding.kind == "yes-no" and finding.role == "danger":
            yield finding.id


def with_open_gates(knowledge: KnowledgeBase, case: Case, name: str) -> Case | None:
    """Return the case with answers that let the question of the finding arise; ``None`` if it cannot arise here."""
    gate = knowledge.gates.get(name)
    if gate is None or gate.only_if is None:
        return case
    for solution in Solver(knowledge).solutions(gate.only_if):
        opened = Case(case.areas, {**case.findings, **solution.case(knowledge).findings})
        asked = opened.stating(name, answer=True)
        if without_contradictions(knowledge, asked) == asked:
            return opened
    return None


def test_not_sure_of_a_danger_is_never_below_no_and_never_above_yes(
    knowledge: KnowledgeBase, bases: tuple[Case, ...]
) -> None:
    for base in bases:
        for name in yes_no_dangers(knowledge):
            case = with_open_gates(knowledge, base, name)
            if case is None:
                continue
            no, unsure, yes = (
                level_rank(holding(knowledge, case.stating(name, answer))) for answer in (False, UNSURE, True)
            )
            assert no <= unsure <= yes, f"{name} on {case}"


def test_not_sure_raises_one_level_lower_or_in_full_if_the_finding_says_so(
    knowledge: KnowledgeBase,
) -> None:
    for name in yes_no_dangers(knowledge):
        case = with_open_gates(knowledge, Case(("lower-back",)), name)
        assert case is not None
        in_full = knowledge.asked(name).unsure_as == "yes"
        before = raised_levels(knowledge, case)
        yes = raised_levels(knowledge, case.stating(name, answer=True))
        unsure = raised_levels(knowledge, case.stating(name, UNSURE))
        for flag, rank in yes.items():
            if rank > before.get(flag, 0):
                lowered = rank if in_full else max(rank - 1, before.get(flag, 0))
                assert unsure.get(flag, RANK["clear"]) == max(lowered, RANK["clear"]), f"{flag} when unsure of {name}"


def test_a_finding_that_leaves_not_sure_open_raises_nothing(knowledge: KnowledgeBase) -> None:
    for name in yes_no_dangers(knowledge):
        if knowledge.asked(name).unsure_as == "open":
            case = Case(("lower-back",), {name: UNSURE})
            assert raised_levels(knowledge, case) == raised_levels(knowledge, Case(("lower-back",)))


def test_a_lowered_flag_says_so_and_can_still_rise(knowledge: KnowledgeBase) -> None:
    screening = assess(knowledge, Case(("lower-back",), {"tearing-pain-sudden": UNSURE})).screening
    hit = next(hit for hit in screening.raised if hit.red_flag == "aortic-dissection")
    assert (hit.level, hit.lowered, hit.because) == ("today", True, ("tearing-pain-sudden",))
    still_open = next(flag for flag in screening.open if flag.red_flag == "aortic-dissection")
    assert (still_open.level, still_open.ask, still_open.unsure) == ("emergency", (), ("tearing-pain-sudden",))


def test_cautions_count_not_sure_as_yes(knowledge: KnowledgeBase) -> None:
    for finding in knowledge.findings:
        if finding.kind != "yes-no" or finding.role == "comfort":
            continue
        case = with_open_gates(knowledge, Case(("lower-back",)), finding.id)
        if case is None:
            continue
        yes, unsure = (case.stating(finding.id, answer) for answer in (True, UNSURE))
        held = held_cautions(knowledge, yes)
        doubted = held_cautions(knowledge, unsure)
        gained = {one: rank for one, rank in held.items() if one not in held_cautions(knowledge, case)}
        assert {one: doubted.get(one) for one in gained} == gained, f"unsure of {finding.id}"


def test_not_sure_of_a_place_limits_like_a_yes_without_a_place(knowledge: KnowledgeBase) -> None:
    for finding in knowledge.findings:
        if finding.kind == "sites":
            case = with_open_gates(knowledge, Case(("lower-back",)), finding.id)
            assert case is not None
            unplaced, unsure = (case.stating(finding.id, answer) for answer in ({"unplaced": True}, UNSURE))
            assert limits_of_cautions(knowledge, unsure) == limits_of_cautions(knowledge, unplaced)


def limits_of_cautions(knowledge: KnowledgeBase, case: Case) -> list[object]:
    return [limit for limit in limits_on(assess(knowledge, case)) if limit.kind == "caution"]


def test_a_finding_that_is_not_sure_is_never_asked_again(knowledge: KnowledgeBase) -> None:
    for name in list(yes_no_dangers(knowledge))[::3]:
        case = with_open_gates(knowledge, Case(("lower-back", "neck")), name)
        assert case is not None
        case = case.stating(name, UNSURE)
        check_consistent(knowledge, case)
        assert all(name not in flag.ask for flag in assess(knowledge, case).screening.open)
        asked = {one for page in lists(assess(knowledge, case)) for line in page.lines for one in line.findings}
        assert name not in asked | set(open_questions(assess(knowledge, case)))


def test_not_sure_of_one_place_reads_as_any_place(knowledge: KnowledgeBase) -> None:
    """A broken bone somewhere may be one in the spine."""
    case = Case(("lower-back",), {"bone-broken-12-weeks": {"unplaced": True}})
    assert {"ci-fracture", "ci-fracture-spine-pelvis"} <= set(held_cautions(knowledge, case))
