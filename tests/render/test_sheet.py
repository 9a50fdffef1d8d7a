"""The contents of a sheet, in which text of the knowledge cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from backrelief.advice.advise import advise
from backrelief.advice.assess import assess
from backrelief.advice.routine.compose import ComposedRoutine
from backrelief.case.answers import no_to
from backrelief.case.case import Answer, Case, Wishes
from backrelief.interview.questions import deny_everything, lists, open_questions
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import Interval
from backrelief.render.body_map.figure import Figure
from backrelief.render.sheet.html import render_html
from backrelief.render.sheet.make import BRIEF, brief, clock, sheet_of_advice, sheet_of_routine
from backrelief.render.sheet.markdown import render_sheet
from backrelief.render.sheet.sheet import Sheet

HOSTILE = '<script>alert("&")</script> \' " & </style><b>x</b> \x1b[31m'
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Parse a page strictly, with every tag closed in order, and collect its tags, ids and words."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)

    @property
    def words(self) -> str:
        """All of the text on one line."""
        return " ".join(" ".join(self.text).split())


def texts(value: Any) -> Iterator[str]:
    """Yield every text of a sheet; a picture has none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif isinstance(value, Struct) and not isinstance(value, Figure):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))


def poisoned(value: Any) -> Any:
    """Make every text of a value hostile, except values of enumerations."""
    if isinstance(value, str):
        return value and f"{value} {HOSTILE}"
    if isinstance(value, tuple):
        return tuple(map(poisoned, value))
    if isinstance(value, Figure):
        targets = tuple(replace(one, name=poisoned(one.name)) for one in value.targets)
        kept_off = tuple(replace(one, name=poisoned(one.name)) for one in value.keep_off)
        return replace(value, targets=targets, keep_off=kept_off)
    if isinstance(value, Struct):
        fixed = {"boxes", "level", "kind", "findings"}
        changed = {name: getattr(value, name) for name in value.__struct_fields__ if name not in fixed}
        return replace(value, **{name: poisoned(one) for name, one in changed.items()})
    return value


@pytest.fixture(scope="module")
def routines(knowledge: KnowledgeBase) -> dict[str, Sheet]:
    return {routine.id: sheet_of_routine(knowledge, routine) for routine in knowledge.routines}


@pytest.fixture(scope="module")
def unanswered(knowledge: KnowledgeBase) -> Sheet:
    case = Case(("lower-back",), wishes=Wishes(minutes=10))
    return sheet_of_advice(
        knowledge, advise(knowledge, case), lists(assess(knowledge, case)), open_questions(assess(knowledge, case))
    )


def healthy(knowledge: KnowledgeBase, **more: Answer) -> Case:
    """Return the case of somebody who answered "none of these" to every list."""
    known: dict[str, Answer] = {
        "age": Interval(40, 40),
        "duration": Interval(5, 5),
        "severity": Interval(4, 4),
        "onset": "gradual",
        "course": "improving",
        "pregnancy": "none",
        **{name: no_to(knowledge, name) for name in ("first-episode", "pain-assessed-by-clinician", "pain-spread")},
    }
    return deny_everything(knowledge, Case(("lower-back",), {**known, **more}))


def test_the_sides_of_a_technique_are_one_step_with_two_boxes(
    knowledge: KnowledgeBase, routines: dict[str, Sheet]
) -> None:
    for routine in knowledge.routines:
        sheet = routines[routine.id]
        assert len(sheet.steps) == len(routine.steps)
        for row, step in zip(sheet.steps, routine.steps, strict=True):
            assert row.boxes == (("done",) if step.side[0] in {"middle", "upper-side"} else ("left", "right"))
            assert row.title.lower() == knowledge.techniques[step.technique].name.lower()


def test_a_person_with_one_sore_side_gets_one_box(knowledge: KnowledgeBase) -> None:
    advice = advise(knowledge, healthy(knowledge, **{"pain-side": "left"}), "lower-back-quick")
    boxes = {box for row in sheet_of_advice(knowledge, advice).steps for box in row.boxes}
    assert boxes == {"left", "done"}


def test_the_numbers_of_the_steps_are_on_the_map(routines: dict[str, Sheet]) -> None:
    for sheet in routines.values():
        on_map = {target.number for figure in sheet.figures for target in figure.targets}
        assert {number for row in sheet.steps for number in row.numbers} == on_map


def test_a_routine_as_written_is_described_and_its_stop_box_comes_first(
    knowledge: KnowledgeBase, routines: dict[str, Sheet]
) -> None:
    for sheet in routines.values():
        assert not sheet.screened
        assert sheet.dangers
        assert sheet.conditional.all_out
        page = render_html(sheet)
        assert page.index('class="box stop"') < page.index("<figure>") < page.index('class="steps"')
        marked = render_sheet(sheet)
        assert marked.index("## STOP") < marked.index("```text") < marked.index("## Steps")
    assert routines["lower-back-quick"].minutes == knowledge.routines["lower-back-quick"].minutes


def test_unanswered_questions_are_listed_in_full(knowledge: KnowledgeBase, unanswered: Sheet) -> None:
    assert not unanswered.screened
    case = Case(("lower-back",), wishes=Wishes(minutes=10))
    lines = [line.text for page in lists(assess(knowledge, case)) for line in page.lines]
    words = Reader(render_html(unanswered)).words
    assert all(" ".join(line.split()) in words for line in lines)
    assert words.index("Stop") < words.index("Steps")


