"""Two cautions that can hold of one person leave that person a way to lie or sit.

Where two of them keep positions, surfaces or givers that exclude each other, the person is left with nothing, and
neither caution says so.

Good: one keeps `[seated, side-lying]`, the other `[seated, standing]`.

Bad: one keeps `[side-lying]`, the other `[seated]`, and nothing stops both from being true.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Final

from backrelief.lint.narrowing import effects_of
from backrelief.lint.possible import Possible
from backrelief.lint.rule import Problem, Rule

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

KEEPS: Final = ("position", "surface", "by")


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every pair of cautions that leaves nothing between them."""
    possible = Possible(knowledge)
    for name in KEEPS:
        keeping = [
            (caution, field, frozenset(keep.any_of))
            for caution in knowledge.cautions
            for field, effects in effects_of(caution)
            if (keep := getattr(effects, name)) is not None and effects.forbid != "everything"
        ]
        for (one, _, kept), (other, field, also_kept) in combinations(keeping, 2):
            if one.id == other.id or kept & also_kept or not possible.can_be((one.when, True), (other.when, True)):
                continue
            message = f"together with `{one.id}` this leaves no `{name}` at all"
            hint = "Let both keep one in common, or forbid everything where both hold."
            yield Problem("cautions", other.id, (field, name), message, hint)


RULE = Rule("cautions-together", "warning", check)
