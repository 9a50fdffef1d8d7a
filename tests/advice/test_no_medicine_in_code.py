"""The code knows no medicine: it contains no id of a rule, a condition, a technique, a muscle or a finding."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import backrelief
from backrelief.knowledge.base import KnowledgeBase

SOURCE: Final = Path(backrelief.__file__).parent
KINDS: Final = ("red-flags", "conditions", "techniques", "cautions", "muscles", "routines")
PLAIN_WORDS: Final = {
    "age": "the role of a finding that --age gives its value to",
    "duration": "the role of a finding that --duration gives its value to, and a kind of bound in a criterion",
    "severity": "the role of a finding that --severity gives its value to",
    "course": "a field of every condition: how it usually goes on",
    "pain-area": "a value of the field if-unplaced: the areas of the case, whatever they are",
}
"""Ids of findings that are also words of the program, each with its meaning there."""
_WORD: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every string of a module with its line; docstrings are left out, since they decide nothing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.lineno, node.value


def ids_in_literals(ids: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Return each of the ids that the code contains, with its location."""
    for path in sorted(SOURCE.rglob("*.py")):
        for line, text in literals(path):
            for word in sorted(ids.intersection(_WORD.findall(text))):
                yield word, f"{path.relative_to(SOURCE)}:{line}: {word}"


def test_the_code_names_no_rule_condition_technique_muscle_or_routine(knowledge: KnowledgeBase) -> None:
    ids = frozenset(entry.id for kind in KINDS for entry in knowledge.table(kind) if "-" in entry.id)
    assert [place for _, place in ids_in_literals(ids)] == []


def test_the_code_names_no_finding(knowledge: KnowledgeBase) -> None:
    ids = frozenset(finding.id for finding in knowledge.findings)
    assert [place for word, place in ids_in_literals(ids) if word not in PLAIN_WORDS] == []


def test_every_excepted_word_is_needed(knowledge: KnowledgeBase) -> None:
    ids = frozenset(finding.id for finding in knowledge.findings)
    assert set(PLAIN_WORDS) == {word for word, _ in ids_in_literals(ids)}


def test_the_literals_of_a_module_are_found() -> None:
    """Text inside an f-string counts; a docstring does not."""
    found = [text for _, text in literals(Path(__file__))]
    assert "*.py" in found
    assert ": " in found
    assert __doc__ not in found
