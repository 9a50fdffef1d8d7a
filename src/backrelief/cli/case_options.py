"""The options that say what is known of a person, shared by every command that takes a case."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from backrelief.advice.assess import assess
from backrelief.cli.completion import ids
from backrelief.cli.streams import Color, Drawing, Format, complain, is_interactive, remark
from backrelief.errors import Exit, UsageError

if TYPE_CHECKING:
    from backrelief.advice.assess import Screening
    from backrelief.case.case import Case
    from backrelief.case.options import Said
    from backrelief.knowledge.base import KnowledgeBase

DrawingOption = Annotated[
    Drawing, typer.Option("--map", help="How the body is drawn: auto, color, braille, ascii or none.")
]
Many = list[str] | None
Once = list[str] | None
"""Given once; taken as a list so that a second value is refused instead of silently winning."""


@dataclass(frozen=True)
class CaseOptions:
    """The case as it was typed; every field is one option."""

    area: Annotated[
        Many,
        typer.Option(
            "--area",
            help="Where it hurts: neck, upper, mid, lower, hip, leg, back. Repeatable.",
            metavar="AREA",
            autocompletion=ids("areas"),
        ),
    ] = None
    condition: Annotated[
        Many,
        typer.Option(
            "--condition",
            help="What you were told it is. Repeatable.",
            metavar="NAME",
            autocompletion=ids("conditions"),
        ),
    ] = None
    severity: Annotated[Once, typer.Option(help="How bad, 0 to 10.", metavar="0-10")] = None
    duration: Annotated[Once, typer.Option(help="How long: 3d, 2w, 3mo, 1y.", metavar="TIME")] = None
    side: Annotated[Once, typer.Option(help="left, right, both, middle or changes.", metavar="SIDE")] = None
    age: Annotated[Once, typer.Option(help="Years, or a range such as 50-64.", metavar="YEARS")] = None
    have: Annotated[
        Many,
        typer.Option(
            "--have",
            help="True of you: a finding or ID=VALUE. Repeatable.",
            metavar="ID",
            autocompletion=ids("findings"),
        ),
    ] = None
    have_not: Annotated[
        Many, typer.Option("--not", help="Not true of you. Repeatable.", metavar="ID", autocompletion=ids("findings"))
    ] = None
    unsure: Annotated[
        Many,
        typer.Option(
            "--unsure", help="You are not sure of it. Repeatable.", metavar="ID", autocompletion=ids("findings")
        ),
    ] = None
    no_red_flags: Annotated[
        bool, typer.Option("--no-red-flags", help="You read the danger lists of your areas and none applies.")
    ] = False
    case: Annotated[
        Path | None,
        typer.Option("--case", help="A file of answers (YAML or JSON); - is standard input.", metavar="FILE"),
    ] = None
    save: Annotated[Path | None, typer.Option("--save", help="Write the answers to a file.", metavar="FILE")] = None
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data", help="A folder of your own knowledge on top. Repeatable.", metavar="DIR", readable=False
        ),
    ] = None
    format: Annotated[
        Format | None,
        typer.Option("--format", help="text, plain, markdown or json.", metavar="FORMAT"),
    ] = None
    color: Annotated[Color, typer.Option("--color", help="auto, always or never.")] = Color.AUTO


@dataclass(frozen=True)
class WishOptions:
    """What the person would like."""

    tool: Annotated[
        Many, typer.Option("--tool", help="A tool at hand. Repeatable.", metavar="TOOL", autocompletion=ids("tools"))
    ] = None
    without: Annotated[
        Many, typer.Option("--without", help="A tool or surface that is not there. Repeatable.", metavar="TOOL")
    ] = None
    by: Annotated[Once, typer.Option("--by", help="Applied by: self, partner or therapist.", metavar="WHO")] = None
    minutes: Annotated[Once, typer.Option("--minutes", help="How long it may take.", metavar="NUMBER")] = None
    position: Annotated[
        Many, typer.Option("--position", help="chair, floor, standing, side ... Repeatable.", metavar="POSITION")
    ] = None
    avoid_position: Annotated[
        Many,
        typer.Option("--avoid-position", help="A position that does not work for you. Repeatable.", metavar="POSITION"),
    ] = None
    pressure: Annotated[Once, typer.Option("--pressure", help="At most: gentle, moderate, firm.", metavar="HOW")] = None
    first_time: Annotated[bool, typer.Option("--first-time", help="You have not done this before.")] = False


def takes(*groups: type, formats: str = "") -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command the options of the groups: it receives one value of each group, by position, before its own.

    Typer reads options off a signature; this writes the fields of the groups into it, so that they stand once.
    ``formats`` is what this command says of ``--format``, where that is not the usual.
    """

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        own = list(inspect.signature(command).parameters.values())[len(groups) :]
        hints = get_type_hints(command, include_extras=True)
        options = [
            inspect.Parameter(
                field.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=field.default,
                annotation=_annotation(group, field.name, formats),
            )
            for group in groups
            for field in fields(group)
        ]
        own = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[one.name]) for one in own]

        @wraps(command)
        def wrapped(**given: Any) -> int:  # whatever Typer parsed
            values = [group(**{field.name: given.pop(field.name) for field in fields(group)}) for group in groups]
            return command(*values, **given)

        parameters = [*own, *options]
        wrapped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by Typer
        wrapped.__annotations__ = {one.name: one.annotation for one in parameters}
        return wrapped

    return decorate


