"""The shipped knowledge is complete, large enough, sourced, and within its own limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.folders import shipped_folder
from backrelief.lint.examine import examine_knowledge
from backrelief.logic import evaluate, findings

RED_FLAGS = [
    "ces-saddle-numbness",
    "ces-bladder-change",
    "ces-bowel-change",
    "ces-sexual-function",
    "ces-bilateral-leg",
    "cord-rapid-gait",
    "neuro-leg-weakness",
    "neuro-arm-weakness",
    "myelopathy-slow",
    "lhermitte",
    "neuro-widespread-sensory",
    "band-trunk-pain",
    "neuro-claudication",
    "radicular-stable",
    "trauma-major",
    "trauma-neck-ccr",
    "trauma-minor-fragile",
    "fracture-bruise-graze",
    "fracture-steroids",
    "fracture-osteoporosis-sudden",
    "fracture-age70-new",
    "spine-shape-change",
    "stress-fracture-young",
    "hip-cannot-bear-weight",
    "hip-groin-deep-risk",
    "cancer-neuro",
    "cancer-pain-features",
    "cancer-history",
    "weight-loss",
    "night-pain-unrelieved",
    "constant-nonmechanical",
    "thoracic-constant",
    "age50-first",
    "no-improvement",
    "lump-swelling",
    "neck-nodes",
    "pancoast",
    "fatigue-sweats",
    "multi-site-bone-pain",
    "fever-chills",
    "fever-neuro",
    "sepsis-signs",
    "infection-risk",
    "recent-spine-procedure",
    "hot-swollen-joint",
    "meningitis",
    "shingles",
    "axspa",
    "axspa-lite",
    "eye-gut-skin",
    "pmr",
    "gca",
    "cardiac",
    "aortic-dissection",
    "aaa-rupture",
    "aaa-suspect",
    "pe",
    "dvt",
    "limb-ischaemia",
    "pleuritic-cough",
    "kidney-infection",
    "renal-colic",
    "haematuria",
    "pancreas-gall",
    "ectopic",
    "preg-labour-bleed",
    "preg-preeclampsia",
    "cad",
    "stroke-fast",
    "thunderclap",
    "drop-attacks",
    "swallow-throat",
    "ra-neck",
    "child-under-10",
    "child-10-15",
    "child-limp-fever",
    "scoliosis-fast-change",
    "scoliosis-neuro-breath",
    "chronic-changed",
    "mood-crisis",
]
"""The red flags found in the research for the knowledge."""
COMBINED = ["weak-signs-together", "injury-with-fragility", "neck-new-headache", "limb-pain-with-weakness"]
"""Red flags on combinations of findings of other red flags."""


def test_the_shipped_knowledge_has_no_faults() -> None:
    knowledge, faults = examine_knowledge()
    assert [str(fault) for fault in faults if fault.severity == "error"] == []
    assert knowledge is not None


# Size


def test_every_red_flag_of_the_research_is_there(knowledge: KnowledgeBase) -> None:
    assert len(RED_FLAGS) == len(set(RED_FLAGS)) == 80
    assert {*RED_FLAGS, *COMBINED} <= set(knowledge.red_flags.ids)
    assert len(knowledge.red_flags) >= 84


def test_there_are_enough_techniques(knowledge: KnowledgeBase) -> None:
    assert len(knowledge.techniques) >= 28


def test_there_are_enough_techniques_with_steps_to_do_alone(knowledge: KnowledgeBase) -> None:
    alone = [one for one in knowledge.techniques if "self" in one.by and not one.referral_only]
    assert len([one for one in alone if len(one.steps) >= 2 and one.dose is not None]) >= 12


def test_there_are_enough_routines(knowledge: KnowledgeBase) -> None:
    assert len(knowledge.routines) >= 8


@pytest.mark.parametrize("area", ["neck", "upper-back", "mid-back", "lower-back", "buttock-hip", "leg", "whole-back"])
def test_every_area_has_something_to_do_alone(knowledge: KnowledgeBase, area: str) -> None:
    parts = set(knowledge.expand_areas((area,)))
    alone = [one for one in knowledge.techniques if parts & set(one.areas) and "self" in one.by and one.steps]
    assert len(alone) >= 3


def test_every_single_area_has_a_default_condition_with_candidates(knowledge: KnowledgeBase) -> None:
    for area in knowledge.areas:
        if not area.includes:
            assert area.default_condition is not None
            condition = frozenset({area.default_condition})
            assert list(knowledge.techniques_for(condition, frozenset({area.id}))), area.id


def test_the_levels_are_the_six_with_their_exit_codes(knowledge: KnowledgeBase) -> None:
    codes = {level.id: level.exit_code for level in knowledge.levels}
    assert codes == {"open": 0, "clear": 0, "care": 0, "soon": 10, "today": 11, "emergency": 12}


# Sources


def test_every_source_that_is_named_exists(knowledge: KnowledgeBase) -> None:
    named: set[str] = set()
    for path in shipped_folder().glob("*.yaml"):
        for found in re.findall(r"\bsources: (\[[^]]*\]|[a-z0-9-]+)", path.read_text(encoding="utf-8")):
            named.update(re.findall(r"[a-z0-9-]+", found))
    assert len(named) > 100
    assert named <= set(knowledge.sources.ids)


def statements(knowledge: KnowledgeBase) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name and the sources of everything that decides about danger or makes a claim."""
    for flag in knowledge.red_flags:
        for line in flag.levels:
            yield f"{flag.id}, {line.level}", line.sources or flag.sources
    for kind in (
        "cautions",
        "zones",
        "stop-rules",
        "conditions",
        "techniques",
        "routines",
        "muscles",
        "tips",
        "claims",
    ):
        for entry in knowledge.table(kind):
            yield f"{kind}: {entry.id}", entry.sources
    for technique in knowledge.techniques:
        for row in technique.evidence:
            yield f"{technique.id} for {row.condition}", row.sources


