"""The reply of a command, and the only function that writes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from backrelief.cli.files import keep_answers, write_case_file, write_output
from backrelief.cli.interrupt import hold, interruptible
from backrelief.cli.streams import Look, remark, shortened, show, write, write_bytes
from backrelief.errors import BackreliefError, Exit, UsageError

if TYPE_CHECKING:
    from backrelief.case.case import Case
    from backrelief.render.blocks import Page


class Reply(Struct, frozen=True):
    """The answer of a command, or its failure. Only the parts for the wanted format are built."""

    command: str
    exit_code: int = Exit.OK
    body: Callable[[], Page | str | bytes] | None = None
    """Builds the output for people: a page, or a text or file that is already formatted."""
    data: Callable[[], Any] | None = None
    """Builds the output for programs, as JSON."""
    errors: tuple[BackreliefError, ...] = ()
    """The error; together with an answer, what was wrong with the rest of the command line."""
    before: tuple[str, ...] = ()
    """Lines for people on standard error, before the body."""
    after: tuple[str, ...] = ()
    """Lines for people on standard error, after the body."""
    file: Path | None = None
    """The file to which the body is written instead of standard output."""
    force: bool = False
    """True if an existing file may be replaced."""
    case: Case | None = None
    save: Path | None = None
    """The file in which the case is saved."""
    follow: Callable[[int], int] | None = None
    """A function to call after everything is written; it takes the exit code and returns the final one."""


def emit(reply: Reply, look: Look) -> int:
    """Write a reply in the wanted format; return the exit code.

    Raises:
        OutputError: standard output or standard error cannot be written to.
        UsageError: the file of the reply cannot be written.
    """
    if look.format == "json":
        from backrelief.render.envelope import ErrorRecord, envelope

        unsaved = _save(reply)
        errors = (*reply.errors, *unsaved)
        told = tuple(ErrorRecord(one.code, shortened(one.message), shortened(one.hint)) for one in errors)
        code = int(reply.exit_code or (Exit.USAGE if unsaved else Exit.OK))
        written = envelope(reply.command, code, None if reply.data is None else reply.data(), told)
        hold(written)
        write(written)
        return code
    for line in reply.before:
        remark(line)
    if reply.body is not None:
        _write_body(reply, reply.body(), look)
    for error in reply.errors:
        complain(error)
    for line in reply.after:
        remark(line)
    unsaved = _save(reply)
    for error in unsaved:
        complain(error)
    # A failure to save the answers does not change the exit code of a raised level.
    code = int(reply.exit_code or (Exit.USAGE if unsaved else Exit.OK))
    if reply.follow is None:
        return code
    with interruptible():
        return reply.follow(code)


def _write_body(reply: Reply, body: Page | str | bytes, look: Look) -> None:
    if reply.file is not None:
        assert not isinstance(body, tuple)  # noqa: S101  # pages go to standard output
        write_output(reply.file, body.encode() if isinstance(body, str) else body, force=reply.force)
        remark(f"The sheet was written to {reply.file}.")
    elif isinstance(body, bytes):
        write_bytes(body)
    elif isinstance(body, str):
        write(body)
    else:
        show(body, look.format, look.color, look.drawing)


def _save(reply: Reply) -> tuple[UsageError, ...]:
    """Save the answers if that is wanted; return the error if it fails."""
    if reply.save is None or reply.case is None:
        return ()
    try:
        write_case_file(reply.case, reply.save)
    except UsageError as error:
        return (UsageError(error.message, hint=f"{error.hint} {keep_answers()}".strip()),)
    remark(f"Your answers were written to {reply.save}.")
    return ()


def complain(error: BackreliefError) -> None:
    """Say on standard error what is wrong and what to do about it."""
    remark(f"backrelief: {error.message}" + (f"\n  {error.hint}" if error.hint else ""))
