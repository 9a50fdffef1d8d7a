"""What a change of the knowledge does to the advice of the worked cases, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from backrelief.advice.advise import Advice, advise
from backrelief.advice.reasons import RANK
from backrelief.errors import UsageError
from backrelief.knowledge.load import load_knowledge, shipped_folder
from backrelief.workshop.worked_cases import given_case

if TYPE_CHECKING:
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
    return Side(knowledge, knowledge.all("cases"))


def changes_between(old: Side, new: Side) -> tuple[Change, ...]:
    """What comes out otherwise in the cases of both sides, the grave changes first, then the most frequent."""
    cases = {one.id: one for one in (*old.cases, *new.cases)}
    found: dict[tuple[str, bool], list[str]] = {}
    for worked in cases.values():
        for what, is_grave in dict.fromkeys(_changes(old.knowledge, new.knowledge, worked)):
            found.setdefault((what, is_grave), []).append(worked.id)
    changes = (Change(what, tuple(ids), is_grave) for (what, is_grave), ids in found.items())
    return tuple(sorted(changes, key=lambda one: (not one.is_grave, -len(one.cases), one.what)))


def _changes(old: KnowledgeBase, new: KnowledgeBase, worked: WorkedCase) -> Iterator[tuple[str, bool]]:
    outcomes: list[Advice] = []
    for knowledge, when in ((old, "before"), (new, "now")):
        try:
            outcomes.append(advise(knowledge, given_case(knowledge, worked)))
        except UsageError as error:
            yield f"the case could not be told {when}: {error}", True
    if len(outcomes) == 2:
        yield from _differences(*outcomes)


def _differences(before: Advice, after: Advice) -> Iterator[tuple[str, bool]]:
    was, now = before.screening, after.screening
    if was.level != now.level:
        yield f"the level is {now.level} instead of {was.level}", RANK[now.level] < RANK[was.level]
    for name, old, new in (
        ("raised", {hit.red_flag for hit in was.raised}, {hit.red_flag for hit in now.raised}),
        ("in force", {one.caution for one in was.cautions}, {one.caution for one in now.cautions}),
    ):
        yield from ((f"`{one}` is no longer {name}", True) for one in sorted(old - new))
        yield from ((f"`{one}` is {name} now", False) for one in sorted(new - old))
    yield from _suggestions(before, after)
    if _routine(before) != _routine(after):
        yield f"the routine is {_routine(after)} instead of {_routine(before)}", False
    elif before.routine != after.routine:
        yield f"the routine {_routine(after)} has other steps", False


def _suggestions(before: Advice, after: Advice) -> Iterator[tuple[str, bool]]:
    was = {one.technique: one.pressure for one in before.suggestions}
    now = {one.technique: one.pressure for one in after.suggestions}
    why_not = {one.technique: one.reason for one in after.omissions}
    why_not_before = {one.technique: one.reason for one in before.omissions}
    for technique in sorted(was.keys() - now.keys()):
        reason = why_not.get(technique)
        because = f"because of `{reason.rule}`: {reason.text}" if reason else "because it no longer fits the case"
        yield f"`{technique}` is no longer suggested, {because}", False
    for technique in sorted(now.keys() - was.keys()):
        reason = why_not_before.get(technique)
        yield f"`{technique}` is suggested now" + (f"; `{reason.rule}` had left it out" if reason else ""), bool(reason)
    for technique in sorted(was.keys() & now.keys()):
        if was[technique] != now[technique]:
            yield f"`{technique}` is given at {now[technique]} pressure instead of {was[technique]}", False


def _routine(advice: Advice) -> str:
    return "none" if advice.routine is None else f"`{advice.routine.id}`"
