"""The options of a sheet, and writing one: whole, to a file or to standard output."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from backrelief.advice.assess import assess
from backrelief.cli.case_options import CaseOptions, say_lists_read
from backrelief.cli.streams import Format, chosen_format, remark, show, write, write_bytes
from backrelief.errors import Exit, UsageError

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.render.sheet.sheet import Sheet

SHEETS: Final = (Format.HTML, Format.MARKDOWN, Format.PDF)
_BY_SUFFIX: Final = {".html": Format.HTML, ".htm": Format.HTML, ".md": Format.MARKDOWN, ".pdf": Format.PDF}
_STDOUT: Final = Path("-")


@dataclass(frozen=True)
class SheetOptions:
    """Where a sheet goes, and how large its letters are."""

    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write a sheet to a file; - is standard output.", metavar="FILE"),
    ] = None
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False
    large: Annotated[bool, typer.Option("--large", help="Large letters in html and pdf.")] = False

    @property
    def file(self) -> Path | None:
        """The file; ``None`` for standard output."""
        return None if self.output == _STDOUT else self.output


def sheet_format(wanted: Format | None, options: SheetOptions, usual: Format) -> Format:
    """The format asked for, else what the name of the file says, else the usual one."""
    return wanted or (_BY_SUFFIX.get(options.file.suffix.lower(), Format.HTML) if options.file else usual)


def sheet_slip(form: Format, options: SheetOptions) -> UsageError | None:
    """Why no sheet could be written like this, before anything is asked; ``None`` where it could."""
    from backrelief.cli.output import check_output

    if form not in SHEETS:
        message = f"a sheet is not written as {form}"
        return UsageError(message, hint="--format takes html, markdown or pdf for a sheet.")
    try:
        if options.file is not None:
            check_output(options.file, force=options.force)
        if form is Format.PDF:
            from backrelief.render.sheet.pdf import check_pdf

            check_pdf()
    except UsageError as error:
        return error
    to_terminal = options.file is None and sys.stdout is not None and sys.stdout.isatty()
    if form is Format.PDF and (options.output is None or to_terminal):
        hint = "Write it to a file with -o FILE.pdf, or take --format html or markdown."
        return UsageError("a PDF cannot be shown", hint=hint)
    return None


def write_sheet(sheet: Sheet, form: Format, options: SheetOptions) -> None:
    """Write the sheet, and say on standard error where it is and what has to be read first.

    Raises:
        UsageError: the file cannot be written.
    """
    content = _content(sheet, form, options)
    if options.file is not None:
        from backrelief.cli.output import write_output

        write_output(options.file, content, force=options.force)
        remark(f"The sheet was written to {options.file}.")
    elif form is Format.PDF:
        write_bytes(content)
    else:
        write(content.decode())
    if not sheet.screened:
        write("The questions about danger signs were not answered. Read the red box of the sheet first.\n", error=True)


def _content(sheet: Sheet, form: Format, options: SheetOptions) -> bytes:
    if form is Format.MARKDOWN:
        from backrelief.render.sheet.markdown import render_sheet

        return render_sheet(sheet).encode()
    from backrelief.render.sheet.html import render_html

    page = render_html(sheet, large=options.large)
    if form is Format.PDF:
        from backrelief.render.sheet.pdf import render_pdf

        return render_pdf(page)
    return page.encode()


def answer_with_sheet(
    knowledge: KnowledgeBase, advice: Advice, options: CaseOptions, sheet: SheetOptions, form: Format, code: int
) -> int:
    """Write the sheet of an advice. Where a danger sign or a caution leaves no routine, say so instead; the exit code.

    The code of a level is never changed by it; that there was nothing to write is one of its own.
    """
    from backrelief.advice.routine.compose import NoRoutine
    from backrelief.interview.questions import lists, open_questions
    from backrelief.render.sheet.make import sheet_of_advice

    say_lists_read(options)
    asked, asks = lists(assess(knowledge, advice.case)), open_questions(assess(knowledge, advice.case))
    if isinstance(advice.routine, NoRoutine) or advice.screening.stops:
        from backrelief.render.advice_page import advice_page

        show(advice_page(knowledge, advice, asked, asks), chosen_format(None), options.color)
        write("There is no routine left for you to put on a sheet; nothing was written.\n", error=True)
        return code or int(Exit.NOTHING)
    write_sheet(sheet_of_advice(knowledge, advice, asked, asks), form, sheet)
    return code
