"""The value of an answer that is given as text: `--have age=67`, a prompt and a file of answers share it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, assert_never

from backrelief.errors import UsageError
from backrelief.knowledge.lexicon import choice_spellings, did_you_mean, normal
from backrelief.knowledge.terms import UNPLACED
from backrelief.knowledge.wording import choice_name, spell_number
from backrelief.logic import NOTHING, Interval, Value

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.findings import AskedFinding, Number

_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)(?: ?(?:-|to) ?(\d+(?:\.\d+)?))? ?(\+)? ?([a-z]*) ?(\+)?", re.ASCII)
"""It expects single blanks: allowing any number of them would make the search take cubic time."""
_DAYS: Final = {"d": 1, "day": 1, "days": 1, "w": 7, "wk": 7, "wks": 7, "week": 7, "weeks": 7} | {
    "mo": 30,
    "month": 30,
    "months": 30,
    "y": 365,
    "yr": 365,
    "year": 365,
    "years": 365,
}
_ABOUT: Final = {"today": (0, 1), "days": (1, 13), "weeks": (14, 59), "months": (60, 364), "years": (365, 36500)}
"""Word for a rough duration -> its range in days."""


def no_to(knowledge: KnowledgeBase, name: str) -> Value:
    """Return the answer "no": false, no member of a group; the question of a number or choice does not arise."""
    finding = knowledge.asked(name)
    match finding.kind:
        case "yes-no":
            return False
        case "several" | "sites":
            return dict.fromkeys(knowledge.shapes[name].choices, False)
        case "number" | "choice":
            return NOTHING
        case _:
            assert_never(finding)


def yes_to(knowledge: KnowledgeBase, name: str) -> Value:
    """Return the answer "yes" without a value.

    Raises:
        UsageError: the finding needs a value.
    """
    finding = knowledge.asked(name)
    match finding.kind:
        case "yes-no":
            return True
        case "sites":
            return {UNPLACED: True}
        case "number" | "choice" | "several":
            message = f"`{name}` needs a value"
            raise UsageError(message, hint=f"Write {name}=VALUE. {what_fits(knowledge, finding)}")
        case _:
            assert_never(finding)


def read_answer(knowledge: KnowledgeBase, name: str, text: str) -> Value:
    """Return the value that the text means as an answer to the finding.

    Raises:
        UsageError: the text does not fit the kind of the finding, or is out of its range.
    """
    finding = knowledge.asked(name)
    match finding.kind:
        case "yes-no":
            answer = {"yes": True, "true": True, "no": False, "false": False}.get(text.strip().lower())
            if answer is None:
                raise _misfit(knowledge, finding, text)
            return answer
        case "number":
            return _read_number(knowledge, finding, text)
        case "choice":
            return _read_choice(knowledge, finding, text)
        case "several" | "sites":
            parts = [part for part in text.split(",") if part.strip()]
            if not parts:
                raise _misfit(knowledge, finding, text)
            return {_read_choice(knowledge, finding, part): True for part in parts}
        case _:
            assert_never(finding)


def _read_number(knowledge: KnowledgeBase, finding: Number, text: str) -> Interval:
    wanted = " ".join(text.lower().split())
    if finding.unit == "score":
        wanted = wanted.removesuffix(f"/{finding.most:g}")
    if finding.unit == "days" and wanted in _ABOUT:
        return Interval(*map(float, _ABOUT[wanted]))
    for spoken in finding.spoken:
        if normal(text) in map(normal, spoken.words):
            return Interval(spoken.least, spoken.most)
    found = _NUMBER.fullmatch(wanted)
    if found is None:
        raise _misfit(knowledge, finding, text)
    low, high, plus, unit, later_plus = found.groups()
    open_end = plus or later_plus
    factor = _factor(finding, unit)
    if factor is None:
        raise _misfit(knowledge, finding, text)
    start = float(low) * factor
    end = finding.most if open_end else float(high or low) * factor
    if start > end or start < finding.least or end > finding.most:
        raise _misfit(knowledge, finding, text)
    return whole(finding, start, end)


def whole(finding: Number, start: float, end: float) -> Interval:
    """Return a range of years or weeks in whole ones, as people count them: a person is 15 until the 16th birthday."""
    if finding.unit in {"years", "weeks"}:
        return Interval(float(int(start)), float(int(end)))
    return Interval(start, end)


def _factor(finding: Number, unit: str) -> int | None:
    if finding.unit == "days":
        return _DAYS.get(unit)
    return 1 if unit in {"", finding.unit, finding.unit.removesuffix("s"), finding.unit[0]} else None


def chosen_by(knowledge: KnowledgeBase, finding: AskedFinding, text: str) -> str | None:
    """Return the choice that the text names by its id, its name or another word; ``None`` if there is none."""
    choices = knowledge.shapes[finding.id].choices
    wanted = normal(text)
    spoken = {normal(word): choice for _, choice, word in choice_spellings(finding)}
    spoken |= {normal(choice_name(knowledge, finding, choice)): choice for choice in choices}
    return wanted if wanted in choices else spoken.get(wanted)


def _read_choice(knowledge: KnowledgeBase, finding: AskedFinding, text: str) -> str:
    choices = knowledge.shapes[finding.id].choices
    chosen = chosen_by(knowledge, finding, text)
    if chosen is None:
        raise _misfit(knowledge, finding, text, did_you_mean(normal(text), choices))
    return chosen


def _misfit(knowledge: KnowledgeBase, finding: AskedFinding, text: str, hint: str = "") -> UsageError:
    return UsageError(f"{text.strip()!r} does not fit `{finding.id}`", hint=hint or what_fits(knowledge, finding))


def what_fits(knowledge: KnowledgeBase, finding: AskedFinding) -> str:
    """Say in a sentence which answers the finding accepts."""
    match finding.kind:
        case "yes-no":
            return "It is yes or no."
        case "number" if finding.unit == "days":
            return "It is a time: 3d, 2w, 6 weeks, 3mo, 1y, 4-6w, or one of days, weeks, months, years."
        case "number":
            top = spell_number(finding.most, finding.unit)
            return f"It is a number from {finding.least:g} to {top}, or a range with a hyphen between its ends."
        case "choice" | "several" | "sites":
            listing = ", ".join(knowledge.shapes[finding.id].choices)
            return f"It is one of: {listing}." if len(listing) < 600 else f"See `backrelief show {finding.id}`."
        case _:
            assert_never(finding)