def test_a_person_who_answered_gets_the_map_first_and_their_cautions(knowledge: KnowledgeBase) -> None:
    case = healthy(knowledge).stating("blood-thinner", answer=True)
    sheet = sheet_of_advice(knowledge, advise(knowledge, case))
    assert sheet.screened
    assert sheet.lists == ()
    assert [one.lead for one in sheet.cautions] == ["Blood thinners"]
    page = render_html(sheet)
    assert page.index("<figure>") < page.index('class="box stop"') < page.index("How hard") < page.index("Steps")
    assert "Your cautions" in page
    assert sheet.cautions[0].lines[0].split(".")[0] in Reader(page).words
    assert "## Your cautions" in render_sheet(sheet)


def test_the_level_soon_is_shown_on_the_sheet(knowledge: KnowledgeBase) -> None:
    case = healthy(knowledge).stating("night-sweats-or-exhaustion", answer=True)
    advice = advise(knowledge, case)
    assert advice.screening.level == "soon"
    assert isinstance(advice.routine, ComposedRoutine)
    sheet = sheet_of_advice(knowledge, advice)
    for said in (Reader(render_html(sheet)).words, render_sheet(sheet)):
        assert advice.headline in said
        assert all(line in said for line in advice.advice)


def test_adaptations_are_listed(knowledge: KnowledgeBase) -> None:
    advice = advise(knowledge, replace(healthy(knowledge), wishes=Wishes(without=("tennis-ball",))), "lower-back-quick")
    assert isinstance(advice.routine, ComposedRoutine)
    assert advice.routine.adaptations
    sheet = sheet_of_advice(knowledge, advice)
    assert len(sheet.changes) >= 1
    assert "Changed for you" in render_html(sheet)
    assert "## Changed for you" in render_sheet(sheet)
    assert not any("tennis" in one for one in sheet.needs)


def test_there_is_no_sheet_without_a_routine(knowledge: KnowledgeBase) -> None:
    advice = advise(knowledge, Case(("lower-back",), {"saddle-numbness": True}))
    with pytest.raises(ValueError, match="no routine"):
        sheet_of_advice(knowledge, advice)


def test_the_date_is_that_of_the_newest_entry_on_the_page(knowledge: KnowledgeBase, routines: dict[str, Sheet]) -> None:
    days = {entry.reviewed for kind in ("routines", "techniques", "stop-rules") for entry in knowledge.table(kind)}
    for sheet in routines.values():
        assert sheet.dated in days
        assert f"Knowledge of {sheet.dated}" in render_html(sheet)


@pytest.mark.parametrize("large", [False, True])
def test_a_page_is_complete_runs_nothing_and_fetches_nothing(routines: dict[str, Sheet], *, large: bool) -> None:
    for sheet in routines.values():
        page = Reader(render_html(sheet, large=large))
        assert {"script", "link", "img", "iframe", "object"}.isdisjoint(page.tags)
        assert not [one for one in page.attributes if one[0].startswith("on")]
        fetched = [value for name, value in page.attributes if name in {"src", "href", "xlink:href"}]
        assert all(value and value.startswith("#") for value in fetched)
        ids = [value for name, value in page.attributes if name == "id"]
        assert len(ids) == len(set(ids))
        assert page.tags.count("h1") == 1


def test_every_text_of_a_sheet_that_is_on_paper_is_on_the_page(routines: dict[str, Sheet]) -> None:
    for sheet in routines.values():
        words = Reader(render_html(sheet)).words
        assert [text for text in texts(replace(sheet, entry=None, conditional=())) if text not in words] == []


def test_hostile_texts_never_become_markup_in_html(unanswered: Sheet, routines: dict[str, Sheet]) -> None:
    for sheet in (unanswered, routines["lower-back-quick"]):
        clean, page = Reader(render_html(sheet)), Reader(render_html(poisoned(sheet)))
        assert page.tags == clean.tags
        assert '<script>alert("&")</script> \' " & </style><b>x</b> ?[31m' in page.words
        assert "\x1b" not in render_html(poisoned(sheet))


def test_hostile_texts_never_become_markup_in_markdown(unanswered: Sheet, routines: dict[str, Sheet]) -> None:
    for sheet in (unanswered, routines["lower-back-quick"]):
        shown = render_sheet(poisoned(sheet))
        assert not re.search(r"(?<!\\)<", shown)
        assert "\x1b" not in shown
        assert shown.count("\n```") == render_sheet(sheet).count("\n```")


def test_the_markdown_has_boxes_and_the_map(routines: dict[str, Sheet]) -> None:
    sheet = routines["lower-back-quick"]
    shown = render_sheet(sheet)
    assert shown.startswith("# Lower back, quick\n")
    assert shown.count("- [ ] left\n") == shown.count("- [ ] right\n") == 2
    assert shown.count("- [ ] done\n") == 5
    assert shown.count("```text\n") == len(sheet.figures)
    assert "### Step 1: Warm hand stroking" in shown
    assert "|  | Mon | Tue |" in shown


@pytest.mark.parametrize(("seconds", "said"), [(0, "0 s"), (45, "45 s"), (60, "1 min"), (90, "1 min 30 s")])
def test_times_are_shortened_for_a_narrow_column(seconds: int, said: str) -> None:
    assert clock(seconds) == said


def test_a_brief_keeps_whole_sentences() -> None:
    long = "x" * BRIEF
    assert brief((long, "y")) == long
    assert brief(("One.", "Two.", long)) == "One. Two."
    assert brief(()) == ""
