"""Put the compiled knowledge into the wheel, so that an installed program never has to read YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileKnowledge(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is of no interest here
    """Compile `data/` while a wheel is built; an editable installation compiles it when it first answers."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled file to what the wheel carries."""
        if version == "editable" or self.target_name != "wheel":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from backrelief.knowledge.cache import PACKAGED, stamp_of
        from backrelief.knowledge.compiled import compiled
        from backrelief.lint.examine import load_knowledge

        folder = Path(self.root, "data")
        file = Path(tempfile.mkdtemp(), PACKAGED)
        file.write_bytes(compiled(load_knowledge(folder), stamp_of((folder,))))
        build_data["force_include"][str(file)] = f"backrelief/data/{PACKAGED}"
