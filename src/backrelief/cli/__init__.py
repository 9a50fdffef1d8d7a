"""The program as people meet it: one command, one file; streams, prompts and exit codes live here and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from backrelief.errors import BackreliefError, Exit


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. The only place where an error becomes a message."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    from backrelief.cli.app import app  # so that an error while importing is reported too
    from backrelief.cli.environment import Variable
    from backrelief.cli.streams import flush_output, forget_output, say_error

    from typer import Abort, TyperException  # isort: skip

    try:
        code = app(args=arguments, prog_name="backrelief", standalone_mode=False)
    except BackreliefError as error:
        return say_error(arguments, error.code, error.message, error.hint, error.exit_code)
    except TyperException as error:
        formatted = getattr(error, "format_message", None)
        message = formatted() if formatted else str(error)
        return say_error(arguments, "usage", message, _usage_hint(error), Exit.USAGE)
    except BrokenPipeError:
        forget_output()
        return Exit.OK
    except SystemExit as stop:
        # The parser ends like this when nobody reads its help any more, and when it has answered a completion.
        if type(sys.stdout).__name__ != "PacifyFlushWrapper":
            return int(stop.code or 0)
        forget_output()
        return Exit.OK
    except (KeyboardInterrupt, Abort):
        return say_error(arguments, "interrupted", "interrupted", "", Exit.INTERRUPTED)
    except Exception as error:
        if Variable.DEBUG.setting:
            raise
        what = f"{type(error).__name__}: {error}"
        hint = f"This is a mistake of the program. Run it again with {Variable.DEBUG}=1 and report what it prints."
        return say_error(arguments, "unexpected", what, hint, Exit.UNEXPECTED)
    flush_output()
    return code if isinstance(code, int) else Exit.OK


def _usage_hint(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "backrelief")
    return f"`{path} --help` shows what it takes."


def run() -> None:
    """The console script."""
    sys.exit(main())
