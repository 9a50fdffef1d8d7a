"""One fault in a data file: what, where, by which rule, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Literal

from backrelief.errors import KnowledgeError

Severity = Literal["error", "warning"]

MOST_FAULTS: Final = 500
"""After so many nothing more is looked for: nobody reads on, and a file made to be slow is slow with each of them."""

MOST_COMPARED: Final = 5000
"""Words that one slip is held against; each takes some microseconds."""


def shown(text: str) -> str:
    """Text of a file as a message may repeat it."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Sorts by file, then by place in it."""

    path: Path
    line: int
    """From 1; 0 when the fault is about the file as a whole."""
    column: int
    """From 1; 0 as above."""
    message: str
    rule: str
    hint: str = ""
    excerpt: str = ""
    """The line that holds the fault."""
    severity: Severity = "error"
    """An error makes the exit code 65; a warning does with `--strict`."""

    def __str__(self) -> str:
        """``file:line:column: severity: what (rule)``, the line, the hint."""
        path = shown(str(self.path))
        place = f"{path}:{self.line}:{self.column}" if self.line else path
        lines = [f"{place}: {self.severity}: {self.message} ({self.rule})"]
        if self.excerpt:
            lines.append(f"    {self.excerpt}")
            if 0 < self.column <= len(self.excerpt):
                lines.append(f"    {' ' * (self.column - 1)}^")
        if self.hint:
            lines.append(f"    {self.hint}")
        return "\n".join(lines)


class BrokenKnowledgeError(KnowledgeError):
    """The knowledge cannot be used; ``faults`` holds every reason at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Collect the faults in the order of files and lines."""
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        listing = "\n".join(str(fault) for fault in self.faults[:20])
        more = f"\n... and {count - 20} more" if count > 20 else ""
        super().__init__(
            f"the knowledge has {count} fault{'s' if count != 1 else ''}:\n{listing}{more}",
            hint="Mend the files; `backrelief knowledge check` lists every fault.",
        )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the nearest known words, or nothing where none is near or there are too many to look through."""
    known = list(known)
    near = get_close_matches(word, known, n=3, cutoff=0.6) if len(known) <= MOST_COMPARED else ()
    return f"Did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else ""
