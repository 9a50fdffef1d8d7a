"""Files of answers: a written case is read back the same, and the error of a bad file says what is wrong and where."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from backrelief.case.answers import no_to
from backrelief.case.case import UNSURE, Answer, Case, Wishes
from backrelief.case.data import case_data, case_of
from backrelief.case.files import case_text, is_case_file, read_case_file, readable_answers
from backrelief.case.options import check_consistent
from backrelief.case.pieces import readable_case
from backrelief.errors import Exit, UsageError
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import NOTHING, Interval

from .shipped import examples, shipped

BY_OPTION = {"areas", "minutes", "tools", "positions", "pressure"}
SAVED = tuple(name for name in shipped().shapes if shipped().asked(name).stands_for not in BY_OPTION)
"""The findings that a case holds under their own id."""


def answers_to(name: str) -> st.SearchStrategy[Answer]:
    """Draw everything that a case may hold of a finding."""
    knowledge = shipped()
    shape, finding = knowledge.shapes[name], knowledge.asked(name)
    match shape.kind:
        case "yes-no":
            known: st.SearchStrategy[Answer] = st.booleans()
        case "choice":
            known = st.sampled_from(shape.choices)
        case "number":
            least, most = getattr(finding, "least", 0.0), getattr(finding, "most", 0.0)
            whole = st.integers(int(least), int(most))
            ends = (
                whole
                if getattr(finding, "unit", "") in {"years", "weeks"}
                else whole | st.floats(least, most, width=32)
            )
            known = st.tuples(ends, ends).map(lambda pair: Interval(float(min(pair)), float(max(pair))))
        case _:
            some = st.dictionaries(st.sampled_from(shape.choices), st.booleans(), max_size=4)
            known = st.one_of(some, st.just(no_to(knowledge, name)))
    unasked = shape.kind in {"choice", "number"} and "none" not in shape.choices
    nothing: list[Answer] = [NOTHING] if unasked else []
    return st.one_of(known, st.just(UNSURE), *map(st.just, nothing))


@st.composite
def wishes(draw: st.DrawFn) -> Wishes:
    knowledge = shipped()

    def few(*kinds: str) -> tuple[str, ...]:
        ids = [entry for kind in kinds for entry in knowledge.table(kind).ids]
        return tuple(sorted(draw(st.lists(st.sampled_from(ids), max_size=3, unique=True))))

    return Wishes(
        minutes=draw(st.one_of(st.none(), st.integers(1, 120))),
        tools=few("tools") or None,
        without=few("tools", "surfaces"),
        by=draw(st.sampled_from((None, "self", "partner", "therapist"))),
        positions=few("positions"),
        surfaces=few("surfaces"),
        avoid_positions=few("positions"),
        pressure=draw(st.sampled_from((None, *knowledge.pressures.ids))),
        first_time=draw(st.booleans()),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    knowledge = shipped()
    areas = draw(st.lists(st.sampled_from(knowledge.areas.ids), max_size=3, unique=True))
    names = draw(st.lists(st.sampled_from(SAVED), max_size=6, unique=True))
    case = Case(tuple(areas), {name: draw(answers_to(name)) for name in names}, draw(wishes()))
    try:
        check_consistent(knowledge, case)
    except UsageError:
        assume(condition=False)
    return case


@examples(300)
@given(case=cases())
def test_a_written_case_is_read_back_the_same(case: Case) -> None:
    data = case_data(case)
    assert case_of(shipped(), json.loads(json.dumps(data))) == case
    assert case_of(shipped(), yaml.safe_load(yaml.safe_dump(data))) == case


@examples(40)
@given(case=cases())
def test_a_file_is_read_back_the_same(case: Case, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("cases") / "case.json"
    path.write_text(case_text(case), encoding="utf-8")
    read = read_case_file(shipped(), path)
    assert read == case
    assert case_text(read) == case_text(case), "the same case gives the same bytes"


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(Case(findings={"pregnancy": "none"}), id="a-choice-that-is-called-none"),
        pytest.param(Case(wishes=Wishes(tools=())), id="no-tools-beside-what-every-home-has"),
        pytest.param(Case(findings={"skin-wound": {}}), id="a-group-of-which-nothing-is-known"),
        pytest.param(Case(findings={"severity": Interval(2.5, 2.5)}), id="half-a-point"),
    ],
)
def test_this_case_is_read_back_the_same(knowledge: KnowledgeBase, case: Case) -> None:
    assert case_of(knowledge, json.loads(json.dumps(case_data(case)))) == case


def test_the_order_of_a_file_is_fixed(knowledge: KnowledgeBase) -> None:
    case = Case(("neck",), {"onset": "sudden", "blood-thinner": True})
    other = Case(("neck",), {"blood-thinner": True, "onset": "sudden"})
    assert json.dumps(case_data(case)) == json.dumps(case_data(other))
    assert case_data(case) == {"areas": ["neck"], "findings": {"blood-thinner": True, "onset": "sudden"}, "wishes": {}}
    assert case_of(knowledge, case_data(case)) == other


def read(knowledge: KnowledgeBase, folder: Path, text: str) -> Case:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return read_case_file(knowledge, path)


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("areas: [lower-back]", Case(("lower-back",))),
        ('{"areas": ["neck"], "findings": {"age": 67}}', Case(("neck",), {"age": Interval(67, 67)})),
        ("findings: {age: [40, 50]}", Case(findings={"age": Interval(40, 50)})),
        (
            "findings: {blood-thinner: unsure, leg-weak: false}",
            Case(findings={"blood-thinner": UNSURE, "leg-weak": False}),
        ),
        ('findings: {blood-thinner: "yes", leg-weak: "no"}', Case(findings={"blood-thinner": True, "leg-weak": False})),
        ("findings: {onset: none}", Case(findings={"onset": NOTHING})),
        ("findings: {skin-wound: {thigh: true}}", Case(findings={"skin-wound": {"thigh": True}})),
        ("wishes: {minutes: 5, first-time: true}", Case(wishes=Wishes(minutes=5, first_time=True))),
        (
            "wishes: {avoid-positions: [prone], without: [floor]}",
            Case(wishes=Wishes(avoid_positions=("prone",), without=("floor",))),
        ),
    ],
)
def test_each_form_that_a_person_may_write_is_read(
    knowledge: KnowledgeBase, tmp_path: Path, text: str, case: Case
) -> None:
    assert read(knowledge, tmp_path, text) == case


@pytest.mark.parametrize(
    ("text", "days"), [("3d", (3, 3)), ("2w", (14, 14)), ("3mo", (90, 90)), ("1y", (365, 365)), ("4-6w", (28, 42))]
)
def test_a_time_is_written_as_on_the_command_line(
    knowledge: KnowledgeBase, tmp_path: Path, text: str, days: tuple[int, int]
) -> None:
    assert read(knowledge, tmp_path, f"findings: {{duration: {text}}}").findings["duration"] == Interval(*days)


def test_a_list_of_members_is_a_whole_answer(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    answer = read(knowledge, tmp_path, "findings: {pain-worse-on: [coughing]}").findings["pain-worse-on"]
    assert isinstance(answer, dict)
    assert set(answer) == set(knowledge.shapes["pain-worse-on"].choices)
    assert [member for member, held in answer.items() if held] == ["coughing"]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "case.yaml", "empty"),
        ("[]", "1:1", "a case is a mapping"),
        ("just words", "1:1", "a case is a mapping"),
        ("areas: [lower-back", "2:1", "not YAML"),
        ("area: [lower-back]", "1:7", "`area` is no part of a case"),
        ("areas: lower-back", "1:8", "`areas` is a list of ids"),
        ("areas: [lowr-back]", "1:9", "Did you mean `lower-back`"),
        ("areas: [3]", "1:9", "there is no `3` among the areas"),
        ("findings: []", "1:11", "findings are a mapping"),
        ("findings: {blood-thiner: true}", "1:26", "Did you mean `blood-thinner`"),
        ("findings: {nerve-sign: true}", "1:24", "no finding that is asked is called `nerve-sign`"),
        ("findings: {blood-thinner: 3}", "1:27", "true or false, or unsure"),
        ('findings: {blood-thinner: "maybe"}', "1:27", "'maybe' does not fit"),
        ("findings: {blood-thinner: yes}", "1:27", "`yes`"),
        ("findings: {age: 130}", "1:17", "`age` goes from 0 to 120"),
        ("findings: {age: [50, 40]}", "1:17", "`age`"),
        ("findings: {age: [1, 2, 3]}", "1:17", "a number or [low, high]"),
        ("findings: {duration: [1]}", "1:22", "It is days, or a time such as 3w, or [low, high] in days, or unsure."),
        ("findings: {age: true}", "1:17", "a number or [low, high]"),
        ("findings: {age: .nan}", "1:17", "`.nan`"),
        ("findings: {onset: fast}", "1:19", "one of sudden, gradual"),
        ("findings: {onset: [sudden]}", "1:19", "one of sudden, gradual"),
        ("findings: {pain-worse-on: coughing}", "1:27", "a list of ids"),
        ("findings: {pain-worse-on: [coughin]}", "1:28", "Did you mean `coughing`"),
        ("findings: {pain-worse-on: {coughing: 3}}", "1:38", "the number 3 does not fit `coughing`"),
        ("findings: {skin-wound: [moon]}", "1:25", "`moon` does not fit `skin-wound"),
        ("findings: {age: 4, age: 5}", "1:20", "a second time"),
        ("wishes: []", "1:9", "wishes are a mapping"),
        ("wishes: {minuets: 3}", "1:19", "Did you mean `minutes`"),
        ("wishes: {minutes: 0}", "1:19", "does not fit `minutes`"),
        ("wishes: {minutes: 121}", "1:19", "does not fit `minutes`"),
        ("wishes: {minutes: true}", "1:19", "does not fit `minutes`"),
        ("wishes: {minutes: ten}", "1:19", "does not fit `minutes`"),
        ("wishes: {minutes: 7.5}", "1:19", "does not fit `minutes`"),
        ("wishes: {by: dog}", "1:14", "does not fit `by`"),
        ("wishes: {by: [self]}", "1:14", "does not fit `by`"),
        ("wishes: {pressure: brutal}", "1:20", "does not fit `pressure`"),
        ("wishes: {pressure: [light]}", "1:20", "does not fit `pressure`"),
        ("wishes: {first-time: 3}", "1:22", "does not fit `first-time`"),
        ("wishes: {tools: tennis-ball}", "1:17", "`tools` is a list of ids"),
        ("wishes: {tools: [gun]}", "1:18", "there is no `gun` among the tools"),
        ("wishes: {without: [moon]}", "1:20", "there is no `moon` among the tools and surfaces"),
        ("wishes: {without: floor}", "1:19", "`without` is a list of ids"),
        ("wishes: {avoid-positions: [flying]}", "1:28", "there is no `flying` among the positions"),
    ],
)
def test_a_bad_file_says_what_is_wrong_and_where(
    knowledge: KnowledgeBase, tmp_path: Path, text: str, place: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read(knowledge, tmp_path, text)
    assert caught.value.exit_code == Exit.USAGE
    assert message in caught.value.message
    assert place in caught.value.message
    assert "case.yaml" in caught.value.message
    assert caught.value.hint or "\n" in caught.value.message, "the message or the hint says what to do"


def test_answers_that_contradict_each_other_are_refused(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="`leg-cannot-move` cannot be so with what was said of `leg-weak`"):
        read(knowledge, tmp_path, "findings: {leg-weak: false, leg-cannot-move: true}")


def test_the_finding_that_stands_for_the_areas_is_refused_among_the_findings(
    knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    """`--have pain-area=neck` is refused; in a file it must not silently contradict `areas`."""
    try:
        case = read(knowledge, tmp_path, "areas: [lower-back]\nfindings: {pain-area: [neck]}")
    except UsageError:
        return
    assert "pain-area" not in case.findings


def test_a_missing_file_and_a_folder_are_refused(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    for path, message in ((tmp_path / "nowhere.yaml", "cannot be read"), (tmp_path, "not a regular file")):
        with pytest.raises(UsageError, match=message):
            read_case_file(knowledge, path)


def test_a_dash_means_standard_input(knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"areas: [neck]")))
    assert read_case_file(knowledge, Path("-")) == Case(("neck",))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"areas: [nek]")))
    with pytest.raises(UsageError, match="standard input:1:9"):
        read_case_file(knowledge, Path("-"))


DANGERS: dict[str, Answer] = {"leg-weak": True, "saddle-numbness": True}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (case_text(Case()), True),
        (case_text(Case(("neck",), {"leg-weak": True}, Wishes(minutes=5))), True),
        ('{"areas": 1, "findings": 2, "wishes": 3}', True),
        ('{"areas": [], "findings": {}}', False),
        ('{"areas": [], "findings": {}, "wishes": {}, "more": 1}', False),
        ("areas: []\nfindings: {}\nwishes: {}\n", False),
        ('["areas", "findings", "wishes"]', False),
        ("", False),
        ("[" * 100_000, False),
    ],
    ids=["nothing said", "all parts", "odd parts", "a part less", "a part more", "by hand", "a list", "empty", "deep"],
)
def test_only_a_case_that_the_program_wrote_is_a_case_file(tmp_path: Path, text: str, *, is_one: bool) -> None:
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")
    assert is_case_file(path) is is_one


def test_what_is_no_file_or_no_text_is_no_case_file(tmp_path: Path) -> None:
    assert not is_case_file(tmp_path)
    assert not is_case_file(tmp_path / "nowhere.json")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00{")
    assert not is_case_file(tmp_path / "bytes")


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("areas: [neck, leg]\nfindings: {leg-weak: true}", Case(("neck", "leg"), {"leg-weak": True})),
        ("areas: [neck, moon, leg]", Case(("neck", "leg"))),
        ("areas: neck\nfindings: {leg-weak: true}", Case((), {"leg-weak": True})),
        ("areas: {neck: true}", Case()),
        ("findings: {leg-weak: perhaps, saddle-numbness: true}", Case((), {"saddle-numbness": True})),
        ("findings: {nerve-sign: true, leg-week: true, age: 40}", Case((), {"age": Interval(40, 40)})),
        ("findings: [leg-weak]", Case()),
        ("leg-weak: true", Case((), {"leg-weak": True})),
        ("wishes: {saddle-numbness: true}", Case((), {"saddle-numbness": True})),
        ("areas: [neck]\nfindings: {leg-weak: true\n  saddle-numbness: true", Case(("neck",), DANGERS)),
        ("findings:\n  leg-weak: true\n  : :\n  saddle-numbness: yes\n", Case((), DANGERS)),
        ('{"findings": {"leg-weak": true, "saddle-numbness": "yes"', Case((), DANGERS)),
        ("findings: {leg-weak: false}\nleg-weak: true", Case((), {"leg-weak": False})),
        ("- leg-weak: true # saddle-numbness: true", Case((), {"leg-weak": True})),
        ("just words", Case()),
        ("", Case()),
    ],
)
def test_what_can_be_read_of_a_bad_file_is_read(
    knowledge: KnowledgeBase, tmp_path: Path, text: str, case: Case
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    assert readable_answers(knowledge, path) == case


@pytest.mark.parametrize("text", ["a" * 900_000, "a:" + " " * 900_000, "a " * 450_000, '"a" ' * 200_000])
def test_the_time_to_read_pieces_grows_no_faster_than_the_text(knowledge: KnowledgeBase, text: str) -> None:
    """If it did, this would take hours."""
    assert readable_case(knowledge, None, [text]) == Case()


def test_nothing_can_be_read_of_a_file_that_is_missing(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    assert readable_answers(knowledge, tmp_path / "nowhere.yaml") == Case()


def test_standard_input_is_read_again_after_a_mistake(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"areas: [moon]\nfindings: {leg-weak: true}")))
    with pytest.raises(UsageError, match="moon"):
        read_case_file(knowledge, Path("-"))
    assert readable_answers(knowledge, Path("-")) == Case((), {"leg-weak": True})
    monkeypatch.setattr(sys, "stdin", None)
    assert readable_answers(knowledge, Path("-")) == Case()


@examples(150)
@given(
    data=st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.floats()),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
        max_leaves=4,
    ),
    where=st.sampled_from(
        [
            "areas",
            "findings",
            "wishes",
            "findings.age",
            "findings.onset",
            "findings.skin-wound",
            "findings.leg-weak",
            "wishes.by",
            "wishes.pressure",
            "wishes.minutes",
            "wishes.tools",
            "wishes.without",
        ]
    ),
)
def test_any_data_is_a_case_or_a_usage_error(data: Any, where: str) -> None:
    first, _, second = where.partition(".")
    try:
        read = case_of(shipped(), {first: {second: data} if second else data})
    except UsageError as error:
        read, message = None, str(error)
    else:
        message = ""
    assert isinstance(read, Case) or message
