"""`backrelief knowledge check`: every fault of every file at once."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backrelief.cli.streams import write
from backrelief.errors import Exit

if TYPE_CHECKING:
    from backrelief.knowledge.faults import Fault


class CheckFormat(StrEnum):
    """How faults are written."""

    TEXT = "text"
    PLAIN = "plain"
    GITHUB = "github"
    JSON = "json"


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
) -> int:
    """Check the knowledge: every fault of every file at once, as file:line:column.

    Worked cases in the folder `cases` of a PATH are read with it.
    """
    from backrelief.cli.loading import layers
    from backrelief.lint import left_out
    from backrelief.lint.examine import examine_knowledge

    below = len(layers(None))
    knowledge, faults = examine_knowledge(*layers(_with_cases(folders or [])))
    if knowledge is not None and knowledge.cases:
        from backrelief.workshop.worked_cases import case_faults

        faults = tuple(sorted((*faults, *case_faults(knowledge, from_layer=below, run=cases))))
    grave = [fault for fault in faults if strict or fault.severity == "error"]
    code = int(Exit.BROKEN_KNOWLEDGE if grave else Exit.OK)
    silent = left_out()
    if form is CheckFormat.JSON:
        from backrelief.render.envelope import fault_data, success

        data = {"faults": [fault_data(fault) for fault in faults], "left_out": [rule.id for rule in silent]}
        write(success("knowledge check", code, data))
        return code
    for fault in faults:
        write(f"{annotation(fault) if form is CheckFormat.GITHUB else fault}\n")
    for override in knowledge.overrides if knowledge is not None else ():
        write(f"Changed by your own data: {override}\n", error=True)
    if knowledge is not None and not faults:
        counts = ", ".join(f"{len(table)} {kind}" for kind, table in knowledge.tables.items())
        write(f"No faults: {counts}.\n")
    else:
        write(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}.\n", error=True)
    if silent and knowledge is not None:
        names = ", ".join(f"`{rule.id}`" for rule in silent)
        write(f"Not looked at: {names}. This is no fault; backrelief[lint] brings what it takes.\n", error=True)
    return code


def _with_cases(folders: list[Path]) -> list[Path]:
    """The folders, each followed by the worked cases in its ``cases``, where there are any and nobody named them."""
    from backrelief.knowledge.documents import YAML_ENDINGS

    found: list[Path] = []
    for folder in folders:
        found.append(folder)
        beside = folder / "cases"
        if os.access(folder, os.X_OK) and beside.is_dir() and beside not in folders:
            # A folder that cannot be read is taken along, so that reading it says so.
            readable = os.access(beside, os.R_OK | os.X_OK)
            if not readable or any(path.suffix in YAML_ENDINGS for path in beside.iterdir()):
                found.append(beside)
    return found


def annotation(fault: Fault) -> str:
    """A fault as a workflow command that marks the line in a review."""
    text = _escaped(f"{fault.message} ({fault.rule}). {fault.hint}".strip())
    file = _escaped(str(fault.path)).replace(":", "%3A").replace(",", "%2C")
    return f"::{fault.severity} file={file},line={fault.line},col={fault.column}::{text}"


def _escaped(text: str) -> str:
    """Text that a workflow command neither ends at nor reads otherwise."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
