"""The made-up knowledge of the tests, whole and with one thing changed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.faults import Fault
from backrelief.lint.examine import examine_knowledge

PLANTS = Path(__file__).with_name("plants.yaml")
TEXT = PLANTS.read_text(encoding="utf-8")

PATIENCE = 60
"""Seconds of the processor until a test takes a program for hung; what it bounds takes a thousandth of that."""
WAITED = 600
"""Seconds of the clock after which nothing is waited for any more."""


def changed(*swaps: tuple[str, str], text: str = TEXT) -> str:
    """The text with each of these parts, which must stand in it once, put in place of another."""
    for old, new in swaps:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
        text = text.replace(old, new)
    return text


def added(entry: str, text: str = TEXT) -> str:
    """The text with one more list of entries at its end; a kind that stands in it already gets one entry more."""
    kind, _, rest = entry.partition("\n")
    if f"\n{kind}\n" not in text:
        return f"{text}\n{entry}\n"
    return changed((f"\n{kind}\n", f"\n{kind}\n{rest}\n"), text=text)


def examine(folder: Path, text: str) -> tuple[KnowledgeBase | None, tuple[Fault, ...]]:
    """What comes of reading and linking a knowledge base of one file; the rules of the linter are left out."""
    file = folder / "plants.yaml"
    file.write_text(text, encoding="utf-8")
    return examine_knowledge(file, severities=())


def faults_of(folder: Path, text: str) -> list[Fault]:
    """The faults of a knowledge base of one file."""
    return list(examine(folder, text)[1])


def knowledge_of(folder: Path, text: str) -> KnowledgeBase:
    """A knowledge base of one file that has no faults."""
    knowledge, faults = examine(folder, text)
    assert not faults
    assert knowledge is not None
    return knowledge


def place_of(text: str, part: str) -> tuple[int, int]:
    """The line and the column, from 1, where a part that stands once in the text begins."""
    assert text.count(part) == 1, f"{part!r} stands {text.count(part)} times in the text"
    before = text[: text.index(part)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@contextmanager
def nothing_hangs(seconds: float = PATIENCE) -> Iterator[None]:
    """Turn a test that works or waits for ever into one that fails.

    ``seconds`` of the processor are counted, which other programs on the machine do not lengthen.
    """

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        message = f"not done after {seconds} seconds of the processor, or {WAITED} of the clock"
        raise TimeoutError(message)

    guards = ((signal.SIGPROF, signal.ITIMER_PROF, seconds), (signal.SIGALRM, signal.ITIMER_REAL, WAITED))
    before = [(number, timer, signal.signal(number, give_up), signal.getitimer(timer)) for number, timer, _ in guards]
    for _, timer, limit in guards:
        signal.setitimer(timer, limit)
    try:
        yield
    finally:
        for number, timer, handler, left in before:
            signal.setitimer(timer, *left)
            signal.signal(number, handler)
