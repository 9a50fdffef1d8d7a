"""What a change of the knowledge does to the advice of the worked cases, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from backrelief.advice.advise import Advice, advise
from backrelief.advice.reasons import RANK
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine
from backrelief.errors import UsageError
from backrelief.knowledge.load import shipped_folder
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.lint.examine import load_knowledge
from backrelief.workshop.worked_cases import given_case

if TYPE_CHECKING:
    from backrelief.advice.rank import Suggestion
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.cases import WorkedCase

WHOLE: Final = "vocabulary.yaml"
"""A folder with this file stands for itself; any other is a layer over the shipped knowledge."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that comes out otherwise, and where."""

    what: str
    cases: tuple[str, ...]
    """The worked cases that it happens in."""
    is_grave: bool = False
    """Somebody is sent to a clinician less urgently, or may do more than before."""
    overrides: tuple[str, ...] = ()
    """What the new side says of the shipped safety rules that it replaced, where one of them took part in this."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that comes out otherwise in one case."""

    what: str
    is_grave: bool = False
    rules: frozenset[str] = frozenset()
    """Ids of the entries that took part, before or now."""


@dataclass(frozen=True, slots=True)
class Side:
    """The knowledge before or after, with the worked cases beside it."""

    knowledge: KnowledgeBase
    cases: tuple[WorkedCase, ...]


def load_side(folder: Path) -> Side:
    """The knowledge of a folder and the worked cases in its ``cases``.

    Raises:
        KnowledgeError: the folder cannot be read, or its files have faults.
    """
    layers = (folder,) if (folder / WHOLE).is_file() else (shipped_folder(), folder)
    beside = [layer / "cases" for layer in layers if (layer / "cases").is_dir()]
    knowledge = load_knowledge(*layers, *beside)
    return Side(knowledge, tuple(knowledge.cases))


def changes_between(old: Side, new: Side) -> tuple[Change, ...]:
    """What comes out otherwise in the cases of both sides, the grave changes first, then the most frequent."""
    cases = {one.id: one for one in (*old.cases, *new.cases)}
    replaced = [one for one in new.knowledge.overrides if one not in old.knowledge.overrides]
    found: dict[tuple[str, bool, tuple[str, ...]], list[str]] = {}
    for worked in cases.values():
        for one in _changes(old.knowledge, new.knowledge, worked):
            by = tuple(override for override in replaced if any(_is_about(override, rule) for rule in one.rules))
            ids = found.setdefault((one.what, one.is_grave, by), [])
            if worked.id not in ids:
                ids.append(worked.id)
    changes = (Change(what, tuple(ids), is_grave, by) for (what, is_grave, by), ids in found.items())
    return tuple(sorted(changes, key=lambda one: (not one.is_grave, -len(one.cases), one.what)))


def _is_about(override: str, rule: str) -> bool:
    """Whether an override is of this entry; its reason may name others."""
    return override.partition(" was ")[0].endswith(f" `{rule}`")


def _changes(old: KnowledgeBase, new: KnowledgeBase, worked: WorkedCase) -> Iterator[Difference]:
    outcomes: list[Advice] = []
    for knowledge, when in ((old, "before"), (new, "now")):
        try:
            outcomes.append(advise(knowledge, given_case(knowledge, worked)))
        except UsageError as error:
            yield Difference(f"the case could not be told {when}: {error}", is_grave=True)
    if len(outcomes) == 2:
        yield from _differences(new, *outcomes)


def _differences(knowledge: KnowledgeBase, before: Advice, after: Advice) -> Iterator[Difference]:
    """``knowledge`` is the new one: its scale of pressures says what is the stronger."""
    was, now = before.screening, after.screening
    if was.level != now.level:
        rules = frozenset(rule for rule, _ in _speaking(before) ^ _speaking(after))
        is_grave = RANK[now.level] < RANK[was.level]
        yield Difference(f"the level is {now.level} instead of {was.level}", is_grave, rules)
    for name, old, new in (
        ("raised", {hit.red_flag for hit in was.raised}, {hit.red_flag for hit in now.raised}),
        ("in force", {one.caution for one in was.cautions}, {one.caution for one in now.cautions}),
    ):
        for one in sorted(old - new):
            yield Difference(f"`{one}` is no longer {name}", is_grave=True, rules=frozenset({one}))
        for one in sorted(new - old):
            yield Difference(f"`{one}` is {name} now", rules=frozenset({one}))
    yield from _suggestions(knowledge, before, after)
    yield from _routines(knowledge, before.routine, after.routine)


