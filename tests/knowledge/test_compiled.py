"""Compiled knowledge: the same entries and the same advice, and nothing that can hurt when it is damaged."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from acceptance.program import run_process
from backrelief.advice.advise import advise
from backrelief.interview.questions import deny_dangers
from backrelief.knowledge import cache
from backrelief.knowledge.base import KINDS, KnowledgeBase
from backrelief.knowledge.cache import PACKAGED, open_knowledge, stamp_of, user_cache
from backrelief.knowledge.compiled import compiled, restored
from backrelief.knowledge.folders import shipped_folder
from backrelief.lint.examine import load_knowledge
from backrelief.render.envelope import as_data
from backrelief.render.records import advice_data
from backrelief.workshop.changes import load_with_cases
from backrelief.workshop.worked_cases import given_case

LAYER = "tools:\n  - {id: jar, name: a jar, at-home: true, sources: []}\n"


@pytest.fixture(scope="module")
def restored_knowledge(knowledge: KnowledgeBase) -> KnowledgeBase:
    """Return the shipped knowledge, compiled and read back."""
    found = restored(compiled(knowledge, "stamp"), "stamp", (shipped_folder(),))
    assert found is not None
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return an empty cache directory."""
    home = user_cache(str(tmp_path / "cache"))
    assert home is not None
    return home


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """Return a folder that holds a whole, small knowledge base."""
    folder = tmp_path / "layer"
    folder.mkdir()
    (folder / "tools.yaml").write_text(LAYER, encoding="utf-8")
    return folder


class Loader:
    """Loads knowledge, and counts how often."""

    def __init__(self, load: Callable[..., KnowledgeBase]) -> None:
        """Load with this."""
        self.load, self.times = load, 0

    def __call__(self, *folders: Path) -> KnowledgeBase:
        self.times += 1
        return self.load(*folders)


@pytest.fixture
def loader(knowledge: KnowledgeBase) -> Loader:
    """Return a loader that gives the shipped knowledge, whatever the folders hold."""
    return Loader(lambda *_: knowledge)


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_has_the_same_fields(
    kind: str, knowledge: KnowledgeBase, restored_knowledge: KnowledgeBase
) -> None:
    found = restored_knowledge.table(kind)
    assert found.ids == knowledge.table(kind).ids
    for entry in knowledge.table(kind):
        assert found[entry.id] == entry


def test_everything_beside_the_entries_is_the_same(knowledge: KnowledgeBase, restored_knowledge: KnowledgeBase) -> None:
    assert dict(restored_knowledge.shapes) == knowledge.shapes
    assert dict(restored_knowledge.properties) == knowledge.properties
    assert dict(restored_knowledge.origins) == knowledge.origins
    assert restored_knowledge.overrides == knowledge.overrides


def test_the_advice_is_the_same_to_the_letter(knowledge: KnowledgeBase, restored_knowledge: KnowledgeBase) -> None:
    cases = load_with_cases(shipped_folder()).cases
    worked = list(cases)[::20]
    assert len(worked) > 40
    for one in worked:
        given = given_case(knowledge, one)
        for case in (given, deny_dangers(knowledge, given)):
            before, after = advise(knowledge, case), advise(restored_knowledge, case)
            assert as_data(advice_data(restored_knowledge, after)) == as_data(advice_data(knowledge, before)), one.id


def test_an_entry_cannot_be_changed(restored_knowledge: KnowledgeBase) -> None:
    with pytest.raises(AttributeError, match="frozen"):
        restored_knowledge.techniques["ball-wall"].summary = "other"  # type: ignore[misc]  # the model says so too


def test_equal_entries_have_the_same_hash_and_show_their_values(
    knowledge: KnowledgeBase, restored_knowledge: KnowledgeBase
) -> None:
    again = restored(compiled(knowledge, "stamp"), "stamp", (shipped_folder(),))
    assert again is not None
    for source in restored_knowledge.sources:
        assert hash(source) == hash(again.sources[source.id])
        assert repr(source).startswith(f"Source(id='{source.id}'")


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:-1],
        lambda content: content[:2000],
        lambda content: content.replace(b"ball", b"bell", 1),
        lambda content: content.replace(b'["areas", ', b'["areas", 1', 1),
        lambda content: content.replace(b'"parts"', b'"stray"', 1),
        lambda _: b"null\n",
        lambda _: b"[]\n{}",
        lambda _: b"\x80\x04\x95\n",
    ],
    ids=["empty", "last-byte", "cut", "a-letter", "a-length", "a-key", "null", "list", "pickle"],
)
def test_damaged_knowledge_is_thrown_away(damage: Callable[[bytes], bytes], knowledge: KnowledgeBase) -> None:
    content = compiled(knowledge, "stamp")
    assert damage(content) != content
    assert restored(damage(content), "stamp", (shipped_folder(),)) is None
    assert restored(content, "another stamp", (shipped_folder(),)) is None


def test_the_files_are_read_once(home: Path, layer: Path, loader: Loader) -> None:
    for _ in range(3):
        open_knowledge((layer,), loader, home)
    assert loader.times == 1
    assert [file.suffix for file in home.iterdir()] == [".json"]


