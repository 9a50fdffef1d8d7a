"""What can go wrong, each with its exit code, a stable code for machines, and the way out."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes that do not come from a screening level. Those stand in the knowledge (`levels`)."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    NOTHING = 3
    BROKEN_KNOWLEDGE = 65
    INTERRUPTED = 130


class BackreliefError(Exception):
    """Something that a person can mend."""

    exit_code = Exit.UNEXPECTED
    code = "error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Say what is wrong and where (``message``) and what to do next (``hint``)."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(BackreliefError):
    """The command line, or a file that it names, is wrong."""

    exit_code = Exit.USAGE
    code = "usage"


class OutputError(BackreliefError):
    """The answer cannot be written."""

    exit_code = Exit.UNEXPECTED
    code = "output"


class NoSuchEntryError(BackreliefError):
    """What was asked for is not in the knowledge."""

    exit_code = Exit.NOTHING
    code = "no-such-entry"


class KnowledgeError(BackreliefError):
    """The knowledge is broken or cannot be read."""

    exit_code = Exit.BROKEN_KNOWLEDGE
    code = "knowledge"


class InterruptedInterviewError(BackreliefError):
    """The person stopped answering."""

    exit_code = Exit.INTERRUPTED
    code = "interrupted"
