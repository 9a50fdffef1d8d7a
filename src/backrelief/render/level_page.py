"""What is said of a screening: the level by word and sign, what raised it, what to do, what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Protocol

from backrelief.advice.assess import HeldCaution, Raised
from backrelief.advice.reasons import RANK
from backrelief.render.blocks import Block, Heading, Item, Listing, Paragraph, Tone
from backrelief.render.phrases import because, sentence, sources

if TYPE_CHECKING:
    from backrelief.advice.assess import Screening
    from backrelief.case.case import Case
    from backrelief.interview.questions import AskedLine, AskedList
    from backrelief.knowledge.base import KnowledgeBase

TONES: Final[dict[str, Tone]] = {
    "open": "warn",
    "clear": "good",
    "care": "warn",
    "soon": "warn",
    "today": "danger",
    "emergency": "danger",
}


class Words(Protocol):
    """The first words of an answer: an advice has them, and a level."""

    @property
    def headline(self) -> str:
        """The level in one short sentence."""

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do, in order."""


def level_blocks(
    knowledge: KnowledgeBase, case: Case, screening: Screening, words: Words | None = None
) -> Iterator[Block]:
    """The level, the answers that led to it, what to do, and what to tell a clinician."""
    level = knowledge.levels[screening.level]
    words = words or level
    tone = TONES[screening.level]
    yield Heading(f"[{level.sign}] {screening.level.upper()}: {words.headline}", 2, tone)
    if screening.stops:
        # What to do comes before why: nobody reads reasons first in an emergency.
        yield from _acts(words)
        yield from _because_you_said(knowledge, case, screening)
        told = [name for hit in screening.raised for name in hit.because]
        told += [name for held in _grave(screening) for name in held.because]
        yield Paragraph(f"Tell them: {because(knowledge, case, told)}.", "strong")
    else:
        yield from _because_you_said(knowledge, case, screening)
        yield from _acts(words)
        if screening.level != "open" and any(RANK[flag.level] >= RANK["today"] for flag in screening.open):
            yield Paragraph("Not every question about danger signs is answered.", "warn")
            yield Listing(tuple(Item(line) for line in knowledge.levels["open"].advice))
    unsure = dict.fromkeys(name for flag in screening.open for name in flag.unsure)
    if unsure:
        yield Paragraph("You were not sure about this; ask a clinician:")
        yield Listing(tuple(Item(knowledge.asked(name).ask) for name in unsure))


def _acts(words: Words) -> Iterator[Block]:
    yield Paragraph("What to do:", "strong")
    yield Listing(tuple(Item(line) for line in words.advice), "number")


def _grave(screening: Screening) -> tuple[HeldCaution, ...]:
    """The cautions that make the level what it is."""
    return tuple(held for held in screening.cautions if held.level == screening.level != "care")


def _because_you_said(knowledge: KnowledgeBase, case: Case, screening: Screening) -> Iterator[Block]:
    """The answers behind the level; sources only where there is time to read them."""
    worst = [hit for hit in screening.raised if hit.level == screening.level or not screening.stops]
    items: list[Item] = []
    rules: tuple[Raised | HeldCaution, ...] = (*worst, *_grave(screening))
    for rule in rules:
        where = "" if screening.stops else sources(knowledge, rule.sources)
        lowered = _lowered(lowered=isinstance(rule, Raised) and rule.lowered)
        items.append(Item(sentence(because(knowledge, case, rule.because)), (f"{rule.text} {where}".strip(), *lowered)))
    if items:
        yield Paragraph("Because you said:", "strong")
        yield Listing(tuple(items))
    others = [hit for hit in screening.raised if hit not in worst]
    if others:
        yield Paragraph("Also mention:")
        yield Listing(tuple(Item(sentence(because(knowledge, case, hit.because)), (hit.text,)) for hit in others))


def _lowered(*, lowered: bool) -> tuple[str, ...]:
    return ("You were not sure, so it counts one level lower than a yes.",) if lowered else ()


def checklist_blocks(knowledge: KnowledgeBase, pages: tuple[AskedList, ...], asks: tuple[str, ...]) -> Iterator[Block]:
    """The lists as a checklist, each line with what a yes means, the most dangerous lists first."""
    dangers = [page for page in pages if page.kind == "danger"]
    precautions = [page for page in pages if page.kind == "precautions"]
    if not (dangers or precautions or asks):
        return
    yield Heading("Before you start", 2)
    if dangers:
        yield Paragraph("Read these lists. If any line is true of you, do none of what follows and act as it says.")
        for page in dangers:
            yield Paragraph(page.ask, "strong")
            yield Listing(tuple(Item(f"{line.text} ({what_a_yes_means(line)})") for line in page.lines), "box")
    for page in precautions:
        yield Paragraph(page.ask, "strong")
        lines = enumerate(page.lines, start=1)
        yield Listing(tuple(Item(f"{precaution_mark(number)}: {line.text}") for number, line in lines), "box")
    if asks:
        yield Paragraph("These matter too:", "strong")
        yield Listing(tuple(Item(f"{knowledge.asked(name).ask}{_option(knowledge, name)}") for name in asks))


def precaution_mark(number: int) -> str:
    """How a line of the precautions is called further down the page."""
    return f"P{number}"


def what_a_yes_means(line: AskedLine) -> str:
    """What a yes to a line means; where it counts only together with others, how to say it."""
    acts = {"emergency": "emergency number now", "today": "clinician today", "soon": "appointment within days"}
    said = " ".join(f"--have {name}" for name in line.findings[:2])
    return acts.get(line.level, f"counts with other signs: {said}")


_OPTIONS: Final = {"age", "duration", "severity", "side"}


def _option(knowledge: KnowledgeBase, name: str) -> str:
    role = knowledge.asked(name).stands_for
    return f" (--{role})" if role in _OPTIONS else f" (--have {name}...)"
