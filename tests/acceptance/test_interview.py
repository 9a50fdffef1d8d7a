"""`backrelief suggest` in a terminal: a few questions, "any of these?" lists, then the advice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .person import Person, flat, number_of
from .terminal import CTRL_C, CTRL_D, Terminal, unstyled

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Talk:
    """One whole interview."""

    asked: tuple[tuple[str, str], ...]
    """What was shown before each answer, and the answer."""
    advice: str
    """The output at the end, on one line."""
    code: int

    def list_of(self, knowledge: KnowledgeBase, screen: str) -> str | None:
        """Return the list as it was shown, or ``None`` if it was not."""
        ask = knowledge.screens[screen].ask
        return next((shown for shown, _ in self.asked if ask in flat(shown)), None)


def talk(person: Person, *arguments: str | Path, columns: int = 80, **env: str) -> Talk:
    """Let the person answer everything."""
    with Terminal(*arguments, columns=columns, env=env) as terminal:
        asked = terminal.answer_all(person)
        code = terminal.end()
        return Talk(asked, flat(unstyled(terminal.latest)), code)


def lists(knowledge: KnowledgeBase, *kinds: str) -> tuple[str, ...]:
    """Return the ids of the lists of these kinds, in the order in which they are asked."""
    return tuple(screen.id for screen in knowledge.screens if screen.kind in kinds)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file in which the healthy person saves the answers."""
    return tmp_path_factory.mktemp("healthy") / "answers.json"


@pytest.fixture(scope="module")
def healthy(knowledge: KnowledgeBase, saved: Path) -> Talk:
    """Run the interview with a healthy person who has a sore lower back."""
    return talk(Person(knowledge), "suggest", "--area", "lower", "--save", saved)


def test_a_few_setup_questions_come_first_unless_an_option_answers_them(
    healthy: Talk, knowledge: KnowledgeBase
) -> None:
    first = [flat(shown) for shown, _ in healthy.asked[:2]]
    assert knowledge.asked("age").ask in first[0]
    assert knowledge.asked("duration").ask in first[1]
    assert not any(knowledge.asked("pain-area").ask in flat(shown) for shown, _ in healthy.asked)


def test_the_most_dangerous_lists_come_first_and_the_precautions_last(healthy: Talk, knowledge: KnowledgeBase) -> None:
    order = [
        name
        for shown, _ in healthy.asked
        for name in lists(knowledge, "danger", "precautions")
        if knowledge.screens[name].ask in flat(shown)
    ]
    assert order == [name for name in lists(knowledge, "danger", "precautions") if name in order]
    assert order[0] == lists(knowledge, "danger")[0]
    assert order[-1] == lists(knowledge, "precautions")[-1]
    assert len(order) <= 8


def test_every_list_has_none_of_these_and_shows_what_it_asks(healthy: Talk, knowledge: KnowledgeBase) -> None:
    for name in ("now", "nerves"):
        shown = healthy.list_of(knowledge, name)
        assert shown is not None
        assert number_of("none of these", shown) == "0"
        for line in knowledge.screens[name].lines[:3]:
            assert number_of(line.text or knowledge.asked(line.any[0]).ask, shown) is not None


def test_the_advice_follows_the_questions(healthy: Talk, knowledge: KnowledgeBase) -> None:
    assert healthy.code == 0
    assert knowledge.techniques["walking"].summary in healthy.advice
    assert knowledge.routines["lower-back-quick"].name in healthy.advice
    assert any(rule.sign in healthy.advice for rule in knowledge.stop_rules)
    assert not any(knowledge.screens[name].ask in healthy.advice for name in lists(knowledge, "danger"))


def test_a_healthy_person_who_answers_every_question_is_clear(healthy: Talk, knowledge: KnowledgeBase) -> None:
    clear = knowledge.levels["clear"]
    assert f"[{clear.sign}]" in healthy.advice
    assert clear.headline in healthy.advice


@pytest.mark.usefixtures("healthy")
def test_the_answers_are_saved_as_they_were_given(saved: Path) -> None:
    case = json.loads(saved.read_text(encoding="utf-8"))
    assert case["areas"] == ["lower-back"]
    assert case["findings"]["age"] == 40
    assert case["findings"]["duration"] == 5
    assert case["findings"]["saddle-numbness"] is False
    assert case["findings"]["blood-thinner"] is False


def test_yes_to_saddle_numbness_ends_the_interview_at_once_without_techniques(knowledge: KnowledgeBase) -> None:
    said = talk(Person(knowledge, "saddle-numbness"), "suggest", "--area", "lower")
    level = knowledge.levels["emergency"]
    assert said.code == 12
    assert said.asked[-1][0] == said.list_of(knowledge, "nerves"), "another question came after it"
    assert level.headline in said.advice
    assert all(line in said.advice for line in level.advice)
    assert not [one.id for one in knowledge.techniques if one.summary in said.advice or one.id in said.advice]
    assert not [one.id for one in knowledge.routines if one.name in said.advice]


def test_not_sure_about_saddle_numbness_counts_as_a_yes(knowledge: KnowledgeBase) -> None:
    said = talk(Person(knowledge, "saddle-numbness", sure=False), "suggest", "--area", "lower")
    assert said.code == 12
    assert knowledge.levels["emergency"].headline in said.advice


