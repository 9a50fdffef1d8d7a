"""Worked cases: an invalid field and a failed expectation are reported at their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.knowledge.faults import Fault
from backrelief.knowledge.folders import shipped_folder
from backrelief.lint.examine import examine_knowledge
from backrelief.workshop.worked_cases import case_faults

CASE = """cases:
  - id: bookkeeper
    name: A bookkeeper who takes a blood thinner
    given:
      areas: [upper-back]
      findings: {age: 52, duration: 14d, blood-thinner: true}
      otherwise: nothing
    expected:
      level: care
      cautions: [ci-anticoagulant]
"""


def faults(tmp_path: Path, old: str = "", new: str = "", *, run: bool = True, from_layer: int = 1) -> tuple[Fault, ...]:
    assert old in CASE
    text = CASE.replace(old, new) if old else CASE
    tmp_path.joinpath("mine.yaml").write_text(text, encoding="utf-8")
    knowledge, found = examine_knowledge(shipped_folder(), tmp_path, severities=())
    assert knowledge is not None, found
    return case_faults(knowledge, from_layer=from_layer, run=run)


def test_a_case_with_the_expected_outcome_has_no_faults(tmp_path: Path) -> None:
    assert faults(tmp_path) == ()


@pytest.mark.parametrize("duration", ["3d", "2w", "3mo", "1y", "14", "4-6w", "weeks"])
def test_a_time_is_read_as_on_the_command_line(tmp_path: Path, duration: str) -> None:
    assert faults(tmp_path, "14d", duration, run=False) == ()


@pytest.mark.parametrize(
    ("old", "new", "at", "words", "hint"),
    [
        ("blood-thinner: true", "blod-thinner: true", (6, 54), "no finding that is asked is called", "`blood-thinner`"),
        (
            "blood-thinner: true",
            "blood-thinner: 3",
            (6, 57),
            "the number 3 does not fit `blood-thinner`",
            "true or false",
        ),
        ("14d", "14x", (6, 37), "'14x' does not fit `duration`", "3d, 2w"),
        ("age: 52", "age: 520", (6, 24), "`age` goes from", ""),
        ("14d", "[x]", (6, 37), "a list of 1 does not fit `duration`", "days, or a time such as 3w"),
        (
            "age: 52",
            "pain-spread: [thigh, calf]",
            (6, 40),
            "`calf` does not fit `pain-spread`",
            "buttock, thigh, below-knee",
        ),
        ("age: 52", "pain-spread: true", (6, 32), "true does not fit `pain-spread`", "buttock, thigh, below-knee"),
        (
            "age: 52",
            "pain-spread: {thigh: 1}",
            (6, 40),
            "the number 1 does not fit `thigh`",
            "true or false",
        ),
    ],
    ids=["finding", "value", "time", "range", "no time", "no member", "no group", "neither true nor false"],
)
@pytest.mark.parametrize("run", [False, True], ids=["plain", "run"])
def test_an_invalid_answer_is_reported_at_its_line(
    tmp_path: Path, old: str, new: str, at: tuple[int, int], words: str, hint: str, *, run: bool
) -> None:
    (fault,) = faults(tmp_path, old, new, run=run)
    assert (fault.rule, fault.severity, fault.line) == ("case-answer", "error", at[0])
    assert words in fault.message
    assert hint in fault.hint


@pytest.mark.parametrize(
    ("new", "line", "words"),
    [
        ("level: clear", 9, "the level is care, not clear"),
        ("pressure-at-most: very-light", 9, "is given at light"),
        ("suggests: [walking, ball-wall]", 9, "suggests lacks ball-wall (left out by ci-anticoagulant)"),
        ("not-cautions: [ci-anticoagulant]", 9, "cautions holds ci-anticoagulant"),
        ("omits: {ball-wall: ci-fever}", 9, "ball-wall is left out by ci-anticoagulant, not by ci-fever"),
        ("nothing-suggested: true", 9, "techniques are suggested"),
        ("raised-at: {dvt: today}", 9, "dvt holds at no level, not at today"),
        ("asks: [blood-thinner]", 9, "blood-thinner is not asked"),
        ("keeps-off: {seated-rotation: [thigh]}", 9, "keeps-off of seated-rotation: none, not thigh"),
        ("keeps-off: {ball-wall: [thigh]}", 9, "ball-wall is not suggested"),
        ("positions: {seated-rotation: [standing]}", 9, "positions of seated-rotation: seated, not standing"),
        ("pressures: {seated-rotation: light}", 9, "pressures of seated-rotation: none, not light"),
        ("minutes: {seated-rotation: 5}", 9, "minutes of seated-rotation: none, not 5"),
        ("says: {seated-rotation: [ci-anticoagulant]}", 9, "says of seated-rotation: none, not ci-anticoagulant"),
        ("routine: none", 9, "not none"),
    ],
)
def test_a_failed_expectation_is_reported_at_its_line(tmp_path: Path, new: str, line: int, words: str) -> None:
    found = faults(tmp_path, "level: care", new)
    assert {(one.rule, one.severity, one.line) for one in found} == {("case-differs", "error", line)}
    assert any(words in one.message for one in found)


def test_a_finding_used_as_a_field_is_reported_with_where_it_belongs(tmp_path: Path) -> None:
    text = CASE.replace("      otherwise: nothing", "      condition: posture-related")
    tmp_path.joinpath("mine.yaml").write_text(text, encoding="utf-8")
    (fault,) = examine_knowledge(shipped_folder(), tmp_path, severities=())[1]
    assert (fault.rule, fault.line) == ("unknown-field", 7)
    assert fault.hint.startswith("The fields here are areas, findings, wishes, otherwise.")
    assert "`findings: {condition-stated: ...}`" in fault.hint


def test_a_field_of_another_part_is_not_suggested(tmp_path: Path) -> None:
    text = CASE.replace("      cautions:", "      caution:")
    tmp_path.joinpath("mine.yaml").write_text(text, encoding="utf-8")
    (fault,) = examine_knowledge(shipped_folder(), tmp_path, severities=())[1]
    assert fault.hint == "Did you mean `cautions`?"


def test_cases_are_run_only_on_request(tmp_path: Path) -> None:
    assert faults(tmp_path, "level: care", "level: clear", run=False) == ()
    assert faults(tmp_path, "level: care", "level: clear", from_layer=2) == ()
