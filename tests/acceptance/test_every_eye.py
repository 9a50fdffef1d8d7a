"""Narrow, colourless, ASCII and plain output loses nothing, and no meaning depends on colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .person import flat
from .program import Outcome, answer, data, run, run_process
from .terminal import Terminal, unstyled

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

LOWER = ("suggest", "--area", "lower", "--no-input")
EMERGENCY = ("suggest", "--have", "saddle-numbness")
PAGES = {
    "suggest": LOWER,
    "emergency": EMERGENCY,
    "why": ("why", "ball-wall", "--area", "lower", "--have", "blood-thinner"),
    "show": ("show", "ball-wall"),
    "list": ("list", "red-flags"),
}


@pytest.mark.parametrize("page", PAGES)
def test_no_line_is_longer_than_forty_columns(page: str) -> None:
    said = run(*PAGES[page], env={"COLUMNS": "40"})
    assert [line for line in said.lines if len(line) > 40] == []
    assert said.code == answer(*PAGES[page]).code


def test_nothing_is_left_out_in_forty_columns() -> None:
    """The pictures are smaller in narrow output; their legends are the same."""
    narrow, wide = (run(*LOWER, "--map", "none", env={"COLUMNS": columns}) for columns in ("40", "80"))
    assert narrow.words.replace("=", "") == wide.words.replace("=", "")


def test_the_picture_has_all_of_its_numbers_in_forty_columns() -> None:
    narrow = run("show", "lower-back-full", env={"COLUMNS": "40"})
    drawn = "".join(line for line in narrow.lines if set(line) <= set(" :#x0123456789"))
    legend = [line.split()[0] for line in narrow.lines if re.match(r" +\d [a-z]", line, re.IGNORECASE)]
    assert len(legend) >= 4
    assert set(legend) <= set(drawn)


def test_the_width_without_a_terminal_is_eighty_columns() -> None:
    assert max(map(len, answer(*LOWER).lines)) <= 80


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_a_terminal_without_colour_gets_the_same_words(env: dict[str, str]) -> None:
    with Terminal(*EMERGENCY, env=env) as terminal:
        assert terminal.end() == 12
        assert "\x1b" not in terminal.shown
        assert flat(terminal.shown) == answer(*EMERGENCY).words


def test_colour_in_a_terminal_changes_no_words() -> None:
    with Terminal(*EMERGENCY) as terminal:
        assert terminal.end() == 12
        assert "\x1b[" in terminal.shown
        assert flat(unstyled(terminal.shown)) == answer(*EMERGENCY).words


@pytest.mark.parametrize(("choice", "coloured"), [("always", True), ("never", False), ("auto", False)])
def test_color_can_be_chosen_in_a_pipe(choice: str, *, coloured: bool) -> None:
    said = answer(*EMERGENCY, "--color", choice)
    assert ("\x1b[" in said.out) is coloured
    assert unstyled(said.out) == answer(*EMERGENCY).out


def test_an_ascii_stream_loses_nothing_of_the_advice() -> None:
    assert run_process(*LOWER, env={"PYTHONIOENCODING": "ascii"}) == answer(*LOWER)


def test_words_that_are_not_ascii_can_be_written_to_an_ascii_stream() -> None:
    said = run_process("suggest", "--area", "r\u00fccken", env={"PYTHONIOENCODING": "ascii"})
    assert said.code == 2
    assert said.err.isascii()
    assert run_process("list", "sources", env={"PYTHONIOENCODING": "ascii"}).out.isascii()


def test_every_format_shows_the_level_as_word_and_sign(knowledge: KnowledgeBase) -> None:
    sign = knowledge.levels["emergency"].sign
    for form in ("text", "plain", "markdown"):
        first = next(line for line in answer(*EMERGENCY, "--format", form).lines if line)
        assert "EMERGENCY" in first
        assert sign in first


def test_the_variable_accessible_selects_plain() -> None:
    plain = answer(*LOWER, "--format", "plain")
    assert run(*LOWER, env={"ACCESSIBLE": "1"}) == plain
    assert run(*LOWER, env={"ACCESSIBLE": "0"}) == answer(*LOWER)
    assert run(*LOWER, "--format", "text", env={"ACCESSIBLE": "1"}) == answer(*LOWER)


def test_plain_has_no_boxes_rules_columns_or_indents() -> None:
    said = answer(*LOWER, "--format", "plain")
    assert said.code == 0
    assert not [line for line in said.lines if line != line.strip()]
    assert not [line for line in said.lines if re.search(r"\[[ x]\]|[=*_|#]{2,}|^-|  ", line)]
    assert all(line.isascii() for line in said.lines)


def test_plain_says_everything_that_text_says(knowledge: KnowledgeBase) -> None:
    plain = answer(*LOWER, "--format", "plain").words
    assert knowledge.asked("saddle-numbness").ask in plain
    for one in data(*LOWER)["suggestions"][:3]:
        assert knowledge.techniques[one["technique"]].summary in plain
    assert all(rule.sign in plain for rule in list(knowledge.stop_rules)[:3])


def test_markdown_has_headings_boxes_and_numbers(knowledge: KnowledgeBase) -> None:
    said = answer(*LOWER, "--format", "markdown")
    assert said.code == 0
    assert said.lines[0].startswith("# ")
    assert f"- [ ] {knowledge.asked('saddle-numbness').ask}" in said.out
    assert re.search(r"(?m)^1\. ", said.out)
    assert not [line for line in said.lines if re.match(r"\s*<", line)]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_contains_a_control_character_or_a_bare_emergency_number(page: str) -> None:
    said: Outcome = answer(*PAGES[page])
    assert [letter for letter in said.out if not letter.isprintable() and letter != "\n"] == []
    numbers = [sentence for sentence in re.split(r"(?<=[.;])\s", said.words) if re.search(r"\b111\b", sentence)]
    assert all("New Zealand" in sentence for sentence in numbers)
