"""`backrelief print`, and the sheet of `suggest`: write a routine for paper to a file or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from msgspec import Struct
from msgspec.structs import replace

from backrelief.cli.command import takes
from backrelief.cli.completion import ids
from backrelief.cli.files import check_output
from backrelief.cli.loading import load_layers
from backrelief.cli.options import CaseOptions, RunOptions, WishOptions
from backrelief.cli.person import find, lists_read, read_case
from backrelief.cli.reply import Reply
from backrelief.cli.streams import Format
from backrelief.errors import Exit, UsageError

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.render.sheet.sheet import Sheet

SHEETS: Final = (Format.HTML, Format.MARKDOWN, Format.PDF)
_BY_SUFFIX: Final = {".html": Format.HTML, ".htm": Format.HTML, ".md": Format.MARKDOWN, ".pdf": Format.PDF}
_STDOUT: Final = Path("-")


class SheetOptions(Struct, frozen=True):
    """The file of a sheet, and the size of its letters."""

    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write a sheet to a file; - is standard output.", metavar="FILE"),
    ] = None
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False
    large: Annotated[bool, typer.Option("--large", help="Large letters in html and pdf.")] = False

    @property
    def file(self) -> Path | None:
        """Return the file; ``None`` for standard output."""
        return None if self.output == _STDOUT else self.output


@takes(
    CaseOptions,
    RunOptions,
    WishOptions,
    SheetOptions,
    formats="html, markdown or pdf; without it what the name of the file says, else markdown.",
)
def print_sheet(
    options: CaseOptions,
    run: RunOptions,
    wishes: WishOptions,
    sheet: SheetOptions,
    routine: Annotated[str, typer.Argument(help="The id or name of a routine.", autocompletion=ids("routines"))],
) -> Reply:
    """Print a routine as a sheet for the wall, adapted to what the options say about the person.

    Examples:
    backrelief print lower-back-quick -o back.html

    backrelief print lower-back-quick --age 67 --have blood-thinner -o back.html

    backrelief print desk-break --format markdown
    """
    from backrelief.advice.advise import advise
    from backrelief.interview.questions import lists, open_questions
    from backrelief.render.advice_page import advice_page
    from backrelief.render.sheet.make import sheet_of_routine

    knowledge = load_layers(run.data)
    chosen = find(knowledge, "routines", routine, noun="routine")
    form = sheet_format(run.format, sheet, Format.MARKDOWN)
    if (options, wishes) == (CaseOptions(), WishOptions()):  # without a person there is no advice
        return _written(Reply("print"), sheet_of_routine(knowledge, knowledge.routines[chosen]), sheet, form)
    case = read_case(knowledge, options, run, wishes)
    advice = advise(knowledge, case, chosen)
    asked, asks = lists(advice.assessment), open_questions(advice.assessment)
    reply = Reply(
        "print",
        advice.exit_code,
        lambda: advice_page(knowledge, advice, asked, asks),
        before=lists_read(options),
        case=case,
        save=run.save,
    )
    return on_sheet(reply, advice, sheet, form)


def sheet_format(wanted: Format | None, options: SheetOptions, usual: Format) -> Format:
    """Return the format that was asked for, or else that of the name of the file, or else the usual one.

    Raises:
        UsageError: no sheet can be written in this way.
    """
    form = wanted or (_BY_SUFFIX.get(options.file.suffix.lower(), Format.HTML) if options.file else usual)
    if form not in SHEETS:
        message = f"a sheet is not written as {form}"
        raise UsageError(message, hint="--format takes html, markdown or pdf for a sheet.")
    if options.file is not None:
        check_output(options.file, force=options.force)
    if form is Format.PDF:
        from backrelief.render.sheet.pdf import check_pdf

        check_pdf()
        if options.output is None or (options.file is None and sys.stdout is not None and sys.stdout.isatty()):
            message = "a PDF cannot be shown"
            raise UsageError(message, hint="Write it to a file with -o FILE.pdf, or take --format html or markdown.")
    return form


def on_sheet(reply: Reply, advice: Advice, sheet: SheetOptions, form: Format) -> Reply:
    """Replace the page of the reply by a sheet, unless danger signs or cautions leave no routine.

    This never changes the exit code of a level; having nothing to write has a separate code.
    """
    from backrelief.advice.routine.compose import NoRoutine
    from backrelief.interview.questions import lists, open_questions
    from backrelief.render.sheet.make import sheet_of_advice

    if isinstance(advice.routine, NoRoutine):
        nothing = "There is no routine left for you to put on a sheet; nothing was written."
        return replace(reply, exit_code=reply.exit_code or Exit.NOTHING, data=None, after=(nothing,))
    assessment = advice.assessment
    made = sheet_of_advice(assessment.knowledge, advice, lists(assessment), open_questions(assessment))
    return _written(reply, made, sheet, form)


def _written(reply: Reply, sheet: Sheet, options: SheetOptions, form: Format) -> Reply:
    unanswered = "The questions about danger signs were not answered. Read the red box of the sheet first."
    return replace(
        reply,
        body=lambda: _content(sheet, form, options),
        after=() if sheet.screened else (unanswered,),
        file=options.file,
        force=options.force,
    )


def _content(sheet: Sheet, form: Format, options: SheetOptions) -> str | bytes:
    if form is Format.MARKDOWN:
        from backrelief.render.sheet.markdown import render_sheet

        return render_sheet(sheet)
    from backrelief.render.sheet.html import render_html

    page = render_html(sheet, large=options.large)
    if form is Format.PDF:
        from backrelief.render.sheet.pdf import render_pdf

        return render_pdf(page)
    return page
