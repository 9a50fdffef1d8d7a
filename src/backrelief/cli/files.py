"""Write files completely or not at all, and replace existing ones only on request."""

from __future__ import annotations

import os
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from backrelief.cli.interrupt import interruptible
from backrelief.errors import UsageError

if TYPE_CHECKING:
    from backrelief.case.case import Case

ANSWERED: ContextVar[Case | None] = ContextVar("ANSWERED", default=None)
"""The answers of the interview of this run so far; no failure may lose them."""


def check_output(path: Path, *, force: bool) -> None:
    """Refuse a file that could not be written, before anything is asked.

    Raises:
        UsageError: it exists and ``force`` is not given, or its folder cannot be written to.
    """
    target = _target(path)
    if target.exists() and not target.is_file():
        message = f"{path} is not a file"
        raise UsageError(message, hint="Choose another name.")
    if target.exists() and not force:
        raise _there_already(path)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        message = f"{path} cannot be written: there is no folder {target.parent} that you may write to"
        raise UsageError(message, hint="Choose a folder that you may write to.")


def check_case_file(path: Path) -> None:
    """Refuse a file that the answers could not be saved to, before anything is asked.

    Raises:
        UsageError: the file exists and is not a case, or its folder cannot be written to.
    """
    from backrelief.case.files import is_case_file

    if _target(path).exists() and not is_case_file(path):
        message = f"{path} exists and is not a file of answers"
        raise UsageError(message, hint="Choose another name.")
    check_output(path, force=True)


def write_case_file(case: Case, path: Path) -> None:
    """Write the case as JSON, completely or not at all, readable only by its owner.

    Raises:
        UsageError: the file cannot be written, or exists and is not a case.
    """
    from backrelief.case.files import case_text

    check_case_file(path)
    write_output(path, case_text(case).encode(), force=True, mode=0o600)


def write_output(path: Path, content: bytes, *, force: bool, mode: int = 0o666) -> None:
    """Write the file under a temporary name in the same folder, and rename it when it is complete.

    A link is followed: its target is replaced, and the link stays. ``mode`` is the permissions of the file before the
    umask.

    Raises:
        UsageError: as ``check_output``, or the disk is full for example.
    """
    check_output(path, force=force)
    from secrets import token_hex  # slow to import

    target = _target(path)
    part = target.with_name(f".{token_hex(8)}.part")
    with interruptible():
        try:
            part.touch(mode, exist_ok=False)
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _put(part, target, force=force)
        except FileExistsError as error:
            raise _there_already(path) from error
        except OSError as error:
            message = f"{path} cannot be written: {error.strerror}"
            raise UsageError(message, hint="Choose a folder that you may write to.") from error
        finally:
            part.unlink(missing_ok=True)


def keep(content: str, ending: str) -> Path | None:
    """Write a text that must not be lost to a new file that only its owner can read; return ``None`` on failure."""
    from tempfile import mkstemp  # slow to import

    with suppress(OSError):
        number, name = mkstemp(ending, "backrelief-")
        with open(number, "w", encoding="utf-8") as file:  # noqa: PTH123  # it is open already
            file.write(content)
        return Path(name)
    return None


def keep_answers() -> str:
    """Save the answers of the interview of this run, if there was one; return a sentence that says where."""
    case = ANSWERED.get()
    if case is None:
        return ""
    from backrelief.case.files import case_text

    text = case_text(case)
    path = keep(text, ".json")
    return f"Your answers are kept in {path}: --case reads them." if path else f"Your answers, for --case: {text}"


def _target(path: Path) -> Path:
    """Resolve the links of a path.

    Raises:
        UsageError: the links are circular, or the name is impossible for a file.
    """
    try:
        target = path.resolve()
        target.exists()  # this fails if a name is too long
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or "its links lead nowhere"
        message = f"{path} cannot be written: {why}"
        raise UsageError(message, hint="Choose another name.") from error
    return target


def _put(part: Path, target: Path, *, force: bool) -> None:
    """Rename the temporary file; without ``force`` by a hard link, which fails if the file exists by now.

    Not every file system supports hard links.
    """
    if not force:
        try:
            target.hardlink_to(part)
        except FileExistsError:
            raise
        except OSError:
            if target.exists():
                raise FileExistsError from None
        else:
            return
    part.replace(target)


def _there_already(path: Path) -> UsageError:
    message = f"{path} is there already"
    return UsageError(message, hint="Choose another name, or add --force to write over it.")
