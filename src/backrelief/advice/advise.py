"""From a case to advice: assess, select, rank, compose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from backrelief.advice.assess import Assessment, Screening, assess
from backrelief.advice.guidance import guidance
from backrelief.advice.rank import Suggestion, rank
from backrelief.advice.reasons import Reason
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine, compose, for_routine
from backrelief.advice.select import Fit, Omission, select
from backrelief.case.case import WISHES, Case
from backrelief.errors import Exit, UsageError
from backrelief.knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from backrelief.knowledge.models.vocabulary import LevelWords


class Obstacle(Struct, frozen=True):
    """A wish that rules everything out, and how many techniques would come back without it."""

    wish: str
    """Its option, without the hyphens."""
    text: str
    brings: int
    """Techniques."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything there is to say about a case. The same case and knowledge give equal advice."""

    case: Case
    screening: Screening
    fits: tuple[Fit, ...]
    cautions: tuple[Reason, ...]
    """Cautions that hold, with what to do instead of what they rule out."""
    suggestions: tuple[Suggestion, ...]
    omissions: tuple[Omission, ...]
    routine: ComposedRoutine | NoRoutine
    obstacles: tuple[Obstacle, ...]
    stop_rules: tuple[str, ...]
    """Ids of the rules for when to stop, in the order of a session; none if a danger sign stops everything."""
    tips: tuple[str, ...]
    """Ids of what helps beside the techniques, in the order of a session."""
    assessment: Assessment = field(repr=False, compare=False)
    """The assessment from which all of this follows."""

    @property
    def nothing_left(self) -> bool:
        """Nothing can be suggested, and the reason is not the safety of the person."""
        return not self.suggestions and not self.screening.raised and not self.ruled_out

    @property
    def ruled_out(self) -> bool:
        """Nothing can be suggested, and a caution is among the reasons."""
        held = {reason.rule for reason in self.cautions}
        return not self.suggestions and any(omission.reason.rule in held for omission in self.omissions)

    @property
    def _words(self) -> LevelWords:
        level = self.assessment.knowledge.levels[self.screening.level]
        return (level.if_nothing_is_left if self.ruled_out else None) or level

    @property
    def headline(self) -> str:
        """What the level means, in a sentence."""
        return self._words.headline

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do at this level, in sentences."""
        return self._words.advice

    @property
    def exit_code(self) -> int:
        """The exit code of the level (see ``levels`` in the knowledge)."""
        return self.assessment.knowledge.levels[self.screening.level].exit_code


def advise(knowledge: KnowledgeBase, case: Case, routine: str | None = None) -> Advice:
    """Return everything there is to say about the case. Pure: no clock, no randomness, no network, no locale.

    If the id of a curated ``routine`` is given, that routine is fitted to the person, and no other.

    Raises:
        NoSuchEntryError: there is no such routine.
        UsageError: the case holds a word or a value that does not fit.
    """
    named = None if routine is None else knowledge.routines[routine]
    assessment = assess(knowledge, case if named is None else for_routine(case, named))
    screening = assessment.screening
    selection = select(assessment)
    candidates, omissions = selection.candidates()
    suggestions = () if screening.stops else rank(selection, candidates)
    composed = NoRoutine("stopped") if screening.stops else compose(selection, suggestions, named)
    steps = composed.steps if isinstance(composed, ComposedRoutine) else ()
    stop_rules, tips = ((), ()) if screening.stops else guidance(assessment, suggestions, steps)
    return Advice(
        assessment.case,
        screening,
        selection.fits,
        tuple(_held_cautions(assessment)),
        suggestions,
        omissions,
        composed,
        () if suggestions or screening.stops else tuple(_obstacles(assessment)),
        stop_rules,
        tips,
        assessment,
    )


def code_of(advice: Advice) -> int:
    """Return the exit code of an answer: that of the level, or else whether there is anything left to suggest.

    Raises:
        UsageError: the case says neither where it hurts nor anything that stops everything.
    """
    if not advice.case.areas and not advice.screening.stops:
        areas = ", ".join(area.id for area in advice.assessment.knowledge.areas)
        message = "it is not clear where it hurts"
        raise UsageError(message, hint=f"Add --area, or `areas` to the case, with one of: {areas}.")
    return advice.exit_code or (Exit.NOTHING if advice.nothing_left else Exit.OK)


def _held_cautions(assessment: Assessment) -> Iterator[Reason]:
    for held in assessment.screening.cautions:
        instead = " ".join(assessment.knowledge.cautions[held.caution].adaptation)
        yield Reason(held.caution, f"{held.text} {instead}".strip(), held.because, held.sources)


def _obstacles(assessment: Assessment) -> Iterator[Obstacle]:
    """Yield every wish that alone would bring something back, the most helpful first."""
    found: list[Obstacle] = []
    wishes = assessment.case.wishes
    for option in dict.fromkeys(wish.option for wish in WISHES.values()):
        relaxed = wishes.without_wish(option)
        if relaxed != wishes:
            released, _ = select(assess(assessment.knowledge, replace(assessment.case, wishes=relaxed))).candidates()
            if released:
                found.append(Obstacle(option, f"Without --{option} there would be {len(released)}.", len(released)))
    yield from sorted(found, key=lambda obstacle: (-obstacle.brings, obstacle.wish))
