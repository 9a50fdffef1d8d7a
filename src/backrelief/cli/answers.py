"""`backrelief suggest`, `screen` and `why`: what can I do, is it safe to start, and why so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from backrelief.cli.command import takes
from backrelief.cli.completion import ids
from backrelief.cli.follow import CueOptions, follow, led_in
from backrelief.cli.loading import load_layers
from backrelief.cli.options import CaseOptions, DrawingOption, RunOptions, WishOptions
from backrelief.cli.person import level_code, lists_read, may_ask, read_case
from backrelief.cli.reply import Reply
from backrelief.cli.sheet import SheetOptions, answer_with_sheet, sheet_format
from backrelief.cli.streams import Drawing, Format, chosen_format, is_interactive
from backrelief.errors import Exit, NoSuchEntryError, UsageError

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.case.case import Case
    from backrelief.knowledge.base import KnowledgeBase


@takes(
    CaseOptions,
    RunOptions,
    WishOptions,
    SheetOptions,
    CueOptions,
    formats="text, plain, markdown or json; as a sheet html, markdown or pdf.",
)
def suggest(
    options: CaseOptions,
    run: RunOptions,
    wishes: WishOptions,
    sheet: SheetOptions,
    cues: CueOptions,
    *,
    words: Annotated[list[str] | None, typer.Argument(help="Not read yet: say it with options.")] = None,
    drawing: DrawingOption = Drawing.AUTO,
    play: Annotated[bool, typer.Option("--play", help="Then lead me through the routine, with a clock.")] = False,
) -> Reply:
    """What can I do about it now? Asks about danger signs first, then gives techniques and a routine.

    Examples:
    backrelief suggest --area lower

    backrelief suggest --area neck --minutes 10 --position chair

    backrelief suggest --condition sciatica --side left --no-input

    backrelief suggest --area lower --minutes 10 -o back.html
    """
    from backrelief.interview.questions import open_questions, pages
    from backrelief.render.advice_page import advice_page
    from backrelief.render.envelope import advice_data

    if words:
        message = f"words are not read yet: {' '.join(words)!r}"
        raise UsageError(message, hint="Say it with options, such as: backrelief suggest --area lower --have ID")
    on_sheet = sheet.output is not None or run.format in {Format.HTML, Format.PDF}
    form = sheet_format(run.format, sheet, Format.HTML) if on_sheet else chosen_format(run.format)
    if play:
        led_in(form)
    knowledge = load_layers(run.data)
    case = read_case(knowledge, options, run, wishes)
    asking = may_ask(run, form) or (is_interactive() and not run.no_input and sheet.file is not None)
    if asking:
        from backrelief.cli.interview import interview

        case = interview(knowledge, case, danger_lists=not options.no_red_flags, drawing=drawing)
    advice = _advise(knowledge, case)
    code = exit_code(knowledge, advice)
    if on_sheet:
        return answer_with_sheet("suggest", knowledge, advice, options, run, sheet, form, code, case)
    lists, asks = ((), ()) if asking else (pages(knowledge, case), open_questions(knowledge, case))
    reply = Reply(
        "suggest",
        code,
        lambda: advice_page(knowledge, advice, lists, asks),
        lambda: advice_data(knowledge, advice),
        before=lists_read(options),
        case=case,
        save=run.save,
    )
    if not play or advice.screening.stops:
        return reply
    if advice.routine is None:
        return replace(
            reply,
            exit_code=code or Exit.NOTHING,
            after=("There is no routine to lead you through; the page above says why.",),
        )
    return replace(
        reply,
        follow=lambda code: follow(knowledge, advice, run, cues, code, unread=bool(lists), drawing=drawing),
    )


def _advise(knowledge: KnowledgeBase, case: Case) -> Advice:
    """Return the advice, if it is clear what it is about, or a danger was said."""
    from backrelief.advice.advise import advise

    advice = advise(knowledge, case)
    if not advice.case.areas and not advice.screening.stops:
        areas = ", ".join(area.id for area in knowledge.areas)
        message = "it is not clear where it hurts"
        raise UsageError(message, hint=f"Add --area with one of: {areas}.")
    return advice


def exit_code(knowledge: KnowledgeBase, advice: Advice) -> int:
    """Return the code of the level; 3 when the wishes leave nothing to suggest."""
    code = level_code(knowledge, advice.screening)
    return int(Exit.NOTHING) if code == 0 and advice.nothing_left else code


@takes(CaseOptions, RunOptions)
def screen(options: CaseOptions, run: RunOptions) -> Reply:
    """Is it safe to start? The danger signs alone, without any advice on what to do for the pain."""
    from backrelief.advice.advise import screened
    from backrelief.case.case import with_areas
    from backrelief.interview.questions import open_questions, pages
    from backrelief.render.envelope import screening_data
    from backrelief.render.level_page import screen_page

    form = chosen_format(run.format)
    knowledge = load_layers(run.data)
    answers = read_case(knowledge, options, run)
    asking = may_ask(run, form)
    if asking:
        from backrelief.cli.interview import interview

        answers = interview(knowledge, answers, danger_lists=not options.no_red_flags, precautions=False)
    screening = screened(knowledge, answers)
    case = with_areas(knowledge, answers)
    lists, asks = ((), ()) if asking else (pages(knowledge, case, ("danger",)), open_questions(knowledge, case))
    return Reply(
        "screen",
        level_code(knowledge, screening),
        lambda: screen_page(knowledge, case, screening, lists, asks),
        lambda: screening_data(knowledge, case, screening),
        case=answers,
        save=run.save,
    )


@takes(CaseOptions, RunOptions, WishOptions)
def why(
    options: CaseOptions,
    run: RunOptions,
    wishes: WishOptions,
    technique: Annotated[str, typer.Argument(help="The id or name of a technique.", autocompletion=ids("techniques"))],
) -> Reply:
    """Why a technique is, or is not, suggested for the case that the options describe."""
    from backrelief.advice.advise import advise
    from backrelief.knowledge.lexicon import resolve
    from backrelief.render.why_page import why_data, why_page

    chosen_format(run.format)
    knowledge = load_layers(run.data)
    try:
        chosen = resolve(knowledge, "techniques", technique, noun="technique")
    except UsageError as error:
        raise NoSuchEntryError(error.message, hint=error.hint) from error
    case = read_case(knowledge, options, run, wishes)
    advice = advise(knowledge, case)
    return Reply(
        "why",
        level_code(knowledge, advice.screening),
        lambda: why_page(knowledge, advice, chosen),
        lambda: why_data(knowledge, advice, chosen),
        case=case,
        save=run.save,
    )
