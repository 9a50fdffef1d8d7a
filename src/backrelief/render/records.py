"""The `data` of the JSON about a person or an entry, as frozen values; that of authors is in `workshop_pages`.

A value of the advice that has the right shape stands here as it is. The schema and the reference page of the JSON are
generated from the type hints and docstrings of these classes, so every field has both.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import TYPE_CHECKING, Final, Literal, assert_never

from msgspec import Struct

from backrelief.advice.advise import Advice, Obstacle
from backrelief.advice.assess import Assessment, Screening
from backrelief.advice.rank import Suggestion
from backrelief.advice.reasons import Foreseen, NotIf, Reason
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine
from backrelief.advice.select import Fit, Omission
from backrelief.case.case import Case
from backrelief.knowledge.base import KnowledgeBase, Origin
from backrelief.knowledge.terms import Level

if TYPE_CHECKING:
    from backrelief.knowledge.models.base import ConditionId, Entry, FindingId, Slug, TechniqueId
    from backrelief.knowledge.models.cases import CautionId


class WordsRecord(Struct, frozen=True):
    """What the level says to a person; if nothing is left to suggest, what is said instead."""

    headline: str
    """What to read first."""
    advice: tuple[str, ...]
    """What to do, in order."""


class ScreenData(Struct, frozen=True):
    """The answer of `screen`."""

    case: Case
    """What is known of the person."""
    screening: Screening
    """What is known of danger."""
    overrides: tuple[str, ...]
    """What the user's own folders changed about the shipped safety rules."""
    text: WordsRecord
    """What the level says to a person."""


def screen_data(assessment: Assessment) -> ScreenData:
    """Return the answer of ``screen``."""
    knowledge, screening = assessment.knowledge, assessment.screening
    level = knowledge.levels[screening.level]
    return ScreenData(assessment.case, screening, knowledge.overrides, WordsRecord(level.headline, level.advice))


class _Note(Struct, frozen=True):
    effect: Foreseen
    """What the rule would do: rule the technique out, cap its pressure or time, move it, or keep it off a place."""
    because: tuple[FindingId, ...]
    """The findings that are still open."""
    text: str
    """The note, as a person reads it."""


class CautionNote(_Note, frozen=True):
    """An open question that would make a caution hold, which would take the technique out or change it."""

    caution: CautionId
    """The caution."""


class ConditionNote(_Note, frozen=True):
    """An open question about a condition at some stage of which the technique is advised against."""

    condition: ConditionId
    """The condition."""


NoteRecord = CautionNote | ConditionNote


@singledispatch
def record_of(value: object) -> object:
    """Return the record that stands for a value in JSON; most values stand for themselves."""
    return value


@record_of.register
def _(note: NotIf) -> NoteRecord:
    match note.kind:
        case "caution":
            return CautionNote(note.effect, note.because, note.text, note.rule)
        case "condition":
            return ConditionNote(note.effect, note.because, note.text, note.rule)
        case _:
            assert_never(note.kind)


@record_of.register
def _(_: NoRoutine) -> None:
    return None


PRINTED: Final[Mapping[str, tuple[str, ...]]] = {
    "ComposedRoutine": ("id", "name", "adapted", "minutes", "total_seconds", "not_if", "adaptations", "steps"),
    "Evidence": ("condition", "grade", "direction", "sources", "text"),
    "Fault": ("path", "line", "column", "severity", "rule", "message", "hint"),
    "ListedFlag": ("id", "listed_in", "remembered_in", "red_flags"),
    "Origin": ("file", "line"),
    "Suggestion": (
        *("technique", "points", "reasons", "evidence", "by", "pressure", "positions", "keep_off", "tools"),
        *("changes", "not_if", "says"),
    ),
}
"""Classes of values of which only these fields and properties are printed; of every other value, all fields are."""


