"""Ids for shell completion, read as text because loading a YAML parser would make completion slow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

_KIND = re.compile(r"([a-z-]+):\s*$")
_ID = re.compile(r"  - \{?id: ([a-z0-9-]+)")


def ids(kind: str) -> Callable[[str], list[str]]:
    """Return a completion callback that offers the ids of one kind in the shipped knowledge."""

    def complete(incomplete: str) -> list[str]:
        return [one for one in _ids(kind) if one.startswith(incomplete)]

    return complete


def _ids(wanted: str) -> Iterator[str]:
    here = Path(__file__).resolve()
    folder = next((one for one in (here.parents[1] / "data", here.parents[3] / "data") if one.is_dir()), None)
    for path in sorted(folder.glob("*.yaml")) if folder else ():
        kind = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if found := _KIND.match(line):
                kind = found[1]
            elif kind == wanted and (entry := _ID.match(line)):
                yield entry[1]
