"""`backrelief knowledge`: commands for authors of the YAML."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backrelief.cli.command import takes
from backrelief.cli.loading import layers
from backrelief.cli.options import FormatOption
from backrelief.cli.reply import Reply
from backrelief.cli.streams import chosen_format
from backrelief.errors import Exit

if TYPE_CHECKING:
    from backrelief.knowledge.faults import Fault

knowledge_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, add_completion=False, help="For the people who write the YAML."
)


class CheckFormat(StrEnum):
    """The formats of faults."""

    TEXT = "text"
    PLAIN = "plain"
    GITHUB = "github"
    JSON = "json"


@knowledge_app.command()
@takes()
def check(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Folders of your own, each layered over the shipped one.", metavar="PATH...", readable=False
        ),
    ] = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings as errors.")] = False,
    cases: Annotated[bool, typer.Option("--cases", help="Run the worked cases of the PATHs as well.")] = False,
    form: Annotated[CheckFormat | None, typer.Option("--format", help="text, plain, github or json.")] = None,
) -> Reply:
    """Check the knowledge: every fault of every file at once, as file:line:column.

    Worked cases in the folder `cases` of a PATH are read with it.
    """
    from backrelief.lint import left_out
    from backrelief.lint.examine import examine_knowledge
    from backrelief.render.workshop_pages import CheckData

    knowledge, faults = examine_knowledge(*layers(_with_cases(folders or [])))
    if knowledge is not None and knowledge.cases:
        from backrelief.workshop.worked_cases import case_faults

        faults = tuple(sorted((*faults, *case_faults(knowledge, from_layer=len(layers(())), run=cases))))
    grave = [fault for fault in faults if strict or fault.severity == "error"]
    silent = tuple(rule.id for rule in left_out())
    lines = [annotation(fault) if form is CheckFormat.GITHUB else str(fault) for fault in faults]
    after: list[str] = []
    if knowledge is not None and not faults:
        counts = ", ".join(f"{len(table)} {kind}" for kind, table in knowledge.tables.items())
        lines.append(f"No faults: {counts}.")
    else:
        after.append(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}.")
    if silent and knowledge is not None:
        names = ", ".join(f"`{rule}`" for rule in silent)
        after.append(f"Not looked at: {names}. This is no fault; backrelief[lint] brings what it takes.")
    overrides = knowledge.overrides if knowledge is not None else ()
    return Reply(
        "knowledge check",
        Exit.BROKEN_KNOWLEDGE if grave else Exit.OK,
        lambda: "".join(f"{line}\n" for line in lines),
        lambda: CheckData(faults, silent),
        before=tuple(f"Changed by your own data: {override}" for override in overrides),
        after=tuple(after),
    )


def _with_cases(folders: list[Path]) -> list[Path]:
    """Return the folders, each followed by its worked cases, if there are any and nobody named them."""
    from backrelief.knowledge.folders import YAML_ENDINGS

    found: list[Path] = []
    for folder in folders:
        found.append(folder)
        beside = folder / "cases"
        if os.access(folder, os.X_OK) and beside.is_dir() and beside not in folders:
            # An unreadable folder is kept, so that reading it reports the error.
            readable = os.access(beside, os.R_OK | os.X_OK)
            if not readable or any(path.suffix in YAML_ENDINGS for path in beside.iterdir()):
                found.append(beside)
    return found


def annotation(fault: Fault) -> str:
    """Format a fault as a GitHub workflow command, which marks the line in a review."""
    text = _escaped(f"{fault.message} ({fault.rule}). {fault.hint}".strip())
    file = _escaped(str(fault.path)).replace(":", "%3A").replace(",", "%2C")
    return f"::{fault.severity} file={file},line={fault.line},col={fault.column}::{text}"


def _escaped(text: str) -> str:
    """Escape the characters that have a meaning in a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


@knowledge_app.command()
@takes()
def coverage(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders of your own, each layered over the shipped one.", metavar="PATH..."),
    ] = None,
    *,
    form: FormatOption = None,
) -> Reply:
    """Count how much of the articles and guidelines the knowledge covers, and what typical people can do."""
    from backrelief.render.workshop_pages import coverage_data, coverage_page
    from backrelief.workshop.coverage import count_coverage, load_with_coverage

    chosen_format(form)
    knowledge = load_with_coverage(*layers(folders or ()))
    counted = count_coverage(knowledge)
    return Reply(
        "knowledge coverage",
        Exit.OK if counted.is_complete else Exit.BROKEN_KNOWLEDGE,
        lambda: coverage_page(knowledge, counted),
        lambda: coverage_data(counted),
    )


@knowledge_app.command()
@takes()
def diff(
    old: Annotated[Path, typer.Argument(help="The folder as it was.", metavar="OLD")],
    new: Annotated[Path, typer.Argument(help="The folder as it is now.", metavar="NEW")],
    *,
    form: FormatOption = None,
) -> Reply:
    """Say what a change does to the advice of all worked cases.

    A folder with a vocabulary.yaml is used by itself; any other is a layer on top of the shipped knowledge.
    """
    from backrelief.render.workshop_pages import DiffData, changes_page
    from backrelief.workshop.changes import changes_between, load_with_cases

    chosen_format(form)
    changes = changes_between(load_with_cases(old), load_with_cases(new))
    return Reply("knowledge diff", body=lambda: changes_page(changes), data=lambda: DiffData(changes))


@knowledge_app.command()
@takes()
def schema() -> Reply:
    """Write the JSON Schema of a data file, for editors."""
    import json

    from backrelief.knowledge.schema import data_schema

    return Reply("knowledge schema", body=lambda: json.dumps(data_schema(), indent=2) + "\n")


@knowledge_app.command()
@takes()
def path() -> Reply:
    """Print the folder of the shipped knowledge."""
    from backrelief.knowledge.folders import shipped_folder

    return Reply("knowledge path", body=lambda: f"{shipped_folder()}\n")
