"""Rules about what a text says: what each finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.statements import diagnosis, promise, reassurance, refuted_claim
from lint.small import BASE, found, locations, red_flag, technique

# refuted-claim

CLAIM = {
    "id": "dirt",
    "name": "Dirt",
    "claim": "Rubbing washes the dirt out.",
    "verdict": "wrong",
    "text": "No dirt was ever found.",
    "avoid": ["washes the dirt out", "dirt is washed"],
}


def test_a_phrase_of_a_refuted_claim_is_found(tmp_path: Path) -> None:
    repeats = technique(feel="Warm: it Washes the dirt  out.")
    problems = found(tmp_path, refuted_claim, claims=[CLAIM], techniques=[repeats])
    assert locations(problems) == [("rubbing", ("feel",))]
    assert "`dirt`" in problems[0].message


def test_the_claim_itself_and_what_people_type_are_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, refuted_claim, claims=[CLAIM], techniques=[technique(words=["washes the dirt out"])])


# promise


@pytest.mark.parametrize(
    "text",
    [
        "It cures the pain.",
        "Your pain is gone for good.",
        "It will fix your back.",
        "We guarantee it.",
        "It always helps.",
        "Get rid of the ache. Do not press.",
    ],
)
def test_a_promise_is_found(tmp_path: Path, text: str) -> None:
    assert locations(found(tmp_path, promise, techniques=[technique(feel=text)])) == [("rubbing", ("feel",))]


@pytest.mark.parametrize(
    "text",
    [
        "Nothing here cures a sore back.",
        "A wound needs time to heal.",
        "It has not been shown that it will help.",
        "Wait until the bone has healed.",
        "Many people feel looser for an hour.",
    ],
)
def test_a_denial_and_ordinary_healing_are_left_alone(tmp_path: Path, text: str) -> None:
    assert not found(tmp_path, promise, techniques=[technique(feel=text)])


# reassurance


@pytest.mark.parametrize(
    "text",
    [
        "You are safe.",
        "You're quite safe.",
        "It is nothing serious.",
        "Do not worry.",
        "This is often harmless.",
        "There is no need to panic.",
        "It cannot hurt you.",
        "All is well.",
    ],
)
def test_a_text_that_reassures_is_found(tmp_path: Path, text: str) -> None:
    assert locations(found(tmp_path, reassurance, red_flags=[red_flag(text=text)])) == [("no-feeling", ("text",))]


@pytest.mark.parametrize(
    "text",
    [
        "It has to be checked today.",
        "Slight tenderness for a day is normal.",
        "Light strokes are fine.",
        "Stress and worry tighten muscles.",
        "Wait until a clinician says that it is safe.",
    ],
)
def test_a_text_that_says_what_to_do_is_left_alone(tmp_path: Path, text: str) -> None:
    assert not found(tmp_path, reassurance, red_flags=[red_flag(text=text)])


def test_a_note_for_authors_is_left_alone(tmp_path: Path) -> None:
    noted = BASE["findings"][0] | {"note": "Common and harmless alone."}
    assert not found(tmp_path, reassurance, findings=[noted])


# diagnosis


def test_a_disease_in_a_text_or_a_name_is_found(tmp_path: Path) -> None:
    named = red_flag(name="Nervus pressus", text="It can be a nervus pressus.")
    assert locations(found(tmp_path, diagnosis, red_flags=[named])) == [
        ("no-feeling", ("name",)),
        ("no-feeling", ("text",)),
    ]


def test_a_disease_of_another_flag_is_found_in_the_plural(tmp_path: Path) -> None:
    other = red_flag(id="other", may_indicate="A big clot (also thrombus) or an embolus.", text="It can be emboluss.")
    problems = found(tmp_path, diagnosis, red_flags=[red_flag(text="A thrombus may move."), other])
    assert locations(problems) == [("no-feeling", ("text",)), ("other", ("text",))]


def test_a_word_that_questions_use_counts_as_plain(tmp_path: Path) -> None:
    flag = red_flag(may_indicate="Infection, fever.", text="With fever go today.")
    assert not found(tmp_path, diagnosis, red_flags=[flag])


def test_plain_words_are_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, diagnosis, red_flags=[red_flag()])
