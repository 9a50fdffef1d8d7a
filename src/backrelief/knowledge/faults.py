"""A fault in a data file: its message, location, rule and remedy; and the error that carries all of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from backrelief.errors import KnowledgeError

Severity = Literal["error", "warning"]

MOST_FAULTS: Final = 500
"""The search ends after so many faults: nobody reads more, and a malicious file could make each of them slow."""

LONGEST_SHOWN: Final = 1000
"""Characters of one message or hint. The longest that the program writes have about half of this."""


def shown(text: str) -> str:
    """Make text that may quote a file safe for a terminal, and shorten it in the middle if it is long."""
    if len(text) > LONGEST_SHOWN:
        half = LONGEST_SHOWN // 2
        text = f"{text[:half]} ... {text[-half:]}"
    return "".join(letter if letter.isprintable() else "?" for letter in text)


class Fault(Struct, frozen=True, order=True):
    """One fault. Faults sort by file, then by location in it."""

    path: Path
    line: int
    """From 1; 0 if the fault is about the file as a whole."""
    column: int
    """From 1; 0 as above."""
    message: str
    rule: str
    hint: str = ""
    excerpt: str = ""
    """The line with the fault."""
    severity: Severity = "error"
    """An error makes the exit code 65, and with `--strict` so does a warning."""

    def __str__(self) -> str:
        """Return ``file:line:column: severity: message (rule)``, the line of the file, and the hint."""
        path = shown(str(self.path))
        location = f"{path}:{self.line}:{self.column}" if self.line else path
        lines = [f"{location}: {self.severity}: {self.message} ({self.rule})"]
        if self.excerpt:
            lines.append(f"    {self.excerpt}")
            if 0 < self.column <= len(self.excerpt):
                lines.append(f"    {' ' * (self.column - 1)}^")
        if self.hint:
            lines.append(f"    {self.hint}")
        return "\n".join(lines)


class BrokenKnowledgeError(KnowledgeError):
    """The knowledge cannot be used; ``faults`` has every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults, sorted by file and line."""
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        listing = "\n".join(str(fault) for fault in self.faults[:20])
        more = f"\n... and {count - 20} more" if count > 20 else ""
        super().__init__(
            f"the knowledge has {count} fault{'s' if count != 1 else ''}:\n{listing}{more}",
            hint="Mend the files; `backrelief knowledge check` lists every fault.",
        )


_LONGEST: Final = 40


def found_instead(value: object) -> str:
    """Describe briefly the value that the file has instead of the one that is needed."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case str() if not value.strip():
            return "empty text"
        case str():
            return f"`{value if len(value) <= _LONGEST else value[:_LONGEST] + '...'}`"
        case int() | float():
            return f"the number {value}"
        case list() | tuple():
            return f"a list of {len(value)}"
        case dict():
            return "a mapping"
        case _:
            return "that"
