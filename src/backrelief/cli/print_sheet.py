"""`backrelief print`: a routine as a sheet for the wall."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Final

import typer

from backrelief.cli.case_options import CaseOptions, WishOptions, level_code, load_for, read_case, save_answers, takes
from backrelief.cli.completion import ids
from backrelief.cli.sheet_options import SheetOptions, answer_with_sheet, sheet_format, sheet_slip, write_sheet
from backrelief.cli.streams import Format
from backrelief.errors import NoSuchEntryError, UsageError

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

_NOT_OF_A_PERSON: Final = {"data", "format", "color", "no_input", "save"}


@takes(
    CaseOptions,
    WishOptions,
    SheetOptions,
    formats="html, markdown or pdf; without it what the name of the file says, else markdown.",
)
def print_sheet(
    options: CaseOptions,
    wishes: WishOptions,
    sheet: SheetOptions,
    routine: Annotated[str, typer.Argument(help="The id or name of a routine.", autocompletion=ids("routines"))],
) -> int:
    """Print a routine as a sheet for the wall. With what is true of a person it is fitted to them.

    Examples:
    backrelief print lower-back-quick -o back.html

    backrelief print lower-back-quick --age 67 --have blood-thinner -o back.html

    backrelief print desk-break --format markdown
    """
    knowledge = load_for(options)
    chosen, unknown = _routine(knowledge, routine)
    form = sheet_format(options.format, sheet, Format.MARKDOWN)
    slip = sheet_slip(form, sheet)
    if not _says_something(options, wishes):
        if unknown or slip:
            raise unknown or slip  # type: ignore[misc]  # one of them is there
        from backrelief.render.sheet.make import sheet_of_routine

        write_sheet(sheet_of_routine(knowledge, knowledge.routines[chosen]), form, sheet)
        return 0
    # What the command line has wrong hides no danger that it names as well.
    wrong = UsageError(unknown.message, hint=unknown.hint) if unknown else slip
    try:
        case = read_case(knowledge, options, wishes, slip=wrong)
    except UsageError as error:
        raise unknown if unknown and error is wrong else error from None
    from backrelief.advice.advise import advise

    advice = advise(knowledge, case, None if unknown else chosen)
    code = level_code(knowledge, advice.screening)
    return save_answers(case, options, answer_with_sheet(knowledge, advice, options, sheet, form, code))


def _routine(knowledge: KnowledgeBase, text: str) -> tuple[str, NoSuchEntryError | None]:
    from backrelief.knowledge.lexicon import resolve

    try:
        return resolve(knowledge, "routines", text, noun="routine"), None
    except UsageError as error:
        return "", NoSuchEntryError(error.message, hint=error.hint or "`backrelief list routines` shows what there is.")


def _says_something(options: CaseOptions, wishes: WishOptions) -> bool:
    """Whether anything is said of a person; else the sheet describes, and does not advise."""
    said = [getattr(options, field.name) for field in fields(options) if field.name not in _NOT_OF_A_PERSON]
    return any(said) or wishes != WishOptions()
