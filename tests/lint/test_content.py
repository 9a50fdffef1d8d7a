"""Every text of an entry is found, with its location."""

from __future__ import annotations

from pathlib import Path

from backrelief.knowledge.reflection import texts_of
from backrelief.lint.content import passages
from lint.small import BASE, caution, small, technique


def test_texts_are_found_at_any_depth(tmp_path: Path) -> None:
    knowledge = small(tmp_path, cautions=[caution(adaptation=["Rest.", "Drink."])], techniques=[technique()])
    (one,) = knowledge.cautions
    found = dict(texts_of(one))
    assert found["do", "say"] == "Only lightly."
    assert found["adaptation", 1] == "Drink."
    assert not [place for place in found if place[0] in {"id", "class", "sources"}]
    assert ("evidence", 0, "text") in dict(texts_of(knowledge.techniques["rubbing"]))


def test_a_passage_knows_its_innermost_field(tmp_path: Path) -> None:
    knowledge = small(tmp_path, cautions=[caution(adaptation="Rest.")])
    fields = {passage.location: passage.field for passage in passages(knowledge, ("cautions",))}
    assert fields["do", "say"] == "say"
    assert fields["adaptation", 0] == "adaptation"


def test_words_and_notes_for_authors_are_skipped(tmp_path: Path) -> None:
    noted = BASE["findings"][0] | {"note": "For authors.", "words": ["pins and needles"]}
    knowledge = small(tmp_path, findings=[noted])
    texts = {passage.text for passage in passages(knowledge)}
    assert "Are you numb?" in texts
    assert not texts & {"For authors.", "pins and needles"}