def test_every_statement_names_a_source(knowledge: KnowledgeBase) -> None:
    assert [name for name, sources in statements(knowledge) if not sources] == []


def test_memory_is_marked_as_a_source_that_was_not_seen(knowledge: KnowledgeBase) -> None:
    memory = knowledge.sources["memory"]
    assert not memory.seen
    assert not memory.address


def test_a_source_says_how_it_was_seen_exactly_when_it_was(knowledge: KnowledgeBase) -> None:
    for source in knowledge.sources:
        if source.kind != "practice":
            assert source.seen is (source.seen_as is not None), source.id


def test_practice_is_never_the_only_source_of_a_statement_about_danger(
    knowledge: KnowledgeBase,
) -> None:
    """`practice` is a source without a document, too weak for a statement about danger."""
    for name, sources in statements(knowledge):
        seen = [one for one in sources if knowledge.sources[one].seen_as is not None]
        unseen = [one for one in sources if not knowledge.sources[one].seen]
        danger = ", " in name or name.startswith(("cautions", "zones"))
        assert seen or unseen or not danger, name


def test_practice_is_the_only_source_that_was_neither_seen_nor_remembered(knowledge: KnowledgeBase) -> None:
    assert [one.id for one in knowledge.sources if one.seen and one.seen_as is None] == ["practice"]


# Limits


def test_no_technique_does_what_a_zone_forbids(knowledge: KnowledgeBase) -> None:
    zones = knowledge.zones
    assert len(zones) >= 10
    for technique in knowledge.techniques:
        for giver in technique.by:
            held = knowledge.technique_tests.properties_of(technique, giver)
            for zone in zones:
                if set(zone.places) & set(technique.touches):
                    broken = zone.forbid == "everything" or evaluate(zone.forbid, held) is not False
                    assert not broken, f"{technique.id} by {giver} in {zone.id}"


@pytest.mark.parametrize(
    "place",
    ["front-of-neck", "knee-back", "groin", "armpit", "elbow", "hollow-above-collarbone", "breast"],
)
def test_no_technique_touches_a_place_that_must_never_be_pressed(knowledge: KnowledgeBase, place: str) -> None:
    assert [one.id for one in knowledge.techniques if place in one.touches] == []
    assert [zone.id for zone in knowledge.zones if place in zone.places and zone.forbid == "everything"]


def test_the_spine_and_the_kidneys_are_protected_by_zones(knowledge: KnowledgeBase) -> None:
    protected = {place for zone in knowledge.zones for place in zone.places}
    assert {"spine-midline", "tailbone", "flank", "neck-back", "abdomen", "lowest-ribs"} <= protected


def test_no_technique_at_home_uses_a_pressure_reserved_for_therapists(knowledge: KnowledgeBase) -> None:
    home = {pressure.id for pressure in knowledge.pressures if pressure.home}
    assert "deep" not in home
    for technique in knowledge.techniques:
        for giver, pressure in technique.by.items():
            if giver != "therapist" and pressure is not None:
                assert pressure.strongest in home, f"{technique.id} by {giver}"
                assert pressure.lightest in home, f"{technique.id} by {giver}"


