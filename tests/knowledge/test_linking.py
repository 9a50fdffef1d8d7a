"""Cross-references: missing ids, unsuitable criteria, circles, dangers under `not`."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.lexicon import Lexicon
from backrelief.knowledge.terms import UNPLACED
from backrelief.logic import Facts, Gate, Holds, Interval, Truth, Value, evaluate
from knowledge.made_up import TEXT, added, changed, examine, faults_of, knowledge_of, nothing_hangs, position_of

DANGLING: list[tuple[str, str, str, str]] = [
    # old text, new text, the kind that is searched, the similar id
    ("places: [leaf, stem], default", "places: [leaf, stm], default", "places", "stem"),
    ("default-condition: thirst", "default-condition: thrist", "conditions", "thirst"),
    ("includes: [crown, roots]", "includes: [crown, rots]", "areas", "roots"),
    ("stand-in-tool: can", "stand-in-tool: cann", "tools", "can"),
    ("asked-in: [crown]", "asked-in: [crow]", "areas", "crown"),
    ("keep-off: [root]\n    text: Rot", "keep-off: [roott]\n    text: Rot", "places", "root"),
    ("allows: nothing", "allows: nothin", "allowances", "nothing"),
    (
        "{level: soon, when: {smell: {is: rot}}, sources: [handbook]}",
        "{level: soon, when: {smell: {is: rot}}, sources: [handbok]}",
        "sources",
        "handbook",
    ),
    (
        "{any: [leaves-yellow], follow-up: [pace]}",
        "{any: [leafs-yellow], follow-up: [pace]}",
        "findings",
        "leaves-yellow",
    ),
    ("{any: [leaves-yellow], follow-up: [pace]}", "{any: [leaves-yellow], follow-up: [pacee]}", "findings", "pace"),
    ("cap-pressure: drip", "cap-pressure: dripp", "pressures", "drip"),
    ("position: {any-of: [upright]}", "position: {any-of: [uprihgt]}", "positions", "upright"),
    ("{sites-of: spots}", "{sites-of: spot}", "findings", "spots"),
    ("do: {keep-off: [root]}", "do: {keep-off: [rooot]}", "places", "root"),
    ("places: [root]\n    forbid", "places: [rott]\n    forbid", "places", "root"),
    ("first-routine: morning-round", "first-routine: morning-rounds", "routines", "morning-round"),
    (
        "lay-name: leaf stalk, areas: [crown], places: [leaf]",
        "lay-name: leaf stalk, areas: [crown], places: [leef]",
        "places",
        "leaf",
    ),
    ("family: care", "family: car", "families", "care"),
    ("areas: [crown, roots]\n    by", "areas: [crown, rootz]\n    by", "areas", "roots"),
    ("by: {self: [drip, pour]", "by: {self: [drep, pour]", "pressures", "drip"),
    ("therapist: [drip, hose]", "therapist: [drip, hosse]", "pressures", "hose"),
    ("action: [water]", "action: [watr]", "actions", "water"),
    ("means: [rain-water]", "means: [rain-watr]", "means", "rain-water"),
    ("touches: [leaf]", "touches: [leave]", "places", "leaf"),
    ("position: [upright, tilted]", "position: [upright, titled]", "positions", "tilted"),
    ("surface: [sill, bench]", "surface: [sil, bench]", "surfaces", "sill"),
    ("tools: [[can, mister]]", "tools: [[can, mistr]]", "tools", "mister"),
    ("targets: [petiole, {at: leaf}]", "targets: [petioles, {at: leaf}]", "muscles", "petiole"),
    ("targets: [petiole, {at: leaf}]", "targets: [petiole, {at: leaff}]", "places", "leaf"),
    ("{condition: thirst, grade", "{condition: thirsty, grade", "conditions", "thirst"),
    (
        "sources: handbook}\n    sources: [handbook]",
        "sources: handbooks}\n    sources: [handbook]",
        "sources",
        "handbook",
    ),
    ("for: [thirst]", "for: [thirts]", "conditions", "thirst"),
    ("tools: [can]\n", "tools: [cam]\n", "tools", "can"),
    ("technique: soak, target: petiole", "technique: soack, target: petiole", "techniques", "soak"),
    ("technique: soak, target: petiole", "technique: soak, target: petiol", "muscles", "petiole"),
    ("technique: soak, at: leaf", "technique: soak, at: leafs", "places", "leaf"),
]


def difference(old: str, new: str) -> str:
    """Return the word that is only in the new text."""
    words = [
        set(text.replace("[", " ").replace("]", " ").replace("}", " ").replace("{", " ").replace(",", " ").split())
        for text in (old, new)
    ]
    (word,) = words[1] - words[0]
    return word


@pytest.mark.parametrize(
    ("old", "new", "kind", "meant"), DANGLING, ids=[difference(one[0], one[1]) for one in DANGLING]
)
def test_a_missing_id_is_reported_at_its_location_with_a_similar_id(
    tmp_path: Path, old: str, new: str, kind: str, meant: str
) -> None:
    text, word = changed((old, new)), difference(old, new)
    (fault,) = faults_of(tmp_path, text)
    assert (fault.rule, fault.message) == ("dangling-id", f"there is no `{word}` among the {kind}")
    assert (fault.line, fault.column) >= position_of(text, new)
    rest = text.splitlines()[fault.line - 1][fault.column - 1 :]
    assert rest.startswith(word) or (kind == "pressures" and rest.startswith("[") and word in rest)
    assert f"`{meant}`" in fault.hint


def test_a_missing_id_without_a_similar_one_says_where_to_add_it(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, changed(("family: care", "family: zzz")))
    assert fault.hint == "Add it to the families, or name another."


@pytest.mark.parametrize(
    ("kind", "word", "hint"),
    [
        ("positions", "sitting", "Did you mean `seated` (sitting)?"),
        ("techniques", "belly-breathing", "Did you mean `diaphragmatic-breathing` (belly breathing)?"),
        ("techniques", "abdominal-breathing", "Did you mean `diaphragmatic-breathing` (belly breathing)?"),
        (
            "places",
            "calf",
            "Did you mean `lower-leg` (lower leg, calf and foot)? A caution protects only the places that it knows.",
        ),
        ("places", "shin-bone", "Add it to the places, or name another. A caution protects only the places that"),
        ("tools", "tennis-bal", "Did you mean `tennis-ball`"),
        ("tools", "", "Add it to the tools, or name another."),
    ],
)
def test_a_synonym_is_suggested_before_a_similar_spelling(
    knowledge: KnowledgeBase, kind: str, word: str, hint: str
) -> None:
    assert (
        Lexicon({kind: {entry.id: entry for entry in table} for kind, table in knowledge.tables.items()})
        .hint(kind, word)
        .startswith(hint)
    )


def test_a_name_used_as_an_id_is_reported_with_the_id(tmp_path: Path) -> None:
    text = changed(
        ("{id: tilted, name: tilted}", "{id: tilted, name: leaning over, words: [askew]}"),
        ("position: [upright, tilted", "position: [upright, askew"),
    )
    (fault,) = faults_of(tmp_path, text)
    assert fault.hint == "Did you mean `tilted` (leaning over)?"


def test_words_for_a_missing_choice_are_reported_with_a_similar_choice(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, changed(("choice-words: {rot:", "choice-words: {rott:")))
    assert (fault.rule, fault.message) == ("dangling-id", "there is no `rott` among the choices")
    assert "`rot`" in fault.hint


@pytest.mark.parametrize("bounds", ["least: 2, most: 11", "least: 4, most: 2"])
def test_a_word_for_a_range_outside_the_scale_is_reported(tmp_path: Path, bounds: str) -> None:
    (fault,) = faults_of(tmp_path, changed(("least: 2, most: 4", bounds)))
    assert fault.rule == "out-of-range"
    assert fault.hint == "It goes from 0 to 10."


STATEMENT = "statements:\n  - {id: one, about: tip, text: Water it., answered-by: {ANSWER}}\n"


def test_the_answers_of_a_statement_are_looked_up_among_their_kind(tmp_path: Path) -> None:
    knowledge = knowledge_of(tmp_path, added(STATEMENT.replace("ANSWER", "tools: [can], techniques: [soak]")))
    assert knowledge.statements["one"].answers == ("can", "soak")
    (fault,) = faults_of(tmp_path, added(STATEMENT.replace("ANSWER", "tools: [soak]")))
    assert (fault.rule, fault.message) == ("dangling-id", "there is no `soak` among the tools")


def test_answers_of_an_unknown_kind_are_reported_with_a_similar_kind(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, added(STATEMENT.replace("ANSWER", "toools: [can]")))
    assert (fault.rule, fault.hint) == ("kind", "Did you mean `tools`?")


# Criteria

MISFITS: list[tuple[str, str, str, str]] = [
    # old text, new text, words of the message, the similar word
    ("when: wilting\n", "when: wiltign\n", "no finding is called `wiltign`", "wilting"),
    ("when: {spots: [leaf]}", "when: {spots: [leaff]}", "`leaff` is not a value of `spots`", "leaf"),
    ("{pests: [mites, aphids]}", "{pests: [mite, aphids]}", "`mite` is not a value of `pests`", "mites"),
    ("{pace: {at-least: days}}", "{pace: {at-least: day}}", "`day` is not a value of `pace`", "days"),
    ("forbid: {pressure: {at-least: hose}}", "forbid: {presure: {at-least: hose}}", "`presure`", "pressure"),
    ("forbid: {pressure: {at-least: hose}}", "forbid: {pressure: {at-least: hoze}}", "`hoze`", "hose"),
    ("{forbid: {not: {action: [wipe]}}}", "{forbid: {not: {action: [wype]}}}", "`wype`", "wipe"),
    ("[{means: [cloth]}, {", "[{means: [clot]}, {", "`clot` is not a value of `means`", "cloth"),
    ("until-agreed: {forbid: everything}", "until-agreed: {forbid: everythng}", "`everythng`", "everything"),
    ("when: {not: wilting}", "when: {not: wiltin}", "`wiltin`", "wilting"),
    ("when: {dry-for: {at-most: 30d}}", "when: {dry-from: {at-most: 30d}}", "`dry-from`", "dry-for"),
    ("only-if: leaves-yellow", "only-if: leaves-yelow", "`leaves-yelow`", "leaves-yellow"),
]


@pytest.mark.parametrize(("old", "new", "words", "meant"), MISFITS, ids=[one[3] + ": " + one[1] for one in MISFITS])
def test_an_unknown_word_in_a_criterion_is_reported_on_its_line_with_a_similar_word(
    tmp_path: Path, old: str, new: str, words: str, meant: str
) -> None:
    text = changed((old, new))
    (fault,) = faults_of(tmp_path, text)
    assert fault.line == position_of(text, new)[0]
    assert words in fault.message
    assert f"`{meant}`" in fault.hint


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("height", "`height` is a number"),
        ("smell", "`smell` is a choice"),
        ("{leaves-yellow: {is: green}}", "`leaves-yellow` is a yes/no finding"),
        ("{smell: {at-least: rot}}", "`smell` is a choice"),
        ("{wilting: {is: bad}}", "`wilting` is derived"),
    ],
)
def test_an_unsuitable_comparison_says_which_ones_suit_and_suggests_no_other_word(
    tmp_path: Path, written: str, words: str
) -> None:
    text = changed(("when: wilting\n", f"when: {written}\n"))
    (fault,) = faults_of(tmp_path, text)
    assert words in fault.message
    assert "Did you mean" not in fault.hint


@pytest.mark.parametrize(
    ("written", "at", "words"),
    [
        ("{any: [wilting, {all: []}]}", "[]}]}", "at least one"),
        ("{any: [wilting, {nott: a, b: c}]}", "{nott", "one key, not 2"),
        ("{at-least-n: {n: 4, of: [wilting, smell]}}", "4, of", "from 1 to 2"),
        ("{height: {over: 3}}", "{over", "no comparison"),
        ("[wilting]", "[wilting]", "not a list"),
    ],
)
def test_an_unreadable_criterion_is_reported_at_the_location_inside_it(
    tmp_path: Path, written: str, at: str, words: str
) -> None:
    text = changed(("when: wilting\n", f"when: {written}\n"))
    faults = [fault for fault in faults_of(tmp_path, text) if fault.rule == "criterion"]
    assert [(fault.line, fault.column) for fault in faults] == [position_of(text, at)]
    assert words in faults[0].message


def test_a_fault_in_a_long_criterion_points_at_the_line_of_the_word(tmp_path: Path) -> None:
    written = "when:\n      any:\n        - wilting\n        - wiltin\n        - spots\n"
    text = changed(("when: wilting\n", written))
    (fault,) = faults_of(tmp_path, text)
    assert fault.line == position_of(text, "wiltin\n        - spots")[0]


def test_a_broken_derived_finding_is_reported_once_however_many_entries_use_it(tmp_path: Path) -> None:
    text = changed(("when: {any: [leaves-yellow, {pace", "when: {any: [leafs-yellow, {pace"))
    assert [fault.rule for fault in faults_of(tmp_path, text)] == ["dangling-id"]


# Circles


def test_findings_derived_in_a_circle_are_reported_once_with_the_circle(tmp_path: Path) -> None:
    text = changed(("when: {any: [leaves-yellow, {pace", "when: {any: [dying, {pace"))
    (fault,) = faults_of(tmp_path, text)
    assert fault.rule == "circle"
    assert fault.message in {
        "derived in a circle: dying -> wilting -> dying",
        "derived in a circle: wilting -> dying -> wilting",
    }


def test_a_finding_derived_from_itself_is_reported_as_a_circle(tmp_path: Path) -> None:
    text = changed(("when: {all: [wilting, {smell", "when: {all: [dying, {smell"))
    assert [fault.message for fault in faults_of(tmp_path, text)] == ["derived in a circle: dying -> dying"]


@pytest.mark.parametrize(
    ("swaps", "waiting"),
    [
        ([("only-if: leaves-yellow", "only-if: {pace: {is: days}}")], {"pace"}),
        ([("only-if: leaves-yellow", "only-if: wilting")], {"pace"}),
        ([("only-if: leaves-yellow", "true-when: wilting")], {"pace"}),
        (
            [
                ("only-if: leaves-yellow", "only-if: spots"),
                ("clause: it has spots}", "clause: it has spots, only-if: {pace: {is: days}}}"),
            ],
            {"pace", "spots"},
        ),
        (
            [
                ("only-if: leaves-yellow", "only-if: spots"),
                ("clause: it has spots}", "clause: it has spots, true-when: dying}"),
            ],
            {"pace", "spots"},
        ),
    ],
    ids=["itself", "derived from itself", "true when itself", "two", "two, one derived"],
)
def test_gates_that_wait_for_each_other_are_reported(
    tmp_path: Path, swaps: list[tuple[str, str]], waiting: set[str]
) -> None:
    faults = faults_of(tmp_path, changed(*swaps))
    assert {fault.rule for fault in faults} == {"circle"}
    assert {fault.message for fault in faults} == {f"`{name}` waits for itself" for name in waiting}


def test_a_long_chain_of_derived_findings_is_refused(tmp_path: Path) -> None:
    links = [f"  - {{id: d{n}, kind: derived, when: {{any: [leaves-yellow, d{n + 1}]}}}}" for n in range(300)]
    entries = "\n".join(["findings:", *links, "  - {id: d300, kind: derived, when: leaves-yellow}"])
    knowledge, faults = examine(tmp_path, added(entries))
    assert knowledge is None
    assert {fault.rule for fault in faults} == {"too-deep"}


def test_derived_findings_that_grow_exponentially_do_not_hang(tmp_path: Path) -> None:
    """Like an alias bomb: forty lines expand to a million million findings."""
    links = [f"  - {{id: d{n}, kind: derived, when: {{any: [d{n + 1}, d{n + 1}]}}}}" for n in range(40)]
    entries = "\n".join(["findings:", *links, "  - {id: d40, kind: derived, when: leaves-yellow}"])
    levels = "levels: [{level: soon, when: d0}]"
    flag = f"red-flags:\n  - {{id: bomb, name: Bomb, {levels}, text: A., may-indicate: B., sources: handbook}}"
    with nothing_hangs():
        examine(tmp_path, added(flag, added(entries)))


# Dangers under `not`


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("{not: in-the-sun}", "{not: leaves-yellow}", "red-flags"),
        ("{not: in-the-sun}", "{not: {height: {at-least: 3}}}", "red-flags"),
        ("{not: in-the-sun}", "{not: {not: {not: spots}}}", "red-flags"),
        ("{not: in-the-sun}", "{not: {all: [in-the-sun, {smell: {is: earth}}]}}", "red-flags"),
        ("    when: wilting\n", "    when: {all: [wilting, {not: {smell: {is: earth}}}]}\n", "cautions"),
    ],
)
def test_a_danger_under_not_is_refused_if_it_could_lower_a_level(tmp_path: Path, old: str, new: str, kind: str) -> None:
    text = changed((old, new))
    faults = faults_of(tmp_path, text)
    assert {fault.rule for fault in faults} == {"negated-danger"}
    assert {fault.line for fault in faults} == {position_of(text, new.strip())[0]}
    assert kind in faults[0].message


def test_a_danger_under_not_is_refused_inside_a_derived_finding_too(tmp_path: Path) -> None:
    text = changed(("{not: in-the-sun}", "{not: wilting}"))
    named = {fault.message.split("`")[1] for fault in faults_of(tmp_path, text)}
    assert named == {"leaves-yellow", "pace"}


@pytest.mark.parametrize("written", ["{not: in-the-sun}", "{not: {not: leaves-yellow}}", "{not: {any: [in-the-sun]}}"])
def test_comfort_findings_and_double_negations_are_allowed_under_not(tmp_path: Path, written: str) -> None:
    assert knowledge_of(tmp_path, changed(("{not: in-the-sun}", written)))


def test_anything_is_allowed_under_not_outside_of_red_flags_and_cautions(plants: KnowledgeBase) -> None:
    assert plants.routines["morning-round"].when is not None


# The result of linking


def test_derived_findings_are_substituted(plants: KnowledgeBase) -> None:
    rot = plants.red_flags["rot"].levels[1].when
    facts: dict[str, Value] = {"leaves-yellow": True, "smell": "rot", "in-the-sun": False}
    assert evaluate(rot, Facts(facts)) is True
    assert evaluate(rot, Facts(facts | {"in-the-sun": True})) is False


@pytest.mark.parametrize(("days", "expected"), [(13, False), (14, True)])
def test_durations_are_compared_in_days(plants: KnowledgeBase, days: int, *, expected: Truth) -> None:
    facts: dict[str, Value] = {
        "dry-for": Interval(days, days),
        "leaves-yellow": True,
        "pests": {"mites": False, "aphids": False},
    }
    assert evaluate(plants.red_flags["infested"].levels[0].when, Facts(facts)) is expected


def test_every_asked_finding_has_a_shape(plants: KnowledgeBase) -> None:
    assert plants.shapes["pace"].choices == ("weeks", "days", "hours")
    assert plants.shapes["pace"].ordered
    assert plants.shapes["sore-area"].choices == ("crown", "roots", "plant")
    assert plants.shapes["spots"].choices == ("leaf", "stem", "root", UNPLACED)
    assert {shape.kind for shape in plants.shapes.values()} == {"yes-no", "number", "choice", "group"}


def test_gates_are_linked(plants: KnowledgeBase) -> None:
    assert plants.gates == {"pace": Gate(only_if=Holds("leaves-yellow"))}


def test_a_keyword_in_a_list_of_ids_is_not_taken_for_an_id(tmp_path: Path) -> None:
    case = "cases:\n  - {id: one, name: One., given: {areas: [crown]}, expected: {routine: [any, morning-round]}}"
    assert faults_of(tmp_path, added(case)) == []


def test_the_made_up_knowledge_has_no_faults(tmp_path: Path) -> None:
    assert faults_of(tmp_path, TEXT) == []
