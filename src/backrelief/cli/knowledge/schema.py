"""`backrelief knowledge schema`: the contract of a data file."""

from __future__ import annotations

from backrelief.cli.streams import write


def schema() -> int:
    """Write the JSON Schema of a data file, for editors."""
    import json

    from backrelief.knowledge.schema import data_schema

    write(json.dumps(data_schema(), indent=2) + "\n")
    return 0
