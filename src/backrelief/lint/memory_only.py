"""A statement about danger that rests on sources nobody saw says so.

Such a line of a red flag, caution or zone may be right, but it was never held against a page. Whoever reads the
entry must learn that from its words and not only from the list of sources. Stop rules are left out: to stop costs
nothing.

Good: `sources: memory` with `values: This sign rests on general medical knowledge; no source was seen for it.`

Bad: `level: emergency` with `sources: memory` and no word about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from backrelief.lint.rule import Problem, Rule
from backrelief.lint.texts import texts_of

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

SAYS_SO: Final = re.compile(
    r"(?i)no source was seen|not (been )?(checked|confirmed)|unconfirmed|unverified|from memory"
    r"|rests on (general|common|clinical) "
)
HINT: Final = "Find a source that can be seen, or add the sentence: No source was seen for it."


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every line of a red flag, caution and zone without a source that was seen and without a word about it."""
    unseen = {source.id for source in knowledge.sources if not source.seen}
    for flag in knowledge.red_flags:
        for place, line in enumerate(flag.levels):
            sources = line.sources or flag.sources
            if sources and unseen.issuperset(sources) and not _says_so(flag):
                message = f"no source of the level `{line.level}` was seen, and the entry does not say so"
                yield Problem("red-flags", flag.id, ("levels", place), message, HINT)
    for kind in ("cautions", "zones"):
        for entry in knowledge.table(kind):
            if entry.sources and unseen.issuperset(entry.sources) and not _says_so(entry):
                message = f"no source of `{entry.id}` was seen, and the entry does not say so"
                yield Problem(kind, entry.id, ("text",), message, HINT)


def _says_so(entry: Any) -> bool:
    return any(SAYS_SO.search(text) for _, text in texts_of(entry))


RULE = Rule("memory-only", "warning", check)
