"""What a red flag says to a person names no disease.

`may-indicate` is for clinicians and holds the names. `name` and `text` are read by a frightened person and say what
the sign can mean in plain words. A name counts as plain where a question of the interview uses it too: a person can
say that they had cancer.

Good: `text: It can mean that nerves to the bladder are under pressure, so get help now.`

Bad: `text: This may be cauda equina syndrome.` beside `may-indicate: Cauda equina syndrome.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from backrelief.lint.rule import Problem, Rule
from backrelief.lint.texts import passages

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

_BETWEEN_NAMES: Final = re.compile(r"[,;:()./]|\b(?:or|and)\b")
_BEFORE_A_NAME: Final = re.compile(r"^(?:(?:an?|the|also|other|another|possible|typical|including|new|think of)\s+)+")
_A_WORD: Final = re.compile(r"[\w'-]+")
_SHORTEST: Final = 3
ASKED: Final = ("findings", "screens", "areas", "places")
"""Kinds whose words a person is taken to know."""


def check(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Every name or text of a red flag with a name that stands under ``may-indicate`` of any."""
    said = _plain(" ".join(passage.text for passage in passages(knowledge, ASKED)))
    names = [name for name in _names(knowledge) if not _holds(said, name)]
    for flag in knowledge.red_flags:
        for field, text in (("name", _plain(flag.name)), ("text", _plain(flag.text))):
            for name in names:
                if _holds(text, name):
                    hint = "Say in plain words what it can mean; leave the name to `may-indicate`."
                    yield Problem("red-flags", flag.id, (field,), f"`{name}` is a diagnosis", hint)


def _names(knowledge: KnowledgeBase) -> dict[str, None]:
    """The names of diseases, each once, in the order of the file."""
    parts = (
        _BEFORE_A_NAME.sub("", part.strip())
        for flag in knowledge.red_flags
        for part in _BETWEEN_NAMES.split(flag.may_indicate.lower())
    )
    return dict.fromkeys(name for name in parts if len(name) >= _SHORTEST)


def _plain(text: str) -> str:
    """Its words alone, each between two spaces."""
    return f" {' '.join(_A_WORD.findall(text.lower()))} "


def _holds(text: str, name: str) -> bool:
    return f" {name} " in text or f" {name}s " in text


RULE = Rule("diagnosis", "warning", check)
