"""`backrelief batch`: the streams and the progress of many answers, which `render/batch.py` makes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final

import typer

from backrelief.cli.command import takes
from backrelief.cli.files import check_output
from backrelief.cli.interrupt import stoppable
from backrelief.cli.loading import load_layers
from backrelief.cli.options import DataOption
from backrelief.cli.reply import Reply
from backrelief.cli.streams import forget_output, is_plain_terminal, unwritten
from backrelief.errors import Exit, UsageError
from backrelief.knowledge.folders import LARGEST_FILE

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

_STREAM: Final = Path("-")
_MOST_JOBS: Final = 256


@takes()
def batch(
    cases: Annotated[
        Path, typer.Argument(help="A file with a case in JSON on each line; - is standard input.", readable=False)
    ],
    *,
    data: DataOption = (),
    jobs: Annotated[
        int,
        typer.Option("--jobs", min=0, max=_MOST_JOBS, metavar="NUMBER", help="Processes; 0 is one for each core."),
    ] = 1,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.", readable=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where the file of --output ends.")] = False,
) -> Reply:
    """Answer many people: a case on each line gives the JSON of `suggest` on each line.

    A line is a case as --save writes it and --case reads it, in JSON. A line that is wrong is answered with an error.

    Examples:
    backrelief batch cases.jsonl -o answers.jsonl --jobs 0

    backrelief batch cases.jsonl -o answers.jsonl --jobs 0 --resume

    backrelief batch - < cases.jsonl > answers.jsonl
    """
    from backrelief.render.batch import has_errors

    file = None if output == _STREAM else output
    if resume and (file is None or force):
        message = "--resume goes on with a file that is there, so it needs --output and not --force"
        raise UsageError(message, hint="Give it with --output FILE alone.")
    if file is not None:
        check_output(file, force=force or resume)
    knowledge = load_layers(data)
    count = failed = 0
    with _source(cases, file) as source, stoppable() as stop:
        lines = _lines(cases, source)
        try:
            if resume and file is not None and file.exists():
                count, failed = _resumed(knowledge, lines, file)
            answered = _answered(knowledge, lines, jobs or _cores(), data)
            with (
                closing(answered),
                _target(file, os.O_APPEND if resume else os.O_TRUNC if force else os.O_EXCL) as target,
                _progress(source, target) as advance,
            ):
                for answer in answered:
                    with stop.after_this():
                        target.write(answer.encode() + b"\n")
                        target.flush()
                        count, failed = count + 1, failed + has_errors(answer)
                    advance(count)
        except KeyboardInterrupt:
            said = f"Stopped after {_counted(count)}." + (" Add --resume to go on from there." if file else "")
            return Reply("batch", 128 + stop.signal, after=(said,))
        except BrokenPipeError:  # nobody reads any further
            forget_output()
        except OSError as failure:
            if file is None:
                forget_output()
            raise unwritten(failure) from failure
    said = f"{_counted(failed)} of {count:,} could not be answered as asked; their `errors` say why."
    return Reply("batch", Exit.LINES_FAILED if failed else Exit.OK, after=(said,) if failed else ())


def _counted(count: int) -> str:
    return f"{count:,} line{'' if count == 1 else 's'}"


def _answered(
    knowledge: KnowledgeBase, lines: Iterator[bytes], jobs: int, data: Sequence[Path]
) -> Generator[str, None, None]:
    if jobs == 1:
        from backrelief.render.batch import answers

        return answers(knowledge, lines)
    from backrelief.cli.processes import answers_in_order

    return answers_in_order(lines, jobs, data)


def _cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _source(cases: Path, output: Path | None) -> AbstractContextManager[BinaryIO]:
    """Open the lines for reading.

    Raises:
        UsageError: they cannot be read, or are in the file that is to be written.
    """
    if cases == _STREAM:
        return nullcontext(BytesIO() if sys.stdin is None else sys.stdin.buffer)
    try:
        source = cases.open("rb")
        is_output = output is not None and output.exists() and output.samefile(cases)
    except (OSError, ValueError) as error:
        raise _unreadable(cases, error) from error
    if is_output:
        source.close()
        message = f"{cases} cannot be read and written at once"
        raise UsageError(message, hint="Write the answers to another file.")
    return source


def _lines(cases: Path, source: BinaryIO) -> Iterator[bytes]:
    """Yield each line without its end. Of one that is too long only as much is kept as is needed to refuse it.

    Raises:
        UsageError: they cannot be read any further.
    """
    try:
        while line := source.readline(LARGEST_FILE + 2):
            rest = line
            while not rest.endswith(b"\n") and (rest := source.readline(LARGEST_FILE)):
                pass
            yield line.removesuffix(b"\n")
    except OSError as error:
        raise _unreadable(cases, error) from error


def _unreadable(cases: Path, error: Exception) -> UsageError:
    message = f"{cases} cannot be read: {getattr(error, 'strerror', error)}"
    return UsageError(message, hint="Name a file with a case on each line, or - for standard input.")


def _target(file: Path | None, how: int) -> AbstractContextManager[BinaryIO]:
    """Open what the answers are written to; a new file is for its owner alone, as it tells of people's health."""
    if file is None:
        return nullcontext(BytesIO() if sys.stdout is None else sys.stdout.buffer)
    return open(os.open(file, os.O_WRONLY | os.O_CREAT | how, 0o600), "wb")  # noqa: PTH123  # with a mode


def _progress(source: BinaryIO, target: BinaryIO) -> AbstractContextManager[Callable[[int], None]]:
    """Show the progress if somebody watches standard error and it is not in the way of the answers."""
    if sys.stderr is None or not sys.stderr.isatty() or target.isatty() or is_plain_terminal():
        return nullcontext(lambda _: None)
    from backrelief.render.progress import progress_bar  # imports rich

    return progress_bar(source)


def _resumed(knowledge: KnowledgeBase, lines: Iterator[bytes], file: Path) -> tuple[int, int]:
    """Pass over the lines whose answers are in the file; return the number of these, and of those with errors.

    What follows the last whole answer is dropped. The last line is answered again, which must give the same.

    Raises:
        UsageError: the file has something else than the answers to these lines.
    """
    from backrelief.render.batch import BEGINNING, answer, has_errors

    count = failed = size = 0
    last = line = b""
    with file.open("r+b") as written:
        for part in written:
            if part[: len(BEGINNING)] != BEGINNING.encode()[: len(part)]:
                raise _not_resumed(file, f"its line {count + 1:,} is not an answer")
            if not part.endswith(b"\n"):
                break
            found = next(lines, None)
            if found is None:
                raise _not_resumed(file, f"it has more answers than there are lines, which are {count:,}")
            line, last, count, size = found, part, count + 1, size + len(part)
            failed += has_errors(part.decode(errors="replace").rstrip())
        if count and answer(knowledge, line).encode() + b"\n" != last:
            raise _not_resumed(file, f"its last answer is not that to line {count:,}")
        written.truncate(size)
    return count, failed


def _not_resumed(file: Path, why: str) -> UsageError:
    message = f"{file} cannot be continued: {why}"
    hint = "The lines, the knowledge or the program are not the same as before. Start again with another file."
    return UsageError(message, hint=hint)