def _speaking(advice: Advice) -> set[tuple[str, str]]:
    """What has a say in the level, each with the level that it asks for."""
    raised = {(one.red_flag, one.level) for one in advice.screening.raised}
    still_open = {(one.red_flag, one.level) for one in advice.screening.open}
    return raised | still_open | {(one.caution, one.level) for one in advice.screening.cautions}


def _suggestions(knowledge: KnowledgeBase, before: Advice, after: Advice) -> Iterator[Difference]:
    was = {one.technique: one for one in before.suggestions}
    now = {one.technique: one for one in after.suggestions}
    why_not = {one.technique: one.reason for one in after.omissions}
    why_not_before = {one.technique: one.reason for one in before.omissions}
    for technique in sorted(was.keys() - now.keys()):
        reason = why_not.get(technique)
        because = f"because of `{reason.rule}`: {reason.text}" if reason else "because it no longer fits the case"
        rules = frozenset({technique, *((reason.rule,) if reason else ())})
        yield Difference(f"`{technique}` is no longer suggested, {because}", rules=rules)
    for technique in sorted(now.keys() - was.keys()):
        reason = why_not_before.get(technique)
        left_out = f"; `{reason.rule}` had left it out" if reason else ""
        rules = frozenset({technique, *((reason.rule,) if reason else ())})
        yield Difference(f"`{technique}` is suggested now{left_out}", bool(reason), rules)
    for technique in sorted(was.keys() & now.keys()):
        yield from _limits(knowledge, was[technique], now[technique])


def _limits(knowledge: KnowledgeBase, before: Suggestion, after: Suggestion) -> Iterator[Difference]:
    """How hard, how long and where not, of a technique that both sides suggest."""
    name = before.technique
    changes = (*before.changes, *after.changes)

    def by(what: str) -> frozenset[str]:
        return frozenset({name, *(one.reason.rule for one in changes if one.what == what)})

    if before.pressure != after.pressure:
        what = f"`{name}` is given at {after.pressure} pressure instead of {before.pressure}"
        yield Difference(what, _is_stronger(knowledge, after.pressure, before.pressure), by("pressure"))
    if before.minutes != after.minutes:
        was, now = (_counted(one.minutes) for one in (before, after))
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
    """Whether a pressure is the stronger; one that the scale does not have is."""
    scale = (NO_PRESSURE, *knowledge.pressure_scale)
    return other not in scale or one not in scale or scale.index(one) > scale.index(other)


def _routines(
    knowledge: KnowledgeBase, before: ComposedRoutine | NoRoutine, after: ComposedRoutine | NoRoutine
) -> Iterator[Difference]:
    was, now = (f"`{one.id}`" if isinstance(one, ComposedRoutine) else "none" for one in (before, after))
    if was != now:
        yield Difference(f"the routine is {now} instead of {was}")
    if isinstance(before, NoRoutine) or isinstance(after, NoRoutine) or before == after:
        return
    before_at, after_at = _strongest(knowledge, before), _strongest(knowledge, after)
    harder = [
        f"`{one}` at {after_at[one]} instead of {before_at[one]}"
        for one in sorted(before_at.keys() & after_at.keys())
        if before_at[one] != after_at[one] and _is_stronger(knowledge, after_at[one], before_at[one])
    ]
    if harder:
        yield Difference(f"the routine {now} presses harder: {', '.join(harder)}", is_grave=True)
    if was != now:
        return
    minutes = [-(-one.total_seconds // 60) for one in (before, after)]
    if minutes[1] > minutes[0]:
        yield Difference(f"the routine {now} takes {minutes[1]} minutes instead of {minutes[0]}", is_grave=True)
    elif not harder:
        yield Difference(f"the routine {now} has other steps")


def _strongest(knowledge: KnowledgeBase, routine: ComposedRoutine) -> dict[str, str]:
    """Technique -> the strongest pressure that a step of it has."""
    strongest: dict[str, str] = {}
    for step in routine.steps:
        known = strongest.setdefault(step.technique, step.pressure)
        if known != step.pressure and _is_stronger(knowledge, step.pressure, known):
            strongest[step.technique] = step.pressure
    return strongest
