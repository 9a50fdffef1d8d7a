"""`backrelief suggest` answers: what can I do."""

from __future__ import annotations

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
from backrelief.cli.follow import CueOptions, follow, unplayable
from backrelief.cli.sheet_options import SheetOptions, answer_with_sheet, sheet_format, sheet_slip
from backrelief.cli.streams import Drawing, Format, chosen_format, is_interactive, show, write
from backrelief.errors import Exit, UsageError

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.case.case import Case
    from backrelief.knowledge.base import KnowledgeBase


@takes(
    CaseOptions,
    WishOptions,
    SheetOptions,
    CueOptions,
    formats="text, plain, markdown or json; as a sheet html, markdown or pdf.",
)
def suggest(
    options: CaseOptions,
    wishes: WishOptions,
    sheet: SheetOptions,
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

    backrelief suggest --area lower --minutes 10 -o back.html
    """
    knowledge = load_for(options)
    on_sheet = sheet.output is not None or options.format in {Format.HTML, Format.PDF}
    form = sheet_format(options.format, sheet, Format.HTML) if on_sheet else chosen_format(options.format)
    slip = _unread(words) if words else unplayable(form) if play else sheet_slip(form, sheet) if on_sheet else None
    case = read_case(knowledge, options, wishes, slip=slip)
    asking = may_ask(options, form) or (is_interactive() and not options.no_input and sheet.file is not None)
    if asking:
        from backrelief.cli.interview import interview

        case = interview(knowledge, case, danger_lists=not options.no_red_flags, drawing=drawing)
    if on_sheet:
        return _answer_on_sheet(knowledge, case, options, form, sheet)
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
    from backrelief.advice.routine.compose import ComposedRoutine
    from backrelief.interview.questions import lists, open_questions

    advice = _advise(knowledge, case)
    code = exit_code(knowledge, advice)
    if form is Format.JSON:
        from backrelief.render.envelope import advice_data, success

        write(success("suggest", code, advice_data(knowledge, advice)))
        return save_answers(case, options, code)
    from backrelief.render.advice_page import advice_page

    say_lists_read(options)
    open_lists = () if asked else lists(assess(knowledge, case))
    asks = () if asked else open_questions(assess(knowledge, case))
    show(advice_page(knowledge, advice, open_lists, asks), form, options.color, drawing)
    code = save_answers(case, options, code)
    if cues is None or advice.screening.stops:
        return code
    if not isinstance(advice.routine, ComposedRoutine):
        write("There is no routine to lead you through; the page above says why.\n", error=True)
        return code or int(Exit.NOTHING)
    return follow(knowledge, advice, options, cues, code, unread=bool(open_lists), drawing=drawing)


def _answer_on_sheet(
    knowledge: KnowledgeBase, case: Case, options: CaseOptions, form: Format, sheet: SheetOptions
) -> int:
    advice = _advise(knowledge, case)
    code = answer_with_sheet(knowledge, advice, options, sheet, form, exit_code(knowledge, advice))
    return save_answers(case, options, code)


def _advise(knowledge: KnowledgeBase, case: Case) -> Advice:
    """The advice, where it is clear what it is about, or a danger was said."""
    from backrelief.advice.advise import advise
    from backrelief.case.facts import with_areas

    advice = advise(knowledge, case)
    if not with_areas(knowledge, case).areas and not advice.screening.stops:
        areas = ", ".join(area.id for area in knowledge.areas)
        message = "it is not clear where it hurts"
        raise UsageError(message, hint=f"Add --area with one of: {areas}.")
    return advice


def exit_code(knowledge: KnowledgeBase, advice: Advice) -> int:
    """The code of the level; 3 when the wishes leave nothing to suggest."""
    code = level_code(knowledge, advice.screening)
    return int(Exit.NOTHING) if code == 0 and advice.nothing_left else code
