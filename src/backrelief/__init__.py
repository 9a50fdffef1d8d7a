"""What a person with a sore back can safely do about it now: the public library.

Nothing is imported before it is used, so that `import backrelief` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice, advise
    from backrelief.case.case import UNSURE, Case, Wishes
    from backrelief.cli.loading import load_layers
    from backrelief.lint.examine import load_knowledge
    from backrelief.render.batch import answer, answers
    from backrelief.version import __version__

__all__ = [
    "UNSURE",
    "Advice",
    "Case",
    "Wishes",
    "__version__",
    "advise",
    "answer",
    "answers",
    "load_knowledge",
    "load_layers",
]

_HOMES = {
    "__version__": "backrelief.version",
    "Advice": "backrelief.advice.advise",
    "advise": "backrelief.advice.advise",
    "Case": "backrelief.case.case",
    "UNSURE": "backrelief.case.case",
    "Wishes": "backrelief.case.case",
    "answer": "backrelief.render.batch",
    "answers": "backrelief.render.batch",
    "load_knowledge": "backrelief.lint.examine",
    "load_layers": "backrelief.cli.loading",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
