"""The pages for authors of the knowledge are correct: every file and every command in them is tested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backrelief.knowledge.folders import shipped_folder
from backrelief.knowledge.properties import property_shapes
from backrelief.lint.examine import load_knowledge
from backrelief.logic import findings
from backrelief.workshop.worked_cases import unmet

from .pages import BLOCK, CHECKOUT, Reader, page, table_under

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

FOLLOWED = (
    "knowledge/add-a-technique.md",
    "knowledge/write-a-case.md",
    "knowledge/your-own-knowledge.md",
    "safety-model.md",
)
PAGES = (*FOLLOWED, "knowledge/where-it-comes-from.md")


@pytest.mark.slow
@pytest.mark.parametrize("name", FOLLOWED)
def test_following_the_page_gives_the_results_that_it_shows(name: str, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    reader.follow(page(name))
    assert reader.ran


@pytest.mark.parametrize("name", FOLLOWED)
def test_most_commands_are_followed_by_their_output(name: str) -> None:
    """A page that only runs commands proves little."""
    kinds = [kind for kind, _ in BLOCK.findall(page(name))]
    assert kinds.count("text") * 2 >= kinds.count("sh") > 0


def test_the_reader_notices_another_exit_code(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="ended with 3"):
        Reader(tmp_path).follow("```sh\nexit 3\n```\n")


def test_the_reader_notices_words_that_are_not_printed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="farewell"):
        Reader(tmp_path).follow("```sh\necho hello\n```\n\n```text\nfarewell\n```\n")


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_that_a_page_links_to_exist(name: str) -> None:
    text = page(name)
    here = CHECKOUT.joinpath("docs", name).parent
    assert [link for link in re.findall(r"\]\(([^)#:]+)\)", text) if not (here / link).exists()] == []


def test_the_cases_of_the_page_have_the_expected_outcome(tmp_path: Path) -> None:
    (block,) = (body for kind, body in BLOCK.findall(page("knowledge/write-a-case.md")) if "\ncases:" in body)
    tmp_path.joinpath("cases.yaml").write_text(block, encoding="utf-8")
    knowledge = load_knowledge(shipped_folder(), tmp_path)
    outcomes = {case.id: [what for _, what in unmet(knowledge, case)] for case in knowledge.cases}
    assert outcomes == {"bookkeeper-at-month-end": [], "bookkeeper-with-a-blood-thinner": []}


def used_properties(knowledge: KnowledgeBase) -> Iterator[str]:
    """Yield the properties of techniques that a rule uses, in a test or in an effect."""
    rules = chain.from_iterable(
        (effects for effects in (getattr(rule, "until_agreed", None), rule.do) if effects is not None)
        for rule in (*knowledge.cautions, *knowledge.allowances)
    )
    for effects in rules:
        for test in (effects.forbid, effects.cap_minutes_for, effects.keep_off_for, effects.say_for):
            if test is not None and test != "everything":
                yield from findings(test)
        yield from (name for name in ("position", "surface", "by") if getattr(effects, name) is not None)
        if effects.cap_pressure is not None:
            yield "pressure"
    for zone in knowledge.zones:
        yield from () if zone.forbid == "everything" else findings(zone.forbid)
    for rule in knowledge.stop_rules:
        yield from () if rule.techniques is None else findings(rule.techniques)


def test_the_page_explains_every_property_and_says_which_no_rule_uses(knowledge: KnowledgeBase) -> None:
    text = page("knowledge/add-a-technique.md")
    first, second = text.split("No rule uses these today")
    used, unused = set(table_under(first, "property")), set(table_under(second, "property"))
    vocabulary = ("pressures", "actions", "means", "places", "positions", "surfaces", "tools", "families")
    shapes = property_shapes({kind: [one.id for one in knowledge.table(kind)] for kind in vocabulary})
    assert used | unused == set(shapes)
    assert used == set(used_properties(knowledge))
