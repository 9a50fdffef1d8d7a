"""`backrelief knowledge path`: where the shipped knowledge stands."""

from __future__ import annotations

from backrelief.cli.streams import write


def path() -> int:
    """Where the shipped knowledge stands."""
    from backrelief.knowledge.reading import shipped_folder

    write(f"{shipped_folder()}\n")
    return 0
