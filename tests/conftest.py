"""Fixtures and settings for all tests."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings

from backrelief.knowledge import documents, layers, reading
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.documents import Document
from backrelief.knowledge.folders import shipped_folder
from backrelief.lint import examine

# Use the same examples in every run, so that failures can be repeated; a slow machine must not make a test fail.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def _remember_the_shipped_knowledge() -> None:
    """Read and link the shipped knowledge only once per process.

    Layers on top of it are linked each time, but its files are parsed only once.
    """
    folder = shipped_folder()
    read_knowledge, read_document = reading.read_knowledge, documents.read_document
    shipped, shipped_document = cache(read_knowledge), cache(read_document)

    def remembered_knowledge(*folders: Path | str) -> reading.Reading:
        return shipped() if folders in {(), (folder,)} else read_knowledge(*folders)

    def remembered_document(path: Path) -> Document:
        return (shipped_document if path.parent == folder else read_document)(path)

    patch = pytest.MonkeyPatch()  # before the test modules are imported: some of them read the knowledge at once
    patch.setattr(examine, "read_knowledge", remembered_knowledge)
    patch.setattr(layers, "read_document", remembered_document)


_remember_the_shipped_knowledge()
os.environ["XDG_CACHE_HOME"] = mkdtemp(prefix="backrelief-tests-")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the slow tests first, so that no process is left with one of them when the others have finished."""
    items.sort(key=lambda item: "slow" not in item.keywords)


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """Return the shipped knowledge."""
    return examine.load_knowledge()
