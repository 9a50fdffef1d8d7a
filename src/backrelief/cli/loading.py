"""The knowledge of a run: the shipped one, with one's own layers on top."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.load import load_knowledge, shipped_folder


def load_layers(folders: Sequence[Path] | None) -> KnowledgeBase:
    """Later layers win.

    Raises:
        KnowledgeError: a folder cannot be read, or its files have faults.
    """
    return load_knowledge(shipped_folder(), *(folders or ()))
