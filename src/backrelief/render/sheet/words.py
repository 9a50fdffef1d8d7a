"""Wording that the HTML and the Markdown of a sheet share."""

from __future__ import annotations

from typing import Final

from backrelief.render.checklist import what_a_yes_means
from backrelief.render.sheet.parts import Told
from backrelief.render.sheet.sheet import Sheet

WEEK: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def facts(sheet: Sheet) -> tuple[str, ...]:
    """The minutes, and what is needed."""
    minutes = f"{sheet.minutes} minute{'s' if sheet.minutes != 1 else ''}"
    return (minutes, f"you need: {', '.join(sheet.needs)}") if sheet.needs else (minutes,)


def signs_lead(sheet: Sheet) -> str:
    """What stands above the danger signs."""
    when = "On any day" if sheet.screened else "Before you start"
    return f'{when}: do none of this, and get help, if for example ("backrelief screen" asks for all):'


def ask_first_lines(sheet: Sheet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who should ask first: what has to be on paper, and what there is room for on a screen only."""
    names = sheet.conditional
    every = tuple(
        f"{lead}: {'; '.join(them)}."
        for lead, them in (
            ("Not without asking a clinician", names.all_out),
            ("Leave single steps out, or ask a clinician first, with", names.some_out),
            ("Another position, place or time with", names.changed),
        )
        if them
    )
    if not every:
        return (*sheet.aftercare, *see_someone(sheet)), ()
    out, some = len(names.all_out), len(names.some_out) + len(names.changed)
    where = f'"backrelief show {sheet.entry}" names them all.' if sheet.entry else "The program names them all."
    counted = f"{out} things about a person speak against all of it and {some} against single steps. {where}"
    return (*sheet.aftercare, *see_someone(sheet), counted), every


def see_someone(sheet: Sheet) -> tuple[str, ...]:
    """When it goes on too long, in one line."""
    return (f"See a clinician: {'; '.join(sheet.see_clinician)}.",) if sheet.see_clinician else ()


def list_pages(sheet: Sheet) -> tuple[Told, ...]:
    """The lists that were not answered, each line of danger with what a yes means."""
    lists = tuple(
        Told(
            page.ask,
            tuple(
                f"{line.text} ({what_a_yes_means(line)})" if page.kind == "danger" else line.text for line in page.lines
            ),
        )
        for page in sheet.lists
    )
    return (*lists, Told("These matter too:", sheet.asks)) if sheet.asks else lists


def closing(sheet: Sheet) -> tuple[str, ...]:
    """Where it comes from, of which day it is, and what it is not."""
    lines = []
    if sheet.sources:
        lines.append(f"Sources: {'; '.join(sheet.sources)}.")
    dated = f"Knowledge of {sheet.dated.isoformat()}." if sheet.dated else ""
    draft = "A draft: no clinician has confirmed it yet." if sheet.draft else ""
    end = "backrelief: general self-care, not a diagnosis, and no replacement for a clinician."
    return (*lines, " ".join(part for part in (dated, draft, end) if part))
