"""The knowledge of a run: the shipped one, then the folders of ``BACKRELIEF_DATA``, then those of ``--data``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from backrelief.cli.environment import Variable
from backrelief.knowledge.folders import shipped_folder

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def load_layers(folders: Sequence[Path] = ()) -> KnowledgeBase:
    """Load the layers of a run; later ones override earlier ones.

    Raises:
        KnowledgeError: a folder cannot be read, or its files have faults.
    """
    return _open(layers(folders))


def load_shipped() -> KnowledgeBase:
    """Load the shipped knowledge alone."""
    return _open((shipped_folder(),))


def _open(folders: Sequence[Path]) -> KnowledgeBase:
    from backrelief.knowledge.cache import open_knowledge, user_cache

    return open_knowledge(folders, _load_source, user_cache(Variable.CACHE.setting))


def _load_source(*folders: Path) -> KnowledgeBase:
    from backrelief.lint.examine import load_knowledge  # imports pydantic and PyYAML

    return load_knowledge(*folders)


def layers(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the folders of a run, the shipped one first."""
    named = (Path(one) for one in Variable.DATA.setting.split(os.pathsep) if one)
    return (shipped_folder(), *named, *folders)
