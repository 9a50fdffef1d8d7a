"""The person of a run: the case that the options, a file of answers and an interview give together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrelief.cli.files import check_case_file
from backrelief.cli.options import CaseOptions, RunOptions, WishOptions, given
from backrelief.cli.streams import Format, is_interactive

if TYPE_CHECKING:
    from backrelief.advice.screen import Screening
    from backrelief.case.case import Case
    from backrelief.knowledge.base import KnowledgeBase


def read_case(
    knowledge: KnowledgeBase, options: CaseOptions, run: RunOptions, wishes: WishOptions | None = None
) -> Case:
    """Return the case of the file with the options laid over it.

    Raises:
        UsageError: an option or the file is wrong, or the answers could not be saved.
    """
    from backrelief.case.files import read_case_file
    from backrelief.case.options import Said, case_from
    from backrelief.interview.questions import deny_dangers

    if run.save is not None:
        check_case_file(run.save)
    base = None if options.case is None else read_case_file(knowledge, options.case)
    typed = given(options) | given(wishes or WishOptions())
    denied = typed.pop("no_red_flags", False)
    typed.pop("case", None)
    case = case_from(knowledge, Said(**typed), base)
    return deny_dangers(knowledge, case) if denied else case


def may_ask(run: RunOptions, form: Format) -> bool:
    """Return whether somebody is there to be asked."""
    return is_interactive() and not run.no_input and form in {Format.TEXT, Format.PLAIN}


def lists_read(options: CaseOptions) -> tuple[str, ...]:
    """Return what is said of ``--no-red-flags``, if it was given."""
    said = "The danger lists of your areas count as read, and none of them as true of you."
    return (said,) if options.no_red_flags else ()


def level_code(knowledge: KnowledgeBase, screening: Screening) -> int:
    """Return the exit code of the level."""
    return int(knowledge.levels[screening.level].exit_code)
