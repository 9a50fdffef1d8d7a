"""All environment variables that the program reads."""

from __future__ import annotations

import os
from enum import StrEnum


class Variable(StrEnum):
    """The variables, with their effects; an empty value is the same as none."""

    DATA = "BACKRELIEF_DATA"
    """Folders of your own knowledge, on top of the shipped one and below those of `--data`; separated as in `PATH`."""
    ACCESSIBLE = "ACCESSIBLE"
    """Anything but `0`: the format is `plain`, for a screen reader, unless `--format` says otherwise."""
    NO_COLOR = "NO_COLOR"
    """Set: no colour, unless `--color` says otherwise."""
    FORCE_COLOR = "FORCE_COLOR"
    """Set: colour even if standard output is no terminal, unless `NO_COLOR`, `TERM` or `--color` say otherwise."""
    TERM = "TERM"
    """`dumb`: no colour, unless `--color` says otherwise; and a routine is led line by line."""
    LC_ALL = "LC_ALL"
    """`C` or `POSIX`: pictures and the clock of a routine are drawn in ASCII."""
    LC_CTYPE = "LC_CTYPE"
    """The same, if `LC_ALL` is not set."""
    LANG = "LANG"
    """The same, if neither of them is set."""
    COLUMNS = "COLUMNS"
    """The width of the text; by default that of the terminal, or 80. The standard library reads it."""
    CACHE = "XDG_CACHE_HOME"
    """The folder of the user's caches, where compiled knowledge is kept; without it `~/.cache`."""
    DEBUG = "BACKRELIEF_DEBUG"
    """Set: an unexpected error ends with the whole traceback instead of one line."""
    COMPLETION = "_BACKRELIEF_COMPLETE"
    """Set by the shell when it asks for completions."""

    @property
    def setting(self) -> str:
        """Return its value; empty if it is not set."""
        return os.environ.get(self, "")
