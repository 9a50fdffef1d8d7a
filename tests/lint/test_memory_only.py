"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.memory_only import RULE
from lint.small import caution, found, places, red_flag

UNSEEN = {"level": "today", "when": "numb", "sources": ["memory"]}
SEEN = {"level": "soon", "when": "fever", "sources": ["memory", "book"]}
SAID = "No figure; no source was seen for this sign."


def test_a_level_from_memory_alone_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, RULE, red_flags=[red_flag(SEEN, UNSEEN)])
    assert places(problems) == [("no-feeling", ("levels", 1))]


def test_a_level_from_memory_that_says_so_is_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, red_flags=[red_flag(SEEN, UNSEEN, values=SAID)])


def test_a_level_without_sources_has_those_of_its_entry(tmp_path: Path) -> None:
    line = {"level": "today", "when": "numb"}
    assert not found(tmp_path, RULE, red_flags=[red_flag(line)])
    assert found(tmp_path, RULE, red_flags=[red_flag(line, sources=["memory"])])


def test_a_caution_and_a_zone_from_memory_alone_are_found(tmp_path: Path) -> None:
    zone = {
        "id": "throat",
        "name": "Throat",
        "places": ["throat"],
        "forbid": "everything",
        "text": "Vessels lie there.",
        "say": "Not there.",
        "sources": "memory",
    }
    problems = found(tmp_path, RULE, cautions=[caution(sources=["memory"])], zones=[zone])
    assert places(problems) == [("hot", ("text",)), ("throat", ("text",))]
    said = caution(sources=["memory"], text="It needs rest. This rests on general knowledge, not checked.")
    assert not found(tmp_path, RULE, cautions=[said])
