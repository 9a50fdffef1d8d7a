"""`backrelief suggest` answers: what can I do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from backrelief.cli.case_options import (
    CaseOptions,
    DrawingOption,
    WishOptions,
    load_for,
    read_case,
    save_answers,
    takes,
)
from backrelief.cli.follow import CueOptions, follow, may_ask, unplayable
from backrelief.cli.streams import Drawing, Format, chosen_format, show, write
from backrelief.errors import Exit, UsageError

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.case import Case
    from backrelief.knowledge.base import KnowledgeBase


@takes(CaseOptions, WishOptions, CueOptions)
def suggest(
    options: CaseOptions,
    wishes: WishOptions,
    cues: CueOptions,
    *,
    words: Annotated[list[str] | None, typer.Argument(help="Not read yet: say it with options.")] = None,
    drawing: DrawingOption = Drawing.AUTO,
    play: Annotated[bool, typer.Option("--play", help="Then lead me through the routine, with a clock.")] = False,
) -> int:
    """What can I do about it now? Asks about danger signs first, then gives techniques and a routine.

    Examples:
    backrelief suggest --area lower

    backrelief suggest --area neck --minutes 10 --position chair

    backrelief suggest --condition sciatica --side left --no-input
    """
    knowledge = load_for(options)
    form = chosen_format(options.format)
    slip = _unread(words) if words else unplayable(form) if play else None
    case = read_case(knowledge, options, wishes, slip=slip)
    asking = may_ask(options, form)
    if asking:
        from backrelief.cli.interview import interview

        case = interview(knowledge, case, danger_lists=not options.no_red_flags, drawing=drawing)
    return _answer(knowledge, case, options, form, cues if play else None, asked=asking, drawing=drawing)


def _unread(words: list[str]) -> UsageError:
    message = f"words are not read yet: {' '.join(words)!r}"
    return UsageError(message, hint="Say it with options, such as: backrelief suggest --area lower --have ID")


def _answer(
    knowledge: KnowledgeBase,
    case: Case,
    options: CaseOptions,
    form: Format,
    cues: CueOptions | None,
    *,
    asked: bool,
    drawing: Drawing,
) -> int:
    from backrelief.advice.advise import advise
    from backrelief.advice.case import with_areas
    from backrelief.intake.asking import open_questions, pages

    advice = advise(knowledge, case)
    if not with_areas(knowledge, case).areas and not advice.screening.stops:
        areas = ", ".join(area.id for area in knowledge.all("areas"))
        message = "it is not clear where it hurts"
        raise UsageError(message, hint=f"Add --area with one of: {areas}.")
    code = exit_code(knowledge, advice)
    if form is Format.JSON:
        from backrelief.render.envelope import advice_data, success

        write(success("suggest", code, advice_data(knowledge, advice)))
        return save_answers(case, options, code)
    from backrelief.render.advice_page import advice_page

    if options.no_red_flags:
        write("The danger lists of your areas count as read, and none of them as true of you.\n", error=True)
    open_lists = () if asked else pages(knowledge, case)
    asks = () if asked else open_questions(knowledge, case)
    show(advice_page(knowledge, advice, open_lists, asks), form, options.color, drawing)
    code = save_answers(case, options, code)
    if cues is None or advice.screening.stops:
        return code
    if advice.routine is None:
        write("There is no routine to lead you through; the page above says why.\n", error=True)
        return code or int(Exit.NOTHING)
    return follow(knowledge, advice, options, cues, code, unread=bool(open_lists), drawing=drawing)


def exit_code(knowledge: KnowledgeBase, advice: Advice) -> int:
    """The code of the level; 3 when the wishes leave nothing to suggest."""
    code = int(knowledge.entry("levels", advice.screening.level).exit_code)
    return int(Exit.NOTHING) if code == 0 and advice.nothing_left else code
