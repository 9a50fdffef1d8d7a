"""The folders that hold knowledge, and the files that are read in them."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from backrelief.errors import KnowledgeError

YAML_ENDINGS: Final = frozenset({".yaml", ".yml"})
"""The endings of the files that are read in a folder."""

LARGEST_FILE: Final = 1_000_000
"""Bytes. The shipped files have less than a fifth of this."""


def shipped_folder() -> Path:
    """Return the folder of the shipped knowledge: inside the installed package, or in the checkout.

    Raises:
        KnowledgeError: neither is there.
    """
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "data", here.parents[3] / "data"):
        if (folder / "techniques.yaml").is_file():
            return folder
    message = "the shipped knowledge is missing"
    raise KnowledgeError(message, hint="Install the package again.")


def yaml_files(folder: Path) -> Sequence[Path]:
    """Return the YAML files of a folder in order of name; a single file stands for itself.

    Raises:
        KnowledgeError: the folder cannot be read, or holds no YAML file.
    """
    hint = "Name a folder that holds YAML files."
    try:
        if folder.is_file():
            return [folder]
        files = sorted(path for path in folder.iterdir() if path.suffix in YAML_ENDINGS and not path.is_dir())
    except (OSError, ValueError) as error:
        message = f"the data folder {str(folder)!r} cannot be read: {getattr(error, 'strerror', error)}"
        raise KnowledgeError(message, hint=hint) from error
    if not files:
        message = f"the data folder {folder} holds no YAML file"
        raise KnowledgeError(message, hint=hint)
    return files


def content_of(path: Path) -> bytes | None:
    """Return the content of a file; ``None`` if it is no regular file, which might never end.

    One byte more than is allowed is read, which is enough to refuse it: a file may grow, or not know its size.

    Raises:
        OSError: it cannot be read.
        ValueError: no file can have such a name.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)
