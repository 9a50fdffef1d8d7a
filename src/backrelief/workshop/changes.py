"""Compare the advice of the worked cases before and after a change of the knowledge, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from backrelief.advice.advise import Advice, advise
from backrelief.advice.rank import Suggestion
from backrelief.advice.reasons import RANK
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine
from backrelief.errors import UsageError
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.folders import shipped_folder
from backrelief.knowledge.models.cases import WorkedCase
from backrelief.lint.examine import load_knowledge
from backrelief.workshop.worked_cases import given_case

WHOLE: Final = "vocabulary.yaml"
"""A folder with this file is a complete knowledge base; any other is a layer on top of the shipped one."""


class Difference(Struct, frozen=True):
    """A difference between the advice before and after, in words."""

    what: str
    is_grave: bool = False
    """Somebody is sent to a clinician less urgently, or may do more than before."""
    rules: frozenset[str] = frozenset()
    """Ids of the entries that caused it, before or after."""


class Change(Struct, frozen=True):
    """One difference, with all worked cases in which it occurs."""

    what: str
    """What is different now, in words."""
    cases: tuple[str, ...]
    """The worked cases in which it occurs."""
    is_grave: bool = False
    """Somebody is sent to a clinician less urgently, or may do more than before."""
    overrides: tuple[str, ...] = ()
    """The overrides of the new knowledge that caused the change, in words."""


def load_with_cases(folder: Path) -> KnowledgeBase:
    """Load the knowledge of a folder together with the worked cases in its ``cases``.

    Raises:
        KnowledgeError: the folder cannot be read, or its files have faults.
    """
    layers = (folder,) if (folder / WHOLE).is_file() else (shipped_folder(), folder)
    beside = [layer / "cases" for layer in layers if (layer / "cases").is_dir()]
    return load_knowledge(*layers, *beside)


def changes_between(old: KnowledgeBase, new: KnowledgeBase) -> tuple[Change, ...]:
    """Return the differences in the worked cases of both sides, the grave ones first, then the most frequent."""
    cases = {case.id: case for case in (*old.cases, *new.cases)}
    overrides = [override for override in new.overrides if override not in old.overrides]
    found: dict[tuple[str, bool, tuple[str, ...]], dict[str, None]] = {}
    for worked in cases.values():
        for difference in _differences(old, new, worked):
            by = tuple(text for text in overrides if any(_is_about(text, rule) for rule in difference.rules))
            found.setdefault((difference.what, difference.is_grave, by), {})[worked.id] = None
    changes = (Change(what, tuple(ids), is_grave, by) for (what, is_grave, by), ids in found.items())
    return tuple(sorted(changes, key=lambda change: (not change.is_grave, -len(change.cases), change.what)))


def _is_about(override: str, rule: str) -> bool:
    """Return true if an override is about this entry and does not only name it in its reason."""
    return override.partition(" was ")[0].endswith(f" `{rule}`")


def _differences(old: KnowledgeBase, new: KnowledgeBase, worked: WorkedCase) -> Iterator[Difference]:
    outcomes: list[Advice] = []
    for knowledge, when in ((old, "before"), (new, "now")):
        try:
            outcomes.append(advise(knowledge, given_case(knowledge, worked)))
        except UsageError as error:
            yield Difference(f"the case could not be read {when}: {error}", is_grave=True)
    if len(outcomes) == 2:
        yield from _compare(new, *outcomes)


def _compare(knowledge: KnowledgeBase, before: Advice, after: Advice) -> Iterator[Difference]:
    """Compare the advice before and after; ``knowledge`` is the new one, whose scale ranks the pressures."""
    was, now = before.screening, after.screening
    if was.level != now.level:
        rules = frozenset(rule for rule, _ in _deciding(before) ^ _deciding(after))
        is_grave = RANK[now.level] < RANK[was.level]
        yield Difference(f"the level is {now.level} instead of {was.level}", is_grave, rules)
    for name, old, new in (
        ("raised", {flag.red_flag for flag in was.raised}, {flag.red_flag for flag in now.raised}),
        ("in force", {held.caution for held in was.cautions}, {held.caution for held in now.cautions}),
    ):
        for rule in sorted(old - new):
            yield Difference(f"`{rule}` is no longer {name}", is_grave=True, rules=frozenset({rule}))
        for rule in sorted(new - old):
            yield Difference(f"`{rule}` is {name} now", rules=frozenset({rule}))
    yield from _suggestions(knowledge, before, after)
    yield from _routines(knowledge, before.routine, after.routine)


def _deciding(advice: Advice) -> set[tuple[str, str]]:
    """Return the rules that decide the level, each with its level."""
    screening = advice.screening
    raised = {(flag.red_flag, flag.level) for flag in screening.raised}
    still_open = {(flag.red_flag, flag.level) for flag in screening.open}
    return raised | still_open | {(held.caution, held.level) for held in screening.cautions}


def _suggestions(knowledge: KnowledgeBase, before: Advice, after: Advice) -> Iterator[Difference]:
    was, now = ({one.technique: one for one in side.suggestions} for side in (before, after))
    omitted_before, omitted_now = ({one.technique: one.reason for one in side.omissions} for side in (before, after))
    for technique in sorted(was.keys() - now.keys()):
        reason = omitted_now.get(technique)
        because = f"because of `{reason.rule}`: {reason.text}" if reason else "because it no longer fits the case"
        rules = frozenset({technique, *([reason.rule] if reason else ())})
        yield Difference(f"`{technique}` is no longer suggested, {because}", rules=rules)
    for technique in sorted(now.keys() - was.keys()):
        reason = omitted_before.get(technique)
        left_out = f"; `{reason.rule}` had left it out" if reason else ""
        rules = frozenset({technique, *([reason.rule] if reason else ())})
        yield Difference(f"`{technique}` is suggested now{left_out}", bool(reason), rules)
    for technique in sorted(was.keys() & now.keys()):
        yield from _limits(knowledge, was[technique], now[technique])


def _limits(knowledge: KnowledgeBase, before: Suggestion, after: Suggestion) -> Iterator[Difference]:
    """Compare the pressure, the time and the places of a technique that both sides suggest."""
    name = before.technique
    changes = (*before.changes, *after.changes)

    def by(what: str) -> frozenset[str]:
        return frozenset({name, *(one.rule for one in changes if one.what == what)})

    if before.pressure != after.pressure:
        what = f"`{name}` is given at {after.pressure} pressure instead of {before.pressure}"
        yield Difference(what, _is_stronger(knowledge, after.pressure, before.pressure), by("pressure"))
    if before.minutes != after.minutes:
        was, now = (_counted(side.minutes) for side in (before, after))
        is_longer = after.minutes is None or (before.minutes is not None and after.minutes > before.minutes)
        yield Difference(f"the time limit of `{name}` is {now} instead of {was}", is_longer, by("minutes"))
    touched = knowledge.techniques[name].touches
    freed = [place for place in before.keep_off if place not in after.keep_off and place in touched]
    kept = [place for place in after.keep_off if place not in before.keep_off]
    if freed:
        yield Difference(f"`{name}` no longer keeps off: {', '.join(freed)}", is_grave=True, rules=by("place"))
    if kept:
        yield Difference(f"`{name}` keeps off more: {', '.join(kept)}", rules=by("place"))


def _counted(minutes: int | None) -> str:
    return "no limit" if minutes is None else f"{minutes} minute{'s' if minutes > 1 else ''}"


def _is_stronger(knowledge: KnowledgeBase, one: str, other: str) -> bool:
    """Return true if ``one`` is the stronger pressure, or if one of the two is not on the scale."""
    rank = knowledge.pressure_rank
    return other not in rank or one not in rank or rank[one] > rank[other]


def _routines(
    knowledge: KnowledgeBase, before: ComposedRoutine | NoRoutine, after: ComposedRoutine | NoRoutine
) -> Iterator[Difference]:
    was, now = (f"`{side.id}`" if isinstance(side, ComposedRoutine) else "none" for side in (before, after))
    if was != now:
        yield Difference(f"the routine is {now} instead of {was}")
    if isinstance(before, NoRoutine) or isinstance(after, NoRoutine) or before == after:
        return
    before_at, after_at = _strongest(knowledge, before), _strongest(knowledge, after)
    harder = [
        f"`{technique}` at {after_at[technique]} instead of {was_at}"
        for technique, was_at in sorted(before_at.items())
        if after_at.get(technique, was_at) != was_at and _is_stronger(knowledge, after_at[technique], was_at)
    ]
    if harder:
        yield Difference(f"the routine {now} presses harder: {', '.join(harder)}", is_grave=True)
    if was != now:
        return
    minutes = [-(-side.total_seconds // 60) for side in (before, after)]
    if minutes[1] > minutes[0]:
        yield Difference(f"the routine {now} takes {minutes[1]} minutes instead of {minutes[0]}", is_grave=True)
    elif not harder:
        yield Difference(f"the routine {now} has other steps")


def _strongest(knowledge: KnowledgeBase, routine: ComposedRoutine) -> dict[str, str]:
    """Map each technique to the strongest pressure of its steps."""
    strongest: dict[str, str] = {}
    for step in routine.steps:
        known = strongest.setdefault(step.technique, step.pressure)
        if known != step.pressure and _is_stronger(knowledge, step.pressure, known):
            strongest[step.technique] = step.pressure
    return strongest
