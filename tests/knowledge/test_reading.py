"""Files are read into a knowledge base, with every fault of every file reported at its line and column."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from backrelief.errors import Exit, KnowledgeError
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.faults import MOST_FAULTS, BrokenKnowledgeError, Fault
from backrelief.knowledge.folders import shipped_folder
from backrelief.lint.examine import examine_knowledge, load_knowledge
from knowledge.made_up import (
    PLANTS,
    TEXT,
    added,
    changed,
    examine,
    faults_of,
    knowledge_of,
    nothing_hangs,
    position_of,
)

# Without faults


def test_entries_are_read_in_the_order_of_the_file(plants: KnowledgeBase) -> None:
    assert plants.tools.ids == ("can", "mister")
    assert plants.pressures.ids == ("drip", "pour", "hose")
    assert plants.techniques["soak"].name == "Soak"


def test_every_entry_has_the_location_where_it_was_written(plants: KnowledgeBase) -> None:
    origin = plants.origins["techniques", "soak"]
    assert origin.path == PLANTS
    assert (origin.line, origin.column) == position_of(TEXT, "id: soak\n    name")


def test_entries_have_the_review_date_of_their_file(tmp_path: Path) -> None:
    knowledge = knowledge_of(
        tmp_path, changed(("id: can, name: watering can", "id: can, reviewed: 2020-02-29, name: can"))
    )
    assert knowledge.tools["mister"].reviewed == date(2026, 1, 31)
    assert knowledge.tools["can"].reviewed == date(2020, 2, 29)


def test_the_files_of_a_folder_are_read_in_alphabetical_order(tmp_path: Path) -> None:
    head, tail = TEXT.split("findings:\n")
    (tmp_path / "b.yml").write_text(f"findings:\n{tail}", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(head, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not: [yaml", encoding="utf-8")
    (tmp_path / "c.yaml").mkdir()
    knowledge, faults = examine_knowledge(tmp_path, severities=())
    assert faults == ()
    assert knowledge is not None
    assert knowledge.origins["findings", "pace"].path == tmp_path / "b.yml"


def test_a_folder_may_be_given_as_a_string() -> None:
    assert "soak" in load_knowledge(str(PLANTS)).techniques


def test_the_shipped_knowledge_is_loaded_by_default(knowledge: KnowledgeBase) -> None:
    assert knowledge.origins["techniques", next(iter(knowledge.techniques.ids))].path.parent == shipped_folder()


@pytest.mark.parametrize(
    "text",
    [
        "places:\n  - {id: leaf, name: leaf}\n",
        "reviewed: 2026-01-31\n",
        "tips:\n  - {id: a, name: A, moment: after, text: B}\n",
    ],
    ids=["places", "nothing but a date", "tips"],
)
def test_part_of_a_knowledge_base_can_be_examined_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "part.yaml"
    file.write_text(text, encoding="utf-8")
    assert examine_knowledge(file)[0] is not None


def test_criteria_are_linked_when_the_knowledge_is_loaded(plants: KnowledgeBase) -> None:
    assert "wilting" not in plants.shapes
    assert plants.red_flags_naming("leaves-yellow") == tuple(plants.red_flags)


# One fault each

ONE_FAULT: list[tuple[str, str, str, str, str]] = [
    # old text, new text, the part that the fault points at, rule, words
    ("contact: none", "contakt: none", "contakt", "unknown-field", "`contakt` is no field here"),
    ("    summary: Water from above.\n", "", "id: soak\n    name", "missing-field", "`summary` is missing"),
    ("often: Each week.", "oft: Each week.", "oft:", "unknown-field", "`oft`"),
    ("minutes: 5", "minutes: five", "five", "value", "a whole number is needed here, not `five`"),
    ("minutes: 5", "minutes: 61", "61", "value", "60 or less is needed here, not the number 61"),
    ("level: easy", "level: simple", "simple", "value", "'easy'"),
    ("contact: none", "contact: [none]", "[none]", "value", "'none'"),
    ("id: soak\n", "id: Soak It\n", "Soak It", "value", "not an id"),
    ("id: root-zone\n", f"id: {'a' * 61}\n", "a" * 61, "value", "at most 60 letters"),
    ("reviewed: 2026-01-31", "surfaces: []", "surfaces:\n", "duplicate-key", "the first is on line 2"),
    ("phases: [warm-up, main, cool-down]", "phases: []", "[]\n    areas", "value", "a list of at least 1"),
    ("feel: Cool.", "feel: ''", "''", "value", "text is needed here, not empty text"),
    ("feel: Cool.", "feel: [Cool.]", "[Cool.]", "value", "text is needed here, not a list of 1"),
    ("at-hand: true", "at-hand: maybe", "maybe", "value", "true or false is needed here, not `maybe`"),
    ("  - id: soak\n", "  - soak\n  - id: soak\n", "soak\n  - id", "file-shape", "an entry is a mapping"),
    ("surfaces:\n  - {id: sill", "surfaces: none\nfamilys:\n  - {id: sill", "none\nfamilys", "file-shape", "a list"),
]


def relevant(faults: list[Fault]) -> list[Fault]:
    """Leave out faults about entries that are missing because they were refused."""
    return [fault for fault in faults if fault.rule != "dangling-id"]


@pytest.mark.parametrize(
    ("old", "new", "at", "rule", "words"), ONE_FAULT, ids=[f"{one[3]}: {one[1][:30]!r}" for one in ONE_FAULT]
)
def test_each_fault_is_reported_at_its_line_and_column(
    tmp_path: Path, old: str, new: str, at: str, rule: str, words: str
) -> None:
    text = changed((old, new))
    faults = [fault for fault in relevant(faults_of(tmp_path, text)) if fault.rule == rule]
    assert [(fault.line, fault.column) for fault in faults] == [position_of(text, at)]
    assert words in faults[0].message


def test_a_bare_word_is_reported_only_once(tmp_path: Path) -> None:
    text = changed(("contact: none", "contact: off"))
    assert "surprise" in {fault.rule for fault in faults_of(tmp_path, text)}


def test_all_faults_are_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = changed(
        ("name: window sill", "nmae: window sill"),
        ("unit: days, most: 400", "unit: days, most: 0x1f"),
        ("when: {spots: [leaf]}", "when: {spots: [lead]}"),
        ("position: [upright, tilted]", "position: [uprigth, tilted]"),
        ("keep-off: [root]\n    text: Rot", "keep-off: [rot]\n    text: Rot"),
        ("when: {not: wilting}", "when: {not: [wilting]}"),
    )
    faults = faults_of(tmp_path, text)
    assert faults == sorted(faults)
    lines = [fault.line for fault in faults]
    for part in ("nmae", "0x1f", "lead", "uprigth", "[rot]\n    text", "[wilting]"):
        assert position_of(text, part)[0] in lines


def test_faults_of_several_files_are_reported_at_once(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.yaml").write_text("tools:\n  - {id: X}\n", encoding="utf-8")
    assert {fault.path.name for fault in examine_knowledge(tmp_path)[1]} == {"a.yaml", "b.yaml", "c.yaml"}


def test_broken_knowledge_raises_an_error_with_every_fault_and_its_own_exit_code(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("tools:\n" + "".join(f"  - {{id: t{n}}}\n" for n in range(25)), encoding="utf-8")
    with pytest.raises(BrokenKnowledgeError) as caught:
        load_knowledge(tmp_path)
    error = caught.value
    assert (len(error.faults), error.exit_code) == (25, Exit.BROKEN_KNOWLEDGE)
    assert "the knowledge has 25 faults" in error.message
    assert "... and 5 more" in error.message
    assert f"{file}:2:5: error: `name` is missing (missing-field)" in error.message


# Hints


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("contact: none", "contakt: none", "contact"),
        ("often: Each week.", "oftn: Each week.", "often"),
        ("at-hand: true", "at_hand: true", "at-hand"),
        ("may-indicate: Pests.", "may_indicate: Pests.", "may-indicate"),
        ("grade: high", "grade: hihg", "high"),
        ("grade: high", "grade: tradtional", "traditional"),
        ("direction: benefit", "direction: benefits", "benefit"),
        ("direction: benefit", "direction: unknwon", "unknown"),
        ("muscles:\n", "muscels:\n", "muscles"),
        ("level: easy", "level: eassy", "easy"),
        ("level: easy", "level: mediums", "medium"),
    ],
)
def test_a_similar_word_is_suggested(tmp_path: Path, old: str, new: str, meant: str) -> None:
    hints = [fault.hint for fault in faults_of(tmp_path, changed((old, new)))]
    assert any("Did you mean" in hint and f"`{meant}`" in hint for hint in hints), hints


def test_an_unknown_kind_without_a_similar_one_lists_the_kinds(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, added("zzz:\n  - {id: x}"))
    assert [fault.rule for fault in faults] == ["kind"]
    assert "red-flags" in faults[0].hint


def test_an_unknown_kind_of_finding_is_reported_at_its_line_with_a_similar_kind(tmp_path: Path) -> None:
    text = changed(("kind: number\n    role: context", "kind: numbr\n    role: context"))
    fault = relevant(faults_of(tmp_path, text))[0]
    assert fault.line == position_of(text, "numbr")[0]
    assert "`number`" in fault.hint


def test_a_missing_kind_of_a_finding_is_reported(tmp_path: Path) -> None:
    text = changed(("    kind: number\n    role: context", "    role: context"))
    fault = relevant(faults_of(tmp_path, text))[0]
    assert "`kind` is missing" in fault.message


# One mistake is one fault


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reviewed: 2026-01-31", "reviewed: 2026-13-31"),
        ("status: draft", "status: final"),
    ],
)
def test_a_wrong_value_for_the_whole_file_is_reported_once_at_its_line(tmp_path: Path, old: str, new: str) -> None:
    text = changed((old, new))
    faults = faults_of(tmp_path, text)
    assert [fault.line for fault in faults] == [position_of(text, new)[0]]


def test_a_refused_entry_is_not_reported_as_missing_as_well(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, changed(("feel: Cool.", "feel: []")))
    assert [fault.message for fault in faults if "no `soak`" in fault.message] == []


def test_a_fault_inside_a_list_is_not_reported_for_the_list_as_well(tmp_path: Path) -> None:
    text = changed(("grade: high", "grade: highest"))
    assert [fault.column for fault in relevant(faults_of(tmp_path, text))] == [position_of(text, "highest")[1]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("forbid: {any: [{means: [cloth]}, {pressure: {at-least: pour}}]}", "forbid: {any: []}"),
        ("keep-off: {sites-of: spots}", "keep-off: leaf"),
        ("say: Drip only.", "say-for: [x]"),
    ],
)
def test_a_wrong_value_of_a_union_type_is_reported_once(tmp_path: Path, old: str, new: str) -> None:
    assert len(faults_of(tmp_path, changed((old, new)))) == 1


# Text


@pytest.mark.parametrize(
    "letter",
    [
        "\\e",
        "\\a",
        "\\0",
        "\\x9b",
        "\u202e",
        "\u200b",
        "\u2066",
        "\ufeff",
        "\\L",
        "\\P",
        "\\r",
        "\\t",
        "\ue000",
        "\u00ad",
    ],
    ids=[
        "escape",
        "bell",
        "nul",
        "control sequence",
        "right to left",
        "no width",
        "isolate",
        "byte order mark",
        "line separator",
        "paragraph separator",
        "return",
        "tab",
        "private",
        "soft hyphen",
    ],
)
def test_invisible_and_bidirectional_characters_are_refused_in_text(tmp_path: Path, letter: str) -> None:
    text = changed(("feel: Cool.", f'feel: "Co{letter}ol."'))
    faults = relevant(faults_of(tmp_path, text))
    assert [(fault.line, fault.column) for fault in faults] == [position_of(text, f'"Co{letter}ol."')]
    assert "invisible character U+" in faults[0].message
    assert str(faults[0]).isprintable() or all(part.isprintable() for part in str(faults[0]).splitlines())


@pytest.mark.parametrize("word", ["café", "naïve", "Ångström", "痛", "боль", "½", "38 °C", "\U0001f33f"])
def test_letters_of_every_script_are_accepted(tmp_path: Path, word: str) -> None:
    knowledge = knowledge_of(tmp_path, changed(("feel: Cool.", f"feel: {word}")))
    assert knowledge.techniques["soak"].feel == word


def test_space_around_text_is_removed(tmp_path: Path) -> None:
    assert knowledge_of(tmp_path, changed(("feel: Cool.", 'feel: "  Cool. "'))).techniques["soak"].feel == "Cool."


@pytest.mark.parametrize(
    "text",
    ['"\\e[31mred": []\n', 'tools:\n  - {id: x, name: x, "\\e[2J": 1}\n', 'tools:\n  - {id: "\\e[2J", name: x}\n'],
    ids=["kind", "field", "id"],
)
def test_a_fault_never_prints_a_control_character(tmp_path: Path, text: str) -> None:
    for fault in faults_of(tmp_path, text):
        assert all(line.isprintable() for line in str(fault).splitlines())


# Files


def test_a_broken_file_is_reported_and_the_others_are_still_read(tmp_path: Path) -> None:
    (tmp_path / "plants.yaml").write_text(changed(("contact: none", "contakt: none")), encoding="utf-8")
    (tmp_path / "worse.yaml").write_text("a: [", encoding="utf-8")
    rules = {fault.path.name: fault.rule for fault in examine_knowledge(tmp_path)[1]}
    assert rules["worse.yaml"] == "yaml-syntax"
    assert "plants.yaml" in rules


@pytest.mark.parametrize("text", ["- a\n", "word\n", "12\n"])
def test_a_file_that_is_not_a_mapping_is_refused(tmp_path: Path, text: str) -> None:
    assert [fault.rule for fault in faults_of(tmp_path, text)] == ["file-shape"]


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_file_is_refused(tmp_path: Path, text: str) -> None:
    assert [fault.rule for fault in faults_of(tmp_path, text)] == ["empty-file"]


def test_a_pipe_in_the_folder_is_reported_without_waiting_for_a_writer(tmp_path: Path) -> None:
    (tmp_path / "plants.yaml").write_text(TEXT, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.yaml")
    assert [(fault.path.name, fault.rule) for fault in examine_knowledge(tmp_path)[1]] == [("pipe.yaml", "unreadable")]


def unreadable_folders(tmp_path: Path) -> Iterator[Path]:
    """Yield paths that are no folder of knowledge."""
    yield tmp_path / "missing"
    yield tmp_path / "missing.yaml"
    os.mkfifo(tmp_path / "pipe")
    yield tmp_path / "pipe"
    (tmp_path / "empty").mkdir()
    yield tmp_path / "empty"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    yield tmp_path / "loop"
    yield Path("/dev/null")


def test_an_unreadable_or_empty_folder_is_named(tmp_path: Path) -> None:
    for folder in unreadable_folders(tmp_path):
        with pytest.raises(KnowledgeError) as caught:
            examine_knowledge(folder)
        assert str(folder) in caught.value.message
        assert caught.value.hint


def test_a_folder_without_permission_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(KnowledgeError, match="Permission denied"):
        examine_knowledge(tmp_path)


def test_a_file_without_permission_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_file: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "plants.yaml").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    assert [fault.rule for fault in examine_knowledge(tmp_path)[1]] == ["unreadable"]


def test_an_impossible_folder_name_is_an_error_of_the_knowledge() -> None:
    with pytest.raises(KnowledgeError):
        examine_knowledge("a\0b")


def test_a_duplicate_id_is_reported_with_the_location_of_the_first(tmp_path: Path) -> None:
    text = changed(("  - {id: mister,", "  - {id: can, name: another}\n  - {id: mister,"))
    (fault,) = faults_of(tmp_path, text)
    first, second = position_of(text, "id: can, name: watering")[0], position_of(text, "can, name: another")
    assert (fault.rule, (fault.line, fault.column)) == ("duplicate-id", second)
    assert f"plants.yaml:{first}" in fault.message


def test_a_duplicate_id_in_another_file_of_a_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("tools:\n  - {id: can, name: can}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("tools:\n  - {id: can, name: can}\n", encoding="utf-8")
    (fault,) = examine_knowledge(tmp_path)[1]
    assert (fault.path.name, fault.rule) == ("b.yaml", "duplicate-id")
    assert "a.yaml:2" in fault.message


def test_two_kinds_may_use_the_same_id(tmp_path: Path) -> None:
    tip = "{id: soak, name: Soak, moment: weeks, text: Often., sources: handbook}"
    knowledge = knowledge_of(tmp_path, added(f"tips:\n  - {tip}"))
    assert knowledge.tips.get("soak")
    assert knowledge.techniques.get("soak")


def test_examining_returns_either_knowledge_or_faults(tmp_path: Path) -> None:
    assert examine(tmp_path, TEXT)[0] is not None
    broken = examine(tmp_path, changed(("contact: none", "contakt: none")))
    assert broken[0] is None
    assert broken[1]


# Too many faults

FLOODS = {
    "fields": "tools:\n" + "".join(f"  - {{id: a{n}, name: b, nmae: c}}\n" for n in range(5_000)),
    "references": "tools:\n" + "".join(f"  - {{id: a{n}, name: b, stand-in-tool: none}}\n" for n in range(5_000)),
    "kinds": "".join(f"a{n}: 1\n" for n in range(20_000)),
    "one list": f"tips:\n  - {{id: a, name: b, text: c, words: [{'1, ' * 40_000}]}}\n",
    "the linter": "tips:\n" + "".join(f"  - {{id: a{n}, name: b, text: c}}\n" for n in range(5_000)),
}


@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS)
def test_a_flood_of_faults_is_cut_off_with_a_notice(tmp_path: Path, text: str) -> None:
    file = tmp_path / "flood.yaml"
    file.write_text(text, encoding="utf-8")
    with nothing_hangs(30):
        _, faults = examine_knowledge(file)
    assert len(faults) <= MOST_FAULTS + 1
    assert "too-many" in {fault.rule for fault in faults}
    assert "error" in {fault.severity for fault in faults}, "warnings that were cut off may have hidden an error"


def test_fields_after_a_syntax_error_are_not_reported_as_missing(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("techniques:\n  - id: mine\n    name: Mine\n     summary: x\n", encoding="utf-8")
    assert [fault.rule for fault in examine_knowledge(file)[1]] == ["yaml-syntax"]