def test_a_pregnant_person_is_asked_about_the_dangers_of_pregnancy(knowledge: KnowledgeBase) -> None:
    pregnant = Person(knowledge, values={"pregnancy": "certain", "pregnancy-weeks": "24"})
    said = talk(pregnant, "screen", "--area", "lower")
    shown = said.list_of(knowledge, "pregnancy")
    assert shown is not None
    assert number_of(knowledge.asked("pregnancy-bleeding-or-fluid").ask, shown) is not None


def test_a_yes_to_a_joined_line_opens_its_parts(knowledge: KnowledgeBase) -> None:
    joined = next(line for line in knowledge.screens["nerves"].lines if "bladder-changed" in line.any)
    opened: list[str] = []

    def reply(shown: str) -> str:
        part = number_of(knowledge.asked("bladder-changed").ask, shown)
        if part is not None:
            opened.append(flat(shown))
            return part
        return number_of(joined.text or "", shown) or Person(knowledge)(shown)

    with Terminal("suggest", "--area", "lower") as terminal:
        terminal.answer_all(reply)
        assert terminal.end() == 12
    assert len(opened) == 1
    assert all(knowledge.asked(name).ask in opened[0] for name in joined.any)


def test_there_is_no_default_answer_and_a_typing_error_is_asked_again(knowledge: KnowledgeBase) -> None:
    with Terminal("suggest", "--area", "lower", "--age", "40", "--duration", "5d") as terminal:
        person = Person(knowledge)
        while "none of these" not in (shown := terminal.prompt() or "none of these"):
            terminal.type(person(shown))
        for slip in ("", "99", "yes please", "0 1"):
            terminal.type(slip)
            again = terminal.prompt()
            assert again is not None
            assert "none of these" not in again, f"{slip!r} was taken for an answer"
        terminal.press(CTRL_C)
        assert terminal.end() == 130


def test_a_missing_area_is_asked_for_and_ctrl_c_stops_the_interview(knowledge: KnowledgeBase) -> None:
    with Terminal("suggest") as terminal:
        shown = terminal.prompt()
        assert shown is not None
        assert all(number_of(area.name, shown) for area in knowledge.areas)
        terminal.type("lower")
        assert terminal.prompt() is not None
        terminal.press(CTRL_C)
        assert terminal.end() == 130
        assert "Traceback" not in terminal.latest
        assert not any(one.summary in flat(terminal.latest) for one in knowledge.techniques)


def test_the_end_of_the_input_stops_the_interview_without_advice(knowledge: KnowledgeBase) -> None:
    with Terminal("suggest", "--area", "lower") as terminal:
        assert terminal.prompt() is not None
        terminal.press(CTRL_D)
        assert terminal.end() == 130
        assert "Traceback" not in terminal.latest
        assert not any(one.summary in flat(terminal.latest) for one in knowledge.techniques)


def test_a_danger_in_the_options_is_not_followed_by_questions() -> None:
    with Terminal("suggest", "--have", "saddle-numbness") as terminal:
        assert terminal.prompt() is None
        assert terminal.end() == 12


def test_no_input_asks_nothing_and_prints_the_lists(knowledge: KnowledgeBase) -> None:
    with Terminal("suggest", "--area", "lower", "--no-input") as terminal:
        assert terminal.prompt() is None
        assert terminal.end() == 0
        assert knowledge.screens["now"].ask in flat(unstyled(terminal.shown))


def test_no_red_flags_skips_only_the_danger_lists(knowledge: KnowledgeBase) -> None:
    said = talk(Person(knowledge), "suggest", "--area", "lower", "--no-red-flags")
    assert not [name for name in lists(knowledge, "danger") if said.list_of(knowledge, name)]
    assert all(said.list_of(knowledge, name) for name in lists(knowledge, "precautions"))
    assert any(knowledge.asked("age").ask in flat(shown) for shown, _ in said.asked)
    assert said.code == 0


def test_screen_asks_only_the_danger_lists_and_names_no_technique(knowledge: KnowledgeBase) -> None:
    said = talk(Person(knowledge), "screen", "--area", "upper")
    assert said.list_of(knowledge, "now")
    assert not [name for name in lists(knowledge, "precautions") if said.list_of(knowledge, name)]
    assert not any(one.summary in said.advice for one in knowledge.techniques)
    assert said.code == 0


def test_prompts_go_to_standard_error_and_the_answer_stays_clean(
    healthy: Talk, knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    typed = "".join(f"{answer}\n" for _, answer in healthy.asked)
    with (tmp_path / "errors").open("wb") as errors, Terminal("suggest", "--area", "lower", stderr=errors) as terminal:
        terminal.press(typed)
        assert terminal.end() == 0
        answer = flat(unstyled(terminal.shown))
    asked = flat((tmp_path / "errors").read_text(encoding="utf-8"))
    for name in ("now", "nerves"):
        assert knowledge.screens[name].ask in asked
        assert knowledge.screens[name].ask not in answer
    assert knowledge.techniques["walking"].summary in answer
    assert knowledge.techniques["walking"].summary not in asked


def test_in_forty_columns_of_a_dumb_terminal_nothing_is_cut_off_and_nothing_is_coloured(
    knowledge: KnowledgeBase,
) -> None:
    with Terminal("suggest", "--area", "lower", columns=40, env={"TERM": "dumb"}) as terminal:
        asked = terminal.answer_all(Person(knowledge))
        assert terminal.end() == 0
        assert "\x1b" not in terminal.shown
        pages = [shown.rpartition("\n")[0] for shown, _ in asked]  # the terminal wraps the prompt itself
        wide = [line for page in (*pages, terminal.latest) for line in page.splitlines() if len(line) > 40]
        assert not wide
