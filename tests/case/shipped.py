"""The shipped knowledge, for tests that draw their cases: a counterexample would print a fixture in full."""

from __future__ import annotations

from functools import cache

from hypothesis import settings

from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint.examine import load_knowledge


@cache
def shipped() -> KnowledgeBase:
    return load_knowledge()


def examples(number: int) -> settings:
    """Draw this many examples, the same ones in every run, however slow the machine is."""
    return settings(max_examples=number, deadline=None, derandomize=True, database=None)
