"""The boundary of the program: every exception becomes a reply here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backrelief.cli.environment import Variable
from backrelief.cli.interrupt import begin, command_of, interrupted, wants_json
from backrelief.errors import BackreliefError, Exit, KnowledgeError, OutputError, UnexpectedError, UsageError
from backrelief.version import __version__

if TYPE_CHECKING:
    from backrelief.cli.reply import Reply


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = tuple(sys.argv[1:] if arguments is None else arguments)
    begin()
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return interrupted(arguments)
    except SystemExit as stop:
        # The parser exits like this after a completion, and if nobody reads its help any more.
        if isinstance(stop.__context__, BrokenPipeError):
            _forget_output()
            return Exit.OK
        return int(stop.code or Exit.OK)
    except Exception as failure:
        error = _as_error(arguments, failure)
        if Variable.DEBUG.setting and isinstance(error, UnexpectedError):
            raise
        return _tell(arguments, error)


def _run(arguments: Sequence[str]) -> int:
    from backrelief.cli.app import program
    from backrelief.cli.files import ANSWERED
    from backrelief.cli.streams import write

    ANSWERED.set(None)
    code = program()(args=list(arguments), prog_name="backrelief", standalone_mode=False)
    if code == Exit.INTERRUPTED:  # the parser raises this for Ctrl-C
        return interrupted(arguments)
    write("")  # a library may have left output in the buffer
    return code if isinstance(code, int) else Exit.OK


def _as_error(arguments: Sequence[str], failure: Exception) -> BackreliefError:
    """Return the error that a person sees for an exception."""
    from typer import TyperException

    from backrelief.cli.streams import unwritten

    if isinstance(failure, BackreliefError):
        return failure
    if isinstance(failure, TyperException):
        path = getattr(getattr(failure, "ctx", None), "command_path", "backrelief")
        return UsageError(failure.format_message(), hint=f"`{path} --help` shows what it takes.")
    if isinstance(failure, OSError) and failure.filename is None:  # about a stream: the library writes its help itself
        _forget_output()
        return unwritten(failure)
    if Variable.COMPLETION.setting:
        return UsageError("the shell did not say what to complete", hint=f"Unset {Variable.COMPLETION}.")
    hint = "" if Variable.DEBUG.setting else _report(arguments, failure)  # the traceback replaces it
    return UnexpectedError(f"{type(failure).__name__}: {failure}", hint=hint)


def _report(arguments: Sequence[str], failure: Exception) -> str:
    """Write a report of a bug in the program; return the sentences that say where it is."""
    import json
    import platform
    import traceback

    from backrelief.cli.files import keep

    about = f"backrelief {__version__}, Python {platform.python_version()}, {platform.platform()}"
    trace = "".join(traceback.format_exception(failure))
    path = keep(f"{about}\nbackrelief {json.dumps(arguments)}\n\n{trace}", ".txt")
    if path is None:
        return f"This is a mistake of the program. Run it again with {Variable.DEBUG}=1 and report what it prints."
    return (
        f"This is a mistake of the program. Report what is in {path}; it repeats your command line, so read it first."
    )


def _tell(arguments: Sequence[str], error: BackreliefError) -> int:
    """Write what went wrong, below the level if the answers call for a clinician; return the exit code."""
    from backrelief.cli.files import keep_answers
    from backrelief.cli.reply import Reply, emit
    from backrelief.cli.streams import Look

    failed = Reply(command_of(arguments), error.exit_code, errors=(error,))
    level = _level(arguments, error)
    kept = keep_answers() if error.exit_code is not Exit.INTERRUPTED else ""
    reply = replace(level or failed, after=(kept,) if kept else ())
    if not isinstance(error, OutputError):
        try:
            return emit(reply, Look("json") if wants_json(arguments) else Look())
        except OutputError as full:
            reply = replace(reply, errors=(*reply.errors, full), exit_code=reply.exit_code if level else full.exit_code)
    return emit(_on_standard_error(reply), Look())


def _level(arguments: Sequence[str], error: BackreliefError) -> Reply | None:
    from backrelief.cli.reply import Reply

    try:
        from backrelief.cli.danger_first import level_despite

        return level_despite(command_of(arguments), arguments, error)
    except KnowledgeError:  # the shipped one is broken, so no danger can be recognized
        return None
    except Exception as failure:  # noqa: BLE001  # both errors are reported
        if isinstance(error, UnexpectedError):
            return None  # the same bug occurred again
        return Reply(command_of(arguments), Exit.UNEXPECTED, errors=(error, _as_error(arguments, failure)))


def _on_standard_error(reply: Reply) -> Reply:
    """Return the reply for people whose standard output cannot be written to."""
    from backrelief.render.plain import render_plain

    page = None if reply.body is None else reply.body()
    return replace(reply, body=None, before=(render_plain(page),) if isinstance(page, tuple) else ())


def _forget_output() -> None:
    from backrelief.cli.streams import forget_output

    forget_output(sys.__stdout__)
