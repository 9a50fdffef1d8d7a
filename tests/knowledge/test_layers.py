"""A layer may add entries freely, but needs a recorded reason to replace a safety rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.faults import BrokenKnowledgeError, Fault
from backrelief.lint.examine import examine_knowledge, load_knowledge
from knowledge.made_up import PLANTS, TEXT, position_of

SECOND_TECHNIQUE = TEXT[TEXT.index("  - id: soak\n") : TEXT.index("routines:\n")]


def layered(tmp_path: Path, *texts: str) -> tuple[KnowledgeBase | None, tuple[Fault, ...]]:
    """Stack layers, each a folder of one file, on the made-up knowledge."""
    folders = []
    for depth, text in enumerate(texts):
        folder = tmp_path / f"layer-{depth}"
        folder.mkdir()
        (folder / "own.yaml").write_text(text, encoding="utf-8")
        folders.append(folder)
    return examine_knowledge(PLANTS, *folders, severities=())


def accepted(tmp_path: Path, *texts: str) -> KnowledgeBase:
    """Load layers that have no faults."""
    knowledge, faults = layered(tmp_path, *texts)
    assert faults == ()
    assert knowledge is not None
    return knowledge


def test_a_layer_may_add_a_technique(tmp_path: Path) -> None:
    text = "techniques:\n" + SECOND_TECHNIQUE.replace("id: soak", "id: rinse").replace("name: Soak", "name: Rinse")
    knowledge = accepted(tmp_path, text)
    assert list(knowledge.techniques.ids) == ["soak", "rinse"]
    assert knowledge.overrides == ()
    assert [one.id for one in knowledge.techniques_for(frozenset({"thirst"}), frozenset({"crown"}))] == [
        "soak",
        "rinse",
    ]


def test_a_layer_may_replace_a_technique(tmp_path: Path) -> None:
    knowledge = accepted(tmp_path, "techniques:\n" + SECOND_TECHNIQUE.replace("feel: Cool.", "feel: Wet."))
    assert knowledge.techniques["soak"].feel == "Wet."
    assert knowledge.origins["techniques", "soak"].path.name == "own.yaml"


def test_a_layer_may_add_a_red_flag_on_findings_of_the_layer_below(tmp_path: Path) -> None:
    text = """\
red-flags:
  - id: own
    name: Own
    levels: [{level: today, when: dying}]
    asked-in: everywhere
    text: Mine.
    may-indicate: Mine.
    sources: [handbook]
"""
    knowledge = accepted(tmp_path, text)
    assert [flag.id for flag in knowledge.red_flags] == ["rot", "infested", "own"]
    assert knowledge.overrides == ()


REPLACED: dict[str, str] = {
    "red-flags": """\
  - id: rot
    name: Rot
    levels: [{level: care, when: {smell: {is: rot}}}]
    text: Never mind.
    may-indicate: Nothing.
    sources: [handbook]
""",
    "cautions": """\
  - id: thin-skin
    name: Thin leaves
    class: T
    when: {spots: [leaf]}
    text: Never mind.
    sources: [handbook]
""",
    "zones": """\
  - {id: root-zone, name: Roots, places: [stem], forbid: everything, text: T., say: S., sources: [handbook]}
""",
    "findings": """\
  - {id: leaves-yellow, kind: yes-no, role: comfort, ask: Yellow?, clause: it is yellow}
""",
    "levels": """\
  - {id: emergency, headline: Never mind., sign: "!", advice: Go on., exit-code: 0}
""",
    "actions": """\
  - {id: burn, name: burning}
