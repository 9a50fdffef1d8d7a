"""A wrong value is reported in plain words: what it is, what is allowed, and what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from .made_up import added, changed, faults_of

SAID = {
    "number for text": (
        "tips:\n  - {id: a, moment: after, name: 12, text: B}",
        "text is needed here, not the number 12",
    ),
    "empty": ("tips:\n  - {id: a, moment: after, name: '', text: B}", "text is needed here, not empty text"),
    "list for text": ("tips:\n  - {id: a, moment: after, name: [B], text: B}", "text is needed here, not a list of 1"),
    "word for number": (
        "regions:\n  - {id: a, view: back, layer: line, half-width: wide, points: [[0, 1], [0, 2]]}",
        "a number is needed here, not `wide`",
    ),
    "too large": (
        "regions:\n  - {id: a, view: back, layer: line, half-width: 99, points: [[0, 1], [0, 2]]}",
        "20.0 or less is needed here, not the number 99",
    ),
    "word for a flag": ("tools:\n  - {id: a, name: A, at-hand: maybe}", "true or false is needed here, not `maybe`"),
    "mapping for a list": (
        "tips:\n  - {id: a, moment: after, name: A, text: B, words: {a: b}}",
        "a list is needed here, not a mapping",
    ),
    "no word of the list": (
        "tips:\n  - {id: a, moment: afterr, name: A, text: B}",
        "one of 'before', 'during', 'after' or 'weeks' is needed here, not `afterr`",
    ),
}


@pytest.mark.parametrize(("text", "said"), SAID.values(), ids=SAID)
def test_a_wrong_value_is_reported_with_what_is_allowed(tmp_path: Path, text: str, said: str) -> None:
    (fault,) = faults_of(tmp_path, added(text))
    assert fault.message == said
    assert fault.hint or fault.message.startswith("20.0")


def test_a_colon_in_a_line_of_text_is_explained(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, changed(("steps: [Fill the can., Pour.]", "steps: [Fill the can., Note: pour.]")))
    assert fault.message == "text is needed here, not a mapping"
    assert fault.hint == "The colon makes this a field; put the whole line in quotes."


@pytest.mark.parametrize("written", ["[drip]", "drip", "[drip, drip, pour]"])
def test_a_range_of_pressure_needs_two_pressures(tmp_path: Path, written: str) -> None:
    (fault,) = faults_of(tmp_path, changed(("by: {self: [drip, pour]", f"by: {{self: {written}")))
    assert fault.message == "two pressures, the lightest and the strongest, such as [drip, drip]"


def test_a_missing_field_is_reported_with_its_meaning(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, added("tips:\n  - {id: a, moment: after, name: A}"))
    assert (fault.rule, fault.message) == ("missing-field", "`text` is missing")
    assert fault.hint.startswith("Add it (")


def test_a_missing_field_of_a_part_is_reported_with_its_meaning(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, changed(("seconds: 60, at-least: 30, at-most", "seconds: 60, atleast: 30, at-most")))
    hints = {fault.rule: fault.hint for fault in faults}
    assert hints["unknown-field"] == "Did you mean `at-least`?"
    assert hints["missing-field"].startswith("Add it (The shortest time that is worth doing); docs/reference/fields.md")


def caution(**fields: str) -> str:
    given = {"class": "T", "when": "leaves-yellow", "do": "{say: So.}"} | fields
    return (
        f"cautions:\n  - {{id: a, name: A, {', '.join(f'{name}: {value}' for name, value in given.items())}, text: B}}"
    )


MEANT = {
    "at-least": (caution(when="{age: {atleast: 3}}"), "`atleast` is no comparison", "`at-least`"),
    "all-of": (caution(when="{spots: {allof: [a]}}"), "`allof` is no comparison", "`all-of`"),
    "any": (caution(when="{anyy: [leaves-yellow]}"), "no finding is called `anyy`", "`any`"),
    "all": (caution(when="{alll: 3}"), "what is compared with `alll` is missing", "`all`"),
    "class": (caution(**{"class": "X"}), "not `X`", "A: nothing at all. L: not on that place."),
    "neither": (caution(when="{spots: {zzz: [a]}}"), "`zzz` is no comparison", "at-least-n over criteria"),
}


@pytest.mark.parametrize(("text", "message", "hint"), MEANT.values(), ids=MEANT)
def test_a_misspelled_comparison_is_reported_with_what_was_probably_meant(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    (fault,) = faults_of(tmp_path, added(text))
    assert message in fault.message
    assert hint in fault.hint


def test_comparisons_that_cannot_be_combined_are_reported(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, added(caution(when="{age: {at-least: 3, is: a}}")))
    assert "only at-least and at-most stand together" in fault.message


def test_a_missing_or_unknown_field_names_the_page_of_fields(tmp_path: Path) -> None:
    missing, unknown = faults_of(tmp_path, added("tips:\n  - {id: a, name: A, text: B, zzzz: 1}"))
    assert "docs/reference/fields.md" in missing.hint
    assert "docs/reference/fields.md" in unknown.hint
