"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.load import load_knowledge


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return load_knowledge()


# The same examples in every run: what is found once is found again, and a slow machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

KNOWN_GAPS = frozenset(
    line
    for line in (Path(__file__).parent / "known_gaps.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the known gaps: they are run and reported as such, and never hidden."""
    for item in items:
        if item.nodeid in KNOWN_GAPS:
            item.add_marker(pytest.mark.xfail(reason="a known gap, see known_gaps.txt", strict=False))
