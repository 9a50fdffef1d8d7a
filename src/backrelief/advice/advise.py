"""From a case to everything there is to say about it: screen, select, rank, compose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backrelief.advice.guidance import guidance
from backrelief.advice.limits import limits_on
from backrelief.advice.rank import Suggestion, rank
from backrelief.advice.reasons import Reason
from backrelief.advice.routine.compose import ComposedRoutine, compose, for_routine
from backrelief.advice.screen import Screening, screen
from backrelief.advice.select import Fit, Omission, Selection, fitting
from backrelief.advice.wishes import wish_limits
from backrelief.case.case import Case, Wishes, with_areas
from backrelief.knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from backrelief.knowledge.models.vocabulary import LevelWords


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A wish that stands in the way, and how many techniques giving it up would bring back."""

    wish: str
    text: str
    brings: int


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything there is to say. Frozen: the same case and knowledge give an equal one."""

    case: Case
    screening: Screening
    fits: tuple[Fit, ...]
    cautions: tuple[Reason, ...]
    """Cautions that hold, with what to do instead of what they take away."""
    suggestions: tuple[Suggestion, ...]
    omissions: tuple[Omission, ...]
    routine: ComposedRoutine | None
    obstacles: tuple[Obstacle, ...]
    headline: str
    advice: tuple[str, ...]
    stop_rules: tuple[str, ...] = ()
    """Ids of what says when to stop, in the order of a session; none where a danger sign stops everything."""
    tips: tuple[str, ...] = ()
    """Ids of what helps beside the techniques, in the order of a session."""
    overrides: tuple[str, ...] = ()
    """What one's own layers of knowledge changed about the shipped safety rules."""

    @property
    def nothing_left(self) -> bool:
        """Nothing can be suggested, and what says so is not the safety of the person."""
        return not self.suggestions and not self.screening.raised and not self.ruled_out

    @property
    def ruled_out(self) -> bool:
        """Nothing can be suggested, and a caution says so."""
        return not self.suggestions and _ruled_out(self.cautions, self.omissions)


def screened(knowledge: KnowledgeBase, case: Case) -> Screening:
    """The screening of a case, cautions counted in."""
    return screen(knowledge, with_areas(knowledge, case))


def select(knowledge: KnowledgeBase, case: Case, screening: Screening) -> Selection:
    """What judges techniques for the case, with everything that narrows the choice."""
    case = with_areas(knowledge, case)
    limits = (*limits_on(knowledge, case, screening), *wish_limits(knowledge, case.wishes))
    return Selection(knowledge, case, fitting(knowledge, case), limits)


def advise(knowledge: KnowledgeBase, case: Case, routine: str | None = None) -> Advice:
    """Everything there is to say about the case. Pure: no clock, no randomness, no network, no locale.

    With the id of a curated ``routine`` it is that one which is fitted to the person, and no other.

    Raises:
        NoSuchEntryError: there is no such routine.
    """
    named = None if routine is None else knowledge.routines[routine]
    case = with_areas(knowledge, case if named is None else for_routine(case, named))
    screening = screened(knowledge, case)
    selection = select(knowledge, case, screening)
    suggestions: tuple[Suggestion, ...] = ()
    composed = None
    candidates, omissions = selection.candidates()
    if not screening.stops:
        suggestions = rank(knowledge, case, selection.fits, candidates)
        composed = compose(selection, suggestions, named) if suggestions or named else None
    cautions = tuple(_holding(knowledge, screening))
    level = knowledge.levels[screening.level]
    ruled_out = not suggestions and _ruled_out(cautions, omissions)
    stop_rules, tips = ((), ()) if screening.stops else guidance(knowledge, case, suggestions, composed)
    words: LevelWords = (level.if_nothing_is_left if ruled_out else None) or level
    return Advice(
        case,
        screening,
        selection.fits,
        cautions,
        suggestions,
        omissions,
        composed,
        tuple(_obstacles(knowledge, case, screening)) if not suggestions and not screening.stops else (),
        words.headline,
        words.advice,
        stop_rules,
        tips,
        knowledge.overrides,
    )


def _ruled_out(cautions: tuple[Reason, ...], omissions: tuple[Omission, ...]) -> bool:
    """Whether a caution is among the reasons why techniques were left out."""
    held = {reason.rule for reason in cautions}
    return any(omission.reason.rule in held for omission in omissions)


def _holding(knowledge: KnowledgeBase, screening: Screening) -> Iterator[Reason]:
    for held in screening.cautions:
        instead = " ".join(knowledge.cautions[held.caution].adaptation)
        yield Reason(held.caution, f"{held.text} {instead}".strip(), held.because, held.sources)


_WISHES: dict[str, dict[str, object]] = {
    "by": {"by": None},
    "position": {"positions": (), "surfaces": ()},
    "avoid-position": {"avoid_positions": ()},
    "pressure": {"pressure": None},
    "tool": {"tools": None},
    "without": {"without": ()},
    "minutes": {"minutes": None},
    "first-time": {"first_time": False},
}


def _obstacles(knowledge: KnowledgeBase, case: Case, screening: Screening) -> Iterator[Obstacle]:
    """Every wish that alone would bring something back, the most helpful first."""
    found: list[Obstacle] = []
    for wish, without in _WISHES.items():
        relaxed: Wishes = replace(case.wishes, **without)  # type: ignore[arg-type]  # fields of Wishes by name
        if relaxed == case.wishes:
            continue
        released, _ = select(knowledge, replace(case, wishes=relaxed), screening).candidates()
        if released:
            found.append(Obstacle(wish, f"Without --{wish} there would be {len(released)}.", len(released)))
    yield from sorted(found, key=lambda obstacle: (-obstacle.brings, obstacle.wish))