class StopRuleRecord(Struct, frozen=True):
    """A sign to stop at, or to see somebody about afterwards."""

    stop_rule: Slug
    """The stop rule."""
    moment: Literal["during", "after", "weeks"]
    """When it holds: in a session, after it, or from one session to the next."""
    level: Level
    """How urgent it is."""
    sign: str
    """What the person notices."""
    act: str
    """What to do then."""
    sources: tuple[Slug, ...]
    """Where it comes from."""


class TipRecord(Struct, frozen=True):
    """Something that helps beside the techniques."""

    tip: Slug
    """The tip."""
    moment: Literal["before", "during", "after", "weeks"]
    """When it holds: before, in or after a session, or from one session to the next."""
    name: str
    """What it is called."""
    text: str
    """What helps, and why."""
    sources: tuple[Slug, ...]
    """Where it comes from."""


class AdviceData(ScreenData, frozen=True):
    """The answer of `suggest`, and of `play` and `print` if a danger sign stops everything."""

    conditions: tuple[Fit, ...]
    """Conditions that the case fits or could fit."""
    cautions: tuple[Reason, ...]
    """Cautions that hold."""
    suggestions: tuple[Suggestion, ...]
    """Best first."""
    omissions: tuple[Omission, ...]
    """Candidates that something took out."""
    routine: ComposedRoutine | NoRoutine
    """The routine; null if there is none."""
    stop_rules: tuple[StopRuleRecord, ...]
    """When to stop, and when to see somebody afterwards; what goes with the techniques that are suggested."""
    tips: tuple[TipRecord, ...]
    """What helps beside the techniques."""
    obstacles: tuple[Obstacle, ...]
    """If nothing is left: the wishes that alone would bring something back."""


class WhyData(ScreenData, frozen=True):
    """The answer of `why`."""

    technique: TechniqueId
    """The technique that was asked about."""
    status: Literal["suggested", "omitted", "no-candidate"]
    """Whether it is suggested, was left out, or is no candidate for this case at all."""
    suggestion: Suggestion | None
    """The suggestion; null if it is not suggested."""
    omission: Reason | None
    """The first reason that took it out; null if it was not left out."""


class ListData(Struct, frozen=True):
    """The answer of `list`."""

    kind: str
    """The kind that was asked for."""
    entries: tuple[Entry, ...]
    """Every entry of the kind, in the order of the files."""
    overrides: tuple[str, ...]
    """What the user's own folders changed about the shipped safety rules."""


class ShowData(Struct, frozen=True):
    """The answer of `show`."""

    kind: str
    """The kind that it was found in."""
    entry: Entry
    """The entry."""
    origin: Origin
    """Where the entry was written."""
    overrides: tuple[str, ...]
    """What the user's own folders changed about the shipped safety rules."""


def advice_data(knowledge: KnowledgeBase, advice: Advice) -> AdviceData:
    """Return the answer of ``suggest``."""
    stop_rules = (knowledge.stop_rules[one] for one in advice.stop_rules)
    tips = (knowledge.tips[one] for one in advice.tips)
    return AdviceData(
        advice.case,
        advice.screening,
        knowledge.overrides,
        WordsRecord(advice.headline, advice.advice),
        advice.fits,
        advice.cautions,
        advice.suggestions,
        advice.omissions,
        advice.routine,
        tuple(StopRuleRecord(one.id, one.moment, one.level, one.sign, one.act, one.sources) for one in stop_rules),
        tuple(TipRecord(one.id, one.moment, one.name, one.text, one.sources) for one in tips),
        advice.obstacles,
    )


def why_data(knowledge: KnowledgeBase, advice: Advice, technique: str) -> WhyData:
    """Return the answer of ``why``."""
    suggestion = next((one for one in advice.suggestions if one.technique == technique), None)
    omission = next((one for one in advice.omissions if one.technique == technique), None)
    level = knowledge.levels[advice.screening.level]
    return WhyData(
        advice.case,
        advice.screening,
        knowledge.overrides,
        WordsRecord(level.headline, level.advice),
        technique,
        "suggested" if suggestion else "omitted" if omission else "no-candidate",
        suggestion,
        None if omission is None else omission.reason,
    )
