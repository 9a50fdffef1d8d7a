"""`backrelief play` leads through a routine, step by step, with a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from backrelief.cli.command import takes
from backrelief.cli.completion import ids
from backrelief.cli.follow import CueOptions, follow, led_in
from backrelief.cli.loading import load_layers
from backrelief.cli.options import CaseOptions, DrawingOption, RunOptions, WishOptions
from backrelief.cli.person import ask, find, lists_read, read_case
from backrelief.cli.reply import Reply
from backrelief.cli.streams import Drawing, chosen_format
from backrelief.errors import Exit

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice


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
    from backrelief.advice.assess import assess
    from backrelief.advice.routine.compose import NoRoutine
    from backrelief.interview.questions import deny_dangers, lists, open_questions
    from backrelief.render.advice_page import advice_page
    from backrelief.render.routine_page import before_page, too_little_page

    led_in(chosen_format(run.format))
    knowledge = load_layers(run.data)
    entry = knowledge.routines[find(knowledge, "routines", routine, noun="routine")]
    case = read_case(knowledge, options, run, wishes)
    # Use the areas and the giver of the routine unless others were given.
    if case.wishes.by is None:
        case = replace(case, wishes=replace(case.wishes, by=entry.by))
    if not assess(knowledge, case).case.areas:
        case = replace(case, areas=entry.areas)
        case = deny_dangers(knowledge, case) if options.no_red_flags else case
    case, was_asked = ask(knowledge, case, options, run, drawing=drawing)
    advice = advise(knowledge, case, entry.id)
    reply = Reply("play", advice.exit_code, case=case, save=run.save)
    if advice.screening.stops:
        return replace(reply, body=lambda: advice_page(knowledge, advice))
    reply = replace(reply, before=lists_read(options))
    assessment = assess(knowledge, case)
    asked, asks = ((), ()) if was_asked else (lists(assessment), open_questions(assessment))
    led = advice.routine
    if isinstance(led, NoRoutine):
        return replace(
            reply,
            exit_code=reply.exit_code or Exit.NOTHING,
            body=lambda: too_little_page(knowledge, advice, entry.name, led, _instead(advice), asked),
        )
    return replace(
        reply,
        body=lambda: before_page(knowledge, advice, led, asked, asks),
        follow=lambda code: follow(knowledge, advice, run, cues, code, unread=bool(asked), drawing=drawing),
    )


def _instead(advice: Advice) -> str:
    case = advice.case
    words = [f"--area {area}" for area in case.areas]
    if case.wishes.by not in {None, "self"}:
        words.append(f"--by {case.wishes.by}")
    return f"`backrelief suggest {' '.join(words)}` with your other options shows what you can do."
