"""The file of `--save`: for nobody else to read, and never over a file that is something else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from backrelief.case.files import case_text, is_case_file
from backrelief.cli.output import check_folder, write_output
from backrelief.errors import UsageError

if TYPE_CHECKING:
    from backrelief.case.case import Case


def check_writable(path: Path) -> None:
    """Say before any question is asked that the answers could not be kept.

    Raises:
        UsageError: the file is there and is not a case, or its folder cannot be written to.
    """
    if path.is_dir() or (path.exists() and not is_case_file(path)):
        message = f"{path} exists and is not a file of answers"
        raise UsageError(message, hint="Choose another name.")
    check_folder(path)


def write_case_file(case: Case, path: Path) -> None:
    """Write the case as JSON, whole or not at all, readable by its owner alone.

    Raises:
        UsageError: the file cannot be written, or is there and is not a case.
    """
    check_writable(path)
    write_output(path, case_text(case).encode(), force=True, mode=0o600)
