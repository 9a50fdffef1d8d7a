"""Answer lines in several processes, in order and with a bounded number of lines on the way."""

from __future__ import annotations

import signal
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Final, cast

from backrelief.errors import UnexpectedError

_LINES: Final = 8
_BYTES: Final = 250_000
"""The most lines and about the most bytes of a chunk. To answer eight lines takes far longer than to send them."""
_AHEAD: Final = 4
"""The chunks on the way for each process: enough that none waits for one that has a longer chunk."""


def answers_in_order(lines: Iterable[bytes], jobs: int, folders: Sequence[Path]) -> Generator[str, None, None]:
    """Yield the answer to each line, in order. Close the iterator to end the processes.

    Raises:
        UnexpectedError: a process ended before its work did.
    """
    context = get_context("spawn")
    processes, idle = [], list[Connection]()
    try:
        with _ignored(signal.SIGINT, signal.SIGTERM):  # inherited: this process decides when the others end
            for _ in range(jobs):
                ours, theirs = context.Pipe()
                idle.append(ours)
                processes.append(context.Process(target=_work, args=(theirs, folders)))
                processes[-1].start()
                theirs.close()
        yield from _dealt(_chunks(lines), idle, _AHEAD * jobs)
    finally:
        for process in processes:
            process.kill()  # there is nothing that it could lose
            process.join()


def _dealt(chunks: Iterator[list[bytes]], idle: list[Connection], most: int) -> Iterator[str]:
    """Deal chunks to the processes that are idle; yield their answers in the order of the chunks."""
    busy: dict[Connection, int] = {}
    done: dict[int, list[str]] = {}
    dealt = given = 0
    while True:
        while idle and dealt - given < most and (chunk := next(chunks, None)):
            link = idle.pop()
            with _at_work():
                link.send(chunk)
            busy[link] = dealt
            dealt += 1
        if not busy:
            return
        for ready in wait(list(busy)):
            link = cast("Connection", ready)
            with _at_work():
                done[busy.pop(link)] = link.recv()
            idle.append(link)
        while given in done:
            yield from done.pop(given)
            given += 1


def _chunks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    chunk, size = list[bytes](), 0
    for line in lines:
        chunk.append(line)
        size += len(line)
        if len(chunk) >= _LINES or size >= _BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _work(link: Connection, folders: Sequence[Path]) -> None:
    """Answer chunks until the other end is closed, which it is as soon as its process ends in whatever way."""
    from backrelief.cli.loading import load_layers
    from backrelief.render.batch import answers

    knowledge = load_layers(folders)
    with suppress(EOFError, ConnectionError):
        while True:
            link.send(list(answers(knowledge, link.recv())))


@contextmanager
def _at_work() -> Iterator[None]:
    try:
        yield
    except (EOFError, ConnectionError) as gone:
        message = "a process that answers lines has ended; it may have been killed, or the memory was too little"
        raise UnexpectedError(message, hint="Use fewer --jobs.") from gone


@contextmanager
def _ignored(*signals: signal.Signals) -> Iterator[None]:
    before = {one: signal.signal(one, signal.SIG_IGN) for one in signals}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
