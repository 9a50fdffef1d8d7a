"""Rules about techniques: their actions, places, pressures, times and givers."""

from __future__ import annotations

from collections.abc import Iterator

from backrelief.advice.limits import stages_of
from backrelief.advice.verdict import judge
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.practice import Technique
from backrelief.lint.rule import Problem, rule, with_each_giver
from backrelief.lint.verdicts import limit_of


@rule("zone", "error", "Leave the place out of `touches`, or lower the pressure.")
def zone(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Keep every technique within the limits of the places that it touches.

    Zones are limits that apply to everyone, whatever the answers: nothing on the front of the neck, only light
    pressure over the kidneys. A technique that works near such a place, and beyond its limit, leaves the place out of
    `touches` and says in a step to keep off it.

    Good: `touches: [lower-back]` with the step "Stay off the soft waist below the ribs."

    Bad: `touches: [lower-back, flank]` with `by: {self: [light, firm]}`.
    """
    for technique, giver in with_each_giver(knowledge):
        for limit in knowledge.zones:
            if not set(limit.places).intersection(technique.touches):
                continue
            if limit.forbid == "everything" or knowledge.technique_tests.passes(limit.forbid, technique, giver):
                message = f"`{technique.id}` by {giver} breaks the limit `{limit.id}`: {limit.say}"
                yield Problem("techniques", technique.id, ("touches",), message)


@rule("never-offered", "error", "Leave the technique out.")
def never_offered(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Offer no technique with an action that must never be done.

    The vocabulary has actions with the field `never`, such as a sudden push on a joint, only so that this rule can
    refuse them.

    Good: `action: [glide, knead]`.

    Bad: `action: [thrust]`.
    """
    never = {action.id: action.never for action in knowledge.actions if action.never}
    for technique in knowledge.techniques:
        for place, action in enumerate(technique.action):
            if action in never:
                message = f"`{action}` must never be offered: {never[action]}"
                yield Problem("techniques", technique.id, ("action", place), message)


@rule("home-pressure", "error")
def home_pressure(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Leave the strongest pressures to a therapist, and write a range of pressure from the lightest to the strongest.

    Good: `by: {self: [light, firm], therapist: [light, deep]}`.

    Bad: `by: {partner: [light, deep]}`.
    """
    scale = knowledge.pressure_scale
    for technique, giver in with_each_giver(knowledge):
        pressure, place = technique.by[giver], ("by", giver)
        if pressure is None:
            continue
        if scale.index(pressure.lightest) > scale.index(pressure.strongest):
            message = "the range of pressure starts above its end"
            yield Problem("techniques", technique.id, place, message, "Swap the two.")
        if giver != "therapist" and not knowledge.pressures[pressure.strongest].home:
            message = f"`{pressure.strongest}` pressure is for a therapist only"
            yield Problem("techniques", technique.id, place, message, "Lower it for this giver.")


@rule("presses-nowhere", "error")
def presses_nowhere(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Name the places that a technique presses, at least one of them for every muscle that it is meant for.

    Cautions protect places. No caution about a wound, a clot or a thin bone applies to a technique that presses without
    naming places, however plainly its steps say where the hands go.

    Good: `by: {self: [light, moderate]}` with `touches: [lower-back]` for a muscle of the lower back

    Bad: the same with `touches: []`, or with `touches: [hand]`
    """
    for technique in knowledge.techniques:
        presses = any(pressure is not None for pressure in technique.by.values())
        if not technique.touches and (presses or technique.contact == "skin"):
            what = "presses" if presses else "is on the skin"
            message = f"`{technique.id}` {what}, but touches no place"
            hint = "Name every place that it presses, holds, warms or stretches under `touches`."
            yield Problem("techniques", technique.id, (), message, hint)
        elif presses:
            yield from _beside_its_targets(knowledge, technique)


def _beside_its_targets(knowledge: KnowledgeBase, technique: Technique) -> Iterator[Problem]:
    for number, target in enumerate(technique.targets):
        muscle = None if target.muscle is None else knowledge.muscles[target.muscle]
        if muscle is not None and muscle.places and not set(muscle.places).intersection(technique.touches):
            message = f"`{technique.id}` is meant for `{muscle.id}`, but touches none of its places"
            hint = f"Add where it presses it to `touches`: {', '.join(muscle.places)}."
            yield Problem("techniques", technique.id, ("targets", number), message, hint)


@rule("dose-range", "error", "`at-least` is no more than `seconds`, and `at-most` no less.")
def dose_range(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Put the times of a dose in order: the least worth doing, the usual, the most.

    Good: `seconds: 90, at-least: 30, at-most: 180`

    Bad: `seconds: 90, at-least: 600, at-most: 180`
    """
    for technique in knowledge.techniques:
        dose = technique.dose
        if dose is not None and not dose.at_least <= dose.seconds <= dose.at_most:
            message = f"{dose.seconds} seconds do not lie between {dose.at_least} and {dose.at_most}"
            yield Problem("techniques", technique.id, ("dose",), message)


@rule("no-caution", "warning")
def no_caution(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Describe a technique so that at least one caution applies to it.

    Cautions test only the properties of a technique. If no caution changes a technique, either it is harmless for
    everyone, which is rare, or it lists too few of its properties. Cautions that forbid everything do not count.

    Good: `action: [percussion]`, `means: [electric-device]`, `touches: [lower-back]` for a massage gun.

    Bad: the same with `action: [rest]` and `touches: []`, so that no caution ever applies to it.
    """
    if not knowledge.cautions:
        return
    limits = [
        limit_of(knowledge, caution.id, stage)
        for caution in knowledge.cautions
        for _, stage in stages_of(caution)
        if stage.forbid != "everything"
    ]
    for technique in knowledge.techniques:
        verdicts = (judge(knowledge, technique, [one]) for one in limits)
        if not technique.referral_only and not any(verdict.refused or verdict.changes for verdict in verdicts):
            message = f"no caution acts on `{technique.id}`"
            hint = "See whether `action`, `means`, `touches`, `position` and `surface` name everything that it does."
            yield Problem("techniques", technique.id, (), message, hint)
