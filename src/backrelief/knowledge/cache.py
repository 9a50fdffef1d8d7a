"""Compiled knowledge on disk: beside the shipped files in an installed package, else in the cache of the user.

Nobody has to rebuild anything: a file is named by a digest of everything that it was made from, so that an edited file,
another layer or a new version of the program simply asks for another name. A file that is missing, damaged, somebody
else's or not writable costs the time to read the YAML, and nothing else.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.compiled import compiled, restored
from backrelief.knowledge.folders import content_of, yaml_files

PACKAGED: Final = "compiled.json"
"""The file beside the shipped knowledge of an installed package; the wheel is built with it."""
_MOST_FILES: Final = 8
"""The files that are kept in the cache of the user, one for each set of layers: those used last."""


def open_knowledge(folders: Sequence[Path], load: Callable[..., KnowledgeBase], cache: Path | None) -> KnowledgeBase:
    """Return the knowledge of the folders, compiled if it can be had, and otherwise what ``load`` makes of them.

    ``cache`` is the folder of the user for compiled knowledge, if there is one.

    Raises:
        KnowledgeError: a folder cannot be read, or a file has faults.
    """
    stamp = stamp_of(folders)
    packaged = folders[0] / PACKAGED
    content = _read(packaged) if len(folders) == 1 else None  # whoever installed the package owns it
    if content is not None and (found := restored(content, stamp, folders)):
        return found
    if cache is None:
        return load(*folders)
    of_this_program = blake2b(f"{stamp} {list(_own_files())}".encode(), digest_size=16).hexdigest()
    file = cache / f"{of_this_program}.json"
    content = _read(file, private=True)
    if content is not None and (found := restored(content, of_this_program, folders)):
        with suppress(OSError):
            os.utime(file)  # the files that were used last are kept
        return found
    knowledge = load(*folders)
    if stamp_of(folders) == stamp:  # nobody edited a file meanwhile
        _write(file, compiled(knowledge, of_this_program))
    return knowledge


def stamp_of(folders: Sequence[Path]) -> str:
    """Return a digest of the files of the folders, with their names.

    Raises:
        KnowledgeError: a folder cannot be read.
    """
    digest = blake2b(digest_size=16)
    for folder in folders:
        digest.update(b"\0folder")
        for path in yaml_files(folder):
            content = b""
            with suppress(OSError, ValueError):  # reading the knowledge says what is wrong with it
                content = content_of(path) or content
            digest.update(f"\0{path.name}\0{len(content)}\0".encode(errors="surrogateescape") + content)
    return digest.hexdigest()


def _own_files() -> Iterator[tuple[str, int, int]]:
    """Yield name, size and time of each module that has a part in reading knowledge."""
    package = Path(__file__).resolve().parents[1]
    for folder in ("logic", "knowledge", "knowledge/models", "lint"):
        with os.scandir(package / folder) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.name.endswith(".py"):
                    about = entry.stat()
                    yield entry.name, about.st_size, about.st_mtime_ns


def user_cache(home: str = "") -> Path | None:
    """Return the folder for compiled knowledge in the cache of the user, which is ``home`` or else ``~/.cache``.

    ``None`` if there is none, or if others may write to it.
    """
    try:
        folder = Path(home or Path.home() / ".cache") / "backrelief"
        if not folder.is_absolute():
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_private(folder.lstat()) else None
    except (OSError, RuntimeError):  # no home directory
        return None


def _is_private(about: os.stat_result) -> bool:
    """Return true for what belongs to the user and only the user may write to."""
    return (not hasattr(os, "geteuid") or about.st_uid == os.geteuid()) and not about.st_mode & 0o022


def _read(file: Path, *, private: bool = False) -> bytes | None:
    """Return the content of a regular file; ``None`` if there is none, or if it is to be private and is not."""
    try:
        about = file.lstat()
        is_trusted = stat.S_ISREG(about.st_mode) and (_is_private(about) or not private)
        return file.read_bytes() if is_trusted else None
    except OSError:
        return None


def _write(file: Path, content: bytes) -> None:
    """Write the file under another name and give it its own once it is whole; a failure is none."""
    part = file.with_name(f"{os.urandom(8).hex()}.part")
    with suppress(OSError):
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:  # noqa: PTH123
                opened.write(content)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        for old in sorted(file.parent.iterdir(), key=lambda one: -one.lstat().st_mtime_ns)[_MOST_FILES:]:
            old.unlink(missing_ok=True)
