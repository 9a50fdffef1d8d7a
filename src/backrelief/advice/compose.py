"""A routine that fits the person, the minutes, the tools and the position: a curated one adapted, or one built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from backrelief.advice.built import built_draft
from backrelief.advice.curated import Adaptation, Draft, curated_drafts, order_of
from backrelief.advice.planner import Planner
from backrelief.advice.reasons import NotIf, Reason
from backrelief.advice.select import Selection
from backrelief.advice.timing import Plan, TimedStep, fit_minutes, on_the_clock
from backrelief.advice.verdict import Verdict

if TYPE_CHECKING:
    from backrelief.advice.rank import Suggestion

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


def compose(selection: Selection, suggestions: Sequence[Suggestion]) -> ComposedRoutine | None:
    """The best routine for the case, or ``None`` when nothing can warm up, work and cool down in the time."""
    planner = Planner(selection, suggestions)
    if planner.giver not in AT_HOME:
        return None
    built = built_draft(planner)
    drafts = [*curated_drafts(planner), *([] if built is None else [built])]
    drafts.sort(key=lambda draft: order_of(planner, draft))
    return next((fitted for draft in drafts if (fitted := _fitted(planner, draft))), None)


def _fitted(planner: Planner, draft: Draft) -> ComposedRoutine | None:
    """The draft on the clock, within the minutes; ``None`` when it cannot be made that short."""
    stretch = planner.wishes.minutes is not None
    plans, gone = fit_minutes(draft.plans, planner.minutes * 60, stretch=stretch)
    if not plans:
        return None
    routine = draft.routine
    if routine is None:
        return ComposedRoutine(BUILT, "A routine put together for you", (), on_the_clock(plans), _notes(planner, plans))
    adaptations = (*draft.adaptations, *_for_time(planner, draft, plans, gone))
    return ComposedRoutine(
        routine.id,
        routine.name,
        adaptations,
        on_the_clock(plans),
        _notes(planner, plans),
        routine.aftercare,
        routine.ask_first,
    )


def _notes(planner: Planner, plans: Sequence[Plan]) -> tuple[NotIf, ...]:
    verdicts = (planner.selection.verdict(plan.technique) for plan in plans)
    notes = (note for verdict in verdicts if isinstance(verdict, Verdict) for note in verdict.not_if)
    return tuple(dict.fromkeys(notes))


def _for_time(planner: Planner, draft: Draft, plans: Sequence[Plan], gone: Sequence[Plan]) -> Iterator[Adaptation]:
    """What the minutes cost: steps that had to go, and steps that got shorter."""
    reason = Reason("wish-minutes", f"It does not fit into {planner.minutes} minutes.")
    yield from (Adaptation("dropped", plan.technique.id, None, reason) for plan in gone)
    left = [plan for plan in draft.plans if plan not in gone]
    for before, after in zip(left, plans, strict=True):
        if after.seconds < before.seconds:
            yield Adaptation("shortened", before.technique.id, None, reason)
