"""What a rule of the linter is. One rule, one file; its docstring is its documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from backrelief.knowledge.faults import Severity

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found, and where."""

    kind: str
    entry: str
    place: tuple[str | int, ...]
    """The way from the entry to what is wrong, in the names of the YAML."""
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule over knowledge that loads without faults."""

    id: str
    severity: Severity
    check: Callable[[KnowledgeBase], Iterator[Problem]]
    needs: str | None = None
    """The module of an optional library; without it the rule finds nothing, and whoever runs the rules says so."""

    @property
    def documentation(self) -> str:
        """What the rule is about, with a good and a bad example."""
        import sys

        return sys.modules[self.check.__module__].__doc__ or ""

    @property
    def is_available(self) -> bool:
        """Whether what it needs is installed."""
        return self.needs is None or find_spec(self.needs) is not None


def in_each_hand(knowledge: KnowledgeBase) -> Iterator[tuple[Any, str]]:
    """Every technique with each of the people who can apply it."""
    for technique in knowledge.techniques:
        for giver in technique.by:
            yield technique, giver
