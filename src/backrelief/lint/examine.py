"""Read knowledge and apply the rules to it; every command loads its knowledge with this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.faults import BrokenKnowledgeError, Fault, Severity
from backrelief.knowledge.reading import Reading, read_knowledge
from backrelief.lint import RULES
from backrelief.lint.layers import weakened
from backrelief.lint.techniques import no_caution


def load_knowledge(*folders: Path | str) -> KnowledgeBase:
    """Load the folders as layers, or the shipped knowledge without folders.

    Raises:
        KnowledgeError: a folder cannot be read, or a file has faults (``BrokenKnowledgeError`` lists them all).
    """
    # The shipped knowledge was checked before its release; the layers on top of it were not.
    knowledge, faults = examine_knowledge(*folders, severities=("error",) if len(folders) > 1 else ())
    if faults or knowledge is None:
        raise BrokenKnowledgeError(faults)
    return knowledge


def examine_knowledge(
    *folders: Path | str, severities: tuple[Severity, ...] = ("error", "warning")
) -> tuple[KnowledgeBase | None, tuple[Fault, ...]]:
    """Load the knowledge as ``load_knowledge`` does, but return the faults instead of raising them.

    There is no knowledge if a file cannot be read or linked, or if a layer is less safe without a reason.
    Otherwise the rules of the given severities are applied.
    """
    reading = read_knowledge(*folders)
    knowledge = reading.knowledge
    if knowledge is None:
        return None, reading.faults
    if reading.layered:
        overrides, faults = weakened(reading, knowledge)
        if faults:
            return None, tuple(sorted(faults))
        knowledge = replace(knowledge, overrides=(*overrides, *_out_of_reach(knowledge)))
    return knowledge, tuple(sorted(_apply_rules(knowledge, reading, severities)))


def _apply_rules(knowledge: KnowledgeBase, reading: Reading, severities: tuple[Severity, ...]) -> Iterator[Fault]:
    """Yield each problem that a rule finds as a fault with its line."""
    for rule in RULES:
        if rule.severity not in severities:
            continue
        for problem in rule.check(knowledge):
            document, location = reading.homes[problem.kind, problem.entry]
            fault = document.fault((*location, *problem.location), problem.message, rule.id, problem.hint or rule.hint)
            yield structs.replace(fault, severity=rule.severity)


def _out_of_reach(knowledge: KnowledgeBase) -> Iterator[str]:
    """Name the techniques of layers that no caution limits; every answer repeats this warning of the linter."""
    for problem in no_caution.check(knowledge):
        if knowledge.origins[problem.kind, problem.entry].layer:
            yield f"{problem.kind}: `{problem.entry}` was added: no caution acts on it, whatever the answers are"
