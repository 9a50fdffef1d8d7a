"""What the tests of the reasoning share."""

from __future__ import annotations

import pytest

from backrelief.knowledge.base import KnowledgeBase

from .people import People


@pytest.fixture(scope="session")
def people(knowledge: KnowledgeBase) -> People:
    return People(knowledge)
