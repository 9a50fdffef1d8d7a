"""No text repeats a claim that does not hold.

Claims list under `avoid` the phrases that carry them. They are looked for in all that a person reads, except in the
claims themselves, which quote them. `words` may hold them, because people type them.

Good: `Drink if you are thirsty.`

Bad: `Drink plenty, so that the toxins are washed out.`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backrelief.lint.rule import Problem, Rule
from backrelief.lint.texts import passages

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every text that holds a phrase of a refuted claim."""
    texts = [(passage, " ".join(passage.text.lower().split())) for passage in passages(knowledge)]
    everything = "\n".join(text for _, text in texts)
    phrases = [(phrase.lower(), claim.id) for claim in knowledge.claims for phrase in claim.avoid]
    repeated = [(phrase, claim) for phrase, claim in phrases if phrase in everything]
    for passage, text in texts:
        for phrase, claim in repeated:
            if phrase in text:
                message = f"`{phrase}` repeats the claim `{claim}`, which does not hold"
                hint = f"`backrelief show {claim}` has the wording to use instead."
                yield Problem(passage.kind, passage.entry, passage.place, message, hint)


RULE = Rule("refuted-claim", "error", check)
