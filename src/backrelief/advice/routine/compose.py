"""A routine that fits the person, the minutes, the tools and the position: adapted from a curated one, or built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from backrelief.advice.limits import limits_of_wishes
from backrelief.advice.reasons import NotIf, Reason
from backrelief.advice.routine.draft import (
    Adaptation,
    Draft,
    NoRoutine,
    adapted,
    built_draft,
    curated_drafts,
    preference,
)
from backrelief.advice.routine.order import settled
from backrelief.advice.routine.plan import Plan, Planner, TimedStep, fit_minutes, on_the_clock
from backrelief.advice.select import Selection
from backrelief.advice.verdict import Verdict
from backrelief.case.case import Case
from backrelief.case.facts import facts_of
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.properties import AT_HOME

if TYPE_CHECKING:
    from backrelief.advice.rank import Suggestion
    from backrelief.knowledge.models.practice import Routine

__all__ = ["BUILT", "ComposedRoutine", "NoRoutine", "as_written", "compose", "for_routine"]

BUILT: Final = "built"
"""The id of a routine that was built and not curated."""


class ComposedRoutine(Struct, frozen=True):
    """Timed steps, ready to be done in order."""

    id: str
    """The id of the curated routine, or ``built``."""
    name: str
    adaptations: tuple[Adaptation, ...]
    """What was done to the curated routine."""
    steps: tuple[TimedStep, ...]
    """In order."""
    not_if: tuple[NotIf, ...] = ()
    """What open questions would change about its steps."""
    aftercare: str | None = None
    ask_first: str | None = None

    @property
    def adapted(self) -> bool:
        """The routine differs from the curated one."""
        return bool(self.adaptations)

    @property
    def total_seconds(self) -> int:
        """The seconds of set-up, work and rest of all steps."""
        return sum(step.total for step in self.steps)

    @property
    def minutes(self) -> float:
        """The total in minutes, to one decimal."""
        return round(self.total_seconds / 60, 1)


def compose(
    selection: Selection, suggestions: Sequence[Suggestion], routine: Routine | None = None
) -> ComposedRoutine | NoRoutine:
    """Return the best routine for the case, or why there is none; a given ``routine`` is the only one considered."""
    if routine is not None:
        planner = Planner(selection, suggestions, routine.minutes)
        draft = adapted(planner, routine)
        return draft if isinstance(draft, NoRoutine) else _fitted(planner, draft)
    if not suggestions:
        return NoRoutine("nothing-suggested")
    planner = Planner(selection, suggestions)
    if planner.giver not in AT_HOME:
        text = "No routine here: a therapist plans the session. What follows is what to ask for, and what not."
        return NoRoutine("therapist", text)
    built, quick = built_draft(planner), built_draft(planner, quick=True)
    drafts = [draft for draft in (*curated_drafts(planner), built) if draft is not None]
    drafts.sort(key=lambda draft: preference(planner, draft))
    for draft in (*drafts, *([] if quick is None else [quick])):
        fitted = _fitted(planner, draft)
        if isinstance(fitted, ComposedRoutine):
            return fitted
    text = (
        "No timed routine: what fits cannot warm up, work and cool down in the time, the positions and with the tools "
        "that you gave. The techniques below stand for themselves."
    )
    return NoRoutine("nothing-fits", text)


def for_routine(case: Case, routine: Routine) -> Case:
    """Return the case of a person who chose this routine: with its tools, areas and giver."""
    wishes = case.wishes
    tools = tuple(dict.fromkeys(tool for choices in routine.tools for tool in choices))
    wishes = replace(
        wishes, by=wishes.by or routine.by, tools=tools if wishes.tools is None else (*wishes.tools, *tools)
    )
    return replace(case, areas=case.areas or routine.areas, wishes=wishes)


def as_written(knowledge: KnowledgeBase, routine: Routine) -> ComposedRoutine:
    """Return a curated routine for no particular person: every step, every side, its own minutes.

    Raises:
        ValueError: nobody can do the routine; the knowledge is wrong.
    """
    case = for_routine(Case(), routine)
    limits = tuple(limits_of_wishes(knowledge, case.wishes))
    selection = Selection(knowledge, case, facts_of(knowledge, case), (), limits)
    draft = adapted(Planner(selection, (), routine.minutes), routine)
    if isinstance(draft, NoRoutine):
        message = f"nobody can do the routine {routine.id}"
        raise ValueError(message)  # noqa: TRY004  # not about the type of an argument
    steps = on_the_clock(draft.plans)
    return ComposedRoutine(
        routine.id, routine.name, draft.adaptations, steps, aftercare=routine.aftercare, ask_first=routine.ask_first
    )


def _fitted(planner: Planner, draft: Draft) -> ComposedRoutine | NoRoutine:
    """Return the draft in a calm order, on the clock and within the minutes; or that it cannot be made that short."""
    plans, restless = settled(draft.plans, planner.minutes)
    stretch = planner.wishes.minutes is not None
    plans, too_long = fit_minutes(plans, planner.minutes * 60, stretch=stretch)
    if not plans:
        minutes = f"{planner.minutes} minute{'s' if planner.minutes != 1 else ''}"
        return NoRoutine("too-long", f"What is left does not fit into {minutes}.", draft.left_out)
    plans, beside = settled(plans, planner.minutes)  # a step that had to go may have separated two similar ones
    routine = draft.routine
    if routine is None:
        return ComposedRoutine(BUILT, "A routine put together for you", (), on_the_clock(plans), _notes(planner, plans))
    return ComposedRoutine(
        routine.id,
        routine.name,
        (*draft.adaptations, *_for_calm((*restless, *beside)), *_for_time(planner, plans, too_long)),
        on_the_clock(plans),
        _notes(planner, plans),
        routine.aftercare,
        routine.ask_first,
    )


def _for_calm(gone: Sequence[Plan]) -> Iterator[Adaptation]:
    text = "It would take one more change of position, or work the same muscle again in the same way."
    yield from (Adaptation("dropped", plan.technique.id, None, Reason("calm-order", text)) for plan in gone)


def _for_time(planner: Planner, plans: Sequence[Plan], gone: Sequence[Plan]) -> Iterator[Adaptation]:
    """Yield the steps that the minutes drop or shorten."""
    reason = Reason("wish-minutes", f"It does not fit into {planner.minutes} minutes.")
    yield from (Adaptation("dropped", plan.technique.id, None, reason) for plan in gone)
    yield from (Adaptation("shortened", plan.technique.id, None, reason) for plan in plans if plan.seconds < plan.usual)


def _notes(planner: Planner, plans: Sequence[Plan]) -> tuple[NotIf, ...]:
    verdicts = (planner.selection.verdict(plan.technique) for plan in plans)
    notes = (note for verdict in verdicts if isinstance(verdict, Verdict) for note in verdict.not_if)
    return tuple(dict.fromkeys(notes))
