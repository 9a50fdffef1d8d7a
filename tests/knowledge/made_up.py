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
"""Seconds of CPU time after which a test counts as hung; the code under test needs a thousandth of that."""
WAITED = 600
"""Seconds of wall-clock time after which a test counts as hung."""


def changed(*swaps: tuple[str, str], text: str = TEXT) -> str:
    """Replace each of these parts, which must occur exactly once in the text."""
    for old, new in swaps:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in the text"
        text = text.replace(old, new)
    return text


def added(entry: str, text: str = TEXT) -> str:
    """Append a list of entries to the text, or an entry to its kind if the text has that kind already."""
    kind, _, rest = entry.partition("\n")
    if f"\n{kind}\n" not in text:
        return f"{text}\n{entry}\n"
    return changed((f"\n{kind}\n", f"\n{kind}\n{rest}\n"), text=text)


def examine(folder: Path, text: str) -> tuple[KnowledgeBase | None, tuple[Fault, ...]]:
    """Read and link a knowledge base of one file, without the rules of the linter."""
    file = folder / "plants.yaml"
    file.write_text(text, encoding="utf-8")
    return examine_knowledge(file, severities=())


def faults_of(folder: Path, text: str) -> list[Fault]:
    """Return the faults of a knowledge base of one file."""
    return list(examine(folder, text)[1])


def knowledge_of(folder: Path, text: str) -> KnowledgeBase:
    """Load a knowledge base of one file that has no faults."""
    knowledge, faults = examine(folder, text)
    assert not faults
    assert knowledge is not None
    return knowledge


def position_of(text: str, part: str) -> tuple[int, int]:
    """Return the line and column, from 1, of a part that occurs exactly once in the text."""
    assert text.count(part) == 1, f"{part!r} occurs {text.count(part)} times in the text"
    before = text[: text.index(part)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@contextmanager
def nothing_hangs(seconds: float = PATIENCE) -> Iterator[None]:
    """Make a test fail that would run or wait for ever.

    ``seconds`` are of CPU time, so that a busy machine does not make a test fail.
    """

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        message = f"not done after {seconds} seconds of CPU time or {WAITED} seconds of wall-clock time"
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
