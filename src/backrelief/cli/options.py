"""The options of the commands: each is declared once, as a field of the group that the commands share."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Final

import typer

from backrelief.cli.completion import ids
from backrelief.cli.streams import Color, Drawing, Format

DrawingOption = Annotated[
    Drawing, typer.Option("--map", help="How the body is drawn: auto, color, braille, ascii or none.")
]
FormatOption = Annotated[
    Format | None, typer.Option("--format", help="text, plain, markdown or json.", metavar="FORMAT")
]
Several = tuple[str, ...]


@dataclass(frozen=True)
class CaseOptions:
    """The case as it was typed."""

    areas: Annotated[
        Several,
        typer.Option(
            "--area",
            help="Where it hurts: neck, upper, mid, lower, hip, leg, back. Repeatable.",
            metavar="AREA",
            autocompletion=ids("areas"),
        ),
    ] = ()
    conditions: Annotated[
        Several,
        typer.Option(
            "--condition",
            help="What you were told it is. Repeatable.",
            metavar="NAME",
            autocompletion=ids("conditions"),
        ),
    ] = ()
    severity: Annotated[str | None, typer.Option("--severity", help="How bad, 0 to 10.", metavar="0-10")] = None
    duration: Annotated[str | None, typer.Option("--duration", help="How long: 3d, 2w, 3mo, 1y.", metavar="TIME")] = (
        None
    )
    side: Annotated[
        str | None, typer.Option("--side", help="left, right, both, middle or changes.", metavar="SIDE")
    ] = None
    age: Annotated[str | None, typer.Option("--age", help="Years, or a range such as 50-64.", metavar="YEARS")] = None
    have: Annotated[
        Several,
        typer.Option(
            "--have",
            help="True of you: a finding or ID=VALUE. Repeatable.",
            metavar="ID",
            autocompletion=ids("findings"),
        ),
    ] = ()
    have_not: Annotated[
        Several,
        typer.Option("--not", help="Not true of you. Repeatable.", metavar="ID", autocompletion=ids("findings")),
    ] = ()
    unsure: Annotated[
        Several,
        typer.Option(
            "--unsure", help="You are not sure of it. Repeatable.", metavar="ID", autocompletion=ids("findings")
        ),
    ] = ()
    no_red_flags: Annotated[
        bool, typer.Option("--no-red-flags", help="You read the danger lists of your areas and none applies.")
    ] = False
    case: Annotated[
        Path | None,
        typer.Option("--case", help="A file of answers (YAML or JSON); - is standard input.", metavar="FILE"),
    ] = None


STATEMENTS: Final = tuple(field.name for field in fields(CaseOptions) if field.name not in {"no_red_flags", "case"})
"""The options that say one thing of the person each."""


@dataclass(frozen=True)
class CommonOptions:
    """The knowledge to answer from, and how the answer is written."""

    data: Annotated[
        tuple[Path, ...],
        typer.Option(
            "--data", help="A folder of your own knowledge on top. Repeatable.", metavar="DIR", readable=False
        ),
    ] = ()
    format: FormatOption = None
    color: Annotated[Color, typer.Option("--color", help="auto, always or never.")] = Color.AUTO


@dataclass(frozen=True)
class RunOptions(CommonOptions):
    """The same for a command that takes a case, which it may ask for and save."""

    save: Annotated[Path | None, typer.Option("--save", help="Write the answers to a file.", metavar="FILE")] = None
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False


@dataclass(frozen=True)
class WishOptions:
    """What the person would like. Each field is the option of a wish; `case` says what the wish is."""

    tool: Annotated[
        Several,
        typer.Option("--tool", help="A tool at hand. Repeatable.", metavar="TOOL", autocompletion=ids("tools")),
    ] = ()
    without: Annotated[
        Several, typer.Option("--without", help="A tool or surface that is not there. Repeatable.", metavar="TOOL")
    ] = ()
    by: Annotated[str | None, typer.Option("--by", help="Applied by: self, partner or therapist.", metavar="WHO")] = (
        None
    )
    minutes: Annotated[str | None, typer.Option("--minutes", help="How long it may take.", metavar="NUMBER")] = None
    position: Annotated[
        Several, typer.Option("--position", help="chair, floor, standing, side ... Repeatable.", metavar="POSITION")
    ] = ()
    avoid_position: Annotated[
        Several,
        typer.Option("--avoid-position", help="A position that does not work for you. Repeatable.", metavar="POSITION"),
    ] = ()
    pressure: Annotated[
        str | None, typer.Option("--pressure", help="At most: gentle, moderate, firm.", metavar="HOW")
    ] = None
    first_time: Annotated[bool, typer.Option("--first-time", help="You have not done this before.")] = False

    def given(self) -> dict[str, tuple[str, ...]]:
        """Return the option of each wish that was given, without its hyphens -> what was typed for it."""
        typed = {field.name.replace("_", "-"): getattr(self, field.name) for field in fields(self)}
        return {
            option: value if isinstance(value, tuple) else (str(value),) for option, value in typed.items() if value
        }
