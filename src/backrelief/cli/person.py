"""Combine the options, a file of answers and an interview into the case of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrelief.cli.files import check_case_file
from backrelief.cli.options import STATEMENTS, CaseOptions, RunOptions, WishOptions
from backrelief.cli.streams import Drawing, is_interactive
from backrelief.errors import NoSuchEntryError, UsageError

if TYPE_CHECKING:
    from backrelief.advice.assess import Assessment
    from backrelief.case.case import Case
    from backrelief.knowledge.base import Kind, KnowledgeBase


def read_case(
    knowledge: KnowledgeBase, options: CaseOptions, run: RunOptions, wishes: WishOptions | None = None
) -> Case:
    """Return the case of the file, overridden by the options.

    Raises:
        UsageError: an option or the file is wrong, or the answers could not be saved.
    """
    from backrelief.case.options import Said, case_from
    from backrelief.interview.questions import deny_dangers

    if run.save is not None:
        check_case_file(run.save)
    base = None
    if options.case is not None:
        from backrelief.case.files import read_case_file  # imports PyYAML

        base = read_case_file(knowledge, options.case)
    wished = {} if wishes is None else wishes.given()
    said = Said(**{name: getattr(options, name) for name in STATEMENTS}, wishes=wished)
    case = case_from(knowledge, said, base)
    return deny_dangers(knowledge, case) if options.no_red_flags else case


def ask(
    knowledge: KnowledgeBase,
    case: Case,
    options: CaseOptions,
    run: RunOptions,
    *,
    precautions: bool = True,
    drawing: Drawing = Drawing.AUTO,
) -> tuple[Case, bool]:
    """Ask what is open if there is a terminal; return the case, and whether anything was asked.

    Raises:
        InterruptedInterviewError: the input ended during the interview.
    """
    if run.no_input or not is_interactive():
        return case, False
    from backrelief.cli.interview import interview

    dangers = not options.no_red_flags
    return interview(knowledge, case, danger_lists=dangers, precautions=precautions, drawing=drawing), True


def find(knowledge: KnowledgeBase, kind: Kind, text: str, *, noun: str) -> str:
    """Return the id of the entry that a text names.

    Raises:
        NoSuchEntryError: no entry has this name.
    """
    from backrelief.knowledge.lexicon import resolve

    try:
        return resolve(knowledge, kind, text, noun=noun)
    except UsageError as error:
        hint = error.hint or f"`backrelief list {kind}` shows what there is."
        raise NoSuchEntryError(error.message, hint=hint) from error


def lists_read(options: CaseOptions) -> tuple[str, ...]:
    """Return the remark on ``--no-red-flags``, if it was given."""
    said = "The danger lists of your areas count as read, and none of them as true of you."
    return (said,) if options.no_red_flags else ()


def level_code(assessment: Assessment) -> int:
    """Return the exit code of the level."""
    return assessment.knowledge.levels[assessment.screening.level].exit_code
