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
    target = path.resolve()
    if target.exists() and not target.is_file():
        message = f"{path} is not a file"
        raise UsageError(message, hint="Choose another name.")
    if target.exists() and not force:
        raise _there_already(path)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        message = f"{path} cannot be written: there is no folder {target.parent} that you may write to"
        raise UsageError(message, hint="Choose a folder that you may write to.")


def write_output(path: Path, content: bytes, *, force: bool) -> None:
    """Write the file under another name beside it first, and give it its name once it is whole.

    A link is followed: what it points to is replaced, and the link stays.

    Raises:
        UsageError: as ``check_output``, or the disk is full for example.
    """
    check_output(path, force=force)
    target = path.resolve()
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
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
