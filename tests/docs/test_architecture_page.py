"""The architecture page lists the packages in their order."""

from __future__ import annotations

import re
from pathlib import Path

import backrelief
from architecture.test_imports import ORDER

ROOT = Path(__file__).parents[2]
SOURCE = Path(backrelief.__file__).parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_table_lists_every_package_from_the_bottom_up() -> None:
    assert tuple(re.findall(r"(?m)^\| `(\w+)` \|", PAGE)) == ORDER


def test_every_package_is_in_the_picture() -> None:
    picture = PAGE.split("```")[1]
    assert all(f"{package}/" in picture for package in ORDER)


def test_the_first_file_to_open_exists() -> None:
    for package, file in re.findall(r"(?m)^\| `(\w+)` \|.*\| `([\w.]+)` \|$", PAGE):
        assert (SOURCE / package / file).is_file(), f"{package}/{file}"


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"`((?:\w+/)+\w+\.(?:py|yaml))`", PAGE))
    assert len(named) > 10
    missing = [name for name in sorted(named) if not any((root / name).exists() for root in (SOURCE, ROOT))]
    assert missing == []