""",
}


def id_in(entry: str) -> str:
    """Return the id of an entry."""
    found = re.search(r"\bid: ([a-z-]+)", entry)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("kind", REPLACED)
def test_replacing_a_safety_rule_without_a_reason_is_refused_at_its_id(tmp_path: Path, kind: str) -> None:
    text = f"{kind}:\n{REPLACED[kind]}"
    knowledge, faults = layered(tmp_path, text)
    assert knowledge is None
    assert [(fault.rule, fault.path.name) for fault in faults] == [("override", "own.yaml")]
    line, column = position_of(text, f"id: {id_in(text)}")
    assert (faults[0].line, faults[0].column) == (line, column + len("id: "))
    assert "overrides-safety" in faults[0].hint


@pytest.mark.parametrize("kind", REPLACED)
def test_replacing_a_safety_rule_with_a_reason_is_accepted_and_recorded(tmp_path: Path, kind: str) -> None:
    entry = REPLACED[kind].replace("name: ", "overrides-safety: We know better.\n    name: ", 1)
    if "{id:" in entry:
        entry = REPLACED[kind].replace("{id:", "{overrides-safety: We know better., id:")
    knowledge, faults = layered(tmp_path, f"{kind}:\n{entry}")
    replaced = id_in(entry)
    assert "override" not in {fault.rule for fault in faults}
    assert knowledge is not None
    assert knowledge.overrides == (f"{kind}: `{replaced}` was replaced: We know better.",)


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("allowances", "{id: nothing, name: everything, do: {cap-pressure: hose}}"),
        ("pressures", "{id: hose, name: hose, discomfort: 8, test: a hard stream, home: true, unscreened: true}"),
    ],
)
def test_allowances_and_pressures_are_safety_rules(tmp_path: Path, kind: str, entry: str) -> None:
    _, faults = layered(tmp_path, f"{kind}:\n  - {entry}\n")
    assert [fault.rule for fault in faults] == ["override"]


LESS: dict[str, tuple[str, str, str]] = {
    # what is weaker: (old text, new text, message)
    "touches": ("touches: [leaf]\n", "touches: []\n", "`touches` lacks `leaf`"),
    "action": ("action: [water]", "action: [wipe]", "`action` lacks `water`"),
    "means": ("means: [rain-water]", "means: [cloth]", "`means` lacks `rain-water`"),
    "position": ("position: [upright, tilted]", "position: [upright]", "`position` lacks `tilted`"),
    "surface": ("surface: [sill, bench]", "surface: [bench]", "`surface` lacks `sill`"),
    "tools": ("tools: [[can, mister]]", "tools: [can]", "`tools` lacks `mister`"),
    "contact": ("contact: none", "contact: skin", "`contact` is another"),
    "a giver more": ("{self: [drip, pour]", "{partner: [drip, pour], self: [drip, pour]", "`by` adds `partner`"),
    "pressure": ("{self: [drip, pour]", "{self: [drip, hose]", "`by` presses harder: `self`"),
    "dose": ("at-most: 120", "at-most: 121", "`dose` is longer"),
}


@pytest.mark.parametrize(("old", "new", "words"), LESS.values(), ids=LESS)
def test_a_technique_that_fewer_rules_apply_to_needs_a_reason(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert SECOND_TECHNIQUE.count(old) == 1
    text = "techniques:\n" + SECOND_TECHNIQUE.replace(old, new)
    _, faults = layered(tmp_path, text)
    assert [fault.rule for fault in faults if fault.rule == "override"] == ["override"]
    assert words in next(fault.message for fault in faults if fault.rule == "override")


def test_a_technique_that_fewer_rules_apply_to_is_recorded_with_its_reason(tmp_path: Path) -> None:
    text = "techniques:\n" + SECOND_TECHNIQUE.replace(
        "touches: [leaf]\n", "touches: []\n    overrides-safety: The roots are dry.\n"
    )
    assert accepted(tmp_path, text).overrides == ("techniques: `soak` was replaced: The roots are dry.",)


def test_a_technique_that_more_rules_apply_to_needs_no_reason(tmp_path: Path) -> None:
    more = SECOND_TECHNIQUE.replace("means: [rain-water]", "means: [rain-water, cloth]").replace(
        "at-most: 120", "at-most: 90"
    )
    assert accepted(tmp_path, "techniques:\n" + more).overrides == ()


AROUND: dict[str, str] = {
    "a pressure above the scale": "pressures:\n  - {id: mist, name: mist, discomfort: 0, test: a breath}\n",
    "a finding in place of an option": (
        'findings:\n  - {id: dry, kind: number, role: context, ask: Dry?, clause: "dry for {}", unit: days, most: 9,'
        " stands-for: severity}\n"
    ),
    "an area by the word for another": "areas:\n  - {id: WORD, name: other, places: [leaf]}\n",
    "a routine for everyone": "routines:\n"
    + TEXT[TEXT.index("  - id: morning-round\n") :].partition("\n\n")[0].replace("    when: {not: wilting}\n", "")
    + "\n",
}


@pytest.mark.parametrize("text", AROUND.values(), ids=AROUND)
def test_an_entry_that_bypasses_a_safety_rule_needs_a_reason(tmp_path: Path, text: str) -> None:
    if "WORD" in text:
        name = next(area.name for area in load_knowledge(PLANTS).areas if area.name != area.id)
        text = text.replace("WORD", name.replace(" ", "-"))
    _, faults = layered(tmp_path, text)
    assert [fault.rule for fault in faults] == ["override"]


def test_an_identical_entry_is_no_override(tmp_path: Path) -> None:
    assert accepted(tmp_path, TEXT).overrides == ()


def test_the_origin_of_an_entry_is_the_path_that_a_person_would_type(tmp_path: Path) -> None:
    knowledge = accepted(tmp_path, "tools:\n  - {id: jug, name: jug}\n")
    assert knowledge.origins["tools", "can"].file == PLANTS.name
    assert knowledge.origins["tools", "jug"].file == str(tmp_path / "layer-0" / "own.yaml")


def test_a_reason_on_a_new_entry_is_not_recorded(tmp_path: Path) -> None:
    text = "actions:\n  - {id: sing, name: singing, overrides-safety: It helps.}\n"
    assert accepted(tmp_path, text).overrides == ()


def test_an_empty_reason_is_refused(tmp_path: Path) -> None:
    text = "actions:\n  - {id: burn, name: burning, overrides-safety: '  '}\n"
    _, faults = layered(tmp_path, text)
    assert [(fault.rule, fault.line) for fault in faults] == [("value", 2)]


@pytest.mark.parametrize("reason", ["x", "ok", "We want it"])
def test_a_meaningless_reason_is_reported_at_its_location(tmp_path: Path, reason: str) -> None:
    text = f"actions:\n  - {{id: burn, overrides-safety: {reason}, name: burning}}\n"
    _, faults = layered(tmp_path, text)
    assert [(fault.rule, fault.line, fault.column) for fault in faults] == [("override", 2, 34)]
    assert faults[0].hint.startswith("Say who decided it and why")


BLANK = ["\u2800", "\u3164", "\u115f\u1160", "\uffa0", "\U0001d159", "\u0301", "\u2003", "\ufe0f", "\u180b", "\u034f"]
"""Characters that look blank: fillers, empty Braille, accents without a letter, spaces, variation selectors."""


@pytest.mark.parametrize("letter", BLANK, ids=ascii)
def test_a_reason_of_invisible_characters_is_refused(tmp_path: Path, letter: str) -> None:
    for reason in (letter * 20, f"a{letter * 20}b"):
        text = f"actions:\n  - {{id: burn, overrides-safety: '{reason}', name: burning}}\n"
        (tmp_path / str(len(reason))).mkdir()
        _, faults = layered(tmp_path / str(len(reason)), text)
        assert [(fault.path.name, fault.line) for fault in faults] == [("own.yaml", 2)]
        assert {fault.rule for fault in faults} <= {"value", "override"}


@pytest.mark.parametrize("letter", BLANK, ids=ascii)
def test_text_of_invisible_characters_is_refused(tmp_path: Path, letter: str) -> None:
    _, faults = layered(tmp_path, f"tools:\n  - {{id: jug, name: '{letter * 3}'}}\n")
    assert [(fault.rule, fault.line) for fault in faults] == [("value", 2)]
    assert "text is needed here" in faults[0].message


def test_a_later_layer_overrides_an_earlier_one(tmp_path: Path) -> None:
    first, second = (f"tools:\n  - {{id: can, name: {name}}}\n" for name in ("first", "second"))
    assert accepted(tmp_path, first, second).tools["can"].name == "second"


def test_a_replaced_entry_keeps_its_position(tmp_path: Path) -> None:
    knowledge = accepted(tmp_path, "tools:\n  - {id: can, name: jug}\n")
    assert list(knowledge.tools.ids) == ["can", "mister"]


def test_a_duplicate_id_within_a_layer_is_reported(tmp_path: Path) -> None:
    _, faults = layered(tmp_path, "tools:\n  - {id: can, name: a}\n  - {id: can, name: b}\n")
    assert [(fault.rule, fault.line) for fault in faults] == [("duplicate-id", 3)]


def test_two_files_of_one_folder_can_be_two_layers(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(f"tools:\n  - {{id: can, name: {name}}}\n", encoding="utf-8")
    knowledge, faults = examine_knowledge(PLANTS, tmp_path / "a.yaml", tmp_path / "b.yaml", severities=())
    assert faults == ()
    assert knowledge is not None
    assert knowledge.tools["can"].name == "b"


def test_loading_a_layer_applies_the_rules_of_the_linter(tmp_path: Path) -> None:
    burning = SECOND_TECHNIQUE.replace("action: [water]", "action: [water, burn]")
    (tmp_path / "own.yaml").write_text("techniques:\n" + burning, encoding="utf-8")
    with pytest.raises(BrokenKnowledgeError) as caught:
        load_knowledge(PLANTS, tmp_path)
    assert [fault.path.name for fault in caught.value.faults] == ["own.yaml"]
    assert "burn" in caught.value.faults[0].message


def test_a_missing_id_in_a_layer_is_reported_in_the_file_of_the_layer(tmp_path: Path) -> None:
    text = "tools:\n  - {id: jug, name: jug, stand-in: a can, stand-in-tool: cna}\n"
    _, faults = layered(tmp_path, text)
    assert [(fault.path.name, fault.line, fault.rule) for fault in faults] == [("own.yaml", 2, "dangling-id")]


def test_a_layer_without_its_base_has_missing_ids(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("techniques:\n" + SECOND_TECHNIQUE, encoding="utf-8")
    knowledge, faults = examine_knowledge(file, severities=())
    assert knowledge is None
    assert {fault.rule for fault in faults} == {"dangling-id"}
