"""A rule that changes nothing hides that nothing is done.

A level that is reached only when a higher one is reached too never decides. A criterion that is true of everyone
tells nobody apart. A test that no technique passes, and a caution that neither narrows nor says anything, do nothing.

Good: `soon` when the pain is new, `today` when it is new and severe.

Bad: `soon` when the pain is new and severe, `today` when it is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from backrelief.lint.criteria_of import criteria_of, every_criterion
from backrelief.lint.narrowing import any_effect, effects_of
from backrelief.lint.possible import Possible
from backrelief.lint.rule import Problem, Rule, in_each_hand
from backrelief.logic import evaluate

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

LEVELS: Final = ("care", "soon", "today", "emergency")
TESTED: Final = ("stop-rules", "ranking")
"""Kinds whose tests of techniques should find one; cautions, zones and allowances also guard what could be added."""


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every rule that makes no difference."""
    possible = Possible(knowledge)
    for flag in knowledge.red_flags:
        yield from _levels_below(flag, possible)
    for kind, entry, place, criterion in every_criterion(knowledge):
        if not possible.can_be((criterion, False)):
            hint = "Leave the criterion out, or say whom it is about."
            yield Problem(kind, entry, place, "everyone meets this criterion", hint)
    yield from _idle_tests(knowledge)
    for caution in knowledge.cautions:
        if not any(any_effect(effects) or effects.say for _, effects in effects_of(caution)):
            message = f"`{caution.id}` has no effect"
            yield Problem("cautions", caution.id, (), message, "Say in `do` or `until-agreed` what follows.")


def _levels_below(flag: Any, possible: Possible) -> Iterator[Problem]:
    """Lines that are true only when a line of at least the same level is true; of two alike the later one."""
    for place, line in enumerate(flag.levels):
        for other_place, other in enumerate(flag.levels):
            rank, other_rank = LEVELS.index(line.level), LEVELS.index(other.level)
            decides = other_rank > rank or (other_rank == rank and other_place < place)
            if decides and possible.implies(line.when, other.when):
                message = f"whenever this is true, the line of level `{other.level}` is true too"
                yield Problem("red-flags", flag.id, ("levels", place), message, "Leave one of them out.")
                break


def _idle_tests(knowledge: KnowledgeBase) -> Iterator[Problem]:
    if not knowledge.techniques:
        return
    hands = [knowledge.properties_of(technique, giver) for technique, giver in in_each_hand(knowledge)]
    for kind in TESTED:
        for entry in knowledge.table(kind):
            for place, test in criteria_of(entry, "technique"):
                if not any(evaluate(test, properties) is True for properties in hands):
                    hint = "Check the words of the test against the properties of techniques."
                    yield Problem(kind, entry.id, place, "no technique passes this test", hint)


RULE = Rule("never-matters", "warning", check)
