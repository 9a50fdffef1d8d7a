"""What holds for all rules."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from backrelief.knowledge import checks
from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint import RULES, Rule, left_out


def _module(rule: Rule) -> str:
    return rule.check.__module__.rpartition(".")[2]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_documented_with_a_good_and_a_bad_example(rule: Rule) -> None:
    first, *rest = rule.documentation.splitlines()
    assert first.endswith(".")
    assert [line for line in rest if line.startswith("Good: ")]
    assert [line for line in rest if line.startswith("Bad: ")]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_a_file_of_tests(rule: Rule) -> None:
    assert Path(__file__).with_name(f"test_{_module(rule)}.py").is_file()


def test_a_rule_has_an_id_and_a_file_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert len({_module(rule) for rule in RULES}) == len(RULES)


def test_every_rule_that_is_written_is_run() -> None:
    written = {
        name
        for _, name, _ in pkgutil.iter_modules(checks.__path__)
        if hasattr(import_module(f"{checks.__name__}.{name}"), "RULE")
    }
    assert written == {_module(rule) for rule in RULES}


def test_only_rules_that_need_a_library_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backrelief.lint.rule.find_spec", lambda _name: None)
    assert left_out() == tuple(rule for rule in RULES if rule.needs)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_rule_finds_in_the_shipped_knowledge_has_a_place(rule: Rule, knowledge: KnowledgeBase) -> None:
    for problem in rule.check(knowledge):
        assert (problem.kind, problem.entry) in knowledge.origins
        assert problem.message


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.severity == "error"], ids=lambda rule: rule.id)
def test_the_shipped_knowledge_has_no_errors(rule: Rule, knowledge: KnowledgeBase) -> None:
    assert not list(rule.check(knowledge))
