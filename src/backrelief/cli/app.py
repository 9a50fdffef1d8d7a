"""The program: its own options, and its commands, each of which is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand

from backrelief.cli.streams import write
from backrelief.version import __version__


class Deferred(TyperCommand):
    """A command, or a group of commands, of which only the line in `--help` is known until it is called."""

    def __init__(self, name: str, home: str, summary: str) -> None:
        """Keep where the command is defined: `module:name` in this package."""
        super().__init__(name, short_help=summary)
        self.home = home

    def build(self) -> Any:
        """Return the command itself. Typer brings its own copy of Click, which has no types for it."""
        module, _, name = self.home.partition(":")
        defined = getattr(import_module(f"backrelief.cli.{module}"), name)
        if not isinstance(defined, typer.Typer):
            alone = typer.Typer(rich_markup_mode=None, add_completion=False)
            alone.command(self.name)(defined)
            defined = alone
        return typer.main.get_command(defined)

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Let the command itself parse its arguments."""
        return self.build().make_context(*args, **extra)


COMMANDS: Final = (
    Deferred("suggest", "suggest:suggest", "What can I do about it now?"),
    Deferred("screen", "suggest:screen", "Is it safe to start? The danger signs alone."),
    Deferred("list", "entries:list_entries", "List techniques, routines, conditions, ..."),
    Deferred("show", "entries:show_entry", "Show one of them in full."),
    Deferred("why", "suggest:why", "Why a technique is suggested for you, or is not."),
    Deferred("play", "play:play", "Be led through a routine, step by step."),
    Deferred("print", "sheet:print_sheet", "Print a routine as a sheet for the wall."),
    Deferred("batch", "batch:batch", "Answer many people, one on each line of a file."),
    Deferred("knowledge", "knowledge:knowledge_app", "For the people who write the YAML."),
)

app = typer.Typer(
    name="backrelief",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: backrelief suggest --area lower",
)


def _version(*, wanted: bool) -> None:
    if wanted:
        write(f"backrelief {__version__}\n")
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


def program(*, complete: bool = False) -> Any:
    """Return the program as one command; a ``complete`` one has all of its commands built, to describe them."""
    command: Any = typer.main.get_command(app)
    command.commands.update((one.name, one.build() if complete else one) for one in COMMANDS)
    return command
