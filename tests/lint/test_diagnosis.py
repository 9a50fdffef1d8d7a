"""What the rule finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.diagnosis import RULE
from lint.small import found, places, red_flag


def test_a_disease_in_a_text_or_a_name_is_found(tmp_path: Path) -> None:
    named = red_flag(name="Nervus pressus", text="It can be a nervus pressus.")
    assert places(found(tmp_path, RULE, red_flags=[named])) == [("no-feeling", ("name",)), ("no-feeling", ("text",))]


def test_a_disease_of_another_flag_is_found_in_the_plural_too(tmp_path: Path) -> None:
    other = red_flag(id="other", may_indicate="A big clot (also thrombus) or an embolus.", text="It can be emboluss.")
    problems = found(tmp_path, RULE, red_flags=[red_flag(text="A thrombus may move."), other])
    assert places(problems) == [("no-feeling", ("text",)), ("other", ("text",))]


def test_a_word_that_questions_use_is_plain(tmp_path: Path) -> None:
    flag = red_flag(may_indicate="Infection, fever.", text="With fever go today.")
    assert not found(tmp_path, RULE, red_flags=[flag])


def test_plain_words_are_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, RULE, red_flags=[red_flag()])
