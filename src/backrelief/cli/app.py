"""The commands and their options. Nothing heavy is imported before a command runs."""

from __future__ import annotations

from typing import Annotated

import typer

from backrelief.cli.entries import list_entries, show_entry
from backrelief.cli.knowledge import knowledge_app
from backrelief.cli.play import play
from backrelief.cli.sheet import print_sheet
from backrelief.cli.streams import write
from backrelief.cli.suggest import screen, suggest, why

app = typer.Typer(
    name="backrelief",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: backrelief suggest --area lower",
)


def _version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # slow to import

        write(f"backrelief {version('backrelief')}\n")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[  # the callback acts on it
        bool,
        typer.Option(
            "--version", callback=lambda value: _version(wanted=value), is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """What a person with a sore back can safely do about it now.

    It is not a doctor: it names no diagnosis, and it sends you to a clinician when your answers call for one.
    """  # noqa: D401 (the text of `--help`)


app.command()(suggest)
app.command()(screen)
app.command("list")(list_entries)
app.command("show")(show_entry)
app.command()(why)
app.command()(play)
app.command("print")(print_sheet)
app.add_typer(knowledge_app, name="knowledge")
