"""The person of a run: the case that the options, a file of answers and an interview give together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrelief.cli.files import check_case_file
from backrelief.cli.options import STATEMENTS, CaseOptions, RunOptions, WishOptions
from backrelief.cli.streams import Format, is_interactive

if TYPE_CHECKING:
    from backrelief.advice.assess import Assessment
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
    wished = {} if wishes is None else wishes.given()
    said = Said(**{name: getattr(options, name) for name in STATEMENTS}, wishes=wished)
    case = case_from(knowledge, said, base)
    return deny_dangers(knowledge, case) if options.no_red_flags else case


def may_ask(run: RunOptions, form: Format) -> bool:
    """Return whether somebody is there to be asked."""
    return is_interactive() and not run.no_input and form in {Format.TEXT, Format.PLAIN}


def lists_read(options: CaseOptions) -> tuple[str, ...]:
    """Return what is said of ``--no-red-flags``, if it was given."""
    said = "The danger lists of your areas count as read, and none of them as true of you."
    return (said,) if options.no_red_flags else ()


def level_code(assessment: Assessment) -> int:
    """Return the exit code of the level."""
    return assessment.knowledge.levels[assessment.screening.level].exit_code
