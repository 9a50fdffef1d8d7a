"""Randomly damaged files give either faults or knowledge, and never crash the program."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backrelief.errors import KnowledgeError
from backrelief.knowledge.faults import Fault
from backrelief.knowledge.folders import shipped_folder
from backrelief.lint.examine import examine_knowledge
from knowledge.made_up import TEXT

damaged = settings(
    max_examples=300, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)

NASTY = (
    *(
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        "- ",
        ",",
        "#",
        " #",
        "&x ",
        "*x",
        "<<: ",
        "!!str ",
        "!x ",
        "|",
        ">",
        "%",
        "@",
        "`",
    ),
    *("'", '"', "\\", "\t", "\n", "\r", " ", "~", "null", "yes", "no", "012", "1_0", "0x1f", "1:30", "1e3", ".5", "-1"),
    *("\x1b", "\x00", "\u202e", "\ufeff", "\u2028", "\x85", "é", "\U0001f33f", "everything", "none", "not", "all"),
)


@cache
def slices() -> tuple[str, ...]:
    """Return the made-up knowledge and, as a file each, the head of every list of every shipped file."""
    found = [TEXT]
    for path in sorted(shipped_folder().glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        head, *lists = re.split(r"(?m)^(?=[a-z-]+:\n)", text)
        for part in lists:
            kind, *entries = re.split(r"(?m)^(?=  - )", part)
            few = [entry for entry in entries if entry.count("\n") < 45][:3]
            found.append(head + kind + "".join(few))
    return tuple(found)


def swapped(text: str, one: int, other: int) -> str:
    """Swap two words of the text."""
    words = list(re.finditer(r"[^\s\[\]{},:#\"']+", text))
    first, second = sorted((one % len(words), other % len(words)))
    if first == second:
        return text
    a, b = words[first], words[second]
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


@st.composite
def damage(draw: st.DrawFn) -> str:
    """Draw a small file with one to three things wrong."""
    text = draw(st.sampled_from(slices()))
    for _ in range(draw(st.integers(1, 3))):
        lines = text.splitlines(keepends=True)
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 6)):
            case 0:
                text = "".join(lines[:place] + lines[place + 1 :])
            case 1:
                text = "".join(lines[: place + 1] + lines[place:])
            case 2:
                text = "".join([*lines[:place], " " * draw(st.integers(1, 4)) + lines[place], *lines[place + 1 :]])
            case 3:
                text = "".join([*lines[:place], lines[place].removeprefix("  "), *lines[place + 1 :]])
            case 4:
                text = swapped(text, draw(st.integers(0, 999)), draw(st.integers(0, 999)))
            case _:
                at = draw(st.integers(0, len(text)))
                text = text[:at] + draw(st.sampled_from(NASTY)) + text[at:]
        if not text.strip():
            return "x"
    return text


def outcome(folder: Path, content: bytes) -> tuple[Fault, ...]:
    """Return the faults of a file; there are none exactly if the knowledge loads."""
    file = folder / "damaged.yaml"
    file.write_bytes(content)
    try:
        knowledge, faults = examine_knowledge(file)
    except KnowledgeError:
        return ()
    assert faults or knowledge is not None
    for fault in faults:
        assert fault.path == file
        assert 0 <= fault.line <= content.count(b"\n") + content.count(b"\r") + 3
        assert fault.message
        assert str(fault)
    return faults


@damaged
@given(text=damage())
def test_a_damaged_file_gives_faults_or_knowledge(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    outcome(tmp_path_factory.getbasetemp(), text.encode("utf-8"))


@damaged
@given(content=st.binary(max_size=60), at=st.integers(0, 5000))
def test_a_file_with_random_bytes_gives_faults_or_knowledge(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, at: int
) -> None:
    whole = TEXT.encode("utf-8")
    outcome(tmp_path_factory.getbasetemp(), whole[:at] + content + whole[at:])


def test_the_slices_cover_every_shipped_file_and_can_be_read(tmp_path: Path) -> None:
    assert len(slices()) > 25
    for text in slices():
        assert "yaml-syntax" not in {fault.rule for fault in outcome(tmp_path, text.encode("utf-8"))}
