"""Answers are written completely or not at all, readable only by their owner, and never replace another file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from backrelief.case.case import Case
from backrelief.case.files import read_case_file
from backrelief.cli.files import check_case_file, write_case_file
from backrelief.errors import UsageError
from backrelief.knowledge.base import KnowledgeBase


def test_a_file_that_is_no_case_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "diary.yaml"
    for text in ("dear: diary", "words", "{", "- 1"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UsageError, match="is not a file of answers"):
            write_case_file(Case(("neck",)), path)
        assert path.read_text(encoding="utf-8") == text


def test_an_older_case_is_replaced(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    for area in ("neck", "lower-back"):
        write_case_file(Case((area,)), path)
        assert read_case_file(knowledge, path) == Case((area,))
    assert [entry.name for entry in tmp_path.iterdir()] == ["case.json"], "nothing is left beside it"


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_case_file(Case(), tmp_path / "nowhere" / "case.json")


def test_circular_links_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.symlink_to(path)
    with pytest.raises(UsageError, match="cannot be written"):
        write_case_file(Case(), path)


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
def test_only_the_owner_may_read_the_answers(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    write_case_file(Case(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    write_case_file(Case(("neck",)), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_and_what_it_points_to_is_replaced(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("case.json")
    check_case_file(tmp_path / "link")
    for area in ("neck", "lower-back"):
        write_case_file(Case((area,)), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert read_case_file(knowledge, tmp_path / "case.json") == Case(("lower-back",))


def test_a_full_disk_leaves_the_older_answers_and_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.json"
    write_case_file(Case(("neck",)), path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space left"):
        write_case_file(Case(("lower-back",)), path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["case.json"]
