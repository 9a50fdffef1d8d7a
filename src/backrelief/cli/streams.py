"""Standard streams: what they can show, and safe ways to write to them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from backrelief.cli.environment import Variable
from backrelief.errors import OutputError, UsageError

if TYPE_CHECKING:
    from typing import TextIO

    from backrelief.render.blocks import Page
    from backrelief.render.body_map.terminal import Mode

USUAL_WIDTH: Final = 80
LONGEST_LINE: Final = 1000
"""The longest line on standard error, in characters; a longer one quotes a value that nobody typed by hand."""


class Format(StrEnum):
    """The format of an answer."""

    TEXT = "text"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


SHOWN: Final = (Format.TEXT, Format.PLAIN, Format.MARKDOWN, Format.JSON)
"""The formats of every answer; the others are for sheets."""


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


class Look(Struct, frozen=True):
    """The options for the form of an answer."""

    format: str | None = None
    """The format; not every command has every one."""
    color: Color = Color.AUTO
    drawing: Drawing = Drawing.AUTO


def usual_format() -> Format:
    """Return the format of a page if none is asked for: text, or plain lines for a screen reader."""
    return Format.PLAIN if Variable.ACCESSIBLE.setting not in {"", "0"} else Format.TEXT


def chosen_format(wanted: Format | None) -> Format:
    """Return the format asked for, or the usual one.

    Raises:
        UsageError: the format is only for sheets.
    """
    if wanted is not None and wanted not in SHOWN:
        message = f"this command does not write {wanted}"
        raise UsageError(message, hint=f"--format takes {', '.join(SHOWN[:-1])} or {SHOWN[-1]} here.")
    return wanted or usual_format()


def is_interactive() -> bool:
    """Return whether a person can be asked: standard input and standard output are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def is_plain_terminal() -> bool:
    """Return whether the terminal can only print one line after the other."""
    return Variable.TERM.setting in {"", "dumb", "unknown"}


def width() -> int:
    """Return the columns of the terminal, or the usual number if there is none."""
    return max(20, shutil.get_terminal_size((USUAL_WIDTH, 24)).columns)


def uses_color(color: Color = Color.AUTO) -> bool:
    """Return whether to use colour, which must be wanted and possible."""
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    if Variable.NO_COLOR.setting or Variable.TERM.setting == "dumb":
        return False
    return bool(Variable.FORCE_COLOR.setting) or (sys.stdout is not None and sys.stdout.isatty())


def picture_mode(wanted: Drawing = Drawing.AUTO, color: Color = Color.AUTO) -> Mode | None:
    """Return how standard output can show a picture: as letters if it is a file or a pipe."""
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
    """Return whether standard output can show these characters: the encoding has them, and the locale is not plain C.

    Python writes UTF-8 even in that locale, and sets ``LC_CTYPE`` accordingly.
    """
    control = Variable.LC_CTYPE.setting
    if (Variable.LC_ALL.setting or control.replace("C.UTF-8", "") or Variable.LANG.setting) in {"C", "POSIX"}:
        return False
    try:
        letters.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def show(page: Page, form: str | None, color: Color = Color.AUTO, drawing: Drawing = Drawing.AUTO) -> None:
    """Write a page to standard output, in the usual format if the one asked for is not for pages.

    Raises:
        OutputError: as ``write``.
    """
    from backrelief.render.formats import RENDERERS, Display

    in_color = uses_color(color) or (drawing is Drawing.COLOR and color is not Color.NEVER)
    render = RENDERERS.get(form or "") or RENDERERS[usual_format()]
    write(render(page, Display(width(), in_color, picture_mode(drawing, color))))


def write(text: str, *, error: bool = False) -> None:
    """Write to standard output or standard error. A missing or closed reader is not a failure.

    Raises:
        OutputError: writing fails, for example because a disk is full.
    """
    stream = sys.stderr if error else sys.stdout
    if stream is not None:
        _write(stream, lambda: stream.write(_encodable(text, stream)))


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output.

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
        raise unwritten(failure) from failure


def unwritten(failure: OSError) -> OutputError:
    """Return the error for output that could not be written."""
    return OutputError(f"the answer could not be written: {failure.strerror}", hint="Write it somewhere else.")


def forget_output(stream: TextIO | None = None) -> None:
    """Discard further output: flushing the buffer would fail again when the interpreter closes the stream."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, (stream or sys.stdout).fileno())
    os.close(devnull)


def _encodable(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, errors="replace").decode(encoding)


def remark(text: str) -> None:
    """Write lines to standard error, without control characters of an option, file name or file that they may quote.

    If standard error cannot be written to, there is no way to report it, and only the answer matters.
    """
    from backrelief.render.text import printable

    with suppress(OutputError):
        write(f"{printable(shortened(text))}\n", error=True)


def shortened(text: str) -> str:
    """Shorten lines that are too long in the middle, so that a value of a megabyte is not repeated."""
    cut = (
        f"{line[: LONGEST_LINE // 2]} [...] {line[-LONGEST_LINE // 2 :]}" if len(line) > LONGEST_LINE else line
        for line in text.split("\n")
    )
    return "\n".join(cut)
