"""Everyday words are resolved to ids."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrelief.errors import UsageError
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.lexicon import find_ids, normal, resolve
from case.shipped import examples


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lower Back", "lower-back"),
        ("  lower   back ", "lower-back"),
        ("can't pee", "cant-pee"),
        ("lower-back", "lower-back"),
        ("lower_back!", "lower-back"),
        ("", ""),
        ("--", ""),
    ],
)
def test_words_are_compared_in_lower_case_with_single_hyphens(text: str, words: str) -> None:
    assert normal(text) == words


@examples(200)
@given(text=st.text(max_size=30))
def test_normalizing_twice_changes_nothing_more(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize("kind", ["areas", "conditions", "tools", "positions", "pressures", "findings", "techniques"])
def test_an_id_always_means_its_own_entry(knowledge: KnowledgeBase, kind: str) -> None:
    for entry_id in knowledge.table(kind).ids:
        assert find_ids(knowledge, kind, entry_id) == (entry_id,)
        assert resolve(knowledge, kind, entry_id, noun="entry") == entry_id


@pytest.mark.parametrize("kind", ["areas", "conditions", "tools", "positions", "pressures", "findings"])
def test_no_word_names_two_entries(knowledge: KnowledgeBase, kind: str) -> None:
    """An ambiguous word would be refused and make the user choose an id."""
    meanings = Counter(
        word for entry in knowledge.table(kind) for word in {normal(word) for word in getattr(entry, "words", ())}
    )
    assert [word for word, entries in meanings.items() if entries > 1 and word not in knowledge.table(kind)] == []


def test_an_empty_text_means_nothing(knowledge: KnowledgeBase) -> None:
    assert find_ids(knowledge, "areas", "") == ()
    assert find_ids(knowledge, "areas", "!!") == ()


def test_a_word_that_several_entries_share_is_refused_with_their_ids() -> None:
    class Entry:
        def __init__(self, entry_id: str) -> None:
            self.id, self.name, self.words = entry_id, entry_id, ("thing",)

    shared = KnowledgeBase.of({"tools": {"one": Entry("one"), "two": Entry("two")}}, shapes={}, properties={})
    with pytest.raises(UsageError, match="'thing' can mean one or two"):
        resolve(shared, "tools", "thing", noun="tool")
    assert resolve(shared, "tools", "thing", noun="tool", among=["two"]) == "two"


def test_an_entry_that_is_not_allowed_here_is_not_found(knowledge: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="no area is called 'neck'"):
        resolve(knowledge, "areas", "neck", noun="area", among=["lower-back"])
