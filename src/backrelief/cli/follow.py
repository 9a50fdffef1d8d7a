"""Leading a person through the routine of an advice, in a terminal or in lines."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from backrelief.cli.case_options import CaseOptions
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


@dataclass(frozen=True)
class CueOptions:
    """What is heard while a routine is led."""

    no_bell: Annotated[bool, typer.Option("--no-bell", help="While a routine is led: no bell.")] = False
    voice: Annotated[
        bool, typer.Option("--voice", help="While a routine is led: say it aloud by say, spd-say or espeak-ng.")
    ] = False


def unplayable(form: Format) -> UsageError | None:
    """What there is to say against leading through a routine in this format."""
    if form in {Format.TEXT, Format.PLAIN}:
        return None
    return UsageError(f"a routine is not led in {form.value}", hint="Use --format text or plain.")


def follow(
    knowledge: KnowledgeBase,
    advice: Advice,
    options: CaseOptions,
    cues: CueOptions,
    code: int,
    *,
    unread: bool,
    drawing: Drawing,
) -> int:
    """Lead through the routine of the advice; gives the exit code, which is ``code`` where nothing breaks it off.

    Without a terminal everything is told at once. ``unread``: the danger lists stand above, and nobody has answered.
    """
    from backrelief.advice.routine.compose import ComposedRoutine
    from backrelief.player.plain import Lines, at_once
    from backrelief.player.script import script_of
    from backrelief.player.session import Session
    from backrelief.render.session_page import after_page

    assert isinstance(advice.routine, ComposedRoutine)  # noqa: S101  # who calls it has shown it
    form = chosen_format(options.format)
    session = Session(script_of(knowledge, advice.routine))
    lines = Lines(write, None if form is Format.PLAIN else width())
    if not is_interactive():
        for line in at_once(session):
            lines.write(line)
        show(after_page(knowledge, advice, advice.routine), form, options.color)
        return code
    say = _voice() if cues.voice else None
    if not _begins(unread=unread):
        return code
    stage: Stage = lines
    if form is not Format.PLAIN and not is_plain_terminal():
        stage = _screen(knowledge, options, drawing)
    else:
        write("Keys: space pauses, n is next, b is back, + is 15 seconds more, q ends it.\n")
    return _led(knowledge, advice, advice.routine, options, code, session, stage, _cues(cues, say))


def _led(
    knowledge: KnowledgeBase,
    advice: Advice,
    routine: ComposedRoutine,
    options: CaseOptions,
    code: int,
    session: Session,
    stage: Stage,
    cues: list[Callable[[Event], None]],
) -> int:
    from backrelief.player.keys import Keys
    from backrelief.player.lead import HANG_UP, lead
    from backrelief.render.phrases import minutes
    from backrelief.render.session_page import after_page

    end, number = lead(session, stage, Keys(), cues)
    where = f"in step {end.segment.step} of {end.script.steps}"
    done = f"You worked for {minutes(end.held_seconds)}"
    if number == HANG_UP != signal.SIGTERM:
        forget_output()
        return 128 + number
    if number:
        write(f"Stopped {where}. {done}.\n")
        return 128 + number
    told = [f"Stopped {where}" if end.ended == "quit" else "Done", done]
    if end.ended == "done" and not options.no_input:
        told.append(_how_was_it(knowledge, advice))
    show(after_page(knowledge, advice, routine, *told), chosen_format(options.format), options.color)
    return code


def _screen(knowledge: KnowledgeBase, options: CaseOptions, drawing: Drawing) -> Stage:
    from backrelief.player.picture import Pictures
    from backrelief.player.screen import Look
    from backrelief.player.terminal import Screen

    mode = picture_mode(drawing, options.color)
    look = Look(uses_color(options.color), shows("█▄━"))
    return Screen(sys.stdout, look, None if mode is None else Pictures(knowledge, mode))


def _voice() -> Callable[[str], None] | None:
    from backrelief.player.voice import SPEAKERS, Voice, speaker

    program = speaker()
    if program is None:
        write(f"Nothing can speak here: --voice needs one of {', '.join(SPEAKERS)}. It goes on silently.\n", error=True)
        return None
    return Voice(program).say


def _cues(cues: CueOptions, say: Callable[[str], None] | None) -> list[Callable[[Event], None]]:
    from backrelief.player.plain import spoken

    def ring(event: Event) -> None:
        if event.what in {"work", "change", "rest", "done"}:
            write("\a")

    def speak(event: Event) -> None:
        if say is not None:
            say(spoken(event))

    return [*([] if cues.no_bell else [ring]), *([] if say is None else [speak])]


def _begins(*, unread: bool) -> bool:
    """Wait until the person is ready; false where they would rather not."""
    condition = " if no line above is true of you" if unread else ""
    answer = _ask(f"Press Enter to begin{condition}, or type q to leave: ")
    return answer is not None and not answer.lower().startswith(("q", "n"))


def _how_was_it(knowledge: KnowledgeBase, advice: Advice) -> str:
    """What the person says of the pain now, beside what they said before; empty where they say nothing.

    Ctrl-C is no answer either: the routine is done, and what to expect is still to be told.
    """
    answer = None
    try:
        while answer := _ask("How is the pain now, from 0 (none) to 10? Enter skips it: "):
            if answer.isascii() and answer.isdigit() and int(answer) <= 10:
                break
            write("Please type a number from 0 to 10.\n", error=True)
    except KeyboardInterrupt:
        return ""
    if not answer:
        return ""
    finding = knowledge.finding_for("severity")
    before = None if finding is None else advice.case.findings.get(finding.id)
    known = getattr(before, "low", None)
    if known is None or known != getattr(before, "high", None):
        return f"Pain now: {answer} of 10"
    worse = ". That is more than before; what to do then stands below" if int(answer) > known else ""
    return f"Pain before: {known:g} of 10, now: {answer}{worse}"


def _ask(prompt: str) -> str | None:
    """A line that is typed; ``None`` at the end of the input."""
    write(f"\n{prompt}", error=True)
    line = sys.stdin.readline()
    return line.strip() if line else None
