"""Rules about routines: their phases, their time, their steps and the people they are for."""

from __future__ import annotations

from collections.abc import Iterator

from backrelief.advice.effects import effects_of
from backrelief.advice.limits import stages_of
from backrelief.advice.routine.plan import PHASES, spell_out_sides
from backrelief.advice.verdict import judge
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.practice import Routine, Step, Technique
from backrelief.knowledge.models.rules import Effects
from backrelief.knowledge.terms import Giver
from backrelief.knowledge.wording import join_words
from backrelief.lint.rule import Problem, rule
from backrelief.lint.satisfiable import People
from backrelief.lint.verdicts import limit


@rule("routine-phases", "error")
def routine_phases(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Give a routine a warm-up, a main part and a cool-down; without one of the three it is never used.

    Good: steps with `phase: warm-up`, then `phase: main`, then `phase: cool-down`

    Bad: the same without a `cool-down`, or with a `main` step after it
    """
    for routine in knowledge.routines:
        phases = [step.phase for step in routine.steps]
        missing = [phase for phase in PHASES if phase not in phases]
        if missing:
            message = f"`{routine.id}` has no {' and no '.join(missing)} step"
            yield Problem("routines", routine.id, ("steps",), message, "Add one: nobody is led through it without.")
        elif phases != sorted(phases, key=PHASES.index):
            message = f"the steps of `{routine.id}` go back to an earlier phase"
            yield Problem("routines", routine.id, ("steps",), message, f"Order them: {', '.join(PHASES)}.")


@rule("routine-time", "error")
def routine_time(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Make a routine take no longer than its minutes.

    Set-up, sides and rests of every step are counted as for a person whose sore side is not known.

    Good: `minutes: 10` for steps that add up to 9 minutes 30 seconds.

    Bad: `minutes: 5` for the same steps.
    """
    for routine in knowledge.routines:
        total = 0
        for place, step in enumerate(routine.steps):
            dose = knowledge.techniques[step.technique].dose
            sides = spell_out_sides(step.side, sore=None)
            total += len(sides) * (step.seconds + step.rest) + (0 if dose is None else dose.setup)
            if dose is not None and step.seconds > dose.at_most:
                message = f"{step.seconds} seconds is more than `{step.technique}` allows ({dose.at_most})"
                yield Problem("routines", routine.id, ("steps", place, "seconds"), message, "Shorten the step.")
        if total > routine.minutes * 60:
            message = f"the steps add up to {total} seconds, more than {routine.minutes} minutes"
            hint = f"Say {-(-total // 60)} minutes, or shorten steps."
            yield Problem("routines", routine.id, ("minutes",), message, hint)


@rule("routine-step", "error")
def routine_step(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Choose steps that the giver of the routine can do, in the phase and the positions of the routine.

    Good: a routine `by: self`, `position: [seated]` whose steps are techniques that list `self` under `by`, `seated`
    under `position` and the phase of the step under `phases`.

    Bad: a routine `by: self` with a step that only a therapist gives, or that has no dose; a massage gun as
    `cool-down`; a technique that is done lying down in a routine for a chair.
    """
    for routine in knowledge.routines:
        for place, step in enumerate(routine.steps):
            technique = knowledge.techniques[step.technique]
            for field, message in _faults_of_step(routine, step, technique):
                yield Problem("routines", routine.id, ("steps", place, field), message)


def _faults_of_step(routine: Routine, step: Step, technique: Technique) -> Iterator[tuple[str, str]]:
    """Yield the field of the step that is wrong, and a message."""
    if routine.by not in technique.by:
        yield "technique", f"`{technique.id}` is not given by: {routine.by}"
    if technique.referral_only or technique.dose is None:
        yield "technique", f"`{technique.id}` is given by a professional only"
    if step.phase not in technique.phases:
        yield "phase", f"`{technique.id}` is for the phase {join_words(technique.phases)}"
    if not set(technique.position).intersection(routine.position):
        yield "technique", f"`{technique.id}` is done {join_words(technique.position)}, which the routine does not list"


@rule("routine-limit", "error", "Put another technique in its place.")
def routine_limit(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Use no technique in a routine that is wrong for its conditions or its people.

    A routine names its conditions, and may name its people (`when`). A step would always be dropped if its technique
    is advised against in every one of these conditions, or if a caution that is true of all these people forbids it.

    Good: a routine `when: pregnant` of strokes lying on the side.

    Bad: the same with a step that is forbidden in pregnancy; a routine `for: [sciatica]` with a technique whose
    evidence for sciatica is `advised-against`.
    """
    people = People(knowledge)
    for routine in knowledge.routines:
        when = routine.when
        cautions = [] if when is None else [one for one in knowledge.cautions if people.implies(when, one.when)]
        for place, step in enumerate(routine.steps):
            technique, here = knowledge.techniques[step.technique], ("steps", place, "technique")
            if all(_is_against(technique, condition, routine.by) for condition in routine.for_):
                message = f"`{technique.id}` is advised against in every condition that the routine is for"
                yield Problem("routines", routine.id, here, message)
            for caution in cautions:
                if any(_rules_out(knowledge, stage, technique, routine.by) for _, stage in stages_of(caution)):
                    whom = "everyone whom the routine is for"
                    message = f"`{caution.id}` is true of {whom} and rules `{technique.id}` out"
                    yield Problem("routines", routine.id, here, message)


def _is_against(technique: Technique, condition: str, giver: Giver) -> bool:
    """Return true if all rows for this condition and giver advise against it, at every stage."""
    rows = [row for row in technique.evidence if row.condition == condition and (row.by is None or giver in row.by)]
    return bool(rows) and all(row.direction == "advised-against" for row in rows)


def _rules_out(knowledge: KnowledgeBase, stage: Effects, technique: Technique, giver: Giver) -> bool:
    """Return true if the engine would drop the step; it also drops one that must keep off a place of its technique."""
    verdict = judge(knowledge, technique, [limit("", *effects_of(stage, frozenset()))])
    return verdict.refused is not None or giver not in verdict.pressures or bool(verdict.keep_off)
