"""Every module says what it is for."""

from __future__ import annotations

from .imports_of import modules


def test_every_module_says_what_it_is() -> None:
    silent = [name for name, path in modules() if not path.read_text(encoding="utf-8").startswith('"""')]
    assert silent == []
