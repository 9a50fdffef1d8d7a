"""Make the sheet of a routine: the tools it needs, how hard to press, when to stop, and who should not do it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from backrelief.advice.assess import Assessment, assess
from backrelief.advice.guidance import guidance
from backrelief.advice.reasons import RANK
from backrelief.advice.routine.compose import ComposedRoutine, NoRoutine, as_written, for_routine
from backrelief.advice.routine.plan import sides_together
from backrelief.advice.tools import tool_for
from backrelief.case.case import Case, Wishes
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.knowledge.terms import OPPOSITE
from backrelief.knowledge.wording import join_words
from backrelief.logic import evaluate
from backrelief.render.body_map.figure import Figure, figures
from backrelief.render.caution_effects import caution_effects
from backrelief.render.checklist import what_a_yes_means
from backrelief.render.phrases import SIDES, adaptation_lines, area_name, capital, first_dangers, sentence
from backrelief.render.sheet.sheet import Conditional, Group, Row, Sheet

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.routine.plan import TimedStep
    from backrelief.interview.questions import AskedList
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.practice import Routine, Technique
    from backrelief.knowledge.models.vocabulary import StopRule

STOP_LEADS: Final = {
    "emergency": "Stop, and call your local emergency number:",
    "today": "Stop, and speak to a doctor or nurse today:",
    "soon": "Stop, and book an appointment:",
    "care": "Stop, or ease off:",
}
"""Level of a stop rule -> the line above the rules of that level, the worst level first."""
BRIEF: Final = 150
"""Most letters of the instructions of a step on paper."""


def sheet_of_routine(knowledge: KnowledgeBase, routine: Routine) -> Sheet:
    """Return the sheet of a curated routine as written, for nobody in particular."""
    said = f'It gives the routine as written. "backrelief print {routine.id}" with what is true of you fits it to you.'
    return _sheet(
        assess(knowledge, for_routine(Case(), routine)),
        as_written(knowledge, routine),
        purpose=routine.summary,
        notices=(*_own_data(knowledge.overrides), Group("This sheet does not know you.", (said,))),
        minutes=routine.minutes,
    )


def sheet_of_advice(
    knowledge: KnowledgeBase, advice: Advice, lists: tuple[AskedList, ...] = (), asks: tuple[str, ...] = ()
) -> Sheet:
    """Return the sheet of the routine of an advice; ``lists`` and ``asks``, ids of findings, were not answered.

    Raises:
        ValueError: the advice holds no routine.
    """
    if isinstance(advice.routine, NoRoutine):
        message = "there is no routine to make a sheet of"
        raise ValueError(message)  # noqa: TRY004  # not about the type of an argument
    screened = advice.screening.answered == "all"
    notices = [*_own_data(knowledge.overrides)]
    if RANK[advice.screening.level] >= RANK["soon"]:
        notices.append(Group(advice.headline, advice.advice))
    if not screened:
        only_if = "This sheet holds only if none of the danger signs below is true of you."
        notices.append(Group(knowledge.levels["open"].headline, (only_if,)))
    areas = join_words((area_name(knowledge, area) for area in advice.case.areas), "and")
    curated = knowledge.routines.get(advice.routine.id)
    # The summary of a routine may mention a step that was replaced or dropped.
    is_whole = not any(change.by or change.what == "dropped" for change in advice.routine.adaptations)
    return _sheet(
        advice.assessment,
        advice.routine,
        purpose=f"{f'{curated.summary} ' if curated and is_whole else ''}Made for a sore {areas}.",
        notices=tuple(notices),
        minutes=-(-advice.routine.total_seconds // 60),
        advice=advice,
        lists=tuple(_open_lists(advice.assessment, lists, asks)),
        screened=screened,
    )


def _own_data(overrides: tuple[str, ...]) -> tuple[Group, ...]:
    return (Group("Changed by your own data:", overrides),) if overrides else ()


def _open_lists(assessment: Assessment, lists: tuple[AskedList, ...], asks: tuple[str, ...]) -> Iterator[Group]:
    for page in lists:
        is_danger = page.kind == "danger"
        meanings = (f" ({what_a_yes_means(assessment, line)})" if is_danger else "" for line in page.lines)
        yield Group(page.ask, tuple(f"{line.text}{means}" for line, means in zip(page.lines, meanings, strict=True)))
    if asks:
        yield Group("These matter too:", tuple(assessment.knowledge.asked(name).ask for name in asks))


def _sheet(
    assessment: Assessment,
    routine: ComposedRoutine,
    *,
    purpose: str,
    notices: tuple[Group, ...],
    minutes: int,
    advice: Advice | None = None,
    lists: tuple[Group, ...] = (),
    screened: bool = False,
) -> Sheet:
    knowledge, case = assessment.knowledge, assessment.case
    curated = knowledge.routines.get(routine.id)
    techniques = [knowledge.techniques[name] for name in dict.fromkeys(step.technique for step in routine.steps)]
    stop_rules, _ = guidance(assessment, (), routine.steps)  # of these steps, not of everything that is suggested
    rules = [knowledge.stop_rules[name] for name in stop_rules]
    during, after, weeks = (
        [rule for rule in rules if rule.moment == moment] for moment in ("during", "after", "weeks")
    )
    reasons = () if advice is None else advice.cautions
    cautions = [knowledge.cautions[reason.rule] for reason in reasons]
    on_page = [*([curated] if curated else []), *techniques, *rules, *cautions]
    ids = [
        *(curated.sources if curated else ()),
        *(source for technique in techniques for source in technique.sources),
        *(source for reason in reasons for source in reason.sources),
    ]
    sources = (knowledge.sources[source] for source in ids)
    pictures = figures(knowledge, [(step.target, step.side) for step in routine.steps])
    return Sheet(
        title=capital(routine.name),
        purpose=sentence(purpose),
        minutes=minutes,
        needs=_needs(knowledge, curated, techniques, case.wishes, adapted=routine.adapted),
        notices=notices,
        screened=screened,
        dangers=first_dangers(knowledge),
        stop=tuple(_by_level(during)),
        figures=pictures,
        how_hard=(*_pressures(knowledge, routine.steps), *_limits_for_all(knowledge, routine.steps, case)),
        steps=rows(knowledge, routine.steps, pictures),
        changes=adaptation_lines(knowledge, routine.adaptations, lambda reason: sentence(reason.text)),
        cautions=tuple(Group(caution.name, (reason.text,)) for caution, reason in zip(cautions, reasons, strict=True)),
        conditional=_conditional(
            knowledge, techniques, None if advice is None else {note.rule for note in routine.not_if}
        ),
        lists=lists,
        later=tuple(
            Group(lead, tuple(f"{sentence(rule.sign)} {sentence(rule.act)}" for rule in signs))
            for lead, signs in (("Afterwards", after), ("Over the weeks", weeks))
            if signs
        ),
        see_clinician=tuple(rule.name for rule in weeks if RANK[rule.level] >= RANK["soon"]),
        aftercare=tuple(sentence(text) for text in (routine.aftercare, routine.ask_first) if text),
        sources=tuple(
            dict.fromkeys(source.name if source.seen else f"{source.name} (not checked)" for source in sources)
        ),
        dated=max((entry.reviewed for entry in on_page if entry.reviewed), default=None),
        draft=any(entry.status == "draft" for entry in on_page),
        entry=None if curated is None else curated.id,
    )


def _by_level(rules: Sequence[StopRule]) -> Iterator[Group]:
    for level, lead in STOP_LEADS.items():
        if lines := tuple(capital(rule.name) for rule in rules if rule.level == level):
            yield Group(lead, lines)


def _needs(
    knowledge: KnowledgeBase, curated: Routine | None, techniques: Sequence[Technique], wishes: Wishes, *, adapted: bool
) -> tuple[str, ...]:
    """Return the tools to get: those that the routine names and its steps use, and others that not every home has.

    Of tools that serve equally, only the one that the person has is named, if they said which they have.
    """
    asked_for = dict.fromkeys(choices for technique in techniques for choices in technique.tools)
    used = {tool for choices in asked_for for tool in choices}
    named = () if curated is None else curated.tools
    wanted = [choices for choices in named if not adapted or used.intersection(choices)]
    covered = {tool for choices in wanted for tool in choices}
    wanted += [
        choices
        for choices in asked_for
        if not covered.intersection(choices) and not any(knowledge.tools[tool].at_hand for tool in choices)
    ]
    found: dict[str, None] = {}
    for choices in wanted:
        chosen = tool_for(knowledge, choices, wishes) if wishes.tools is not None else None
        found[" or ".join(knowledge.tools[tool].name for tool in ([chosen] if chosen else choices))] = None
    return tuple(found)


def _pressures(knowledge: KnowledgeBase, steps: Sequence[TimedStep]) -> Iterator[str]:
    """Yield each pressure of the steps, the lightest first, with how to recognise it."""
    used = {step.pressure for step in steps} - {NO_PRESSURE}
    for entry in (knowledge.pressures[name] for name in knowledge.pressure_scale if name in used):
        yield f"{capital(entry.name)}, {entry.discomfort} of 10 at most: {entry.test}."


def _limits_for_all(knowledge: KnowledgeBase, steps: Sequence[TimedStep], case: Case) -> Iterator[str]:
    """Yield the zones near these areas and steps whose limit one of the techniques would break."""
    giver = case.wishes.by or "self"
    near = knowledge.places_of(case.areas).union(*(knowledge.techniques[step.technique].touches for step in steps))
    pressed = dict.fromkeys((step.technique, step.pressure) for step in steps if step.pressure != NO_PRESSURE)
    properties = [
        knowledge.technique_tests.properties_of(knowledge.techniques[name], giver, pressure)
        for name, pressure in pressed
    ]
    for zone in knowledge.zones:
        breaks = any(zone.forbid == "everything" or evaluate(zone.forbid, facts) is True for facts in properties)
        if breaks and near.intersection(zone.places):
            yield zone.say


def _conditional(
    knowledge: KnowledgeBase, techniques: Sequence[Technique], rules: Collection[str] | None
) -> Conditional:
    """Return the cautions by what they would do to the techniques; with ``rules``, only these cautions."""
    out: dict[str, set[str]] = {}
    changed: dict[str, None] = {}
    for technique, caution, effects in caution_effects(knowledge, techniques):
        if rules is not None and caution.id not in rules:
            continue
        if "forbid" in effects:
            out.setdefault(caution.name, set()).add(technique.id)
        else:
            changed[caution.name] = None
    return Conditional(
        tuple(name for name, forbidden in out.items() if len(forbidden) == len(techniques)),
        tuple(name for name, forbidden in out.items() if len(forbidden) < len(techniques)),
        tuple(name for name in changed if name not in out),
    )


def rows(knowledge: KnowledgeBase, steps: Iterable[TimedStep], pictures: Sequence[Figure]) -> tuple[Row, ...]:
    """Return the steps in order; all sides of a technique share a row."""
    return tuple(_row(knowledge, group, pictures) for group in sides_together(tuple(steps)))


def _row(knowledge: KnowledgeBase, steps: tuple[TimedStep, ...], pictures: Sequence[Figure]) -> Row:
    step = steps[0]
    technique = knowledge.techniques[step.technique]
    how = technique.steps_in.get(step.position, technique.steps)
    pressure = None if step.pressure == NO_PRESSURE else knowledge.pressures[step.pressure]
    sides = tuple(each.side for each in steps if each.side in OPPOSITE)
    note = [
        "each side" if len(sides) > 1 else SIDES.get(step.side),
        f"then rest {clock(step.rest)}" if step.rest else "",
    ]
    return Row(
        capital(technique.name),
        _numbers(steps, pictures),
        sentence(step.cue) if step.cue else brief(how),
        (
            " ".join(how),
            f"It should feel like this: {sentence(technique.feel)}",
            f"Stop: {' '.join(map(sentence, technique.stop))}",
        ),
        clock(step.seconds),
        ", ".join(part for part in note if part),
        "" if pressure is None else f"{pressure.name}, {pressure.discomfort}/10 at most",
        knowledge.positions[step.position].name,
        sides or ("done",),
    )


def brief(sentences: Sequence[str]) -> str:
    """Return as many of the first sentences as fit into ``BRIEF`` letters, and at least the first."""
    kept = list(sentences[:1])
    for text in sentences[1:]:
        if len(" ".join((*kept, text))) > BRIEF:
            break
        kept.append(text)
    return " ".join(kept)


def clock(seconds: int) -> str:
    """Return a time in a short form: "45 s", "2 min", "1 min 30 s"."""
    whole, rest = divmod(seconds, 60)
    return " ".join(f"{count} {unit}" for count, unit in ((whole, "min"), (rest, "s")) if count) or "0 s"


def _numbers(steps: tuple[TimedStep, ...], pictures: Sequence[Figure]) -> tuple[int, ...]:
    sides = {step.side for step in steps}
    return tuple(
        target.number
        for picture in pictures
        for target in picture.targets
        if target.id == steps[0].target
        and ("both" in {target.side, *sides} or target.side in sides or "middle" in sides)
    )
