"""What can go wrong, each with its exit code, a stable code for machines, and the way out."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes that do not come from a screening level. Those stand in the knowledge (`levels`)."""

    OK = 0
    """An answer was given, and its level asks for no other code. A reader that closes the pipe changes no code."""
    UNEXPECTED = 1
    """Something failed that should not: a mistake of the program, or an answer that could not be written."""
    USAGE = 2
    """The command line, or a file that it names, is wrong: an unknown option or word, a bad value, no area."""
    NOTHING = 3
    """There is no such entry, or the wishes leave nothing to suggest. The answer says which wish to give up."""
    LINES_FAILED = 4
    """`batch` answered every line, some of them with an error; the envelope of each such line describes it."""
    BROKEN_KNOWLEDGE = 65
    """The knowledge is broken or cannot be read; or a check of it found errors or gaps."""
    INTERRUPTED = 130
    """The person stopped: Control-C, or the end of input while questions were asked."""


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


class UnexpectedError(BackreliefError):
    """A mistake of the program."""

    exit_code = Exit.UNEXPECTED
    code = "unexpected"
