"""A simulated person at the terminal who answers the questions of the program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from backrelief.knowledge.wording import choice_name

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

HEALTHY: Final[Mapping[str, str]] = {
    "age": "40",
    "duration": "5d",
    "severity": "4",
    "course": "improving",
    "onset": "gradual",
    "pregnancy": "none",
    "first-episode": "no",
    "pain-assessed-by-clinician": "no",
}
"""Finding -> its value, or the choice to pick from a list."""


def flat(text: str) -> str:
    """Join the text into one line, to find sentences that wrapping has split."""
    return " ".join(text.split())


def number_of(line: str, shown: str) -> str | None:
    """Return the number in front of a line of a list, or ``None`` if the line is not shown."""
    found = re.search(rf"(?<!\d)(\d+)[.)]? +{re.escape(line)}", flat(shown))
    return found[1] if found else None


class Person:
    """Answer yes to a few findings and no to all others, finding the numbers of lines by their text."""

    def __init__(
        self, knowledge: KnowledgeBase, *yes: str, sure: bool = True, values: Mapping[str, str] | None = None
    ) -> None:
        """Replace ``values`` of a healthy person; without ``sure``, answer "not sure" instead of yes."""
        self.knowledge = knowledge
        self.yes = yes
        self.doubt = "" if sure else "?"
        self.values = {**HEALTHY, **(values or {})}

    def __call__(self, shown: str) -> str:
        """Answer the question on the screen."""
        for name in self.yes:
            if number := number_of(self.knowledge.asked(name).ask, shown):
                return number + self.doubt
        for name, value in self.values.items():
            finding = self.knowledge.asked(name)
            if finding.ask in flat(shown):
                if finding.kind != "choice":
                    return value
                return number_of(choice_name(self.knowledge, finding, value), shown) or "?"
        return "no" if re.search(r"\byes\b", shown.rpartition("\n")[2]) else "0"