def test_every_range_of_pressure_starts_at_its_lightest(knowledge: KnowledgeBase) -> None:
    scale = knowledge.pressure_scale
    for technique in knowledge.techniques:
        for pressure in filter(None, technique.by.values()):
            assert scale.index(pressure.lightest) <= scale.index(pressure.strongest), technique.id


def test_no_technique_uses_a_forbidden_action(knowledge: KnowledgeBase) -> None:
    never = {action.id for action in knowledge.actions if action.never}
    assert {"thrust", "walk-on"} <= never
    assert [one.id for one in knowledge.techniques if never & set(one.action)] == []


def test_unscreened_people_get_moderate_pressure_at_most(knowledge: KnowledgeBase) -> None:
    open_to_all = [one.id for one in knowledge.pressures if one.unscreened]
    assert open_to_all == ["very-light", "light", "moderate"]


# Techniques and routines


def test_a_technique_has_steps_and_a_dose_unless_only_a_professional_may_do_it(knowledge: KnowledgeBase) -> None:
    for technique in knowledge.techniques:
        assert bool(technique.steps) is not technique.referral_only, technique.id
        assert (technique.dose is not None) is not technique.referral_only, technique.id
        if technique.referral_only:
            assert set(technique.by) == {"therapist"}, technique.id


def test_a_dose_lies_between_its_least_and_its_most(knowledge: KnowledgeBase) -> None:
    for technique in knowledge.techniques:
        if technique.dose is not None:
            assert technique.dose.at_least <= technique.dose.seconds <= technique.dose.at_most, technique.id


def test_the_steps_of_a_routine_run_from_warm_up_to_cool_down(knowledge: KnowledgeBase) -> None:
    order = ["warm-up", "main", "cool-down"]
    for routine in knowledge.routines:
        phases = [order.index(step.phase) for step in routine.steps]
        assert phases == sorted(phases), routine.id


def test_the_steps_of_a_routine_can_be_done_by_its_giver(knowledge: KnowledgeBase) -> None:
    for routine in knowledge.routines:
        for step in routine.steps:
            technique = knowledge.techniques[step.technique]
            assert routine.by in technique.by, f"{routine.id}: {technique.id}"
            assert technique.dose is not None, f"{routine.id}: {technique.id}"


def test_the_words_of_findings_and_areas_are_lower_case(knowledge: KnowledgeBase) -> None:
    for kind in ("findings", "areas", "tools", "positions", "techniques", "red-flags"):
        for entry in knowledge.table(kind):
            for word in getattr(entry, "words", ()):
                assert word == word.lower(), f"{kind}: {entry.id}: {word}"


def test_every_danger_is_asked_about(knowledge: KnowledgeBase) -> None:
    lines = [line for screen in knowledge.screens for line in screen.lines]
    asked = {name for line in lines for name in (*line.any, *line.follow_up)}
    for flag in knowledge.red_flags:
        if flag.asked_in == ():  # raised if the person mentions it, never asked about
            continue
        for line in flag.levels:
            missing = [
                name for name in findings(line.when) if name not in asked and not knowledge.asked(name).stands_for
            ]
            assert not missing, f"{flag.id}: {missing}"


def test_only_a_yes_no_finding_has_true_when(knowledge: KnowledgeBase) -> None:
    """Other kinds of finding have no value "true"."""
    for finding in knowledge.findings:
        if getattr(finding, "true_when", None) is not None:
            assert finding.kind == "yes-no", finding.id


def test_every_range_and_every_choice_has_at_least_two_values(knowledge: KnowledgeBase) -> None:
    for finding in knowledge.findings:
        if finding.kind == "number":
            assert finding.least < finding.most, finding.id
        if finding.kind == "choice":
            assert len(knowledge.shapes[finding.id].choices) >= 2, finding.id


def test_every_entry_has_a_review_date_and_is_still_a_draft(knowledge: KnowledgeBase) -> None:
    for kind in ("red-flags", "cautions", "zones", "techniques", "conditions", "routines"):
        for entry in knowledge.table(kind):
            assert isinstance(entry.reviewed, date), f"{kind}: {entry.id}"
            assert entry.status == "draft", f"{kind}: {entry.id}"
