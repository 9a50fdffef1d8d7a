"""What the tests of the knowledge share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint.examine import load_knowledge
from knowledge.made_up import PLANTS, nothing_hangs


@pytest.fixture(scope="session")
def plants() -> KnowledgeBase:
    """The made-up knowledge as it is."""
    return load_knowledge(PLANTS)


@pytest.fixture(autouse=True)
def _in_good_time() -> Iterator[None]:
    """No file may keep its reader waiting."""
    with nothing_hangs():
        yield
