"""Rules about how a text is written: what each finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.lint.wording import lay_term, long_step, not_imperative, placeholder, same_words, typography
from lint.small import caution, found, locations, routine, technique

# placeholder


def test_a_placeholder_is_found(tmp_path: Path) -> None:
    unfinished = technique(gentler="None.", stop=["Stop if it hurts.", "see above"], feel="TODO: ask Anna.")
    problems = found(tmp_path, placeholder, techniques=[unfinished])
    assert {place for _, place in locations(problems)} == {("gentler",), ("stop", 1), ("feel",)}


def test_a_technique_for_home_without_steps_or_dose_is_found(tmp_path: Path) -> None:
    assert len(found(tmp_path, placeholder, techniques=[technique(steps=[], dose=...)])) == 2
    assert not found(tmp_path, placeholder, techniques=[technique(steps=[], dose=..., referral_only=True)])


def test_a_sentence_that_begins_with_such_a_word_is_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, placeholder, techniques=[technique(feel="Nothing sharp, only warmth.")])


# long-step

FIFTEEN = "Rub slowly up and down beside the spine for 20-30 seconds, then change to left."
SIXTEEN = f"Now {FIFTEEN}"


def test_a_step_of_sixteen_words_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, long_step, techniques=[technique(steps=["Rub.", SIXTEEN])])
    assert locations(problems) == [("rubbing", ("steps", 1))]
    assert "16 words" in problems[0].message


def test_a_long_step_of_another_position_is_found(tmp_path: Path) -> None:
    entry = technique(position=["sitting", "lying"], steps_in={"lying": ["Rub.", SIXTEEN]})
    assert locations(found(tmp_path, long_step, techniques=[entry])) == [("rubbing", ("steps-in", "lying", 1))]


def test_a_long_cue_of_a_routine_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, long_step, techniques=[technique()], routines=[routine({}, {"cue": SIXTEEN})])
    assert locations(problems) == [("short", ("steps", 1, "cue"))]


def test_a_step_of_fifteen_words_is_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, long_step, techniques=[technique(steps=[FIFTEEN, "Stop - and rest."])])


# not-imperative


@pytest.mark.parametrize(
    "step", ["You press slowly.", "Pressing slowly.", "Presses slowly.", "The partner presses.", "A ball helps."]
)
def test_a_step_that_does_not_tell_what_to_do_is_found(tmp_path: Path, step: str) -> None:
    problems = found(tmp_path, not_imperative, techniques=[technique(steps=["Press.", step])])
    assert locations(problems) == [("rubbing", ("steps", 1))]


def test_a_step_of_another_position_is_found_too(tmp_path: Path) -> None:
    entry = technique(position=["sitting", "lying"], steps_in={"lying": ["Press.", "You press slowly."]})
    assert locations(found(tmp_path, not_imperative, techniques=[entry])) == [("rubbing", ("steps-in", "lying", 1))]


@pytest.mark.parametrize(
    "step",
    [
        "Press slowly.",
        "Bring the knee up.",
        "Swing the arm.",
        "Cross the arms.",
        "During the out-breath let go.",
        "On the buttock use loose fists.",
        "If it eases, stop.",
        "Knees apart: lean forward.",
        "Keep varying: the next posture is the best.",
        "The other side: press again.",
        "Feed the strap under the foot.",
        "10 times press and let go.",
    ],
)
def test_a_step_that_tells_what_where_or_when_is_left_alone(tmp_path: Path, step: str) -> None:
    assert not found(tmp_path, not_imperative, techniques=[technique(steps=[step])])


# same-words

SENTENCE = "A soft ball between the body and the wall, leant on at sore spots."


def test_a_name_in_two_entries_of_a_kind_is_found(tmp_path: Path) -> None:
    problems = found(tmp_path, same_words, techniques=[technique(), technique(id="again", name="rubbing")])
    assert ("again", ("name",)) in locations(problems)


def test_a_long_sentence_in_two_entries_is_found_whatever_its_capitals(tmp_path: Path) -> None:
    one = technique(summary=SENTENCE)
    other = technique(id="other", name="Other", summary=SENTENCE.upper(), feel="Cold.", gentler="Less.")
    problems = found(tmp_path, same_words, techniques=[one, other])
    assert locations(problems) == [("other", ("summary",))]
    assert "`rubbing`" in problems[0].message


def test_short_sentences_shared_steps_and_other_kinds_are_left_alone(tmp_path: Path) -> None:
    one = technique(stop=[SENTENCE], feel="Warm.")
    other = technique(id="other", name="Other", stop=[SENTENCE], feel="Warm.")
    assert not found(tmp_path, same_words, techniques=[one, other], cautions=[caution(name="Rubbing")])


# lay-term


def test_a_word_of_two_entries_is_found_whatever_its_spelling(tmp_path: Path) -> None:
    one = technique(words=["kneading", "can't stop"])
    other = technique(id="other", name="Other", words=["press", "cant-stop"])
    problems = found(tmp_path, lay_term, techniques=[one, other])
    assert locations(problems) == [("other", ("words", 1))]
    assert "`rubbing`" in problems[0].message


def test_a_word_that_is_the_name_or_id_of_another_entry_is_found(tmp_path: Path) -> None:
    other = technique(id="other", name="Other", words=["rubbing"])
    assert locations(found(tmp_path, lay_term, techniques=[technique(), other])) == [("other", ("words", 0))]


def test_areas_and_conditions_share_their_words(tmp_path: Path) -> None:
    area = {"id": "ache-zone", "name": "an ache", "places": ["loin"]}
    assert locations(found(tmp_path, lay_term, areas=[area])) == [("ache", ("name",))]


def test_a_word_of_two_choices_of_a_finding_is_found(tmp_path: Path) -> None:
    feel = {
        "id": "feel",
        "kind": "choice",
        "role": "context",
        "ask": "How does it feel?",
        "clause": "it feels {}",
        "choices": {"sharp": "sharp", "dull": "dull"},
        "choice-words": {"sharp": ["stab", "dull"], "dull": ["ache", "Stab"]},
    }
    problems = found(tmp_path, lay_term, findings=[feel])
    assert locations(problems) == [("feel", ("choice-words", "sharp", 1)), ("feel", ("choice-words", "dull", 1))]


def test_other_kinds_may_use_the_same_word_and_an_entry_may_repeat_itself(tmp_path: Path) -> None:
    assert not found(tmp_path, lay_term, techniques=[technique(words=["rubbing", "ball"])], cautions=[caution()])


# typography


@pytest.mark.parametrize(
    "text",
    [
        "Warm \N{EN DASH} and heavy.",
        "It\N{RIGHT SINGLE QUOTATION MARK}s warm.",
        "Warm\N{HORIZONTAL ELLIPSIS} and heavy.",
        "Well done!",
        "Warm.  Heavy.",
        "Warm , and heavy.",
        "Warm and heavy",
    ],
)
def test_unusual_punctuation_is_found(tmp_path: Path, text: str) -> None:
    assert locations(found(tmp_path, typography, techniques=[technique(feel=text)])) == [("rubbing", ("feel",))]


@pytest.mark.parametrize(
    "text", ["Warm, and heavy.", "Is it warm?", "After S\N{LATIN SMALL LETTER O WITH DIAERESIS}der.", 'Say "stop."']
)
def test_plain_sentences_are_left_alone(tmp_path: Path, text: str) -> None:
    assert not found(tmp_path, typography, techniques=[technique(feel=text)])


def test_names_lists_and_signs_need_no_full_stop(tmp_path: Path) -> None:
    level = {"id": "care", "headline": "Go on.", "sign": "!", "advice": ["Go slowly."], "exit-code": 0}
    assert not found(tmp_path, typography, levels=[level], techniques=[technique(name="Rubbing", words=["rub"])])


def test_a_sentence_deep_inside_an_entry_is_checked(tmp_path: Path) -> None:
    problems = found(tmp_path, typography, cautions=[caution(do={"cap-pressure": "light", "say": "Only lightly"})])
    assert locations(problems) == [("hot", ("do", "say"))]
