"""A rule of the linter is a decorated function that yields problems; its docstring is its documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec

from msgspec import Struct

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.documents import Location
from backrelief.knowledge.faults import Severity
from backrelief.knowledge.models.practice import Technique
from backrelief.knowledge.terms import Giver


class Problem(Struct, frozen=True):
    """A fault in an entry of knowledge that loads."""

    kind: str
    entry: str
    """The id of the entry."""
    location: Location
    """The location of the wrong part, relative to the entry."""
    message: str
    hint: str = ""


Check = Callable[[KnowledgeBase], Iterator[Problem]]


class Rule(Struct, frozen=True):
    """A requirement for knowledge that loads."""

    id: str
    severity: Severity
    check: Check
    hint: str = ""
    """What to do about a problem that has no hint of its own."""
    needs: str | None = None
    """The module of an optional library. Without it the rule is skipped, and `knowledge check` says so."""

    @property
    def documentation(self) -> str:
        """The requirement of the rule, with a good and a bad example."""
        return self.check.__doc__ or ""

    @property
    def is_available(self) -> bool:
        """True if the library that the rule needs is installed."""
        return self.needs is None or find_spec(self.needs) is not None


def rule(rule_id: str, severity: Severity, hint: str = "", needs: str | None = None) -> Callable[[Check], Rule]:
    """Turn a function into a rule; the rules of a module are applied in the order in which they are written."""
    return lambda check: Rule(rule_id, severity, check, hint, needs)


def with_each_giver(knowledge: KnowledgeBase) -> Iterator[tuple[Technique, Giver]]:
    """Yield every technique with each of its givers."""
    return ((technique, giver) for technique in knowledge.techniques for giver in technique.by)
