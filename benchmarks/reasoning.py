"""Measure the knowledge and the reasoning in one process: `python reasoning.py RUNS TIMES FOLDER PEERS`.

It prints rows for the table of `run.py`, which runs it, and leaves the knowledge that is ``TIMES`` as large in
``FOLDER``: the copies, and `backrelief`, which is the cache. ``PEERS`` is the environment of the other engines, or `-`.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from larger import write_copies
from measure import Row, seconds, show
from rules import written

from backrelief.advice.advise import advise
from backrelief.advice.assess import assess
from backrelief.case.case import Case
from backrelief.interview.questions import deny_everything
from backrelief.knowledge import layers, linking
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.cache import open_knowledge, user_cache
from backrelief.knowledge.folders import shipped_folder
from backrelief.lint.examine import load_knowledge
from backrelief.render.advice_page import advice_page
from backrelief.render.formats import RENDERERS, Display

HERE = Path(__file__).parent
UNSCREENED = Case(("lower-back",))


@contextmanager
def without_limits() -> Iterator[None]:
    """Lift the limits on the size of knowledge, which protect from hostile files."""
    limits = [(layers, name) for name in ("LARGEST_IN_ALL", "MOST_VALUES_IN_ALL", "MOST_ENTRIES")]
    limits.append((linking, "LARGEST_IN_ALL"))
    kept = [getattr(module, name) for module, name in limits]
    for module, name in limits:
        setattr(module, name, sys.maxsize)
    yield
    for (module, name), value in zip(limits, kept, strict=True):
        setattr(module, name, value)


def cases(knowledge: KnowledgeBase) -> dict[str, Case]:
    """Return a case without answers, and one with an answer to every list."""
    return {"no answers": UNSCREENED, "every list answered": deny_everything(knowledge, UNSCREENED)}


def knowledge_of(times: int, folder: Path, runs: int) -> Iterator[Row]:
    """Measure reading, opening and reasoning with knowledge that is so many times as large."""
    label = f"{times} x knowledge: " if times > 1 else ""
    copies = folder / f"copies-{times}"
    copies.mkdir()
    write_copies(times - 1, copies)
    folders = (shipped_folder(), copies) if times > 1 else (shipped_folder(),)
    files = [path for one in folders for path in sorted(one.glob("*.yaml"))]
    cache = user_cache(str(folder))
    with without_limits():
        gc.collect()
        start = time.perf_counter()
        open_knowledge(folders, load_knowledge, cache)
        cold = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row(f"{label}read, check and compile", f"{cold:.2f} s", "", f"{peak:.0f} MiB")
    opened = seconds(lambda: open_knowledge(folders, load_knowledge, cache), runs)
    read = seconds(lambda: [path.read_bytes() for path in files], runs)
    goal = "10" if times == 1 else "4"
    yield Row(f"{label}open, against reading the YAML's bytes", f"{opened / read:.1f}", goal, f"{opened * 1000:.1f} ms")
    knowledge = open_knowledge(folders, load_knowledge, cache)
    for name, case in cases(knowledge).items():
        advised = seconds(lambda case=case: advise(knowledge, case), runs)  # type: ignore[misc]
        assessed = seconds(lambda case=case: assess(knowledge, case), runs)  # type: ignore[misc]
        yield Row(f"{label}advise, {name}", f"{advised * 1000:.1f} ms", "", f"assess {assessed * 1000:.1f} ms")


def engines(runs: int, peers: Path) -> Iterator[Row]:
    """Measure other engines deciding the rules about people, with what is known of the same cases."""
    knowledge = load_knowledge()
    python = peers / "bin" / "python"
    for name, case in cases(knowledge).items():
        ours = seconds(lambda case=case: advise(knowledge, case), runs) * 1000  # type: ignore[misc]
        for engine in ("zen", "clips"):
            what = f"advise, {name}, against the same rules in {engine}"
            if not python.exists():
                yield Row(what, "not installed", "1")
                continue
            with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
                file.write(written(assess(knowledge, case)))
                file.flush()
                command = [python, HERE / "rules.py", engine, file.name, str(runs * 5)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
            theirs = float(done.stdout)
            yield Row(what, f"{ours / theirs:.1f}", "1", f"{ours:.1f} ms, {theirs:.2f} ms")


def last_answer(runs: int) -> Iterator[Row]:
    """Measure what follows the last answer of the interview: the assessment, the advice and its page."""
    knowledge = load_knowledge()
    case = deny_everything(knowledge, UNSCREENED)

    def answer() -> str:
        page = tuple(advice_page(knowledge, advise(knowledge, case)))
        return RENDERERS["text"](page, Display(80, color=True, mode="ascii"))

    yield Row("from the last answer to the page", f"{seconds(answer, runs):.3f} s", "0.1 s")


if __name__ == "__main__":
    runs, times, folder, peers = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    show(knowledge_of(1, folder, runs))
    show(last_answer(runs))
    show(engines(runs, peers))
    show(knowledge_of(times, folder, runs))
