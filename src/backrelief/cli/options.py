"""The options of the commands, each declared once as a field of a group that the commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer
from msgspec import Struct
from msgspec.structs import asdict

from backrelief.cli.completion import ids
from backrelief.cli.streams import Color, Drawing, Format

Several = tuple[str, ...]


def _option(name: str, text: str, metavar: str | None = None, kind: str | None = None) -> Any:
    """Declare an option; ``kind`` is the kind of entry whose ids complete its value.

    Typer does not check files, so that an unreadable one is reported with the messages of this program.
    """
    complete = None if kind is None else ids(kind)
    return typer.Option(name, help=text, metavar=metavar, autocompletion=complete, readable=False)


DrawingOption = Annotated[Drawing, _option("--map", "How the body is drawn: auto, color, braille, ascii or none.")]
FormatOption = Annotated[Format | None, _option("--format", "text, plain, markdown or json.", "FORMAT")]


class CaseOptions(Struct, frozen=True):
    """The options that describe a case, as they were typed."""

    areas: Annotated[
        Several,
        _option("--area", "Where it hurts: neck, upper, mid, lower, hip, leg, back. Repeatable.", "AREA", "areas"),
    ] = ()
    conditions: Annotated[
        Several, _option("--condition", "What you were told it is. Repeatable.", "NAME", "conditions")
    ] = ()
    severity: Annotated[str | None, _option("--severity", "How bad, 0 to 10.", "0-10")] = None
    duration: Annotated[str | None, _option("--duration", "How long: 3d, 2w, 3mo, 1y.", "TIME")] = None
    side: Annotated[str | None, _option("--side", "left, right, both, middle or changes.", "SIDE")] = None
    age: Annotated[str | None, _option("--age", "Years, or a range such as 50-64.", "YEARS")] = None
    have: Annotated[
        Several, _option("--have", "True of you: a finding or ID=VALUE. Repeatable.", "ID", "findings")
    ] = ()
    have_not: Annotated[Several, _option("--not", "Not true of you. Repeatable.", "ID", "findings")] = ()
    unsure: Annotated[Several, _option("--unsure", "You are not sure of it. Repeatable.", "ID", "findings")] = ()
    no_red_flags: Annotated[
        bool, _option("--no-red-flags", "You read the danger lists of your areas and none applies.")
    ] = False
    case: Annotated[
        Path | None, _option("--case", "A file of answers (YAML or JSON); - is standard input.", "FILE")
    ] = None


STATEMENTS: Final = tuple(name for name in CaseOptions.__struct_fields__ if name not in {"no_red_flags", "case"})
"""The options that each say one thing about the person."""


DataOption = Annotated[tuple[Path, ...], _option("--data", "A folder of your own knowledge on top. Repeatable.", "DIR")]


class CommonOptions(Struct, frozen=True):
    """The knowledge to use, and how to write the answer."""

    data: DataOption = ()
    format: FormatOption = None
    color: Annotated[Color, _option("--color", "auto, always or never.")] = Color.AUTO


class RunOptions(CommonOptions, frozen=True):
    """The same for a command with a case, which it may ask for and save."""

    save: Annotated[Path | None, _option("--save", "Write the answers to a file.", "FILE")] = None
    no_input: Annotated[bool, _option("--no-input", "Ask nothing.")] = False


class WishOptions(Struct, frozen=True):
    """The options for wishes, one field for each; the package `case` says what they mean."""

    tool: Annotated[Several, _option("--tool", "A tool at hand. Repeatable.", "TOOL", "tools")] = ()
    without: Annotated[Several, _option("--without", "A tool or surface that is not there. Repeatable.", "TOOL")] = ()
    by: Annotated[str | None, _option("--by", "Applied by: self, partner or therapist.", "WHO")] = None
    minutes: Annotated[str | None, _option("--minutes", "How long it may take.", "NUMBER")] = None
    position: Annotated[Several, _option("--position", "chair, floor, standing, side ... Repeatable.", "POSITION")] = ()
    avoid_position: Annotated[
        Several, _option("--avoid-position", "A position that does not work for you. Repeatable.", "POSITION")
    ] = ()
    pressure: Annotated[str | None, _option("--pressure", "At most: gentle, moderate, firm.", "HOW")] = None
    first_time: Annotated[bool, _option("--first-time", "You have not done this before.")] = False

    def given(self) -> dict[str, tuple[str, ...]]:
        """Map the option of each wish that was given, without its hyphens, to the text that was typed."""
        typed = {name.replace("_", "-"): value for name, value in asdict(self).items()}
        return {
            option: value if isinstance(value, tuple) else (str(value),) for option, value in typed.items() if value
        }
