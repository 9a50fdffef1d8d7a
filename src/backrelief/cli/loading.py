"""The knowledge of a run: the shipped one, then the folders of ``BACKRELIEF_DATA``, then those of ``--data``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from backrelief.cli.environment import Variable
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.reading import shipped_folder
from backrelief.lint.examine import load_knowledge


def load_layers(folders: Sequence[Path] | None) -> KnowledgeBase:
    """Later layers win.

    Raises:
        KnowledgeError: a folder cannot be read, or its files have faults.
    """
    return load_knowledge(*layers(folders))


def layers(folders: Sequence[Path] | None) -> tuple[Path, ...]:
    """The folders of a run, the shipped one first."""
    named = (Path(one) for one in Variable.DATA.setting.split(os.pathsep) if one)
    return (shipped_folder(), *named, *(folders or ()))
