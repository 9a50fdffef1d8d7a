"""Every statement about danger, evidence or practice says where it comes from.

What is only remembered cites the source `memory`, which is marked as not seen; nothing is left without a source.

Good: `sources: [nhs-back, girft-2023]`.

Bad: a red flag, caution, condition, technique, routine, muscle, claim or row of evidence without `sources`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

KINDS = ("red-flags", "cautions", "zones", "conditions", "techniques", "routines", "muscles", "claims", "stop-rules")


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every entry and every row of evidence without a source."""
    hint = "Name the source; what is only remembered cites `memory`."
    for kind in KINDS:
        for entry in knowledge.table(kind):
            if not entry.sources:
                yield Problem(kind, entry.id, (), f"`{entry.id}` names no source", hint)
    for technique in knowledge.techniques:
        for place, row in enumerate(technique.evidence):
            if not row.sources:
                message = f"the evidence for `{row.condition}` names no source"
                yield Problem("techniques", technique.id, ("evidence", place), message, hint)


RULE = Rule("unsourced", "error", check)
