"""`backrelief knowledge`: for the people who write the YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backrelief.cli.streams import Format, chosen_format, write
from backrelief.errors import Exit

knowledge_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="For the people who write the YAML.")


@knowledge_app.command("check")
def check(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders of your own, each layered over the shipped one.", metavar="PATH..."),
    ] = None,
    form: Annotated[Format | None, typer.Option("--format", help="text, plain or json.")] = None,
) -> int:
    """Check the knowledge: every fault of every file at once, as file:line:column."""
    from backrelief.cli.loading import layers
    from backrelief.knowledge.load import examine_knowledge

    knowledge, faults = examine_knowledge(*layers(folders))
    code = int(Exit.BROKEN_KNOWLEDGE if any(fault.severity == "error" for fault in faults) else Exit.OK)
    if chosen_format(form) is Format.JSON:
        from backrelief.render.envelope import fault_data, success

        write(success("knowledge check", code, {"faults": [fault_data(fault) for fault in faults]}))
        return code
    for fault in faults:
        write(f"{fault}\n")
    if knowledge is not None and not faults:
        counts = ", ".join(f"{len(table)} {kind}" for kind, table in knowledge.tables.items())
        write(f"No faults: {counts}.\n")
    else:
        write(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}.\n", error=True)
    return code


@knowledge_app.command("schema")
def schema() -> int:
    """Write the JSON Schema of a data file, for editors."""
    import json

    from backrelief.knowledge.schema import data_schema

    write(json.dumps(data_schema(), indent=2) + "\n")
    return 0


@knowledge_app.command("path")
def path() -> int:
    """Where the shipped knowledge stands."""
    from backrelief.knowledge.load import shipped_folder

    write(f"{shipped_folder()}\n")
    return 0
