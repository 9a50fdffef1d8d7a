"""Requirements that every rule meets."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from backrelief import lint
from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint import RULES, Rule, left_out


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_documented_with_a_good_and_a_bad_example(rule: Rule) -> None:
    first, *rest = inspect.cleandoc(rule.documentation).splitlines()
    assert first.endswith(".")
    assert [line for line in rest if line.startswith("Good: ")]
    assert [line for line in rest if line.startswith("Bad: ")]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_tested_in_the_tests_of_its_module(rule: Rule) -> None:
    module = rule.check.__module__.rpartition(".")[2]
    tests = Path(__file__).with_name(f"test_{module}.py").read_text(encoding="utf-8")
    assert f"found(tmp_path, {rule.check.__name__}" in " ".join(tests.split()).replace("( ", "(")


def test_the_id_of_every_rule_is_the_name_of_its_function() -> None:
    assert [rule.id for rule in RULES] == [rule.check.__name__.replace("_", "-") for rule in RULES]
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_rule_is_registered() -> None:
    modules = [import_module(f"{lint.__name__}.{name}") for _, name, _ in pkgutil.iter_modules(lint.__path__)]
    written = {value.id for module in modules for value in vars(module).values() if isinstance(value, Rule)}
    assert written == {rule.id for rule in RULES}


def test_only_rules_that_need_a_library_can_be_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backrelief.lint.rule.find_spec", lambda _name: None)
    assert left_out() == tuple(rule for rule in RULES if rule.needs)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.severity == "error"], ids=lambda rule: rule.id)
def test_the_shipped_knowledge_has_no_errors(rule: Rule, knowledge: KnowledgeBase) -> None:
    assert not list(rule.check(knowledge))
