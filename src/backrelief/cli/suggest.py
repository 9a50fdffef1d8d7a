"""`backrelief suggest`, `screen` and `why`: what to do, whether it is safe to start, and the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from backrelief.cli.command import takes
from backrelief.cli.completion import ids
from backrelief.cli.follow import CueOptions, follow, led_in
from backrelief.cli.loading import load_layers
from backrelief.cli.options import CaseOptions, DrawingOption, RunOptions, WishOptions
from backrelief.cli.person import ask, find, level_code, lists_read, read_case
from backrelief.cli.reply import Reply
from backrelief.cli.sheet import SheetOptions, on_sheet, sheet_format
from backrelief.cli.streams import Drawing, Format, chosen_format
from backrelief.errors import Exit, UsageError

if TYPE_CHECKING:
    from backrelief.render.records import ScreenData


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
    """  # noqa: D401 (the text of `--help`)
    from backrelief.advice.advise import advise, code_of
    from backrelief.advice.routine.compose import NoRoutine
    from backrelief.interview.questions import lists, open_questions
    from backrelief.render.advice_page import advice_page
    from backrelief.render.records import advice_data

    if words:
        message = f"words are not read yet: {' '.join(words)!r}"
        raise UsageError(message, hint="Say it with options, such as: backrelief suggest --area lower --have ID")
    wants_sheet = sheet.output is not None or run.format in {Format.HTML, Format.PDF}
    form = sheet_format(run.format, sheet, Format.HTML) if wants_sheet else chosen_format(run.format)
    if play:
        led_in(form)
    knowledge = load_layers(run.data)
    case = read_case(knowledge, options, run, wishes)
    was_asked = False
    if form in {Format.TEXT, Format.PLAIN} or sheet.file is not None:  # not if a program reads standard output
        case, was_asked = ask(knowledge, case, options, run, drawing=drawing)
    advice = advise(knowledge, case)
    code = code_of(advice)
    asked, asks = ((), ()) if was_asked else (lists(advice.assessment), open_questions(advice.assessment))
    reply = Reply(
        "suggest",
        code,
        lambda: advice_page(knowledge, advice, asked, asks),
        lambda: advice_data(knowledge, advice),
        before=lists_read(options),
        case=case,
        save=run.save,
    )
    if wants_sheet:
        return on_sheet(replace(reply, exit_code=advice.exit_code), advice, sheet, form)
    if not play or advice.screening.stops:
        return reply
    if isinstance(advice.routine, NoRoutine):
        missing = "There is no routine to lead you through; the page above says why."
        return replace(reply, exit_code=code or Exit.NOTHING, after=(missing,))
    return replace(
        reply,
        follow=lambda code: follow(knowledge, advice, run, cues, code, unread=bool(asked), drawing=drawing),
    )


@takes(CaseOptions, RunOptions)
def screen(options: CaseOptions, run: RunOptions) -> Reply:
    """Is it safe to start? The danger signs alone, without any advice on what to do for the pain."""
    from backrelief.advice.assess import assess
    from backrelief.interview.questions import lists, open_questions
    from backrelief.render.level_page import screen_page

    def data() -> ScreenData:
        from backrelief.render.records import screen_data  # imports all of the advice

        return screen_data(assessment)

    form = chosen_format(run.format)
    knowledge = load_layers(run.data)
    case = read_case(knowledge, options, run)
    was_asked = False
    if form in {Format.TEXT, Format.PLAIN}:
        case, was_asked = ask(knowledge, case, options, run, precautions=False)
    assessment = assess(knowledge, case)
    asked, asks = ((), ()) if was_asked else (lists(assessment, ("danger",)), open_questions(assessment))
    return Reply(
        "screen",
        level_code(assessment),
        lambda: screen_page(knowledge, assessment, asked, asks),
        data,
        case=case,
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
    from backrelief.render.records import why_data
    from backrelief.render.why_page import why_page

    chosen_format(run.format)
    knowledge = load_layers(run.data)
    chosen = find(knowledge, "techniques", technique, noun="technique")
    case = read_case(knowledge, options, run, wishes)
    advice = advise(knowledge, case)
    return Reply(
        "why",
        advice.exit_code,
        lambda: why_page(knowledge, advice, chosen),
        lambda: why_data(knowledge, advice, chosen),
        case=case,
        save=run.save,
    )
