"""A routine that fits the person, the minutes, the tools and the position: a curated one adapted, or one built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from backrelief.advice.reasons import NotIf, Reason
from backrelief.advice.routine.built import built_draft
from backrelief.advice.routine.curated import Adaptation, Draft, adapted, curated_drafts, order_of
from backrelief.advice.routine.order import settled
from backrelief.advice.routine.planner import Planner
from backrelief.advice.routine.timing import Plan, TimedStep, fit_minutes, on_the_clock
from backrelief.advice.select import Selection
from backrelief.advice.verdict import Verdict
from backrelief.advice.wishes import wish_limits
from backrelief.case.case import Case
from backrelief.knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from backrelief.advice.rank import Suggestion
    from backrelief.knowledge.models.routines import Routine

BUILT: Final = "built"
"""The id of a routine that is not a curated one."""
AT_HOME: Final = ("self", "partner")
"""Who follows a routine; a therapist does not need one."""


@dataclass(frozen=True, slots=True)
class ComposedRoutine:
    """Timed steps, ready to be done in order."""

    id: str
    """Of the curated routine, or ``built``."""
    name: str
    adaptations: tuple[Adaptation, ...]
    steps: tuple[TimedStep, ...]
    not_if: tuple[NotIf, ...] = ()
    """What open questions would change about its steps."""
    aftercare: str | None = None
    ask_first: str | None = None

    @property
    def adapted(self) -> bool:
        """Whether it differs from the curated one."""
        return bool(self.adaptations)

    @property
    def total_seconds(self) -> int:
        """Set-up, work and rests of all steps."""
        return sum(step.total for step in self.steps)

    @property
    def minutes(self) -> float:
        """The total in minutes, to one decimal."""
        return round(self.total_seconds / 60, 1)


def compose(
    selection: Selection, suggestions: Sequence[Suggestion], routine: Routine | None = None
) -> ComposedRoutine | None:
    """The best routine for the case, or ``None`` when nothing can warm up, work and cool down in the time.

    With a ``routine`` that one and no other, ``None`` when too little of it is left.
    """
    if routine is not None:
        planner = Planner(selection, suggestions, routine.minutes)
        draft = adapted(planner, routine) if routine.by == planner.giver else None
        return None if draft is None else _fitted(planner, draft)
    planner = Planner(selection, suggestions)
    if planner.giver not in AT_HOME:
        return None
    built = built_draft(planner)
    drafts = [*curated_drafts(planner), *([] if built is None else [built])]
    drafts.sort(key=lambda draft: order_of(planner, draft))
    quick = built_draft(planner, quick=True)
    drafts += [] if quick is None else [quick]
    return next((fitted for draft in drafts if (fitted := _fitted(planner, draft))), None)


def for_routine(case: Case, routine: Routine) -> Case:
    """The case of somebody who picked this routine: with its tools, areas and giver."""
    wishes = case.wishes
    tools = tuple(dict.fromkeys(tool for choices in routine.tools for tool in choices))
    wishes = replace(
        wishes, by=wishes.by or routine.by, tools=tools if wishes.tools is None else (*wishes.tools, *tools)
    )
    return replace(case, areas=case.areas or routine.areas, wishes=wishes)


def as_written(knowledge: KnowledgeBase, routine: Routine) -> ComposedRoutine:
    """A curated routine for nobody in particular: every step, every side, its own minutes.

    Raises:
        ValueError: the routine cannot be done by anybody; the knowledge is wrong.
    """
    case = for_routine(Case(), routine)
    selection = Selection(knowledge, case, (), tuple(wish_limits(knowledge, case.wishes)))
    draft = adapted(Planner(selection, (), routine.minutes), routine)
    if draft is None:
        message = f"nobody can do the routine {routine.id}"
        raise ValueError(message)
    steps = on_the_clock(draft.plans)
    return ComposedRoutine(
        routine.id, routine.name, draft.adaptations, steps, aftercare=routine.aftercare, ask_first=routine.ask_first
    )


def _fitted(planner: Planner, draft: Draft) -> ComposedRoutine | None:
    """The draft in a calm order and on the clock, within the minutes; ``None`` when it cannot be made that short."""
    plans, restless = settled(draft.plans, planner.minutes)
    stretch = planner.wishes.minutes is not None
    plans, too_long = fit_minutes(plans, planner.minutes * 60, stretch=stretch)
    if not plans:
        return None
    plans, beside = settled(plans, planner.minutes)  # what had to go may have stood between two that are too alike
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
    """What the minutes cost: steps that had to go, and steps that got shorter."""
    reason = Reason("wish-minutes", f"It does not fit into {planner.minutes} minutes.")
    yield from (Adaptation("dropped", plan.technique.id, None, reason) for plan in gone)
    yield from (Adaptation("shortened", plan.technique.id, None, reason) for plan in plans if plan.seconds < plan.usual)


def _notes(planner: Planner, plans: Sequence[Plan]) -> tuple[NotIf, ...]:
    verdicts = (planner.selection.verdict(plan.technique) for plan in plans)
    notes = (note for verdict in verdicts if isinstance(verdict, Verdict) for note in verdict.not_if)
    return tuple(dict.fromkeys(notes))
