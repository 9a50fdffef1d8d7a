"""Answer a known danger first, whatever is wrong with the command line, its files or the knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backrelief.cli.command import hints_of, option_names
from backrelief.cli.files import ANSWERED
from backrelief.cli.follow import CueOptions
from backrelief.cli.options import STATEMENTS, CaseOptions, RunOptions, WishOptions
from backrelief.cli.sheet import SheetOptions
from backrelief.errors import BackreliefError, UsageError

if TYPE_CHECKING:
    from backrelief.case.case import Case
    from backrelief.cli.reply import Reply
    from backrelief.knowledge.base import KnowledgeBase

_GROUPS: Final = (CaseOptions, RunOptions, WishOptions, SheetOptions, CueOptions)


def level_despite(command: str, arguments: Sequence[str], error: BackreliefError) -> Reply | None:
    """Return a reply with the level that follows from everything readable on the command line, and with the error.

    Return ``None`` if nothing on it calls for a clinician: then the error is the answer.
    """
    typed = read_leniently(arguments)
    answered = ANSWERED.get()
    if answered is None and not any(name in typed for name in (*STATEMENTS, "case")):
        return None
    from backrelief.advice.assess import assess
    from backrelief.cli.person import level_code
    from backrelief.cli.reply import Reply
    from backrelief.render.level_page import screen_page
    from backrelief.render.records import screen_data

    knowledge = _knowledge(tuple(map(Path, typed.get("data", ()))))
    assessment = assess(knowledge, answered or _case(knowledge, typed))
    if not assessment.screening.refers:
        return None
    return Reply(
        command,
        level_code(assessment),
        lambda: screen_page(knowledge, assessment),
        lambda: screen_data(assessment),
        errors=(error,),
    )


def read_leniently(arguments: Sequence[str]) -> dict[str, list[str]]:
    """Map the field of each option that can be recognized in a command line to its values, as they were typed.

    Every word that looks like an option counts as that option, even if it may be the value of another; a misspelled
    option counts as the most similar one.
    """
    names = {name: field for group in _GROUPS for field, hint in hints_of(group).items() for name in option_names(hint)}
    found: dict[str, list[str]] = {}
    for place, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if not name.startswith("--"):
            continue
        near = [name] if name in names else get_close_matches(name, names, n=1, cutoff=0.8)
        rest = [value] if equals else list(arguments[place + 1 : place + 2])
        if near:
            found.setdefault(names[near[0]], []).extend(rest)
    return found


def _knowledge(folders: tuple[Path, ...]) -> KnowledgeBase:
    """Return the knowledge of the run, or if that is broken the shipped one."""
    from backrelief.cli.loading import load_layers, load_shipped

    try:
        return load_layers(folders)
    except BackreliefError:
        return load_shipped()


def _case(knowledge: KnowledgeBase, typed: Mapping[str, Sequence[str]]) -> Case:
    """Return the case of the statements that can be read; those of the options override those of the file."""
    from backrelief.case.files import readable_answers
    from backrelief.case.pieces import statements_of, united

    options = list(_readable(knowledge, typed))
    affirmed, denied = (
        {name for option, case in options if option == field for name in case.findings}
        for field in ("have", "have_not")
    )
    answered = {name for _, case in options for name in case.findings}
    files = [readable_answers(knowledge, Path(path)) for path in typed.get("case", ())]
    statements = [
        # If a finding is both affirmed and denied, it is not known which is true.
        *(case for _, case in options if not case.findings or not (affirmed & denied).issuperset(case.findings)),
        *(one for file in files for one in statements_of(file) if answered.isdisjoint(one.findings)),
    ]
    return united(knowledge, statements)


def _readable(knowledge: KnowledgeBase, typed: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Case]]:
    """Yield each statement of the command line that can be read by itself: its option, and a case with only it."""
    from backrelief.case.options import Said, case_from

    for field in STATEMENTS:
        is_repeatable = isinstance(getattr(CaseOptions(), field), tuple)
        for text in typed.get(field, ()):
            said: dict[str, Any] = {field: (text,) if is_repeatable else text}
            with suppress(UsageError):
                yield field, case_from(knowledge, Said(**said))
