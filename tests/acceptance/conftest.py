"""Runs that tests have as their `arguments` are started ahead, so that every core has something to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from . import program

HERE = Path(__file__).parent


@pytest.fixture(scope="session", autouse=True)
def _ahead(request: pytest.FixtureRequest) -> Iterator[None]:
    for item in request.session.items:
        if item.path.parent == HERE and isinstance(item, pytest.Function) and hasattr(item, "callspec"):
            arguments = item.callspec.params.get("arguments")
            if isinstance(arguments, tuple):
                program.start(*arguments)
    yield
    program.stop()
