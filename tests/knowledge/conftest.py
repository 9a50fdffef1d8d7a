"""Fixtures for the tests of the knowledge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint.examine import load_knowledge
from knowledge.made_up import PLANTS, nothing_hangs


@pytest.fixture(scope="session")
def plants() -> KnowledgeBase:
    """Load the made-up knowledge unchanged."""
    return load_knowledge(PLANTS)


@pytest.fixture(autouse=True)
def _in_good_time() -> Iterator[None]:
    """Fail any test that hangs."""
    with nothing_hangs():
        yield
