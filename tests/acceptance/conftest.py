"""What the acceptance tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backrelief import load_knowledge

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The shipped knowledge: it names things, so that no test depends on the wording of a sentence."""
    return load_knowledge()
