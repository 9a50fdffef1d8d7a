"""What a command gives back, and the one place that writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backrelief.cli.files import keep_answers, write_case_file, write_output
from backrelief.cli.interrupt import hold, interruptible
from backrelief.cli.streams import Look, remark, shortened, show, write, write_bytes
from backrelief.errors import BackreliefError, Exit, UsageError

if TYPE_CHECKING:
    from backrelief.case.case import Case
    from backrelief.render.blocks import Page


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of a command, or its failure. Only what the wanted format needs is built."""

    command: str
    exit_code: int = Exit.OK
    body: Callable[[], Page | str | bytes] | None = None
    """Makes what people read: a page, or a text or file that has its format already."""
    data: Callable[[], Any] | None = None
    """Makes what programs read, as JSON."""
    errors: tuple[BackreliefError, ...] = ()
    """What is wrong; beside an answer, what was wrong with the rest of the command line."""
    before: tuple[str, ...] = ()
    """Lines on standard error for people, before the body."""
    after: tuple[str, ...] = ()
    """The same, after it."""
    file: Path | None = None
    """Where the body goes instead of to standard output."""
    force: bool = False
    """The file may be written over."""
    case: Case | None = None
    save: Path | None = None
    """Where the case is saved."""
    follow: Callable[[int], int] | None = None
    """What is done once everything is written; it is given the exit code and gives the final one."""


def emit(reply: Reply, look: Look) -> int:
    """Write a reply as the person wants to see it; return the exit code.

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
    # That the answers could not be saved changes no code of a raised level.
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
    """Save the answers if that was asked for; return why it could not be done."""
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
