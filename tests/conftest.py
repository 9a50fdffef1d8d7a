"""What every test may use."""

from __future__ import annotations

import pytest

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.load import load_knowledge


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return load_knowledge()
