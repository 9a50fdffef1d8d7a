"""`backrelief play` and `suggest --play` lead through a routine, in a terminal and without one."""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import struct
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .person import Person, flat
from .program import PATIENCE, answer, run
from .terminal import CTRL_C, Terminal, unstyled

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

QUICK = "lower-back-quick"
OWN_PAGE, BACK = "\x1b[?1049h", "\x1b[?1049l"
HIDDEN, SEEN = "\x1b[?25l", "\x1b[?25h"


@pytest.fixture(scope="module")
def answers(knowledge: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save the answers of a healthy person, so that nothing is left to ask."""
    path = tmp_path_factory.mktemp("healthy") / "answers.json"
    with Terminal("screen", "--area", "lower", "--save", path) as terminal:
        terminal.answer_all(Person(knowledge))
        assert terminal.end() == 0
    return path


class Led(Terminal):
    """A terminal in which the player runs, with a person who presses Enter to begin and watches."""

    def begin(self) -> None:
        """Wait for the question whether to begin, and begin."""
        self.wait_for("Press Enter to begin")
        self.settings = termios.tcgetattr(self._keyboard)
        self.press("\n")

    def wait_for(self, text: str) -> str:
        """Wait until the text appears; return what was shown since the last key."""
        end = time.monotonic() + PATIENCE
        while text not in unstyled(self.latest):
            assert time.monotonic() < end, f"{text!r} did not come after:\n{self.latest}"
            self._take(timeout=0.1)
        return unstyled(self.latest)

    def key(self, keys: str, text: str) -> str:
        """Press keys and wait until the text appears."""
        self.press(keys)
        return self.wait_for(text)

    def send(self, number: int) -> None:
        """Send the program a signal."""
        self._answered = len(self.shown)
        os.kill(self._process.pid, number)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._answered = len(self.shown)
        fcntl.ioctl(self._keyboard, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def is_restored(self) -> bool:
        """Return whether the screen, the cursor and the key settings of the terminal are restored."""
        return (
            self.shown.rfind(BACK) > self.shown.rfind(OWN_PAGE)
            and self.shown.rfind(SEEN) > self.shown.rfind(HIDDEN)
            and termios.tcgetattr(self._keyboard) == self.settings
        )


def play(answers: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Led:
    """Lead through the quick routine, with nothing left to ask."""
    return Led("play", QUICK, "--case", answers, "--no-input", *arguments, env=env)


# In a terminal


def test_a_short_routine_is_led_from_beginning_to_end(knowledge: KnowledgeBase) -> None:
    """Go through the lists, the beginning, every key, the question at the end and what to expect."""
    with Led("play", QUICK, "--no-bell") as terminal:
        person = Person(knowledge)
        while "Press Enter to begin" not in (shown := terminal.prompt() or ""):
            terminal.type(person(shown))
        assert knowledge.levels["clear"].headline in flat(unstyled(shown))
        assert "Have ready: " in shown
        terminal.begin()
        assert "step 1 of 7" in terminal.wait_for("q quit")
        terminal.key("n", "NOW")
        terminal.key("p", "PAUSED")
        terminal.key(" ", "NOW")
        terminal.key("b", "GET READY")
        terminal.key("nnnnn", "LEFT SIDE")
        assert "left side" in terminal.shown
        terminal.key("n", "CHANGE SIDES")
        terminal.key("\x1b[C", "RIGHT SIDE")
        terminal.key("n" * 18, "How is the pain now")
        assert terminal.is_restored()
        terminal.press("5\n")
        assert terminal.end() == 0
        said = flat(unstyled(terminal.latest))
    assert "Pain before: 4 of 10, now: 5. That is more than before" in said
    assert knowledge.tips["after-session-normal"].text.split(".")[0] in said
    for rule in ("after-limb", "weeks-no-better"):
        assert flat(knowledge.stop_rules[rule].sign) in said
    assert "\a" not in terminal.shown


def test_the_bell_rings_when_work_begins(answers: Path) -> None:
    with play(answers) as terminal:
        terminal.begin()
        terminal.wait_for("GET READY")
        assert "\a" not in terminal.shown
        terminal.key("n", "NOW")
        assert "\a" in terminal.shown
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.is_restored()
        assert "Stopped in step 1 of 7" in flat(unstyled(terminal.latest))


def test_a_resize_redraws_the_screen_and_a_small_window_has_no_picture(answers: Path) -> None:
    with play(answers, "--map", "ascii") as terminal:
        terminal.begin()
        assert ":::" in terminal.wait_for("q quit")
        terminal.resize(40, 12)
        shown = terminal.wait_for("q quit")
        assert ":::" not in shown
        assert "GET READY" in shown
        assert not re.search(r"\x1b\[1[3-9];1H|\x1b\[2[0-9];1H", terminal.latest), "below the last row"
        terminal.press(CTRL_C)
        assert terminal.end() == 130


@pytest.mark.parametrize("number", ["INT", "QUIT", "TERM", "HUP", "USR1", "ALRM", "ABRT", "SEGV"])
def test_a_signal_restores_the_terminal(answers: Path, number: str) -> None:
    sent = signal.Signals[f"SIG{number}"]
    with play(answers) as terminal:
        terminal.begin()
        terminal.wait_for("q quit")
        if key := {"INT": CTRL_C, "QUIT": "\x1c"}.get(number):
            terminal.press(key)
        else:
            terminal.send(sent)
        assert terminal.end() == 128 + sent
        assert terminal.is_restored()
        last = unstyled(terminal.shown.rpartition(BACK)[2])
        assert "Traceback" not in last
        assert ("Stopped in step 1 of 7." in last) is (sent is not signal.SIGHUP)


def test_the_player_is_paused_after_ctrl_z(answers: Path) -> None:
    """Without a shell the system does not stop the program: it leaves the screen, comes back and waits."""
    with play(answers) as terminal:
        terminal.begin()
        terminal.wait_for("q quit")
        terminal.press("\x1a")
        shown = terminal.wait_for("PAUSED")
        terminal.wait_for("space go on")
        assert BACK in terminal.latest
        assert terminal.latest.index(BACK) < terminal.latest.index(OWN_PAGE)
        assert shown
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.is_restored()


@pytest.mark.parametrize(
    ("wanted", "env"),
    [((), {"TERM": "dumb"}), (("--format", "plain"), {})],
    ids=["dumb", "plain"],
)
def test_calm_lines_keep_the_time_and_take_the_keys(
    answers: Path, wanted: tuple[str, ...], env: dict[str, str]
) -> None:
    with play(answers, *wanted, "--no-bell", env=env) as terminal:
        terminal.begin()
        terminal.wait_for("Step 1 of 7. Get ready: ")
        terminal.key("p", "Paused.")
        assert "Begin" not in terminal.shown, "it does not wait"
        terminal.key("n", "Begin, 45 seconds.")
        terminal.key("p", "On with it.")
        terminal.key("+", "15 seconds more.")
        terminal.press("q")
        assert terminal.end() == 0
        assert not {"\x1b[2J", "\x1b[H", HIDDEN}.intersection(re.findall(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", terminal.shown))
        assert OWN_PAGE not in terminal.shown


def test_an_ascii_screen_contains_only_ascii(answers: Path) -> None:
    with play(answers, env={"LC_ALL": "C"}) as terminal:
        terminal.begin()
        terminal.wait_for("q quit")
        terminal.key("nnnnn", "LEFT SIDE")
        assert terminal.shown.isascii()
        terminal.press("q")
        assert terminal.end() == 0


def test_a_screen_without_colour_has_no_colour_codes(answers: Path) -> None:
    with play(answers, env={"NO_COLOR": "1"}) as terminal:
        terminal.begin()
        terminal.wait_for("q quit")
        styles = {code for found in re.findall(r"\x1b\[([0-9;]+)m", terminal.shown) for code in found.split(";")}
        assert styles <= {"0", "1", "2", "7"}
        terminal.press("q")
        assert terminal.end() == 0


def test_sentences_are_spoken_or_a_missing_speech_program_is_reported(answers: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    speaker = tmp_path / "espeak-ng"
    speaker.write_text(f'#!/bin/sh\necho "$1" >> {heard}\n', encoding="utf-8")
    speaker.chmod(0o755)
    with play(answers, "--voice", env={"PATH": f"{tmp_path}{os.pathsep}/bin"}) as terminal:
        terminal.begin()
        terminal.wait_for("q quit")
        end = time.monotonic() + PATIENCE
        while not heard.exists() and time.monotonic() < end:
            time.sleep(0.05)
        terminal.press("q")
        assert terminal.end() == 0
    assert heard.read_text().startswith("Get ready: ")
    with play(answers, "--voice", env={"PATH": str(tmp_path / "empty")}) as terminal:
        shown = terminal.wait_for("Press Enter to begin")
        assert "--voice needs one of say, spd-say, espeak-ng" in flat(shown)
        terminal.press("q\n")
        assert terminal.end() == 0
        assert OWN_PAGE not in terminal.shown, "nobody who would rather not is led"


# Without a terminal


def test_the_whole_routine_is_printed_after_the_lists_without_a_terminal(knowledge: KnowledgeBase) -> None:
    said = answer("play", QUICK)
    assert said.code == 0
    assert said.err == ""
    assert "\x1b" not in said.out
    assert "\a" not in said.out
    first = said.words.index("Step 1 of 7. Get ready: ")
    assert said.words.index(knowledge.asked("saddle-numbness").ask) < first
    assert "Change sides: now the right side." in said.words[first:]
    assert said.words.index("Done.") < said.words.index("What is normal afterwards")


def test_plain_has_one_line_for_each_event() -> None:
    lines = answer("play", QUICK, "--format", "plain").lines
    steps = [line for line in lines if line.startswith("Step ")]
    assert [line.split(".")[0] for line in steps] == [f"Step {number} of 7" for number in range(1, 8)]
    assert "Half way." in lines


def test_a_routine_can_be_named_by_its_everyday_words(knowledge: KnowledgeBase) -> None:
    word = knowledge.routines[QUICK].words[0]
    assert answer("play", word).words == answer("play", QUICK).words


def test_a_missing_routine_is_reported_with_a_similar_one() -> None:
    said = answer("play", "lower-back-quik")
    assert said.code == 3
    assert QUICK in said.err
    assert said.out == ""


def test_areas_and_giver_default_to_those_of_the_routine(knowledge: KnowledgeBase) -> None:
    entry = next(one for one in knowledge.routines if one.by == "partner")
    assert answer("play", entry.id).code == 0
    said = answer("play", entry.id, "--by", "self")
    assert said.code == 3
    assert "too little of it is left" in said.words
    assert "It is made for: partner. `backrelief suggest --area" in said.words
    ask = next(screen.ask for screen in knowledge.screens if screen.kind == "danger")
    assert ask in said.words, "an open question is printed whatever follows"


def test_a_routine_that_does_not_fit_into_the_minutes_says_so() -> None:
    said = answer("play", QUICK, "--minutes", "1", "--format", "plain", "--no-input")
    assert said.code == 3
    assert "too little of it is left for you" in said.words
    assert "What is left does not fit into 1 minute. `backrelief suggest" in said.words


@pytest.mark.parametrize(("have", "code"), [("saddle-numbness", 12), ("leg-weak", 11)], ids=["emergency", "today"])
@pytest.mark.parametrize("routine", [QUICK, "no-such-routine"])
def test_no_routine_is_led_in_danger(knowledge: KnowledgeBase, have: str, code: int, routine: str) -> None:
    said = answer("play", routine, "--have", have)
    assert said.code == code
    level = next(one for one in knowledge.levels if one.exit_code == code)
    assert flat(level.headline) in said.words
    assert "Get ready" not in said.words
    assert not [one.id for one in knowledge.techniques if one.summary in said.words]


def test_no_routine_is_led_after_a_danger_in_the_interview(knowledge: KnowledgeBase) -> None:
    with Terminal("play", QUICK) as terminal:
        terminal.answer_all(Person(knowledge, "saddle-numbness"))
        assert terminal.end() == 12
        assert "Press Enter" not in terminal.shown


def test_only_allowed_steps_are_led_at_level_soon() -> None:
    """The exit code is that of the level, whatever is left of the routine."""
    said = answer("play", QUICK, "--have", "pain-at-night-unrelieved")
    assert said.code == 10
    full = json.loads(
        answer("suggest", "--area", "lower", "--have", "pain-at-night-unrelieved", "--format", "json").out
    )
    allowed = {one["technique"] for one in full["data"]["suggestions"]}
    assert "ball-wall" not in allowed
    assert "Ball against the wall, left side" not in said.words.partition("Step 1 of")[2]


def test_no_red_flags_counts_for_the_areas_of_the_routine(knowledge: KnowledgeBase) -> None:
    said = answer("play", QUICK, "--no-red-flags")
    assert said.code == 0
    assert knowledge.asked("saddle-numbness").ask not in said.words.partition("Step 1 of")[0]


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_play_refuses_other_formats(form: str) -> None:
    assert answer("play", QUICK, "--format", form).code == 2
    assert answer("suggest", "--area", "lower", "--play", "--format", form).code == 2
    assert answer("play", QUICK, "--format", form, "--have", "saddle-numbness").code == 12


def test_suggest_leads_through_the_routine_that_it_suggests() -> None:
    said = answer("suggest", "--area", "lower", "--play")
    assert said.code == 0
    assert said.words.index("A routine to follow now") < said.words.index("Step 1 of ") < said.words.index("Done.")
    stopped = answer("suggest", "--area", "lower", "--have", "saddle-numbness", "--play")
    assert stopped.code == 12
    assert "Get ready" not in stopped.words
    none = answer("suggest", "--area", "lower", "--by", "therapist", "--play")
    assert none.code == 3
    assert "no routine to lead you through" in none.err


def test_the_answers_are_saved_before_the_routine_begins(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    assert run("play", QUICK, "--age", "40", "--save", path).code == 0
    case = json.loads(path.read_text(encoding="utf-8"))
    assert case["areas"] == ["lower-back"]
