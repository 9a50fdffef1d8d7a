"""Every module has a docstring that says what it is for."""

from __future__ import annotations

from .imports_of import modules


def test_every_module_has_a_docstring() -> None:
    silent = [name for name, path in modules() if not path.read_text(encoding="utf-8").startswith('"""')]
    assert silent == []
