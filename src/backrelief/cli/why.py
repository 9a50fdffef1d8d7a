"""`backrelief why`: why a technique is, or is not, suggested."""

from __future__ import annotations

from typing import Annotated

import typer

from backrelief.cli.case_options import CaseOptions, WishOptions, level_code, load_for, read_case, takes
from backrelief.cli.completion import ids
from backrelief.cli.streams import Format, chosen_format, format_slip, show, write
from backrelief.errors import NoSuchEntryError


@takes(CaseOptions, WishOptions)
def why(
    options: CaseOptions,
    wishes: WishOptions,
    technique: Annotated[str, typer.Argument(help="The id or name of a technique.", autocompletion=ids("techniques"))],
) -> int:
    """Why a technique is, or is not, suggested for the case that the options describe."""
    from backrelief.advice.advise import advise
    from backrelief.errors import UsageError
    from backrelief.knowledge.lexicon import resolve
    from backrelief.render.why_page import why_page

    knowledge = load_for(options)
    try:
        chosen = resolve(knowledge, "techniques", technique, noun="technique")
    except UsageError as error:
        raise NoSuchEntryError(error.message, hint=error.hint) from error
    slip = format_slip(options.format)
    case = read_case(knowledge, options, wishes, slip=slip)
    advice = advise(knowledge, case)
    code = level_code(knowledge, advice.screening)
    form = chosen_format(None if slip else options.format)
    if form is Format.JSON:
        from backrelief.render.envelope import success
        from backrelief.render.records import why_data

        write(success("why", code, why_data(knowledge, advice, chosen)))
        return code
    show(why_page(knowledge, advice, chosen), form, options.color)
    return code
