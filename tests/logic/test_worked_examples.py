"""Thirty rules, from a single finding to a count of seven: each is read, and reads the same a second time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from backrelief.logic import Criterion, findings, parse_criterion

EXAMPLES: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("worked_examples.yaml").read_text(encoding="utf-8")
)


def _rules() -> dict[str, object]:
    """Return every criterion of the examples by its rule and its position in it."""
    flags, cautions = EXAMPLES["red-flags"], EXAMPLES["cautions"]
    rules = {f"{name}, {line['level']}": line["when"] for name, lines in flags.items() for line in lines}
    rules |= {f"{name}, when": caution["when"] for name, caution in cautions.items()}
    return rules | {
        f"{name}, {effect}, forbid": caution[effect]["forbid"]
        for name, caution in cautions.items()
        for effect in ("do", "until-agreed")
        if caution.get(effect, {}).get("forbid", "everything") != "everything"
    }


RULES = _rules()


def test_there_are_thirty_examples() -> None:
    pairs = {"myelopathy-slow": "cord-rapid-gait", "ci-anticoagulant-unstable": "ci-anticoagulant"}
    pairs |= {"ci-fracture-spine-pelvis": "ci-fracture"}
    assert len([name for name in (*EXAMPLES["red-flags"], *EXAMPLES["cautions"]) if name not in pairs]) == 30


@pytest.mark.parametrize("rule", RULES)
def test_each_worked_example_is_read(rule: str) -> None:
    criterion = parse_criterion(RULES[rule])
    assert findings(criterion)
    assert criterion == parse_criterion(RULES[rule])


@pytest.mark.parametrize("rule", RULES)
def test_each_worked_example_names_every_word_that_is_written_in_it(rule: str) -> None:
    assert set(findings(parse_criterion(RULES[rule]))) == _words(RULES[rule])


def _words(written: object) -> set[str]:
    """Return the findings of a written criterion, found without the parser."""
    if isinstance(written, str):
        return {written}
    assert isinstance(written, dict)
    ((key, value),) = written.items()
    match key:
        case "all" | "any":
            return set().union(*map(_words, value))
        case "not":
            return _words(value)
        case "at-least-n":
            return set().union(*map(_words, value["of"]))
        case _:
            return {key}


def test_a_level_with_many_parts_keeps_its_shape() -> None:
    criterion: Criterion = parse_criterion(RULES["axspa, soon"])
    assert findings(criterion) == (
        "started-before-45",
        "duration",
        "started-before-35",
        "wakes-in-second-half-of-night",
        "buttock-pain",
        "better-with-movement",
        "better-with-anti-inflammatories",
        "relative-with-spondyloarthritis",
        "arthritis-ever",
        "heel-or-tendon-pain",
        "psoriasis",
    )
