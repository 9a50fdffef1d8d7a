"""Rules about the interview: what each finds and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from backrelief.lint.interview import asked_once, unused_finding
from lint.small import caution, found, locations, red_flag

# asked-once

ASKS_NUMB = {"id": "first", "kind": "danger", "ask": "Any of these?", "lines": [{"any": ["numb"]}]}


def test_a_danger_that_no_line_asks_about_is_found(tmp_path: Path) -> None:
    flag = red_flag({"level": "today", "when": {"any": ["numb", "fever"]}})
    problems = found(tmp_path, asked_once, red_flags=[flag], screens=[ASKS_NUMB])
    assert [problem.entry for problem in problems] == ["no-feeling"]
    assert "`fever`" in problems[0].message


def test_a_finding_in_two_lines_is_found(tmp_path: Path) -> None:
    twice = ASKS_NUMB | {"lines": [{"any": ["numb"]}, {"any": ["fever", "numb"]}]}
    assert [problem.entry for problem in found(tmp_path, asked_once, screens=[twice])] == ["numb"]


def test_follow_ups_options_and_flags_that_are_never_asked_are_left_alone(tmp_path: Path) -> None:
    screen = ASKS_NUMB | {"lines": [{"any": ["numb"], "follow-up": ["pace"]}]}
    asked = red_flag(
        {"level": "today", "when": {"all": ["numb", {"pace": {"is": "hours"}}, {"age": {"at-least": 50}}]}}
    )
    silent = red_flag({"level": "today", "when": "fever"}, id="silent", asked_in=[])
    assert not found(tmp_path, asked_once, red_flags=[asked, silent], screens=[screen])


# unused-finding

SCREEN = {"id": "first", "kind": "danger", "ask": "Any of these?", "lines": [{"any": ["numb", "fever", "well"]}]}
ALL_USED = red_flag({"level": "today", "when": {"any": ["numb", "fever", "well", {"pace": {"is": "hours"}}]}})
FOLLOWED = SCREEN | {"lines": [{"any": ["numb", "fever", "well"], "follow-up": ["pace"]}]}
UNSAID = {"id": "sad", "kind": "yes-no", "role": "context", "ask": "Are you sad?", "clause": "you are sad"}


def test_a_finding_that_is_asked_and_used_is_left_alone(tmp_path: Path) -> None:
    assert not found(tmp_path, unused_finding, red_flags=[ALL_USED], screens=[FOLLOWED])


def test_a_finding_that_nothing_uses_is_found(tmp_path: Path) -> None:
    screen = FOLLOWED | {"lines": [*FOLLOWED["lines"], {"any": ["sad"]}]}
    problems = found(tmp_path, unused_finding, findings=[UNSAID], red_flags=[ALL_USED], screens=[screen])
    assert [problem.message for problem in problems] == ["nothing follows from `sad`"]


def test_a_finding_that_no_line_asks_about_is_found_unless_it_has_words(tmp_path: Path) -> None:
    sad = caution(when="sad")
    problems = found(
        tmp_path, unused_finding, findings=[UNSAID], cautions=[sad], red_flags=[ALL_USED], screens=[FOLLOWED]
    )
    assert locations(problems) == [("sad", ())]
    said = UNSAID | {"words": ["low mood"]}
    assert not found(
        tmp_path, unused_finding, findings=[said], cautions=[sad], red_flags=[ALL_USED], screens=[FOLLOWED]
    )


def test_a_derived_finding_in_a_criterion_a_gate_or_another_finding_counts_as_used(tmp_path: Path) -> None:
    ill = {"id": "ill", "kind": "derived", "when": {"any": ["numb", "fever"]}}
    base = {"red_flags": [ALL_USED], "screens": [FOLLOWED]}
    assert locations(found(tmp_path, unused_finding, findings=[ill], **base)) == [("ill", ())]
    assert not found(
        tmp_path, unused_finding, findings=[ill], cautions=[caution(when={"all": ["ill", "well"]})], **base
    )
    gated = UNSAID | {"only-if": "ill", "words": ["low mood"]}
    assert not found(tmp_path, unused_finding, findings=[ill, gated], cautions=[caution(when="sad")], **base)
    worse = {"id": "worse", "kind": "derived", "when": {"all": ["ill", "well"]}}
    assert locations(found(tmp_path, unused_finding, findings=[ill, worse], **base)) == [("worse", ())]


def test_a_finding_of_places_to_keep_off_counts_as_used(tmp_path: Path) -> None:
    cut = {
        "id": "cut",
        "kind": "sites",
        "role": "danger",
        "ask": "A cut?",
        "clause": "you have a cut",
        "words": ["cut"],
    }
    off = caution(class_="L", do={"keep-off": {"sites-of": "cut"}})
    assert not found(tmp_path, unused_finding, findings=[cut], cautions=[off], red_flags=[ALL_USED], screens=[FOLLOWED])
