"""Lead a person through the routine of an advice, on a terminal screen or as lines of text."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from backrelief.cli.options import RunOptions
from backrelief.cli.streams import (
    Drawing,
    Format,
    chosen_format,
    forget_output,
    is_interactive,
    is_plain_terminal,
    picture_mode,
    show,
    shows,
    uses_color,
    width,
    write,
)
from backrelief.errors import UsageError

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.routine.compose import ComposedRoutine
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.player.lead import Stage
    from backrelief.player.session import Event, Session


class CueOptions(Struct, frozen=True):
    """The sounds while a routine is led."""

    no_bell: Annotated[bool, typer.Option("--no-bell", help="While a routine is led: no bell.")] = False
    voice: Annotated[
        bool, typer.Option("--voice", help="While a routine is led: say it aloud by say, spd-say or espeak-ng.")
    ] = False


def led_in(form: Format) -> None:
    """Refuse a format that cannot show a routine step by step.

    Raises:
        UsageError: the format is neither text nor plain.
    """
    if form not in {Format.TEXT, Format.PLAIN}:
        message = f"a routine is not led in {form.value}"
        raise UsageError(message, hint="Use --format text or plain.")


def follow(
    knowledge: KnowledgeBase,
    advice: Advice,
    options: RunOptions,
    cues: CueOptions,
    code: int,
    *,
    unread: bool,
    drawing: Drawing,
) -> int:
    """Lead through the routine of the advice; return the exit code, which is ``code`` unless a signal ends it.

    Without a terminal every line is written at once. ``unread`` means that the danger lists were printed above, and
    not answered.
    """
    from backrelief.advice.routine.compose import ComposedRoutine
    from backrelief.player.keys import single_keys
    from backrelief.player.lead import lead
    from backrelief.player.script import script_of
    from backrelief.player.session import Session
    from backrelief.player.words import at_once, line, wrapped
    from backrelief.render.routine_page import after_page

    assert isinstance(advice.routine, ComposedRoutine)  # noqa: S101  # the caller has checked it
    form = chosen_format(options.format)
    columns = None if form is Format.PLAIN else width()
    script = script_of(knowledge, advice.routine)
    session = Session(script)
    if not is_interactive():
        for said in at_once(session):
            write(wrapped(said, columns))
        show(after_page(knowledge, advice, advice.routine), form, options.color)
        return code
    heard = tuple(_heard(cues))
    if not _begins(unread=unread):
        return code
    if form is Format.PLAIN or is_plain_terminal():
        write("Keys: space pauses, n is next, b is back, + is 15 seconds more, q ends it.\n")
        written = (lambda event: write(wrapped(line(script, event), columns)), *heard)
        end, number = lead(session, single_keys, lambda: nullcontext(lambda _: None), written)
    else:
        end, number = lead(session, single_keys, _screen(knowledge, options, drawing), heard)
    return _ended(knowledge, advice, advice.routine, options, code, end, number)


def _ended(
    knowledge: KnowledgeBase,
    advice: Advice,
    routine: ComposedRoutine,
    options: RunOptions,
    code: int,
    end: Session,
    number: int,
) -> int:
    """Say how the session ended, by itself or by this signal, and what to expect; return the exit code."""
    from backrelief.player.lead import HANG_UP
    from backrelief.render.phrases import minutes
    from backrelief.render.routine_page import after_page

    if number == HANG_UP != signal.SIGTERM:
        forget_output()
        return 128 + number
    stopped = f"Stopped in step {end.segment.step} of {end.script.steps}"
    done = f"You worked for {minutes(round(end.worked))}"
    if number:
        write(f"{stopped}. {done}.\n")
        return 128 + number
    said = [stopped if end.ended == "quit" else "Done", done]
    if end.ended == "done" and not options.no_input:
        said.append(_how_was_it(knowledge, advice))
    show(after_page(knowledge, advice, routine, *said), chosen_format(options.format), options.color)
    return code


def _screen(knowledge: KnowledgeBase, options: RunOptions, drawing: Drawing) -> Stage:
    from backrelief.player.frame import pictures
    from backrelief.player.screen import own_page

    mode = picture_mode(drawing, options.color)
    picture = None if mode is None else pictures(knowledge, mode)
    return partial(own_page, sys.stdout, picture, color=uses_color(options.color), blocks=shows("█▄━"))


def _heard(cues: CueOptions) -> Iterator[Callable[[Event], None]]:
    """Provide the bell and the voice, as far as they are wanted and available."""
    from backrelief.player.words import SPEAKERS, Voice, brief, speaker

    def ring(event: Event) -> None:
        if event.kind in {"work", "change", "rest", "done"}:
            write("\a")

    if not cues.no_bell:
        yield ring
    if not cues.voice:
        return
    if program := speaker():
        voice = Voice(program)
        yield lambda event: voice.say(brief(event))
    else:
        write(f"Nothing can speak here: --voice needs one of {', '.join(SPEAKERS)}. It goes on silently.\n", error=True)


def _begins(*, unread: bool) -> bool:
    """Wait until the person is ready; return false if they would rather not begin."""
    from backrelief.cli.prompt import read_line

    condition = " if no line above is true of you" if unread else ""
    answer = read_line(f"\nPress Enter to begin{condition}, or type q to leave:")
    return answer is not None and not answer.lower().startswith(("q", "n"))


def _how_was_it(knowledge: KnowledgeBase, advice: Advice) -> str:
    """Ask for the pain now and return it with the earlier answer; return empty text without an answer.

    Ctrl-C counts as no answer: the routine is done, and the page on what to expect is still to be printed.
    """
    from backrelief.cli.prompt import is_number, read_line
    from backrelief.logic import Interval

    answer = None
    try:
        while answer := read_line("\nHow is the pain now, from 0 (none) to 10? Enter skips it:"):
            if is_number(answer) and int(answer) <= 10:
                break
            write("Please type a number from 0 to 10.\n", error=True)
    except KeyboardInterrupt:
        return ""
    if not answer:
        return ""
    finding = knowledge.finding_for("severity")
    before = None if finding is None else advice.case.findings.get(finding.id)
    if not isinstance(before, Interval) or before.low is None or before.low != before.high:
        return f"Pain now: {answer} of 10"
    worse = ". That is more than before; read below what to do then" if int(answer) > before.low else ""
    return f"Pain before: {before.low:g} of 10, now: {answer}{worse}"
