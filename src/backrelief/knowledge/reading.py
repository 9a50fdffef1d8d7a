"""Read folders of YAML files into one knowledge base; every fault of every file is reported at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.collector import collector_paused
from backrelief.knowledge.documents import Document, Location
from backrelief.knowledge.faults import Fault
from backrelief.knowledge.folders import shipped_folder
from backrelief.knowledge.layers import GivenUpError, Layered, Layers
from backrelief.knowledge.linking import link_entries


class Reading(Struct, frozen=True):
    """The result of reading some folders."""

    knowledge: KnowledgeBase | None
    """``None`` if a file cannot be read or linked."""
    faults: tuple[Fault, ...]
    homes: Mapping[tuple[str, str], tuple[Document, Location]]
    """Kind and id of an entry -> the document that contains it, and its location there."""
    layered: tuple[Layered, ...] = ()
    """The entries of all layers but the lowest, in the order of reading."""


def read_knowledge(*folders: Path | str) -> Reading:
    """Read and link the folders as layers, or the shipped knowledge without folders.

    Every fault of every file is collected. The rules of the linter are not applied.

    Raises:
        KnowledgeError: a folder cannot be read.
    """
    layers = Layers()
    knowledge = None
    with collector_paused():
        try:
            for folder in folders or (shipped_folder(),):
                layers.add(Path(folder))
            linked = link_entries(layers)
            knowledge = None if layers.faults else linked
        except GivenUpError:
            pass  # the last fault gives the reason
    return Reading(knowledge, tuple(sorted(layers.faults)), layers.homes, tuple(layers.layered))
