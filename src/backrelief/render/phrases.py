"""Pieces of wording that several pages share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Final

from backrelief.case.case import UNSURE
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.knowledge.wording import join_words, say_answer, say_question, say_unsure

if TYPE_CHECKING:
    from backrelief.advice.reasons import Reason
    from backrelief.advice.routine.draft import Adaptation
    from backrelief.advice.select import Omission
    from backrelief.case.case import Case
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.base import Entry
    from backrelief.knowledge.models.practice import Evidence

SIDES: Final = {"left": "left side", "right": "right side", "both": "both sides"}
"""Side -> what is said of it; nothing is said of the middle."""
DANGERS_NAMED: Final = 6
"""Danger signs that a page names which only describes; the interview asks about all of them."""


def sentence(text: str) -> str:
    """Return the text with a capital at the beginning and a stop at the end."""
    text = text.strip()
    return text and capital(text) + ("" if text[-1] in ".?!:" else ".")


def capital(text: str) -> str:
    """Return the text with a capital at the beginning."""
    return text[:1].upper() + text[1:]


def minutes(seconds: int) -> str:
    """Return a length of time in words: "45 seconds", "8 minutes 40 seconds"."""
    whole, rest = divmod(seconds, 60)
    parts = [
        f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in ((whole, "minute"), (rest, "second")) if count
    ]
    return " ".join(parts) or "0 seconds"


def because(knowledge: KnowledgeBase, case: Case, names: Collection[str]) -> str:
    """Return what the person said about the findings behind a reason; empty if there are none."""
    areas = knowledge.finding_for("areas")
    said = [name for name in names if name in case.findings or (areas is not None and name == areas.id)]
    clauses = [_clause(knowledge, case, name) for name in said or names]
    return join_words(dict.fromkeys(clauses), "and")


def _clause(knowledge: KnowledgeBase, case: Case, name: str) -> str:
    finding = knowledge.asked(name)
    if case.findings.get(name) is UNSURE:
        return say_unsure(knowledge, name)
    if name in case.findings:
        return say_answer(knowledge, name, case.findings[name])
    if finding.stands_for == "areas":
        return finding.clause.replace("{}", join_words((area_name(knowledge, area) for area in case.areas), "and"))
    return say_question(knowledge, name)


def area_name(knowledge: KnowledgeBase, area: str) -> str:
    """Return the name of an area."""
    return knowledge.areas[area].name


def sources(knowledge: KnowledgeBase, ids: Iterable[str]) -> str:
    """Return the sources in brackets, those that were not seen marked; empty if there are none."""
    named = []
    for source in ids:
        entry = knowledge.sources.get(source)
        if entry is not None:
            named.append(entry.name if entry.seen else f"{entry.name}, not checked")
    return f"[{'; '.join(named)}]" if named else ""


def first_dangers(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Return the most dangerous signs, which are asked first: examples for a reader who was not asked."""
    lines = (
        line.text or knowledge.asked(line.any[0]).as_line
        for screen in knowledge.screens
        if screen.kind == "danger"
        for line in screen.lines
    )
    return tuple(islice(lines, DANGERS_NAMED))


def entry_name(entry: Entry) -> str:
    """Return the name of an entry; if it has none, its question or its id."""
    return str(getattr(entry, "name", None) or getattr(entry, "ask", entry.id))


def evidence_line(knowledge: KnowledgeBase, row: Evidence) -> str:
    """Return a row of evidence in words: direction and grade first, then what it rests on."""
    condition = knowledge.conditions[row.condition].name
    direction = knowledge.directions[row.direction].name
    grade = knowledge.grades[row.grade].name
    return " ".join(
        part
        for part in (
            f"Evidence, {condition.lower()}: {direction}, {grade} certainty.",
            row.text,
            sources(knowledge, row.sources),
        )
        if part
    )


def with_sources(knowledge: KnowledgeBase, reason: Reason) -> str:
    """Return the sentence of a reason and where it comes from."""
    return " ".join(part for part in (sentence(reason.text), sources(knowledge, reason.sources)) if part)


def names_by_reason(knowledge: KnowledgeBase, left_out: Iterable[Omission]) -> dict[str, list[str]]:
    """Return each reason in words with the names of the techniques that it leaves out."""
    grouped: dict[str, list[str]] = {}
    for one in left_out:
        name = capital(knowledge.techniques[one.technique].name)
        grouped.setdefault(with_sources(knowledge, one.reason), []).append(name)
    return grouped


def pressure_at_most(knowledge: KnowledgeBase, pressure: str) -> str:
    """Return how hard to press and how much it may hurt; empty if nothing presses."""
    if pressure == NO_PRESSURE:
        return ""
    entry = knowledge.pressures[pressure]
    return f"{entry.name} pressure at most ({entry.discomfort} of 10)"


def adaptation_lines(
    knowledge: KnowledgeBase, adaptations: Iterable[Adaptation], say: Callable[[Reason], str]
) -> tuple[str, ...]:
    """Return what was changed and why, in the words of ``say``; changes with the same reason together."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in adaptations:
        name = knowledge.techniques[one.technique].name
        by = f" by {knowledge.techniques[one.by].name}" if one.by else ""
        grouped.setdefault((one.what, say(one.reason)), []).append(name + by)
    return tuple(f"{what.capitalize()}: {', '.join(names)}. {why}" for (what, why), names in grouped.items())
