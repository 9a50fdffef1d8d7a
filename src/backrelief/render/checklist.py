"""What is still undecided: lists to tick, and how the rest of the page refers to their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from backrelief.interview.questions import level_of_yes
from backrelief.knowledge.wording import join_words
from backrelief.render.blocks import Block, Heading, Item, Listing, Paragraph

if TYPE_CHECKING:
    from backrelief.advice.assess import Assessment
    from backrelief.advice.reasons import NotIf
    from backrelief.interview.questions import AskedLine, AskedList
    from backrelief.knowledge.base import KnowledgeBase


def checklist_blocks(assessment: Assessment, lists: tuple[AskedList, ...], asks: tuple[str, ...]) -> Iterator[Block]:
    """Yield the lists as a checklist, each line with what a yes means, the most dangerous lists first."""
    dangers = [page for page in lists if page.kind == "danger"]
    precautions = [page for page in lists if page.kind == "precautions"]
    if not (dangers or precautions or asks):
        return
    yield Heading("Before you start", 2)
    if dangers:
        yield Paragraph("Read these lists. If any line is true of you, do none of what follows and act as it says.")
        for page in dangers:
            yield Paragraph(page.ask, "strong")
            yield Listing(
                tuple(Item(f"{line.text} ({what_a_yes_means(assessment, line)})") for line in page.lines), "box"
            )
    for page in precautions:
        yield Paragraph(page.ask, "strong")
        lines = enumerate(page.lines, start=1)
        yield Listing(tuple(Item(f"P{number}: {line.text}") for number, line in lines), "box")
    if asks:
        yield Paragraph("These matter too:", "strong")
        yield Listing(
            tuple(Item(f"{assessment.knowledge.asked(name).ask}{_option(assessment.knowledge, name)}") for name in asks)
        )


def marks_of(lists: tuple[AskedList, ...]) -> dict[str, str]:
    """Return, for each finding, the mark of the precaution line on this page that asks for it."""
    return {
        name: f"P{number}"
        for page in lists
        if page.kind == "precautions"
        for number, line in enumerate(page.lines, start=1)
        for name in line.findings
    }


def open_notes(notes: Iterable[NotIf], marks: Mapping[str, str]) -> Iterator[str]:
    """Yield open questions in words; those that a precaution line on this page asks, by its mark."""
    for effects, lead in ((("forbid",), "Leave it out"), (("position", "keep-off"), "Do it in another way or place")):
        wanted = [note for note in notes if note.effect in effects]
        marked = dict.fromkeys(marks[name] for note in wanted for name in note.because if name in marks)
        if marked:
            ordered = sorted(marked, key=lambda mark: int(mark[1:]))
            yield f"{lead} if you tick {join_words(ordered)}."
        yield from dict.fromkeys(note.text for note in wanted if not marks.keys() & set(note.because))


def what_a_yes_means(assessment: Assessment, line: AskedLine) -> str:
    """Return what a yes to a line means; if it counts only together with other signs, how to say it."""
    acts = {"emergency": "emergency number now", "today": "clinician today", "soon": "appointment within days"}
    said = " ".join(f"--have {name}" for name in line.findings[:2])
    return acts.get(level_of_yes(assessment, line), f"counts with other signs: {said}")


_OPTIONS: Final = {"age", "duration", "severity", "side"}


def _option(knowledge: KnowledgeBase, name: str) -> str:
    role = knowledge.asked(name).stands_for
    return f" (--{role})" if role in _OPTIONS else f" (--have {name}...)"
