"""One frame of a session, readable at every size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.text import Text

from backrelief.knowledge.base import KnowledgeBase
from backrelief.player.frame import Picture, clock_face, frame, pictures, word
from backrelief.player.session import Session

from .scripts import SCRIPT

START = Session(SCRIPT)
WORK = replace(START, index=1, elapsed=17.0)


def board(target: str, _side: str, columns: int, rows: int) -> list[Text]:
    """Draw a picture that fills its space."""
    return [Text("@" * columns)] * rows if target else []


def shown(session: Session, columns: int, rows: int, picture: Picture | None = None, *, blocks: bool = True) -> str:
    """Return the frame as text."""
    return "\n".join(line.plain for line in frame(session, columns, rows, picture, blocks=blocks))


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (66, 18), (65, 24), (50, 18), (40, 12)])
@pytest.mark.parametrize("picture", [board, None], ids=["picture", "none"])
def test_a_frame_has_everything_that_a_person_needs_at_every_usual_size(
    columns: int, rows: int, picture: Picture | None
) -> None:
    text = shown(WORK, columns, rows, picture=picture)
    for wanted in ("Short one", "step 1 of 2", "Ball", "LEFT SIDE", "Lean in lightly.", "Next: Right side, 1 minute"):
        assert wanted in text
    assert "3 min left" in text
    assert all(key in text for key in ("pause", "next", "back", "15", "quit"))
    assert {line for line in clock_face("0:43") if line.strip() in text} or rows >= 40


@given(st.integers(1, 200), st.integers(1, 70), st.integers(0, 6), st.floats(0, 60), st.booleans())
def test_a_frame_fits_whatever_the_size(columns: int, rows: int, index: int, elapsed: float, blocks: bool) -> None:  # noqa: FBT001  # drawn
    segment = SCRIPT.segments[index]
    lines = frame(Session(SCRIPT, index, min(elapsed, segment.seconds)), columns, rows, board, blocks=blocks)
    assert len(lines) == max(rows, 4)
    assert max(line.cell_len for line in lines) <= max(columns, 20) - 1


def test_a_picture_needs_66_columns_and_18_rows() -> None:
    assert "@" in shown(WORK, 66, 18, picture=board)
    assert "@" not in shown(WORK, 65, 18, picture=board)
    assert "@" not in shown(WORK, 66, 17, picture=board)


def test_without_a_picture_the_words_take_its_space() -> None:
    walk = replace(START, index=6)
    assert shown(walk, 80, 24, picture=board) == shown(walk, 80, 24)


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        (START, "GET READY"),
        (WORK, "LEFT SIDE"),
        (replace(START, index=2), "CHANGE SIDES"),
        (replace(START, index=3), "RIGHT SIDE"),
        (replace(START, index=4), "REST"),
        (replace(START, index=6), "NOW"),
        (replace(WORK, paused=True), "PAUSED"),
        (replace(WORK, ended="done"), "DONE"),
    ],
)
def test_a_word_says_what_the_person_does_now(session: Session, expected: str) -> None:
    assert word(session) == expected
    assert expected in shown(session, 80, 24)


def test_a_change_of_sides_without_a_pause_is_announced_for_a_few_seconds() -> None:
    turn = replace(SCRIPT.segments[3], turns=True)
    session = Session(replace(SCRIPT, segments=(turn,)))
    assert word(session) == "CHANGE SIDES"
    assert word(replace(session, elapsed=5.0)) == "RIGHT SIDE"


def test_the_pause_key_reads_go_on_while_paused() -> None:
    assert "space go on" in shown(replace(WORK, paused=True), 80, 24)
    assert "space pause" in shown(WORK, 80, 24)


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (40, 12)])
def test_an_ascii_frame_contains_only_ascii(knowledge: KnowledgeBase, columns: int, rows: int) -> None:
    segment = replace(SCRIPT.segments[1], target="quadratus-lumborum")
    session = Session(replace(SCRIPT, segments=(segment,)))
    text = shown(session, columns, rows, pictures(knowledge, "ascii"), blocks=False)
    assert text.isascii()
    assert (":::" in text) is (columns > 40)


def test_the_clock_is_three_rows_high_and_all_digits_differ() -> None:
    for blocks in (True, False):
        faces = {clock_face(digit, blocks=blocks) for digit in "0123456789"}
        assert len(faces) == 10
        assert all(len(face) == 3 and len({len(line) for line in face}) == 1 for face in faces)
    assert clock_face("4:20", blocks=False) == ("       _   _ ", "|_| .  _| | |", "  | . |_  |_|")


def test_instructions_that_do_not_fit_are_shown_page_after_page() -> None:
    words = tuple(f"Sentence {number} of twelve." for number in range(1, 13))
    session = Session(replace(SCRIPT, segments=(replace(SCRIPT.segments[1], words=words),)))
    seen = "".join(shown(replace(session, elapsed=float(second)), 50, 18) for second in range(60))
    assert all(sentence in seen for sentence in words)
    assert shown(session, 50, 18) == shown(session, 50, 18)


def test_the_picture_shows_the_side_that_is_worked(knowledge: KnowledgeBase) -> None:
    picture = pictures(knowledge, "ascii")
    left, right = (picture("quadratus-lumborum", side, 34, 16) for side in ("left", "right"))
    one, other = ([line.plain.ljust(34) for line in lines] for lines in (left, right))
    place, far = (next(line for line in lines if "1" in line).index("1") for lines in (one, other))
    assert place < far
    assert any("left side" in line for line in one)
    assert any("right side" in line for line in other)
    assert picture("quadratus-lumborum", "left", 34, 16) is left, "drawn once"


def test_a_target_that_the_map_lacks_has_no_picture(knowledge: KnowledgeBase) -> None:
    assert pictures(knowledge, "ascii")("whole-body", "both", 34, 16) == ()
