"""A command: Typer parses its options, it computes a reply, and the reply is emitted."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from copy import copy
from functools import cache, wraps
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import asdict
from typer.models import OptionInfo

from backrelief.cli.reply import Reply, emit
from backrelief.cli.streams import Color, Drawing, Look
from backrelief.errors import UsageError

Command = Callable[..., Reply]


def takes(*groups: type[Struct], formats: str = "") -> Callable[[Command], Callable[..., int]]:
    """Add the options of the groups to a command, which receives a value of each group before its own arguments.

    Typer reads options from a signature, so the fields of the groups are added to the signature. The reply of the
    command is emitted. ``formats`` replaces the usual help of ``--format``.
    """

    def decorate(command: Command) -> Callable[..., int]:
        own_hints = get_type_hints(command, include_extras=True)
        own = list(inspect.signature(command).parameters.values())[len(groups) :]
        declared = {one.name: _Declared(own_hints[one.name], one.default) for one in own}
        for group in groups:
            hints = hints_of(group)
            declared |= {name: _Declared(hints[name], value) for name, value in asdict(group()).items()}
        if formats:
            declared["format"] = declared["format"].with_help(formats)

        @wraps(command)
        def wrapped(**parsed: Any) -> int:  # whatever Typer parsed
            given = {name: declared[name].value(value) for name, value in parsed.items()}
            look = Look(
                given.get("format", given.get("form")),
                given.get("color", Color.AUTO),
                given.get("drawing", Drawing.AUTO),
            )
            values = [group(**{name: given.pop(name) for name in group.__struct_fields__}) for group in groups]
            return emit(command(*values, **given), look)

        parameters = [option.parameter(name) for name, option in declared.items()]
        wrapped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by Typer
        wrapped.__annotations__ = {one.name: one.annotation for one in parameters}
        return wrapped

    return decorate


@cache
def hints_of(group: type) -> Mapping[str, Any]:
    """Evaluate the type hints of a group once; it is slow, and most groups belong to several commands."""
    hints: Mapping[str, Any] = get_type_hints(group, include_extras=True)
    return hints


def option_names(hint: Any) -> tuple[str, ...]:
    """Return the names of an annotated option; Typer keeps the first one as the default of the annotation."""
    info = hint.__metadata__[0]
    return tuple(str(one) for one in (info.default, *(info.param_decls or ())) if str(one).startswith("-"))


class _Declared(Struct, frozen=True):
    """An option or argument as it is declared, and the way Typer should parse it.

    An option with one value is parsed as a list, so that a second value is refused and does not replace the first.
    """

    hint: Any
    default: Any

    @property
    def info(self) -> Any:
        return self.hint.__metadata__[0]

    @property
    def plain(self) -> Any:
        return self.hint.__origin__

    @property
    def is_repeatable(self) -> bool:
        return get_origin(self.plain) is tuple

    @property
    def is_single(self) -> bool:
        return isinstance(self.info, OptionInfo) and self.plain is not bool and not self.is_repeatable

    def with_help(self, text: str) -> _Declared:
        info = copy(self.info)
        info.help = text
        return _Declared(Annotated[self.plain, info], self.default)

    def parameter(self, name: str) -> inspect.Parameter:
        """Return the parameter that Typer reads."""
        plain, default = self.plain, self.default
        if self.is_repeatable or self.is_single:
            item = next((one for one in get_args(plain) if one is not type(None)), plain)
            default = [default] if self.is_single and default is not None else None
            plain = list[item] | None  # type: ignore[valid-type]  # for Typer
        return inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[plain, self.info]
        )

    def value(self, parsed: Any) -> Any:
        """Return the value that the command receives.

        Raises:
            UsageError: an option with one value was given several.
        """
        if self.is_repeatable:
            return tuple(parsed or ())
        if not self.is_single:
            return parsed
        values = list(dict.fromkeys(parsed or ()))
        if len(values) > 1:
            message = f"{option_names(self.hint)[0]} was given more than once: {', '.join(map(str, values))}"
            raise UsageError(message, hint="Keep the one that is true.")
        return values[0] if values else self.default
