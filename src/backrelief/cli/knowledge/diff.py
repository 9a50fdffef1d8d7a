"""`backrelief knowledge diff`: what a change of the knowledge does to advice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backrelief.cli.streams import Format, chosen_format, show, write


def diff(
    old: Annotated[Path, typer.Argument(help="The folder as it was.", metavar="OLD")],
    new: Annotated[Path, typer.Argument(help="The folder as it is now.", metavar="NEW")],
    *,
    form: Annotated[
        Format | None, typer.Option("--format", help="text, plain, markdown or json.", metavar="FORMAT")
    ] = None,
) -> int:
    """Say what a change does to the advice of all worked cases.

    A folder with a vocabulary.yaml stands for itself; any other is a layer over the shipped knowledge.
    """
    from backrelief.workshop.changes import changes_between, load_with_cases

    changes = changes_between(load_with_cases(old), load_with_cases(new))
    if form is Format.JSON:
        from backrelief.render.changes_page import changes_data
        from backrelief.render.envelope import success

        write(success("knowledge diff", 0, changes_data(changes)))
    else:
        from backrelief.render.changes_page import changes_page

        show(changes_page(changes), chosen_format(form))
    return 0
