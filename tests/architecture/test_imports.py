"""Packages import only those below them, and each library is imported only in its own packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from .imports_of import Import, all_imports, imports, is_standard, modules

ORDER = ("logic", "knowledge", "case", "advice", "interview", "lint", "workshop", "render", "player", "cli")
"""The packages of the program, the lowest first."""
BELOW = {package: set(ORDER[:place]) for place, package in enumerate(ORDER)}
"""Package -> the packages below it, which it may import."""
FOR_ALL = {"errors", "version"}
"""Modules that every package but the lowest may import."""
ENTRANCES = {"__init__", "__main__"}
"""The public library and `python -m`: they may import every package, and none may import them."""
HOME_OF = {
    "msgspec": {*ORDER},
    "typer": {"cli"},
    "click": {"cli"},
    "rich": {"render", "player"},
    "yaml": {"knowledge"},
    "pydantic": {"knowledge", "lint"},
    "pydantic_core": {"knowledge"},
    "weasyprint": {"render"},
}
"""Library -> the packages that may import it."""


@pytest.fixture(scope="module")
def found() -> tuple[Import, ...]:
    return all_imports()


def broken(found: tuple[Import, ...], *packages: str) -> list[str]:
    """Return the imports of these packages that do not point down."""
    wrong = []
    for found_import in found:
        package, to_package = found_import.package, found_import.to_package
        allowed = {package} | BELOW.get(package, set()) | (FOR_ALL if package != "logic" else set())
        if package in packages and to_package is not None and to_package not in allowed:
            wrong.append(str(found_import))
    return wrong


def test_every_package_is_in_the_order() -> None:
    packages = {name.partition(".")[0] for name, _ in modules()}
    assert packages == {*BELOW, *FOR_ALL, *ENTRANCES}


@pytest.mark.parametrize("package", BELOW)
def test_imports_point_down(found: tuple[Import, ...], package: str) -> None:
    assert broken(found, package) == []


def test_errors_imports_no_package(found: tuple[Import, ...]) -> None:
    assert [str(one) for one in found if one.package == "errors" and one.to_package is not None] == []


def test_logic_imports_nothing_but_the_standard_library_and_the_base_of_values(found: tuple[Import, ...]) -> None:
    outside = {one for one in found if one.package == "logic" and one.to_package is None and not is_standard(one.top)}
    assert [str(one) for one in outside if one.top != "msgspec"] == []


@pytest.mark.parametrize("library", HOME_OF)
def test_a_library_is_imported_only_in_its_own_packages(found: tuple[Import, ...], library: str) -> None:
    away = [str(one) for one in found if one.top == library and one.package not in HOME_OF[library]]
    assert away == []


def test_no_other_library_is_imported(found: tuple[Import, ...]) -> None:
    strangers = {one.top for one in found if one.to_package is None and not is_standard(one.top)} - set(HOME_OF)
    assert strangers == set(), "say in HOME_OF which packages may import the library"


def test_the_public_library_imports_nothing_until_it_is_used() -> None:
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


def test_imports_anywhere_in_a_module_are_found(tmp_path: Path) -> None:
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
