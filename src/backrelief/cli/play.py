"""`backrelief play` leads through a routine, step by step, with a clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from backrelief.cli.command import takes
from backrelief.cli.completion import ids
from backrelief.cli.follow import CueOptions, follow, led_in
from backrelief.cli.loading import load_layers
from backrelief.cli.options import CaseOptions, DrawingOption, RunOptions, WishOptions
from backrelief.cli.person import level_code, lists_read, may_ask, read_case
from backrelief.cli.reply import Reply
from backrelief.cli.sheet import find_routine
from backrelief.cli.streams import Drawing, chosen_format
from backrelief.errors import Exit

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.reasons import Reason
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.routines import Routine


@takes(CaseOptions, RunOptions, WishOptions, CueOptions)
def play(
    options: CaseOptions,
    run: RunOptions,
    wishes: WishOptions,
    cues: CueOptions,
    *,
    routine: Annotated[str, typer.Argument(help="The id or name of a routine.", autocompletion=ids("routines"))],
    drawing: DrawingOption = Drawing.AUTO,
) -> Reply:
    """Be led through a routine step by step, with a clock. Asks about danger signs first.

    Examples:
    backrelief play lower-back-quick

    backrelief play "desk break" --voice

    backrelief play neck-shoulders-hands --case answers.yaml --no-bell
    """
    from backrelief.advice.advise import advise
    from backrelief.case.case import with_areas
    from backrelief.interview.questions import deny_dangers, open_questions, pages
    from backrelief.render.advice_page import advice_page
    from backrelief.render.session_page import before_page, too_little_page

    form = chosen_format(run.format)
    led_in(form)
    knowledge = load_layers(run.data)
    entry = knowledge.routines[find_routine(knowledge, routine)]
    case = read_case(knowledge, options, run, wishes)
    # The areas and the giver of the routine, unless others were said.
    if case.wishes.by is None:
        case = replace(case, wishes=replace(case.wishes, by=entry.by))
    if not with_areas(knowledge, case).areas:
        case = replace(case, areas=entry.areas)
        case = deny_dangers(knowledge, case) if options.no_red_flags else case
    asking = may_ask(run, form)
    if asking:
        from backrelief.cli.interview import interview

        case = interview(knowledge, case, danger_lists=not options.no_red_flags, drawing=drawing)
    advice = advise(knowledge, case, entry.id)
    reply = Reply("play", level_code(knowledge, advice.screening), case=case, save=run.save)
    if advice.screening.stops:
        return replace(reply, body=lambda: advice_page(knowledge, advice))
    reply = replace(reply, before=lists_read(options))
    lists, asks = ((), ()) if asking else (pages(knowledge, case), open_questions(knowledge, case))
    if (led := advice.routine) is None:
        taken = tuple(dict.fromkeys(_taken_out(knowledge, advice, entry)))
        why = _why_too_little(advice, entry, frozenset(technique for technique, _ in taken))
        return replace(
            reply,
            exit_code=reply.exit_code or Exit.NOTHING,
            body=lambda: too_little_page(knowledge, advice, entry.name, taken, f"{why} {_instead(advice)}", lists),
        )
    return replace(
        reply,
        body=lambda: before_page(knowledge, advice, led, lists, asks),
        follow=lambda code: follow(knowledge, advice, run, cues, code, unread=bool(lists), drawing=drawing),
    )


def _taken_out(knowledge: KnowledgeBase, advice: Advice, entry: Routine) -> Iterator[tuple[str, Reason]]:
    """The techniques of the routine that cannot be done, each with what takes it out."""
    from backrelief.advice.advise import select
    from backrelief.advice.routine.curated import taken_out
    from backrelief.advice.routine.planner import Planner

    selection = select(knowledge, advice.case, advice.screening)
    return taken_out(Planner(selection, advice.suggestions, entry.minutes), entry)


def _why_too_little(advice: Advice, entry: Routine, taken: frozenset[str]) -> str:
    """Why nothing could be made of it: the first of the ways that hold, in one sentence."""
    from backrelief.advice.routine.timing import PHASES

    if advice.case.wishes.by != entry.by:
        return f"It is made for: {entry.by}."
    left = [step for step in entry.steps if step.technique not in taken]
    for phase in PHASES:
        if not any(step.phase == phase for step in left):
            return f"Nothing is left of its {phase} steps."
    if 2 * len(left) < len(entry.steps):
        return f"Of its {len(entry.steps)} steps {len(left)} are left, less than half."
    minutes = advice.case.wishes.minutes or entry.minutes
    return f"What is left does not fit into {minutes} minute{'s' if minutes != 1 else ''}."


def _instead(advice: Advice) -> str:
    case = advice.case
    words = [f"--area {area}" for area in case.areas]
    if case.wishes.by not in {None, "self"}:
        words.append(f"--by {case.wishes.by}")
    return f"`backrelief suggest {' '.join(words)}` with your other options shows what you can do."
