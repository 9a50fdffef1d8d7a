"""What every test may use."""

from __future__ import annotations

import pytest
from hypothesis import settings

from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint.examine import load_knowledge


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return load_knowledge()


# The same examples in every run: what is found once is found again, and a slow machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
