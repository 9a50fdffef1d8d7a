"""`backrelief knowledge coverage`: what the knowledge covers, counted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backrelief.cli.streams import Format, chosen_format, show, write
from backrelief.errors import Exit


def coverage(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders of your own, each layered over the shipped one.", metavar="PATH..."),
    ] = None,
    *,
    form: Annotated[
        Format | None, typer.Option("--format", help="text, plain, markdown or json.", metavar="FORMAT")
    ] = None,
) -> int:
    """Count what answers the articles and the guidelines, and what is left for typical people."""
    from backrelief.cli.loading import layers
    from backrelief.workshop.coverage import count_coverage, load_with_coverage

    chosen = chosen_format(form)
    knowledge = load_with_coverage(*layers(folders))
    counted = count_coverage(knowledge)
    code = int(Exit.OK if counted.is_complete else Exit.BROKEN_KNOWLEDGE)
    if chosen is Format.JSON:
        from backrelief.render.envelope import success
        from backrelief.render.workshop_pages import coverage_data

        write(success("knowledge coverage", code, coverage_data(counted)))
    else:
        from backrelief.render.workshop_pages import coverage_page

        show(coverage_page(knowledge, counted), chosen)
    return code
