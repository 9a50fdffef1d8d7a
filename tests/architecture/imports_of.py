"""Find the imports of every module, including those in functions and under TYPE_CHECKING."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import backrelief

SOURCE: Final = Path(backrelief.__file__).parent
PACKAGE: Final = SOURCE.name


@dataclass(frozen=True)
class Import:
    """An imported name, and the line that imports it."""

    module: str
    """The importing module, without the name of the package: `advice.assess`."""
    line: int
    name: str
    """The full name of the import: `backrelief.logic.criteria`, `yaml`."""

    @property
    def package(self) -> str:
        """The package of the importing module, or the name of the module itself if it is at the top."""
        return self.module.partition(".")[0]

    @property
    def top(self) -> str:
        """The imported top-level package."""
        return self.name.partition(".")[0]

    @property
    def to_package(self) -> str | None:
        """The imported package: `""` for `backrelief` itself, ``None`` for another library."""
        return self.name.split(".")[1] if self.name.startswith(f"{PACKAGE}.") else "" if self.top == PACKAGE else None

    def __str__(self) -> str:
        """Format the import for the message of a failing test."""
        return f"{self.module}:{self.line} imports {self.name}"


def modules(source: Path = SOURCE) -> Iterator[tuple[str, Path]]:
    """Yield each module with its dotted name inside the package; the package itself is `__init__`."""
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts), path


def imports(module: str, path: Path) -> Iterator[Import]:
    """Yield each import of a module; a name imported from a package counts as `package.name`."""
    package = [PACKAGE, *module.split(".")]
    if path.name != "__init__.py" or module == "__init__":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (Import(module, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (Import(module, node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and _is_import_call(node):
            yield from _called(module, node)


def _is_import_call(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in {"import_module", "__import__"}


def _called(module: str, node: ast.Call) -> Iterator[Import]:
    for argument in node.args[:1]:
        if isinstance(argument, ast.Constant):
            yield Import(module, node.lineno, str(argument.value))


def all_imports() -> tuple[Import, ...]:
    return tuple(found for module, path in modules() for found in imports(module, path))


def is_standard(name: str) -> bool:
    """Return whether a top-level package comes with Python."""
    return name in sys.stdlib_module_names
