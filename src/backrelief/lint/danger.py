"""Rules about danger: every statement has a source, and every rule can change something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from backrelief.advice.effects import Say, effects_of
from backrelief.advice.limits import stages_of
from backrelief.advice.reasons import RANK
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.base import Entry
from backrelief.knowledge.models.rules import RedFlag
from backrelief.knowledge.reflection import criteria_of, texts_of
from backrelief.lint.content import every_criterion
from backrelief.lint.rule import Problem, rule, with_each_giver
from backrelief.lint.satisfiable import People

SAYS_SO: Final = re.compile(
    r"(?i)no source was seen|not (been )?(checked|confirmed)|unconfirmed|unverified|from memory"
    r"|rests on (general|common|clinical) "
)
SOURCED: Final = (
    *("red-flags", "cautions", "zones", "stop-rules"),
    *("conditions", "techniques", "routines", "muscles", "claims"),
)


@rule("unsourced", "error", "Name the source; what is only remembered cites `memory`.")
def unsourced(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Name the source of every statement about danger, evidence or practice.

    A statement that is only remembered cites the source `memory`, which is marked as not seen.

    Good: `sources: [nhs-back, girft-2023]`.

    Bad: a red flag, caution, condition, technique, routine, muscle, claim or row of evidence without `sources`.
    """
    for table in map(knowledge.table, SOURCED):
        for entry in table:
            if not entry.sources:
                yield Problem(table.kind, entry.id, (), f"`{entry.id}` names no source")
    for technique in knowledge.techniques:
        for place, row in enumerate(technique.evidence):
            if not row.sources:
                message = f"the evidence for `{row.condition}` names no source"
                yield Problem("techniques", technique.id, ("evidence", place), message)


@rule("memory-only", "warning", "Find a source that can be seen, or add the sentence: No source was seen for it.")
def memory_only(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Say so if the only sources of a statement about danger are ones that nobody has seen.

    Such a line of a red flag, caution or zone may be right, but it was never compared with a page. A reader of the
    entry must learn that from its words and not only from the list of sources. Stop rules are exempt: it costs nothing
    to stop.

    Good: `sources: memory` with `values: This sign rests on general medical knowledge; no source was seen for it.`

    Bad: `level: emergency` with `sources: memory` and no word about it.
    """
    unseen = {source.id for source in knowledge.sources if not source.seen}
    for flag in knowledge.red_flags:
        for place, line in enumerate(flag.levels):
            sources = line.sources or flag.sources
            if sources and unseen.issuperset(sources) and not _says_so(flag):
                message = f"no source of the level `{line.level}` was seen, and the entry does not say so"
                yield Problem("red-flags", flag.id, ("levels", place), message)
    for table in (knowledge.cautions, knowledge.zones):
        for entry in table:
            if entry.sources and unseen.issuperset(entry.sources) and not _says_so(entry):
                message = f"no source of `{entry.id}` was seen, and the entry does not say so"
                yield Problem(table.kind, entry.id, ("text",), message)


def _says_so(entry: Entry) -> bool:
    return any(SAYS_SO.search(text) for _, text in texts_of(entry))


@rule("soon-without-effects", "warning")
def soon_without_effects(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Say what a red flag with a level `soon` still allows.

    At `soon` some techniques may be allowed until the person has seen a clinician. They must be chosen for each flag
    and not follow from a default, and the allowance must have an effect.

    Good: `levels: [{level: soon, ...}]` with `allows: comfort` or `allows: nothing`.

    Bad: the same without `allows`, or with an allowance whose `do` is empty.
    """
    for flag in knowledge.red_flags:
        if "allows" in flag.model_fields_set:
            continue
        place = next((place for place, line in enumerate(flag.levels) if line.level == "soon"), None)
        if place is not None:
            message = f"`{flag.id}` can be `soon` and does not say what it allows"
            known = " or ".join(f"`{allowance.id}`" for allowance in knowledge.allowances)
            yield Problem("red-flags", flag.id, ("levels", place), message, f"Add `allows`: {known}.")
    for allowance in knowledge.allowances:
        if all(isinstance(effect, Say) for effect in effects_of(allowance.do)):
            message = f"the allowance `{allowance.id}` narrows nothing"
            yield Problem("allowances", allowance.id, ("do",), message, "Say what it forbids or caps.")


@rule("never-fires", "error")
def never_fires(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Write no rule that nobody can meet.

    Bounds that contradict each other, values that exclude each other, and a question that is asked only if the rest of
    the criterion is false make a rule that looks like protection and never protects.

    Good: `all: [{age: {at-least: 50}}, {duration: {at-most: 41d}}]`.

    Bad: `all: [{age: {at-least: 50}}, {age: {at-most: 15}}]`; or `pregnancy-bleeding`, which is asked `only-if:
    pregnant`, beside `not: pregnant`.
    """
    people = People(knowledge)
    for kind, entry, place, criterion in every_criterion(knowledge):
        if not people.can_be((criterion, True)):
            hint = "Look for bounds or values that exclude each other, and for the `only-if` of the findings."
            yield Problem(kind, entry, place, "nobody can meet this criterion", hint)


@rule("never-matters", "warning")
def never_matters(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Write no rule that changes nothing, because it looks as if something were done.

    A level that is reached only if a higher one is reached too never decides. A criterion that is true of everyone
    decides nothing. A test that no technique passes has no effect, nor has a caution that neither restricts nor says
    anything.

    Good: `soon` when the pain is new, `today` when it is new and severe.

    Bad: `soon` when the pain is new and severe, `today` when it is new.
    """
    people = People(knowledge)
    for flag in knowledge.red_flags:
        yield from _idle_levels(flag, people)
    for kind, entry, place, criterion in every_criterion(knowledge):
        if not people.can_be((criterion, False)):
            hint = "Leave the criterion out, or say whom it is about."
            yield Problem(kind, entry, place, "everyone meets this criterion", hint)
    yield from _idle_tests(knowledge)
    for caution in knowledge.cautions:
        if not any(effects_of(stage) for _, stage in stages_of(caution)):
            message = f"`{caution.id}` has no effect"
            yield Problem("cautions", caution.id, (), message, "Say in `do` or `until-agreed` what follows.")


def _idle_levels(flag: RedFlag, people: People) -> Iterator[Problem]:
    """Find lines that are true only if a line of at least the same level is true; of two equal lines, the later."""
    for place, line in enumerate(flag.levels):
        for other_place, other in enumerate(flag.levels):
            rank, other_rank = RANK[line.level], RANK[other.level]
            decides = other_rank > rank or (other_rank == rank and other_place < place)
            if decides and people.implies(line.when, other.when):
                message = f"whenever this is true, the line of level `{other.level}` is true too"
                yield Problem("red-flags", flag.id, ("levels", place), message, "Leave one of them out.")
                break


def _idle_tests(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Find tests that no technique passes; cautions, zones and allowances may guard against future techniques."""
    pairs = tuple(with_each_giver(knowledge))
    for table in (knowledge.stop_rules, knowledge.ranking) if pairs else ():
        for entry in table:
            for place, test in criteria_of(entry, "technique"):
                if not any(knowledge.technique_tests.passes(test, *pair) for pair in pairs):
                    hint = "Check the words of the test against the properties of techniques."
                    yield Problem(table.kind, entry.id, place, "no technique passes this test", hint)
