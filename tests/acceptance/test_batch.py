"""`batch` answers each line as `suggest` answers the case on it, in order, and can be stopped and continued."""

from __future__ import annotations

import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Thread
from typing import IO

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from backrelief.case.data import case_data
from backrelief.cli.processes import answers_in_order
from backrelief.knowledge.folders import shipped_folder
from backrelief.lint.examine import load_knowledge
from backrelief.workshop.worked_cases import given_case

from .program import CHECKOUT, PATIENCE, Outcome, environment, run, run_process
from .terminal import Terminal

BAD = (b"", b"nonsense", b'{"areas": ["loer"], "findings": {"saddle-numbness": true}}', b"\xff\0", b"{}")
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv[0] = "backrelief"
from backrelief.__main__ import run
run()
"""
"""Ctrl-C works even where the tests are run in the background, which ignores it."""


@cache
def people() -> tuple[bytes, ...]:
    """Return some worked cases, in an order that mixes short answers with long ones."""
    knowledge = load_knowledge(shipped_folder(), shipped_folder() / "cases")
    several = list(knowledge.cases)[::25]
    random.Random(1).shuffle(several)  # noqa: S311  # no secret
    return tuple(json.dumps(case_data(given_case(knowledge, one))).encode() for one in several)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Write people and, between them, bad lines."""
    path = tmp_path / "cases.jsonl"
    path.write_bytes(b"\n".join((*people(), *BAD, *people()[:4])) + b"\n")
    return path


@cache
def whole() -> str:
    """Return the answers of a run that nothing interrupts."""
    return run("batch", "-", stdin=b"\n".join((*people(), *BAD, *people()[:4]))).out


