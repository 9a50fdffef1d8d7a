"""The progress of a long run, as a bar on standard error."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn


@contextmanager
def progress_bar(source: BinaryIO) -> Iterator[Callable[[int], None]]:
    """Give a function that shows the number of lines so far, and how much of the source is read if it is a file."""
    about = os.fstat(source.fileno())
    size = about.st_size if stat.S_ISREG(about.st_mode) else None
    shown = [TextColumn("{task.description}"), TimeElapsedColumn()]
    if size is not None:
        shown[1:1] = [BarColumn(), TaskProgressColumn(), TimeRemainingColumn()]
    with Progress(*shown, console=Console(stderr=True)) as progress:
        task = progress.add_task("0 lines", total=size)

        def advance(lines: int) -> None:
            progress.update(task, description=f"{lines:,} lines", completed=0 if size is None else source.tell())

        yield advance
