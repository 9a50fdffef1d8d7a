"""One idea a module: 300 lines ask for a split."""

from __future__ import annotations

from .imports_of import modules

LONGEST = 300


def test_no_module_reaches_300_lines() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines >= LONGEST} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [name for name, path in modules() if not path.read_text(encoding="utf-8").startswith('"""')]
    assert silent == []
