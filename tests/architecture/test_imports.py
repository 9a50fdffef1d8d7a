"""Imports only point down, and each library is imported only in its own rooms."""

from __future__ import annotations

from pathlib import Path

import pytest

from .imports_of import Import, all_imports, imports, is_standard, modules

ORDER = ("logic", "knowledge", "case", "advice", "interview", "lint", "workshop", "render", "player", "cli")
"""The rooms, the lowest first."""
BELOW = {room: set(ORDER[:place]) for place, room in enumerate(ORDER)}
"""Room -> the rooms that it may import."""
FOR_ALL = {"errors"}
"""The modules that every room but the lowest may import."""
ENTRANCES = {"__init__", "__main__"}
"""The public library and `python -m`: they import the rooms, and no room imports them."""
HOME_OF = {
    "typer": {"cli"},
    "click": {"cli"},
    "rich": {"render", "player"},
    "yaml": {"knowledge"},
    "pydantic": {"knowledge", "lint"},
    "pydantic_core": {"knowledge"},
    "weasyprint": {"render"},
}
"""Library -> the only rooms that may import it."""


@pytest.fixture(scope="module")
def found() -> tuple[Import, ...]:
    return all_imports()


def broken(found: tuple[Import, ...], *rooms: str) -> list[str]:
    """Return the imports of these rooms that do not point down."""
    wrong = []
    for found_import in found:
        room, to_room = found_import.room, found_import.to_room
        allowed = {room} | BELOW.get(room, set()) | (FOR_ALL if room != "logic" else set())
        if room in rooms and to_room is not None and to_room not in allowed:
            wrong.append(str(found_import))
    return wrong


def test_every_room_is_known() -> None:
    rooms = {name.partition(".")[0] for name, _ in modules()}
    assert rooms == {*BELOW, *FOR_ALL, *ENTRANCES}


@pytest.mark.parametrize("room", BELOW)
def test_imports_point_down(found: tuple[Import, ...], room: str) -> None:
    assert broken(found, room) == []


def test_errors_imports_no_room(found: tuple[Import, ...]) -> None:
    assert [str(one) for one in found if one.room == "errors" and one.to_room is not None] == []


def test_logic_needs_nothing_but_python(found: tuple[Import, ...]) -> None:
    outside = [str(one) for one in found if one.room == "logic" and one.to_room is None and not is_standard(one.top)]
    assert outside == []


@pytest.mark.parametrize("library", HOME_OF)
def test_a_library_is_imported_only_in_its_own_rooms(found: tuple[Import, ...], library: str) -> None:
    away = [str(one) for one in found if one.top == library and one.room not in HOME_OF[library]]
    assert away == []


def test_no_other_library_is_imported(found: tuple[Import, ...]) -> None:
    strangers = {one.top for one in found if one.to_room is None and not is_standard(one.top)} - set(HOME_OF)
    assert strangers == set(), "a new library needs a room of its own"


def test_the_public_library_imports_nothing_before_it_is_used() -> None:
    """Names under TYPE_CHECKING cost nothing; other names are imported when they are first used."""
    name, path = next(module for module in modules() if module[0] == "__init__")
    lines = path.read_text(encoding="utf-8").splitlines()
    eager = [one for one in imports(name, path) if not lines[one.line - 1].startswith(" ")]
    assert {one.top for one in eager} <= {"__future__", "typing"}


SAMPLE = """
import json, yaml
from backrelief.logic import criteria
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from backrelief.cli import app
def work():
    from . import near
    from .. import logic
    from ..knowledge.base import KnowledgeBase
    from importlib import import_module
    import_module("rich.text")
"""


def test_imports_are_found_anywhere_in_a_module(tmp_path: Path) -> None:
    path = tmp_path / "sample.py"
    path.write_text(SAMPLE, encoding="utf-8")
    read = {one.name for one in imports("advice.sample", path)}
    assert read == {
        "json",
        "yaml",
        "backrelief.logic.criteria",
        "typing.TYPE_CHECKING",
        "backrelief.cli.app",
        "backrelief.advice.near",
        "backrelief.logic",
        "backrelief.knowledge.base.KnowledgeBase",
        "importlib.import_module",
        "rich.text",
    }
    found = tuple(imports("advice.sample", path))
    assert broken(found, "advice") == ["advice.sample:6 imports backrelief.cli.app"]
