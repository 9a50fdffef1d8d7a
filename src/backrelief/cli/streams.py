"""Standard streams: what they can show, and writing to them without surprises."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from backrelief.cli.environment import Variable
from backrelief.errors import OutputError, UsageError

if TYPE_CHECKING:
    from typing import TextIO

    from backrelief.render.blocks import Page
    from backrelief.render.body_map.terminal import Mode

USUAL_WIDTH: Final = 80


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


SHOWN: Final = (Format.TEXT, Format.PLAIN, Format.MARKDOWN, Format.JSON)
"""What every command that answers can give; the others are for sheets."""


class Color(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Drawing(StrEnum):
    """How the body is drawn."""

    AUTO = "auto"
    COLOR = "color"
    BRAILLE = "braille"
    ASCII = "ascii"
    NONE = "none"


def is_accessible() -> bool:
    """Whether the person asked for calm lines."""
    return Variable.ACCESSIBLE.setting not in {"", "0"}


def chosen_format(wanted: Format | None) -> Format:
    """The format asked for; without one, text, or plain lines for a screen reader.

    Raises:
        UsageError: it is one for sheets.
    """
    if slip := format_slip(wanted, SHOWN):
        raise slip
    return wanted or (Format.PLAIN if is_accessible() else Format.TEXT)


def format_slip(wanted: Format | None, valid: Sequence[Format] = SHOWN) -> UsageError | None:
    """What is wrong with a format that this command does not have; ``None`` where it has it."""
    if wanted is None or wanted in valid:
        return None
    message = f"this command does not write {wanted}"
    return UsageError(message, hint=f"--format takes {', '.join(valid[:-1])} or {valid[-1]} here.")


def is_interactive() -> bool:
    """Whether somebody sits at both ends."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def is_plain_terminal() -> bool:
    """Whether the terminal can only print one line after the other."""
    return Variable.TERM.setting in {"", "dumb", "unknown"}


def width() -> int:
    """Columns of the terminal, or the usual number where there is none."""
    return max(20, shutil.get_terminal_size((USUAL_WIDTH, 24)).columns)


def uses_color(color: Color = Color.AUTO) -> bool:
    """Colour only where it is wanted and can be shown."""
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    if Variable.NO_COLOR.setting or Variable.TERM.setting == "dumb":
        return False
    return bool(Variable.FORCE_COLOR.setting) or (sys.stdout is not None and sys.stdout.isatty())


def picture_mode(wanted: Drawing = Drawing.AUTO, color: Color = Color.AUTO) -> Mode | None:
    """How this standard output can show a picture; letters where it is a file or a pipe."""
    if wanted is Drawing.NONE:
        return None
    if wanted is Drawing.COLOR or (wanted is Drawing.AUTO and uses_color(color)):
        from backrelief.render.text import color_mode

        return color_mode() if shows("▘░") else "ascii"
    terminal = sys.stdout is not None and sys.stdout.isatty() and Variable.TERM.setting != "dumb"
    if wanted is Drawing.BRAILLE or (wanted is Drawing.AUTO and terminal and shows("⠿")):
        return "braille" if shows("⠿") else "ascii"
    return "ascii"


def shows(letters: str) -> bool:
    """Whether standard output has these letters: its encoding does, and nobody asked for the plain locale.

    In that locale Python writes UTF-8 all the same, and sets ``LC_CTYPE`` to say so.
    """
    control = Variable.LC_CTYPE.setting
    if (Variable.LC_ALL.setting or control.replace("C.UTF-8", "") or Variable.LANG.setting) in {"C", "POSIX"}:
        return False
    try:
        letters.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def show(page: Page, form: Format, color: Color = Color.AUTO, drawing: Drawing = Drawing.AUTO) -> None:
    """Write a page to standard output."""
    from backrelief.render.formats import RENDERERS, Display

    in_color = uses_color(color) or (drawing is Drawing.COLOR and color is not Color.NEVER)
    write(RENDERERS[form](page, Display(width(), in_color, picture_mode(drawing, color))))


def write(text: str, *, error: bool = False) -> None:
    """Write to standard output, or to standard error. A reader that has gone away, or was never there, is no failure.

    Raises:
        OutputError: it cannot be written, because a disk is full for example.
    """
    stream = sys.stderr if error else sys.stdout
    if stream is not None:
        _write(stream, lambda: stream.write(_encodable(text, stream)))


def write_bytes(content: bytes) -> None:
    """Write to standard output what is no text.

    Raises:
        OutputError: as ``write``.
    """
    stream = sys.stdout
    if stream is not None:
        _write(stream, lambda: stream.buffer.write(content))


def _write(stream: TextIO, put: Callable[[], object]) -> None:
    try:
        put()
        stream.flush()
    except BrokenPipeError:
        forget_output(stream)
    except OSError as failure:
        forget_output(stream)
        message = f"the answer could not be written: {failure.strerror}"
        raise OutputError(message, hint="Write it somewhere else.") from failure


def flush_output() -> None:
    """Write what a library left in the buffer."""
    write("")


def forget_output(stream: TextIO | None = None) -> None:
    """Nobody reads any more: what is still buffered would fail again when the interpreter closes the stream."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, (stream or sys.stdout).fileno())
    os.close(devnull)


def _encodable(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, errors="replace").decode(encoding)


def say_error(arguments: Sequence[str], code: str, message: str, hint: str, exit_code: int) -> int:
    """One clear error on standard error, and the envelope on standard output where JSON was asked for."""
    if _wants_json(arguments) and code != OutputError.code:
        from backrelief.render.envelope import failure

        words = [one for one in arguments if not one.startswith("-")]
        command = " ".join(words[: 2 if words[:1] == ["knowledge"] else 1])
        write(failure(command, code, message, hint, exit_code))
    else:
        complain(message, hint)
    return int(exit_code)


def complain(message: str, hint: str = "") -> None:
    """What is wrong and what to do about it, on standard error."""
    remark(f"backrelief: {message}" + (f"\n  {hint}" if hint else ""))


def remark(text: str) -> None:
    """Lines on standard error; no letter of the option, file name or file that they may repeat is a command."""
    from backrelief.render.text import printable

    write(f"{printable(text)}\n", error=True)


def _wants_json(arguments: Sequence[str]) -> bool:
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)