def _annotation(group: type, name: str, formats: str) -> Any:
    annotation = get_type_hints(group, include_extras=True)[name]
    if name != "format" or not formats:
        return annotation
    option = copy(annotation.__metadata__[0])
    option.help = formats
    return Annotated[annotation.__origin__, option]


def load_for(options: CaseOptions) -> KnowledgeBase:
    """The shipped knowledge with the folders of ``--data`` on top."""
    from backrelief.cli.loading import load_layers

    return load_layers(options.data)


def read_case(
    knowledge: KnowledgeBase,
    options: CaseOptions,
    wishes: WishOptions | None = None,
    *,
    slip: UsageError | None = None,
) -> Case:
    """The case of the file with the options laid over it.

    ``slip`` is what the command itself has to complain of. No slip hides a danger: what was said of dangers is
    answered first, where it stops everything.

    Raises:
        UsageError: what is wrong, where nothing that was said stops everything.
    """
    from backrelief.case.case import Case
    from backrelief.case.files import read_case_file
    from backrelief.case.options import case_from
    from backrelief.cli.answers_file import check_writable
    from backrelief.interview.questions import deny_dangers

    wishes = wishes or WishOptions()
    try:
        if slip is not None:
            raise slip
        if options.save is not None:
            check_writable(options.save)
        base = Case() if options.case is None else read_case_file(knowledge, options.case)
        case = case_from(knowledge, _said(options, wishes), base)
    except UsageError as error:
        return _danger_despite(knowledge, options, error)
    return deny_dangers(knowledge, case) if options.no_red_flags else case


def _said(options: CaseOptions, wishes: WishOptions) -> Said:
    from backrelief.case.options import Said

    return Said(
        areas=tuple(options.area or ()),
        conditions=tuple(options.condition or ()),
        severity=_once("--severity", options.severity),
        duration=_once("--duration", options.duration),
        side=_once("--side", options.side),
        age=_once("--age", options.age),
        have=tuple(options.have or ()),
        have_not=tuple(options.have_not or ()),
        unsure=tuple(options.unsure or ()),
        wishes=_wished(wishes),
    )


def _wished(wishes: WishOptions) -> dict[str, list[str]]:
    """Return what was typed for each wish that was given."""
    _once("--by", wishes.by)
    _once("--minutes", wishes.minutes)
    _once("--pressure", wishes.pressure)
    given = {field.name.replace("_", "-"): getattr(wishes, field.name) for field in fields(wishes)}
    return {option: ["yes"] if texts is True else texts for option, texts in given.items() if texts}


def _once(option: str, values: Once) -> str | None:
    if not values:
        return None
    if len(set(values)) > 1:
        message = f"{option} was given more than once: {', '.join(values)}"
        raise UsageError(message, hint="Keep the one that is true.")
    return values[0]


def _danger_despite(knowledge: KnowledgeBase, options: CaseOptions, error: UsageError) -> Case:
    """The case of the dangers that were given, where they stop everything.

    Raises:
        UsageError: the slip, where nothing that was given stops everything.
    """
    from backrelief.case.case import Case
    from backrelief.case.files import readable_answers
    from backrelief.case.options import Said, case_from

    case = Case() if options.case is None else readable_answers(knowledge, options.case)
    have, unsure = options.have or (), options.unsure or ()
    denied = {text.partition("=")[0] for text in (*(options.have_not or ()), *unsure)}
    held = (text for text in have if text.partition("=")[0] not in denied)
    one_by_one = (*(Said(have=(text,)) for text in held), *(Said(unsure=(text,)) for text in unsure))
    for one in one_by_one:
        try:
            case = case_from(knowledge, one, case)
        except UsageError:
            continue
    if not assess(knowledge, case).screening.stops:
        raise error
    complain(error.message, error.hint)
    return case


def may_ask(options: CaseOptions, form: Format) -> bool:
    """Whether somebody is there to be asked."""
    return is_interactive() and not options.no_input and form in {Format.TEXT, Format.PLAIN}


def say_lists_read(options: CaseOptions) -> None:
    """Say what ``--no-red-flags`` was taken for."""
    if options.no_red_flags:
        remark("The danger lists of your areas count as read, and none of them as true of you.")


def level_code(knowledge: KnowledgeBase, screening: Screening) -> int:
    """The exit code of the level."""
    return int(knowledge.levels[screening.level].exit_code)


def save_answers(case: Case, options: CaseOptions, code: int) -> int:
    """Write the answers where ``--save`` asks for it, after the answer was shown; gives the exit code.

    That they cannot be written any more changes no code of a raised level.
    """
    if options.save is None:
        return code
    from backrelief.cli.answers_file import write_case_file

    try:
        write_case_file(case, options.save)
    except UsageError as error:
        complain(error.message, error.hint)
        return code or int(Exit.USAGE)
    remark(f"Your answers were written to {options.save}.")
    return code
