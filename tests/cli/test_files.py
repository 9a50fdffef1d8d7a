"""Files are written completely or not at all, and replace another file only on request."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from backrelief.cli.files import check_output, write_output
from backrelief.errors import UsageError


def files(folder: Path) -> dict[str, bytes]:
    """Map the name of each file to its content."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_file_has_its_content_and_the_usual_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_output(path, b"whole", force=False)
    assert path.read_bytes() == b"whole"
    usual = tmp_path / "b"
    usual.touch()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    assert sorted(files(tmp_path)) == ["a", "b"]


@pytest.mark.parametrize("force", [False, True])
def test_a_failed_write_leaves_the_old_file_and_no_other(
    force: bool,  # noqa: FBT001  # parametrized
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "a"
    if force:
        path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space left"):
        write_output(path, b"new", force=force)
    assert files(tmp_path) == ({"a": b"old"} if force else {})


def test_a_file_that_appears_during_the_write_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(b"theirs"))
    with pytest.raises(UsageError, match="there already"):
        write_output(path, b"mine", force=False)
    assert path.read_bytes() == b"theirs"
    assert files(tmp_path) == {"a": b"theirs"}


def test_a_file_is_written_on_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", none)
    write_output(tmp_path / "a", b"mine", force=False)
    assert (tmp_path / "a").read_bytes() == b"mine"
    monkeypatch.setattr(os, "fsync", lambda _: (tmp_path / "b").write_bytes(b"theirs"))
    with pytest.raises(UsageError, match="there already"):
        write_output(tmp_path / "b", b"mine", force=False)


def test_a_link_stays_and_what_it_points_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "link").symlink_to("a")
    write_output(tmp_path / "link", b"new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize("force", [False, True])
def test_only_regular_files_are_replaced(force: bool, tmp_path: Path) -> None:  # noqa: FBT001  # parametrized
    for path in (tmp_path, Path(os.devnull)):
        with pytest.raises(UsageError, match="not a file"):
            check_output(path, force=force)
    with pytest.raises(UsageError, match="no folder"):
        check_output(tmp_path / "none" / "a", force=force)