def test_an_edited_file_is_noticed(home: Path, layer: Path, loader: Loader) -> None:
    open_knowledge((layer,), loader, home)
    about = (layer / "tools.yaml").stat()
    (layer / "tools.yaml").write_text(LAYER.replace("a jar", "a pot"), encoding="utf-8")
    os.utime(layer / "tools.yaml", ns=(about.st_atime_ns, about.st_mtime_ns))  # a clock set back hides nothing
    open_knowledge((layer,), loader, home)
    assert loader.times == 2


@pytest.mark.parametrize("content", [b"", b"{}", b'{"stamp": 1}\n', b"garbage"])
def test_a_damaged_file_of_the_cache_is_written_anew(content: bytes, home: Path, layer: Path, loader: Loader) -> None:
    open_knowledge((layer,), loader, home)
    (file,) = home.iterdir()
    file.write_bytes(content)
    open_knowledge((layer,), loader, home)
    open_knowledge((layer,), loader, home)
    assert loader.times == 2


def test_a_file_that_others_may_write_to_is_not_believed(home: Path, layer: Path, loader: Loader) -> None:
    open_knowledge((layer,), loader, home)
    (file,) = home.iterdir()
    file.chmod(0o666)
    open_knowledge((layer,), loader, home)
    assert loader.times == 2


def test_a_folder_that_others_may_write_to_is_not_used(home: Path) -> None:
    home.chmod(0o777)
    assert user_cache(str(home.parent)) is None


def test_without_a_place_to_write_it_is_slower_and_not_broken(layer: Path, loader: Loader) -> None:
    assert user_cache("/dev/null/nowhere") is None
    assert user_cache("relative") is None
    for place in (None, Path("/dev/null/nowhere")):
        open_knowledge((layer,), loader, place)
    assert loader.times == 2


def test_a_failed_write_leaves_nothing_behind(
    home: Path, layer: Path, loader: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    open_knowledge((layer,), loader, home)
    assert not list(home.iterdir())


def test_many_starts_at_once_leave_one_whole_file(home: Path, layer: Path, knowledge: KnowledgeBase) -> None:
    def start(_: int) -> bool:
        found = open_knowledge((layer,), lambda *_: knowledge, home)
        return found.techniques.ids == knowledge.techniques.ids

    with ThreadPoolExecutor(64) as pool:
        assert all(pool.map(start, range(64)))
    assert len(list(home.iterdir())) == 1


def test_two_versions_of_the_program_share_a_cache(
    home: Path, layer: Path, loader: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_knowledge((layer,), loader, home)
    with monkeypatch.context() as other_version:
        other_version.setattr(cache, "_own_files", lambda: iter([("base.py", 1, 1)]))
        for _ in range(2):
            open_knowledge((layer,), loader, home)
    open_knowledge((layer,), loader, home)
    assert loader.times == 2
    assert len(list(home.iterdir())) == 2


def test_a_program_that_is_killed_while_it_writes_harms_no_later_one(tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    killed.mkdir()
    (killed / "sitecustomize.py").write_text(
        "import os, pathlib\npathlib.Path.replace = lambda *_: os.kill(os.getpid(), 9)\n", encoding="utf-8"
    )
    home = {"XDG_CACHE_HOME": str(tmp_path)}
    first = run_process("list", "areas", env={**home, "PYTHONPATH": str(killed)})
    assert first.code == -signal.SIGKILL
    assert [file.suffix for file in (tmp_path / "backrelief").iterdir()] == [".part"]
    later = [run_process("list", "areas", env=home) for _ in range(2)]
    assert later[0] == later[1]
    assert later[0].code == 0
    assert {file.suffix for file in (tmp_path / "backrelief").iterdir()} == {".part", ".json"}


def test_files_that_changed_while_they_were_read_are_not_kept(
    home: Path, layer: Path, knowledge: KnowledgeBase
) -> None:
    def load(*_: Path) -> KnowledgeBase:
        (layer / "tools.yaml").write_text(LAYER + "\n", encoding="utf-8")
        return knowledge

    open_knowledge((layer,), load, home)
    assert not list(home.iterdir())


def test_only_the_last_files_are_kept(home: Path, layer: Path, loader: Loader) -> None:
    for number in range(cache._MOST_FILES + 3):  # noqa: SLF001  # the bound that is tested
        (layer / "tools.yaml").write_text(LAYER + "\n" * number, encoding="utf-8")
        open_knowledge((layer,), loader, home)
    assert len(list(home.iterdir())) == cache._MOST_FILES  # noqa: SLF001


def test_an_installed_package_brings_its_own(home: Path, layer: Path, loader: Loader, knowledge: KnowledgeBase) -> None:
    (layer / PACKAGED).write_bytes(compiled(knowledge, stamp_of((layer,))))
    open_knowledge((layer,), loader, home)
    assert loader.times == 0
    (layer / "tools.yaml").write_text(LAYER + "\n", encoding="utf-8")
    open_knowledge((layer,), loader, home)
    assert loader.times == 1
    assert len(list(home.iterdir())) == 1


def test_layers_are_compiled_with_the_shipped_knowledge(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "tips.yaml").write_text(
        "tips:\n  - {id: own-tip, name: own, moment: before, text: My own tip., sources: []}\n", encoding="utf-8"
    )
    folders = (shipped_folder(), own)
    first, second = (open_knowledge(folders, load_knowledge, home) for _ in range(2))
    assert second.tips["own-tip"] == first.tips["own-tip"]
    assert second.origins["tips", "own-tip"] == first.origins["tips", "own-tip"]
