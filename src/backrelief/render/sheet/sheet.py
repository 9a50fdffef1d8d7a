"""What stands on a sheet, before anybody decides how it looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from backrelief.advice.assess import Assessment, assess
from backrelief.advice.guidance import guidance
from backrelief.advice.reasons import RANK, Reason
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine, as_written, for_routine
from backrelief.case.case import Case
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.knowledge.wording import join_words
from backrelief.render.body_map.figure import Figure, figures
from backrelief.render.phrases import adaptation_lines, area_name, capital, first_dangers, sentence
from backrelief.render.sheet.parts import (
    Caution,
    Conditional,
    Told,
    conditional,
    how_hard,
    needs,
    never,
    told,
)
from backrelief.render.sheet.steps import Row, rows

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.interview.questions import AskedList
    from backrelief.knowledge.base import KnowledgeBase

STOP_LEADS: Final = {
    "emergency": "Stop, and call your local emergency number:",
    "today": "Stop, and speak to a doctor or nurse today:",
    "soon": "Stop, and book an appointment:",
    "care": "Stop, or ease off:",
}
"""Level of a stop rule -> what stands above the rules of that level, the worst first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the page. Plain text: no field holds markup."""

    title: str
    purpose: str
    minutes: int
    needs: tuple[str, ...]
    """Each with what serves instead: "foam roller or towel"."""
    notices: tuple[Told, ...]
    """What has to be read before anything else."""
    screened: bool
    """The questions about danger signs were answered; else the stop box stands first."""
    dangers: tuple[str, ...]
    """Signs with which nobody should begin; the first of many."""
    stop: tuple[Told, ...]
    """When to stop during a session, by what to do then, the worst first."""
    figures: tuple[Figure, ...]
    how_hard: tuple[str, ...]
    never: tuple[str, ...]
    """Limits that hold for everyone, as far as these steps could touch them."""
    steps: tuple[Row, ...]
    changes: tuple[str, ...]
    """What was adapted to the person, and why."""
    cautions: tuple[Caution, ...]
    """The cautions that hold for the person it was made for."""
    conditional: Conditional
    """Cautions that nobody has answered."""
    lists: tuple[AskedList, ...]
    """The danger lists and precautions that were not answered, in full."""
    asks: tuple[str, ...]
    """Single questions that were not answered."""
    later: tuple[Told, ...]
    """Signs after a session and over the weeks."""
    see_clinician: tuple[str, ...]
    """When it has gone on for too long, or stops too much of life."""
    aftercare: tuple[str, ...]
    sources: tuple[str, ...]
    dated: dt.date | None
    """The newest day on which something on the page was held against its sources."""
    draft: bool
    """Something on the page was confirmed by no clinician."""
    entry: str | None
    """The id under which the program shows it in full; ``None`` for a routine that was put together."""


def sheet_of_routine(knowledge: KnowledgeBase, routine: Any) -> Sheet:
    """A curated routine as written, for nobody in particular."""
    composed = as_written(knowledge, routine)
    case = for_routine(Case(), routine)
    notice = Told(
        "This sheet does not know you.",
        (f'It gives the routine as written. "backrelief print {routine.id}" with what is true of you fits it to you.',),
    )
    return _Maker(assess(knowledge, case), composed).sheet(
        purpose=routine.summary, notices=(*_own_data(knowledge.overrides), notice), minutes=routine.minutes
    )


def sheet_of_advice(
    knowledge: KnowledgeBase, advice: Advice, lists: tuple[AskedList, ...] = (), asks: tuple[str, ...] = ()
) -> Sheet:
    """The routine of an advice; ``lists`` and ``asks`` are the lists and the single questions that were not answered.

    Raises:
        ValueError: the advice holds no routine.
    """
    if isinstance(advice.routine, NoRoutine):
        message = "there is no routine to make a sheet of"
        raise ValueError(message)  # noqa: TRY004  # not about the type of an argument
    level = advice.screening.level
    unanswered = advice.screening.answered != "all"
    notices = [*_own_data(advice.overrides)]
    if RANK[level] >= RANK["soon"]:
        notices.append(Told(advice.headline, advice.advice))
    if unanswered:
        words = knowledge.levels["open"]
        notices.append(
            Told(words.headline, ("This sheet holds only if none of the danger signs below is true of you.",))
        )
    areas = join_words((area_name(knowledge, area) for area in advice.case.areas), "and")
    curated = knowledge.routines.get(advice.routine.id)
    if any(one.by or one.what == "dropped" for one in advice.routine.adaptations):
        curated = None  # its summary may name what is gone
    made_for = f"Made for a sore {areas}."
    return _Maker(advice.assessment, advice.routine).sheet(
        purpose=made_for if curated is None else f"{curated.summary} {made_for}",
        notices=tuple(notices),
        minutes=-(-advice.routine.total_seconds // 60),
        advice=advice,
        lists=lists,
        asks=tuple(knowledge.asked(name).ask for name in asks),
        screened=not unanswered,
    )


def _own_data(overrides: tuple[str, ...]) -> tuple[Told, ...]:
    return (Told("Changed by your own data:", overrides),) if overrides else ()


class _Maker:
    """Gathers what is on the page."""

    def __init__(self, assessment: Assessment, routine: ComposedRoutine) -> None:
        knowledge, case = assessment.knowledge, assessment.case
        self.knowledge, self.routine, self.case = knowledge, routine, case
        self.curated = knowledge.routines.get(routine.id)
        self.techniques = [knowledge.techniques[one] for one in dict.fromkeys(step.technique for step in routine.steps)]
        stop_rules, _ = guidance(assessment, (), routine.steps)  # of these steps, not of everything that is suggested
        self.rules = [knowledge.stop_rules[one] for one in stop_rules]
        self.giver = case.wishes.by or "self"
        self.on_page: list[Any] = [*([self.curated] if self.curated else []), *self.techniques, *self.rules]

    def sheet(
        self,
        *,
        purpose: str,
        notices: tuple[Told, ...],
        minutes: int,
        advice: Advice | None = None,
        lists: tuple[AskedList, ...] = (),
        asks: tuple[str, ...] = (),
        screened: bool = False,
    ) -> Sheet:
        knowledge, routine = self.knowledge, self.routine
        pictures = figures(knowledge, [(step.target, step.side) for step in routine.steps])
        pressures = tuple(dict.fromkeys(step.pressure for step in routine.steps if step.pressure != NO_PRESSURE))
        cautions = (
            () if advice is None else tuple(self._caution(reason.rule, reason.text) for reason in advice.cautions)
        )
        by_moment = {
            moment: [rule for rule in self.rules if rule.moment == moment] for moment in ("during", "after", "weeks")
        }
        open_rules = None if advice is None else {note.rule for note in routine.not_if}
        return Sheet(
            title=capital(routine.name),
            purpose=sentence(purpose),
            minutes=minutes,
            needs=needs(knowledge, self.curated, self.techniques, self.case.wishes, adapted=routine.adapted),
            notices=notices,
            screened=screened,
            dangers=first_dangers(knowledge),
            stop=tuple(told(by_moment["during"], STOP_LEADS)),
            figures=pictures,
            how_hard=how_hard(knowledge, pressures),
            never=never(knowledge, routine.steps, self.case.areas, self.giver),
            steps=rows(knowledge, routine.steps, pictures),
            changes=adaptation_lines(knowledge, routine.adaptations, lambda reason: sentence(reason.text)),
            cautions=cautions,
            conditional=conditional(knowledge, self.techniques, open_rules),
            lists=lists,
            asks=asks,
            later=tuple(
                Told(lead, tuple(f"{sentence(rule.sign)} {sentence(rule.act)}" for rule in by_moment[moment]))
                for moment, lead in (("after", "Afterwards"), ("weeks", "Over the weeks"))
                if by_moment[moment]
            ),
            see_clinician=tuple(rule.name for rule in by_moment["weeks"] if RANK[rule.level] >= RANK["soon"]),
            aftercare=tuple(sentence(text) for text in (routine.aftercare, routine.ask_first) if text),
            sources=self._sources([] if advice is None else advice.cautions),
            dated=max((entry.reviewed for entry in self.on_page if entry.reviewed), default=None),
            draft=any(entry.status == "draft" for entry in self.on_page),
            entry=None if self.curated is None else self.curated.id,
        )

    def _caution(self, caution: str, text: str) -> Caution:
        entry = self.knowledge.cautions[caution]
        self.on_page.append(entry)
        return Caution(entry.name, text)

    def _sources(self, cautions: Iterable[Reason]) -> tuple[str, ...]:
        """What the routine and its techniques rest on, and the cautions of the person."""
        of_techniques = (source for technique in self.techniques for source in technique.sources)
        of_cautions = (source for reason in cautions for source in reason.sources)
        ids = (*(self.curated.sources if self.curated else ()), *of_techniques, *of_cautions)
        named = (self.knowledge.sources[source] for source in ids)
        return tuple(dict.fromkeys(one.name if one.seen else f"{one.name} (not checked)" for one in named))
