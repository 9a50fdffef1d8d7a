"""A layer may not allow what the layers below it refuse, unless it gives a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backrelief.knowledge.faults import Fault
from backrelief.lint.examine import examine_knowledge
from lint.small import BASE, Entry, caution, red_flag, routine, technique

AREA = {"id": "side", "name": "side", "places": ["loin"]}
CUT = {"id": "cut", "kind": "sites", "role": "danger", "ask": "A cut?", "clause": "you have a cut"}
REASON = "Decided by A. Smith in May."


def layered(
    folder: Path, below: dict[str, list[Entry]], above: dict[str, list[Entry]]
) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """Return the overrides and faults of a layer over the minimal knowledge base with more entries."""
    data: dict[str, dict[str, Any]] = {kind: {one["id"]: one for one in entries} for kind, entries in BASE.items()}
    for kind, entries in below.items():
        data.setdefault(kind, {}).update({one["id"]: one for one in entries})
    files = {"below.yaml": {kind: list(table.values()) for kind, table in data.items()}, "above.yaml": above}
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    knowledge, faults = examine_knowledge(*(folder / name for name in files), severities=())
    return ((), faults) if knowledge is None else (knowledge.overrides, faults)


def taken(folder: Path, rules: dict[str, list[Entry]], old: Entry, new: Entry) -> list[str]:
    """Return how the new technique is less safe than the old one, in words."""
    _, faults = layered(folder, {**rules, "techniques": [old]}, {"techniques": [new]})
    assert {fault.rule for fault in faults} <= {"override"}
    assert {fault.path.name for fault in faults} <= {"above.yaml"}
    return [fault.message.partition(" shipped one: ")[2] for fault in faults]


def with_evidence(*rows: Entry) -> Entry:
    row = {"condition": "ache", "grade": "low", "direction": "unknown", "text": "Untried.", "sources": ["book"]}
    return technique(evidence=[row | changes for changes in rows])


GENTLE = technique(by={"self": ["light", "light"]})
FREED: dict[str, tuple[Entry, Entry, Entry, str]] = {
    # what is less safe: the effects of a caution, the old technique, the new one, the message
    "a place more": (
        {"do": {"keep-off": ["loin"]}},
        technique(),
        technique(touches=["loin", "throat"]),
        "it is released, against `hot`",
    ),
    "a place more than the person names": (
        {"do": {"keep-off": {"sites-of": "cut"}}},
        technique(),
        technique(touches=["loin", "throat"]),
        "it is released, against `hot`",
    ),
    "a position more": (
        {"do": {"position": {"any-of": ["lying"]}}},
        technique(),
        technique(position=["sitting", "lying"]),
        "it is released, against `hot`",
    ),
    "a surface more": (
        {"do": {"surface": {"any-of": ["floor"]}}},
        technique(),
        technique(surface=["chair", "floor"]),
        "it is released, against `hot`",
    ),
    "a lighter pressure": (
        {"do": {"cap-pressure": "light"}},
        technique(by={"self": ["firm", "firm"]}),
        technique(by={"self": ["light", "firm"]}),
        "it is released, against `hot`, `comfort`",
    ),
    "a lighter pressure of one giver": (
        {"do": {"cap-pressure": "light"}},
        technique(by={"self": ["firm", "firm"], "partner": ["light", "light"]}),
        technique(by={"self": ["light", "firm"], "partner": ["light", "light"]}),
        "`by` adds `self`, against `hot`, `comfort`",
    ),
    "a giver more": (
        {"do": {"say": "Gently."}},
        technique(),
        technique(by={"self": ["light", "firm"], "partner": ["light", "firm"]}),
        "`by` adds `partner`",
    ),
    "a shorter dose": (
        {"do": {"cap-minutes": 1}},
        technique(dose={"seconds": 80, "at-least": 70, "at-most": 90, "often": "Once a day."}),
        technique(),
        "it is released, against `hot`",
    ),
    "a property that a rule wants": (
        {"until-agreed": {"forbid": {"not": {"action": ["rest"]}}}},
        technique(),
        technique(action=["rub", "rest"]),
        "it is released, against `hot`",
    ),
    "a place that it no longer has to keep off": (
        {"do": {"keep-off": ["throat"], "keep-off-for": {"not": {"action": ["rest"]}}}},
        technique(touches=["loin", "throat"]),
        technique(touches=["loin", "throat"], action=["rub", "rest"]),
        "`throat` is allowed, against `hot`",
    ),
}


@pytest.mark.parametrize(("effects", "old", "new", "said"), FREED.values(), ids=FREED)
def test_a_technique_that_a_caution_no_longer_limits_needs_a_reason(
    tmp_path: Path, effects: Entry, old: Entry, new: Entry, said: str
) -> None:
    rules = {"cautions": [caution(do=...) | effects], "findings": [CUT]}
    assert taken(tmp_path, rules, old, new) == [said]
    reasoned = {**rules, "techniques": [old]}
    overrides, faults = layered(tmp_path, reasoned, {"techniques": [new | {"overrides-safety": REASON}]})
    assert faults == ()
    assert overrides[0] == f"techniques: `rubbing` was replaced: {REASON}"


def test_limits_of_allowances_red_flags_areas_and_open_questions_count_too(tmp_path: Path) -> None:
    lighter = technique(by={"self": ["firm", "firm"]}), technique(by={"self": ["light", "firm"]})
    assert taken(tmp_path, {}, *lighter) == ["it is released, against `comfort`"]
    wider = GENTLE, GENTLE | {"touches": ["loin", "throat"]}
    assert taken(tmp_path, {}, *wider) == []
    flag = red_flag({"level": "soon", "when": "numb"}, keep_off=["loin"])
    assert taken(tmp_path, {"red-flags": [flag]}, *wider) == ["it is released, against `no-feeling`"]
    pressures = [one | {"unscreened": one["id"] == "light"} for one in BASE["pressures"]]
    nothing = {"allowances": [one | {"do": {"forbid": "everything"}} for one in BASE["allowances"]]}
    assert taken(tmp_path, {"pressures": pressures, **nothing}, *lighter) == ["it is released, against `unscreened`"]
    area = BASE["areas"][0] | {"worked-only-when-sore": "Only if it hurts."}
    assert taken(tmp_path, {"areas": [area]}, *wider) == ["it is released, against `low`"]


def test_two_cautions_that_only_together_rule_out_a_technique_count_together(tmp_path: Path) -> None:
    off = [caution(id=place, do={"keep-off": [place]}) for place in ("loin", "throat")]
    more = {"places": [{"id": "hip", "name": "hip"}]}
    old, new = (GENTLE | {"touches": places} for places in (["loin", "throat"], ["loin", "throat", "hip"]))
    said = ["it is released, against `loin`, `throat`"]
    assert taken(tmp_path, {"cautions": off, **more}, old, new) == said
    assert taken(tmp_path, {"cautions": off[:1], **more}, old, new) == []
    sits, lies = (caution(id=one, do={"position": {"any-of": ["bent", one]}}) for one in ("sitting", "lying"))
    bent = {"positions": [{"id": "bent", "name": "bent"}]}
    old, new = (GENTLE | {"position": held} for held in (["sitting", "lying"], ["sitting", "lying", "bent"]))
    said = ["it is released, against `sitting`, `lying`"]
    assert taken(tmp_path, {"cautions": [sits, lies], **bent}, old, new) == said
    assert taken(tmp_path, {"cautions": [sits], **bent}, old, new) == []


def test_a_technique_that_is_limited_as_before_needs_no_reason(tmp_path: Path) -> None:
    rules = {"cautions": [caution(), caution(id="still", do={"position": {"any-of": ["sitting"]}})]}
    for new in (
        technique(position=["sitting", "lying"]),
        technique(touches=["loin", "throat"]),
        technique(by={"self": ["light", "light"]}),
        technique(feel="It tingles."),
    ):
        assert taken(tmp_path, rules, technique(), new) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([{"when": "fever"}], [{}], "`evidence` advises it at more stages of `ache`"),
        ([{"when": "fever"}], [{"when": {"any": ["fever", "numb"]}}], "`evidence` advises it at more stages of `ache`"),
        ([{"when": "fever"}], [{"when": {"all": ["fever", "numb"]}}], ""),
        ([{"when": "fever"}, {"when": "numb"}], [{"when": {"any": ["fever", "numb"]}}], ""),
        (
            [{}, {"direction": "advised-against", "when": "fever"}],
            [{}],
            "`evidence` no longer advises against it for `ache`",
        ),
        (
            [{}, {"direction": "advised-against"}],
            [{}, {"direction": "advised-against", "when": "fever"}],
            "`evidence` no longer advises against it for `ache`",
        ),
        ([{}, {"direction": "advised-against", "when": "fever"}], [{}, {"direction": "advised-against"}], ""),
    ],
)
def test_evidence_that_advises_more_or_warns_less_needs_a_reason(
    tmp_path: Path, old: list[Entry], new: list[Entry], said: str
) -> None:
    assert taken(tmp_path, {}, with_evidence(*old), with_evidence(*new)) == ([said] if said else [])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"when": ...}, "`when` is true of more people"),
        ({"when": {"any": ["fever", "numb"]}}, "`when` is true of more people"),
        ({"when": "numb"}, "`when` is true of more people"),
        ({"when": {"all": ["fever", "numb"]}}, ""),
        ({"ask_first": "Nobody."}, "`ask-first` is another"),
        ({"summary": "Much rubbing."}, ""),
    ],
)
def test_a_routine_for_more_people_needs_a_reason(tmp_path: Path, changes: Entry, said: str) -> None:
    below: dict[str, list[Entry]] = {"techniques": [technique()], "routines": [routine(when="fever")]}
    new = routine(**{"when": "fever", **changes})
    _, faults = layered(tmp_path, below, {"routines": [new]})
    assert [fault.message.partition("one: ")[2] for fault in faults] == ([said] if said else [])


def test_an_area_with_the_places_of_another_needs_a_reason(tmp_path: Path) -> None:
    _, faults = layered(tmp_path, {}, {"areas": [AREA]})
    assert [(fault.rule, fault.path.name) for fault in faults] == [("override", "above.yaml")]
    assert "shares `loin` with `low`" in faults[0].message
    overrides, faults = layered(tmp_path, {}, {"areas": [AREA | {"overrides-safety": REASON}]})
    assert (overrides, faults) == ((f"areas: `side` was added: {REASON}",), ())
    beside = {"id": "side", "name": "side", "places": ["throat"]}
    together = {"id": "both", "name": "both", "includes": ["low", "side"]}
    assert layered(tmp_path, {}, {"areas": [beside, together]}) == ((), ())


@pytest.mark.parametrize("blank", ["\N{BRAILLE PATTERN BLANK}", "\N{HANGUL FILLER}", "\N{NO-BREAK SPACE} "])
def test_a_reason_of_invisible_letters_is_refused(tmp_path: Path, blank: str) -> None:
    _, faults = layered(tmp_path, {}, {"areas": [AREA | {"overrides-safety": f"ok{blank * 20}ok"}]})
    assert [fault.rule for fault in faults] == ["override"]
    assert "is no reason for it" in faults[0].message


def test_each_layer_is_compared_with_the_layers_below_it(tmp_path: Path) -> None:
    texts = {
        "one": {**BASE, "techniques": [technique()]},
        "two": {"techniques": [technique(touches=[], overrides_safety=REASON)]},
        "three": {"techniques": [technique()]},
        "four": {"techniques": [technique(touches=[])]},
    }
    files = [tmp_path / f"{name}.yaml" for name in texts]
    for file, content in zip(files, texts.values(), strict=True):
        file.write_text(json.dumps(content), encoding="utf-8")
    knowledge, faults = examine_knowledge(*files[:3], severities=())
    assert faults == ()
    assert knowledge is not None
    assert knowledge.overrides == (f"techniques: `rubbing` was replaced: {REASON}",)
    _, faults = examine_knowledge(*files, severities=())
    assert [(fault.rule, fault.path.name) for fault in faults] == [("override", "four.yaml")]