def start(
    *arguments: str | Path, stdin: int = subprocess.DEVNULL, stdout: IO[bytes] | int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", PROGRAM, "batch", *map(str, arguments)]
    return subprocess.Popen(command, env=environment(), stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)


def test_an_answer_is_the_same_object_as_that_of_suggest(tmp_path: Path) -> None:
    lines = run("batch", "-", stdin=b"\n".join(people()[:25])).lines
    assert len(lines) == 25
    for number, line in enumerate(people()[:25]):
        path = tmp_path / f"{number}.json"
        path.write_bytes(line)
        said = run("suggest", "--case", path, "--format", "json")
        assert json.loads(lines[number]) == said.json
        assert json.loads(lines[number])["exit_code"] == said.code


def test_a_file_that_save_writes_is_a_line_once_it_is_on_one_line(tmp_path: Path) -> None:
    saved = tmp_path / "case.json"
    said = run("suggest", "--area", "lower", "--have", "blood-thinner", "--format", "json", "--save", saved)
    line = json.dumps(json.loads(saved.read_text(encoding="utf-8")))
    assert run("batch", "-", stdin=line).json == said.json


def test_every_line_conforms_to_the_schema() -> None:
    schema = Draft202012Validator(json.loads((CHECKOUT / "docs" / "json.schema.json").read_text(encoding="utf-8")))
    for line in whole().splitlines():
        assert [error.message for error in schema.iter_errors(json.loads(line))] == []


def test_bad_lines_are_answered_in_their_places_and_the_rest_goes_on(cases: Path) -> None:
    said = run("batch", cases)
    answered = [json.loads(line) for line in said.lines]
    before = len(people())
    assert len(answered) == before + len(BAD) + 4
    assert [bool(one["errors"]) for one in answered] == [False] * before + [True] * len(BAD) + [False] * 4
    assert [one["exit_code"] for one in answered[before:][: len(BAD)]] == [2, 2, 12, 2, 2]
    assert answered[before + len(BAD) :] == answered[:4]
    assert said.code == 4
    assert said.err == f"5 lines of {len(answered)} could not be answered as asked; their `errors` say why.\n"


def test_dangers_are_answers_and_no_failure() -> None:
    said = run("batch", "-", stdin='{"findings": {"saddle-numbness": true}}\n{"areas": ["neck"]}\n')
    assert [json.loads(line)["exit_code"] for line in said.lines] == [12, 0]
    assert (said.code, said.err) == (0, "")


def test_no_lines_give_no_answers() -> None:
    assert run("batch", "-", stdin="") == Outcome(0, "", "")


@pytest.mark.parametrize("jobs", ["2", "3", "0"])
def test_processes_keep_the_order(cases: Path, jobs: str) -> None:
    assert run_process("batch", cases, "--jobs", jobs).out == whole()


def test_your_own_knowledge_is_used_in_every_process(tmp_path: Path) -> None:
    caution = "{id: mine, name: Mine, class: T, when: {age: {at-least: 70}}, text: Mine., sources: practice}"
    tmp_path.joinpath("mine.yaml").write_text(
        f"cautions:\n  - {caution[:-1]}, do: {{forbid: {{means: [roller]}}}}}}\n", encoding="utf-8"
    )
    line = '{"areas": ["lower-back"], "findings": {"age": 71}}\n'
    for jobs in ("1", "2"):
        said = run_process("batch", "-", "--jobs", jobs, "--data", tmp_path, stdin=line * 9)
        assert len(said.lines) == 9
        assert all('"caution":"mine"' in one for one in said.lines), said.err


def test_only_some_lines_are_read_ahead() -> None:
    taken = 0

    def lines() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"nonsense"

    several = answers_in_order(lines(), 2, ())
    for _ in range(20):
        next(several)
    assert taken < 200
    several.close()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_memory_does_not_grow_with_the_input(jobs: str) -> None:
    """A line of 200 MB, then many that are almost too long, through a pipe."""
    with start("-", "--jobs", jobs, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        for _ in range(200):
            process.stdin.write(b"x" * 1_000_000)
        for _ in range(40):
            process.stdin.write(b'\n["' + b"x" * 990_000 + b'"]')
        process.stdin.flush()  # all but what the pipe holds is read now
        most = max(map(peak, {process.pid} | below(process.pid)))
        process.stdin.close()
        assert process.wait(PATIENCE) == 4
    assert 10_000 < most < 80_000, "KiB"


def peak(process: int) -> int:
    """Return the most memory that a process has used, in KiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0])


def test_an_answer_comes_before_the_next_line_is_there() -> None:
    """An assistant may wait for each answer."""
    with start("-", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in people()[:3]:
            process.stdin.write(line + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["command"] == "suggest"
        process.stdin.close()
        assert process.wait(PATIENCE) == 0


# Stopping


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Write more lines than any of these tests waits for."""
    path = tmp_path / "many.jsonl"
    path.write_bytes((b"\n".join(people()) + b"\n") * 100)
    return path


def below(process: int) -> set[int]:
    """Return the processes that a process started."""
    try:
        return {int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()}
    except FileNotFoundError:
        pytest.skip("needs /proc to see the processes")


def assert_gone(processes: set[int]) -> None:
    """Wait until the processes have ended; one that nobody has waited for yet counts."""
    end = time.monotonic() + PATIENCE
    while left := {one for one in processes if _is_running(one)}:
        assert time.monotonic() < end, left
        time.sleep(0.05)


def _is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_after_a_whole_line(many: Path, jobs: str, number: signal.Signals) -> None:
    process = start(many, "--jobs", jobs)
    assert process.stdout is not None
    first = process.stdout.readline()
    others = below(process.pid)
    assert bool(others) == (jobs != "1")
    process.send_signal(number)
    rest, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + number
    lines = (first + rest).splitlines(keepends=True)
    assert all(line.endswith(b"]}\n") for line in lines)
    assert err.decode() == f"Stopped after {len(lines)} line{'s' if len(lines) > 1 else ''}.\n"
    assert_gone(others)


def test_ctrl_c_in_a_terminal_reaches_every_process_and_gives_one_message(many: Path, tmp_path: Path) -> None:
    output = tmp_path / "answers.jsonl"
    with Terminal("batch", many, "--jobs", "2", "-o", output, env={"TERM": "dumb"}) as terminal:
        wait_for(output)
        terminal.press("\x03")
        assert terminal.end() == 130
    assert "Traceback" not in terminal.shown
    assert terminal.shown.count("Stopped after") == 1
    assert "Add --resume to go on from there." in terminal.shown


def wait_for(output: Path, lines: int = 1) -> None:
    """Wait until some lines are written."""
    end = time.monotonic() + PATIENCE
    while not output.exists() or output.read_bytes().count(b"\n") < lines:
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_away_ends_it_without_a_word(many: Path, jobs: str) -> None:
    process = start(many, "--jobs", jobs)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    others = below(process.pid)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(PATIENCE) == 0
    assert_gone(others)


def test_a_process_that_is_killed_ends_it_with_one_message(many: Path) -> None:
    process = start(many, "--jobs", "2")
    assert process.stdout is not None
    process.stdout.readline()
    others = below(process.pid)
    os.kill(max(others), signal.SIGKILL)  # the last that was started is one that answers
    rest, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert rest.endswith(b"]}\n")
    assert err.decode().splitlines() == [
        "backrelief: a process that answers lines has ended; it may have been killed, or the memory was too little",
        "  Use fewer --jobs.",
    ]
    assert_gone(others)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_told_once(cases: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = start(cases, stdout=full)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert err.decode().count("backrelief: ") == 1
    assert "No space left on device" in err.decode()


# Going on


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_was_killed_goes_on_to_the_same_answers(tmp_path: Path, jobs: str) -> None:
    """The lines come through a pipe, which stops in the middle, so that the run cannot end before it is killed."""
    lines = whole_input()
    output = tmp_path / "answers.jsonl"
    process = start("-", "-o", output, "--jobs", jobs, stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b"\n".join(lines[:-8]))
    process.stdin.flush()
    wait_for(output, 9)
    others = below(process.pid)
    process.kill()
    process.communicate()
    assert_gone(others)
    assert whole().encode().startswith(output.read_bytes())
    assert len(output.read_bytes()) < len(whole())
    said = run_process("batch", "-", "-o", output, "--jobs", jobs, "--resume", stdin=b"\n".join(lines))
    assert (said.code, said.out) == (4, "")
    assert output.read_text(encoding="utf-8") == whole()


def whole_input() -> list[bytes]:
    return [*people(), *BAD, *people()[:4]]


@pytest.mark.parametrize("size", [0, 1, 30, 200_000, 1_000_000, -1, None])
def test_it_goes_on_wherever_the_output_ends(cases: Path, tmp_path: Path, size: int | None) -> None:
    output = tmp_path / "answers.jsonl"
    output.write_text(whole()[:size], encoding="utf-8")
    said = run("batch", cases, "-o", output, "--resume")
    assert output.read_text(encoding="utf-8") == whole()
    assert said == run("batch", cases, "-o", output, "--force"), "also the code and the count of errors are the same"


def test_resume_starts_a_run_that_has_not_begun(cases: Path, tmp_path: Path) -> None:
    output = tmp_path / "answers.jsonl"
    assert run("batch", cases, "-o", output, "--resume").code == 4
    assert output.read_text(encoding="utf-8") == whole()


def test_other_lines_than_before_are_refused_and_nothing_is_changed(cases: Path, tmp_path: Path) -> None:
    output = tmp_path / "answers.jsonl"
    begun = "".join(whole().splitlines(keepends=True)[:5])
    output.write_text(begun + '{"schema"', encoding="utf-8")
    content = cases.read_bytes().splitlines(keepends=True)
    for lines, why in (
        (content[1:], "its last answer is not that to line 5"),
        (content[:4], "it has more answers than there are lines, which are 4"),
    ):
        cases.write_bytes(b"".join(lines))
        said = run("batch", cases, "-o", output, "--resume")
        assert said.code == 2
        assert why in said.err
        assert output.read_text(encoding="utf-8") == begun + '{"schema"'


@pytest.mark.parametrize(
    "text", ["a letter to a friend", "one line\n", '{"schema":"backrelief/1","command":"screen",}\n']
)
def test_a_file_of_something_else_is_never_continued(cases: Path, tmp_path: Path, text: str) -> None:
    output = tmp_path / "letter.txt"
    output.write_text(text, encoding="utf-8")
    said = run("batch", cases, "-o", output, "--resume")
    assert (said.code, output.read_text(encoding="utf-8")) == (2, text)
    assert "its line 1 is not an answer" in said.err


# Files


def test_a_file_that_is_there_is_written_over_only_with_force(cases: Path, tmp_path: Path) -> None:
    output = tmp_path / "answers.jsonl"
    output.write_text("mine", encoding="utf-8")
    said = run("batch", cases, "-o", output)
    assert (said.code, output.read_text(encoding="utf-8")) == (2, "mine")
    assert "is there already" in said.err
    assert run("batch", cases, "-o", output, "--force").out == ""
    assert output.read_text(encoding="utf-8") == whole()


def test_only_the_owner_can_read_the_answers(cases: Path, tmp_path: Path) -> None:
    run("batch", cases, "-o", tmp_path / "answers.jsonl")
    assert stat.S_IMODE((tmp_path / "answers.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize("more", [("--force",), ("--resume",)])
def test_the_lines_are_never_written_over(cases: Path, more: tuple[str, ...]) -> None:
    before = cases.read_bytes()
    said = run("batch", cases, "-o", cases, *more)
    assert (said.code, cases.read_bytes()) == (2, before)
    assert "cannot be read and written at once" in said.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("nowhere.jsonl",), "nowhere.jsonl cannot be read: No such file"),
        ((".",), ". cannot be read: Is a directory"),
        (("-", "--resume"), "--resume goes on with a file that is there"),
        (("-", "--resume", "-o", "-"), "--resume goes on with a file that is there"),
        (("-", "--resume", "--force", "-o", "x.jsonl"), "--resume goes on with a file that is there"),
        (("-", "-o", "no/such/x.jsonl"), "there is no folder"),
        (("-", "--jobs", "-1"), "--jobs"),
        (("-", "--jobs", "many"), "--jobs"),
    ],
)
def test_a_mistake_of_the_command_line_is_told(arguments: tuple[str, ...], why: str, tmp_path: Path) -> None:
    said = run("batch", *arguments, cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert why in said.err
    assert list(tmp_path.iterdir()) == []


# Progress


def test_a_terminal_shows_the_progress_and_keeps_its_last_state(cases: Path, tmp_path: Path) -> None:
    output = tmp_path / "answers.jsonl"
    with Terminal("batch", cases, "-o", output) as terminal:
        assert terminal.end() == 4
    assert f"{len(whole_input())} lines" in terminal.shown
    assert "100%" in terminal.shown
    assert terminal.shown.endswith("say why.\n")
    assert output.read_text(encoding="utf-8") == whole()


def test_answers_in_a_terminal_are_not_mixed_with_a_bar(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_bytes(people()[0])
    with Terminal("batch", path) as terminal:
        assert terminal.end() == 0
    assert "%" not in terminal.shown.partition("{")[0]


def test_a_pipe_gets_no_bar(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_bytes(people()[0])
    assert run_process("batch", path).err == ""


def test_a_fifo_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    writer = Thread(target=path.write_bytes, args=(people()[0],))
    writer.start()
    assert len(run("batch", path).lines) == 1
    writer.join()
