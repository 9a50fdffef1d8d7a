"""`backrelief play` leads through a routine, step by step, with a clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from backrelief.advice.assess import assess
from backrelief.cli.case_options import (
    CaseOptions,
    DrawingOption,
    WishOptions,
    level_code,
    load_for,
    may_ask,
    read_case,
    save_answers,
    say_lists_read,
    takes,
)
from backrelief.cli.completion import ids
from backrelief.cli.follow import CueOptions, follow, unplayable
from backrelief.cli.streams import Drawing, Format, chosen_format, show, write
from backrelief.errors import Exit, NoSuchEntryError, UsageError

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.case.case import Case
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.practice import Routine


@takes(CaseOptions, WishOptions, CueOptions)
def play(
    options: CaseOptions,
    wishes: WishOptions,
    cues: CueOptions,
    *,
    routine: Annotated[str, typer.Argument(help="The id or name of a routine.", autocompletion=ids("routines"))],
    drawing: DrawingOption = Drawing.AUTO,
) -> int:
    """Be led through a routine step by step, with a clock. Asks about danger signs first.

    Examples:
    backrelief play lower-back-quick

    backrelief play "desk break" --voice

    backrelief play neck-shoulders-hands --case answers.yaml --no-bell
    """
    from backrelief.advice.advise import advise
    from backrelief.advice.routine.compose import NoRoutine
    from backrelief.interview.questions import lists, open_questions

    knowledge = load_for(options)
    form = chosen_format(options.format)
    entry, case = _read(knowledge, options, wishes, routine)
    asking = may_ask(options, form)
    if asking:
        from backrelief.cli.interview import interview

        case = interview(knowledge, case, danger_lists=not options.no_red_flags, drawing=drawing)
    advice = advise(knowledge, case, None if entry is None else entry.id)
    code = level_code(knowledge, advice.screening)
    if advice.screening.stops or entry is None:
        _show_level(knowledge, advice, code, options, form)
        return save_answers(case, options, code)
    say_lists_read(options)
    open_lists = () if asking else lists(assess(knowledge, case))
    if isinstance(advice.routine, NoRoutine):
        from backrelief.render.session_page import too_little_page

        left_out = tuple((step.technique, step.reason) for step in advice.routine.left_out)
        instead = f"{advice.routine.text} {_instead(advice)}"
        page = too_little_page(knowledge, advice, entry.name, left_out, instead, open_lists)
        show(page, form, options.color)
        return save_answers(case, options, code or int(Exit.NOTHING))
    from backrelief.render.session_page import before_page

    asks = () if asking else open_questions(assess(knowledge, case))
    show(before_page(knowledge, advice, advice.routine, open_lists, asks), form, options.color)
    code = save_answers(case, options, code)
    return follow(knowledge, advice, options, cues, code, unread=bool(open_lists), drawing=drawing)


def _read(
    knowledge: KnowledgeBase, options: CaseOptions, wishes: WishOptions, name: str
) -> tuple[Routine | None, Case]:
    """The routine and the case, with the areas and the giver of the routine where nobody said others.

    No routine where the name is none and what was given stops everything.

    Raises:
        NoSuchEntryError: no routine is called that.
        UsageError: what else is wrong.
    """
    from backrelief.case.facts import with_areas
    from backrelief.interview.questions import deny_dangers
    from backrelief.knowledge.lexicon import resolve

    entry: Routine | None = None
    slip = unplayable(chosen_format(options.format))
    unknown: UsageError | None = None
    try:
        entry = knowledge.routines[resolve(knowledge, "routines", name, noun="routine")]
    except UsageError as error:
        slip = unknown = error
    try:
        case = read_case(knowledge, options, wishes, slip=slip)
    except UsageError as error:
        if error is unknown:
            raise NoSuchEntryError(error.message, hint=error.hint) from error
        raise
    if entry is None:
        return None, case
    if case.wishes.by is None:
        case = replace(case, wishes=replace(case.wishes, by=entry.by))
    if not with_areas(knowledge, case).areas:
        case = replace(case, areas=entry.areas)
        case = deny_dangers(knowledge, case) if options.no_red_flags else case
    return entry, case


def _show_level(knowledge: KnowledgeBase, advice: Advice, code: int, options: CaseOptions, form: Format) -> None:
    if form is Format.JSON:
        from backrelief.render.envelope import advice_data, success

        write(success("play", code, advice_data(knowledge, advice)))
        return
    from backrelief.render.advice_page import advice_page

    show(advice_page(knowledge, advice), form, options.color)


def _instead(advice: Advice) -> str:
    case = advice.case
    words = [f"--area {area}" for area in case.areas]
    if case.wishes.by not in {None, "self"}:
        words.append(f"--by {case.wishes.by}")
    return f"`backrelief suggest {' '.join(words)}` with your other options shows what you can do."
