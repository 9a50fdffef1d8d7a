"""Measure the knowledge and the reasoning: `python reasoning.py PART RUNS TIMES FOLDER PEERS`.

`run.py` runs it, in a process of its own for each size of knowledge, and reads the rows that it prints as JSON.
The part `knowledge` comes first: it installs the program in ``FOLDER``, with knowledge that is ``TIMES`` as large,
compiled as in a wheel. ``PEERS`` is the environment of the other engines.
"""

from __future__ import annotations

import compileall
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median

import yaml
from larger import write_knowledge
from measure import Row, timed
from rules import rules_of, written

import backrelief
from backrelief.advice.advise import advise
from backrelief.advice.assess import assess
from backrelief.case.case import Case
from backrelief.interview.questions import deny_everything
from backrelief.knowledge import layers, linking
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.cache import PACKAGED, open_knowledge, stamp_of
from backrelief.knowledge.collector import collector_paused
from backrelief.knowledge.compiled import compiled
from backrelief.lint.examine import load_knowledge
from backrelief.logic import evaluate

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


def opened(folder: Path) -> KnowledgeBase:
    """Return the compiled knowledge of the program in the folder."""
    return open_knowledge((folder / "backrelief" / "data",), load_knowledge, None)


def knowledge_of(runs: int, times: int, folder: Path) -> Iterator[Row]:
    """Install the program with its knowledge, and measure reading, checking and compiling it, and opening it."""
    program = folder / "backrelief"
    data = program / "data"
    shutil.copytree(Path(backrelief.__file__).parent, program, ignore=shutil.ignore_patterns("__pycache__", "data"))
    compileall.compile_dir(program, quiet=1)  # as an installer does
    data.mkdir()
    write_knowledge(times, data)
    with without_limits():
        start = time.process_time()
        content = compiled(load_knowledge(data), stamp_of((data,)))
        cold = time.process_time() - start
    (data / PACKAGED).write_bytes(content)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    files = sorted(data.glob("*.yaml"))
    size = sum(path.stat().st_size for path in files) / 1e6
    beside = f"{cold:.1f} s, {size:.1f} MB"
    yield Row("read, check and compile, against PyYAML alone", (cold / _yaml(files),), "x", beside=beside)
    yield Row("its peak memory", (peak,), "MiB", 300)
    took = timed(lambda: opened(folder), runs)
    read = timed(lambda: [path.read_bytes() for path in files], runs)
    ratios = tuple(other / base for base, other in zip(read, took, strict=True))
    goal = 10 if times == 1 else 4
    yield Row("open, against reading the bytes of the YAML", ratios, "x", goal, f"{median(took) * 1000:.1f} ms")


def _yaml(files: Sequence[Path]) -> float:
    """Return the CPU seconds in which the fast loader of PyYAML reads the files into plain data."""
    start = time.process_time()
    with collector_paused():
        for path in files:
            yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return time.process_time() - start


def advice_of(runs: int, folder: Path) -> Iterator[Row]:
    """Measure advice in a process that has given some before, and the first of a process."""
    knowledge = opened(folder)
    start = time.process_time()
    advise(knowledge, UNSCREENED)
    first = time.process_time() - start
    shipped = load_knowledge()
    for name, case in cases(shipped).items():
        if advise(knowledge, case) != advise(shipped, case):
            message = f"the copies change the advice for {name}, so that something else would be measured"
            raise RuntimeError(message)
        advised = tuple(took * 1000 for took in timed(lambda case=case: advise(knowledge, case), runs))  # type: ignore[misc]
        assessed = median(timed(lambda case=case: assess(knowledge, case), runs)) * 1000  # type: ignore[misc]
        yield Row(f"advise, {name}", advised, "ms", beside=f"{assessed:.1f} ms of it assess")
    yield Row("the first advice of a process", (first * 1000,), "ms")


def engines(runs: int, folder: Path, peers: Path) -> Iterator[Row]:
    """Measure other engines deciding the rules about people, with what is known of the same cases."""
    knowledge = opened(folder)
    python = peers / "bin" / "python"
    for name, case in cases(knowledge).items():
        ours = timed(lambda case=case: advise(knowledge, case), runs)  # type: ignore[misc]
        assessed = median(timed(lambda case=case: assess(knowledge, case), runs))  # type: ignore[misc]
        for engine in ("zen", "clips"):
            what = f"advise, {name}, against the same rules in {engine}"
            if not python.exists():
                yield Row(what, (), goal=1, beside="it is not installed")
                continue
            with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
                file.write(written(assess(knowledge, case)))
                file.flush()
                command = [python, HERE / "rules.py", engine, file.name, str(runs)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
            theirs, held = json.loads(done.stdout)
            facts = assess(knowledge, case).facts
            if {*held} != {name for name, when in rules_of(knowledge).items() if evaluate(when, facts)}:
                message = f"{engine} finds that other rules hold"
                raise RuntimeError(message)
            ratios = tuple(our / their for our, their in zip(ours, theirs, strict=True))
            beside = f"{median(theirs) * 1000:.2f} ms; `assess` alone {assessed / median(theirs):.1f} x"
            yield Row(what, ratios, "x", 1 if engine == "zen" else None, beside)


def last_answer(runs: int, folder: Path) -> Iterator[Row]:
    """Measure the time from the last answer of an interview on a terminal to the end of the program."""
    sys.path.insert(0, str(HERE.parent / "tests"))
    from acceptance.person import Person
    from acceptance.terminal import Terminal

    person = Person(load_knowledge())
    env = {"PYTHONPATH": str(folder)}
    figures = []
    for _ in range(runs):
        answered = 0.0

        def reply(asked: str) -> str:
            nonlocal answered
            answer = person(asked)
            answered = time.perf_counter()
            return answer

        with Terminal("suggest", "--area", "lower", env=env) as terminal:
            terminal.answer_all(reply)
            figures.append(time.perf_counter() - answered)
    yield Row("from the last answer to the page", tuple(figures), "s", 0.1)


def main(part: str, runs: int, times: int, folder: Path, peers: Path) -> None:
    """Print the rows of one part."""
    match part:
        case "knowledge":
            rows = knowledge_of(runs, times, folder)
        case "advice":
            rows = advice_of(runs, folder)
        case "interview":
            rows = last_answer(runs, folder)
        case _:
            rows = engines(runs, folder, peers)
    for row in rows:
        print(json.dumps(asdict(row)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]), Path(sys.argv[5]))
