"""Environment variables are read in one module, from which the reference page lists them."""

from __future__ import annotations

from .imports_of import modules

HOME = "cli.environment"


def test_the_environment_is_read_in_one_module() -> None:
    readers = {name for name, path in modules() if any(word in path.read_text() for word in ("os.environ", "getenv"))}
    assert readers == {HOME}
