"""Writing a file whole or not at all, and never over another one unless that is asked for."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from backrelief.errors import UsageError


def check_output(path: Path, *, force: bool) -> None:
    """Say before anything is asked that the file could not be written.

    Raises:
        UsageError: it is there and ``force`` is not given, or its folder cannot be written to.
    """
    target = _target(path)
    if target.exists() and not target.is_file():
        message = f"{path} is not a file"
        raise UsageError(message, hint="Choose another name.")
    if target.exists() and not force:
        raise _there_already(path)
    check_folder(path)


def check_folder(path: Path) -> None:
    """Say before anything is asked that no file could be written there.

    Raises:
        UsageError: its folder is not there, or cannot be written to.
    """
    folder = _target(path).parent
    if not os.access(folder, os.W_OK | os.X_OK):
        message = f"{path} cannot be written: there is no folder {folder} that you may write to"
        raise UsageError(message, hint="Choose a folder that you may write to.")


def write_output(path: Path, content: bytes, *, force: bool, mode: int = 0o666) -> None:
    """Write the file under another name beside it first, and give it its name once it is whole.

    A link is followed: what it points to is replaced, and the link stays. ``mode`` is what others may do with the
    file, were nothing masked.

    Raises:
        UsageError: as ``check_output``, or the disk is full for example.
    """
    check_output(path, force=force)
    target = _target(path)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
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


def _target(path: Path) -> Path:
    """What the links of a path lead to.

    Raises:
        UsageError: they lead back to themselves.
    """
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        message = f"{path} cannot be written: its links lead nowhere"
        raise UsageError(message, hint="Choose another name.") from error


def _put(part: Path, target: Path, *, force: bool) -> None:
    """Without ``force`` by a link, which fails where somebody was quicker; not every file system has links."""
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
