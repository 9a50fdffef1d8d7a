"""Every vocabulary can be listed and each of its entries shown, in every format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from backrelief.cli.entries import KINDS, find_entry
from backrelief.render.entry_page import entry_page, singular
from backrelief.render.envelope import entry_data
from backrelief.render.listing_page import listing_page
from backrelief.render.markdown import render_markdown
from backrelief.render.phrases import entry_name
from backrelief.render.plain import render_plain
from backrelief.render.text import render_text

from .program import answer

if TYPE_CHECKING:
    from backrelief.knowledge.base import Kind, KnowledgeBase

VOCABULARIES = ("actions", "means", "places", "pressures", "surfaces", "families", "regions")


def test_every_vocabulary_is_a_kind() -> None:
    assert set(VOCABULARIES) <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_of_a_kind_is_found_by_its_kind(kind: Kind, knowledge: KnowledgeBase) -> None:
    for entry in knowledge.table(kind):
        for said in (kind, singular(kind)):
            found_kind, found, _ = find_entry(knowledge, f"{said}:{entry.id}")
            assert (found_kind, found.id) == (kind, entry.id)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_listed_and_shown_in_every_format(kind: Kind, knowledge: KnowledgeBase) -> None:
    listing, entry = listing_page(knowledge, kind), list(knowledge.table(kind))[-1]
    page = entry_page(knowledge, kind, entry.id)
    for shown in (render_plain(listing), render_markdown(listing), render_text(listing, width=80, color=False)):
        assert entry.id in shown
    for shown in (render_plain(page), render_markdown(page), render_text(page, width=80, color=False)):
        assert f"{singular(kind).replace('-', ' ')} {entry.id}" in " ".join(shown.split())
    record = json.loads(json.dumps(entry_data(entry)))
    assert (record["id"], record["name"]) == (entry.id, entry_name(entry))


def test_a_kind_is_named_in_the_singular(knowledge: KnowledgeBase) -> None:
    family = knowledge.families.ids[0]
    said = answer("show", f"family:{family}", "--format", "plain")
    assert said.code == 0
    assert f"family {family}" in said.out
    assert answer("list", "families", "--format", "json").json["data"]["kind"] == "families"
