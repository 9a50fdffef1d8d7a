"""Asking in a terminal: a few questions, then "any of these?" lists, the most dangerous first.

Every list has an explicit "none of these" and no default answer. Prompts go to standard error, so that the answer
on standard output stays clean.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from backrelief.advice.advise import advise
from backrelief.advice.assess import assess
from backrelief.case.answers import no_to, read_answer, yes_to
from backrelief.case.case import UNSURE, Case
from backrelief.cli.prompt import Prompt
from backrelief.cli.streams import Drawing
from backrelief.errors import UsageError
from backrelief.interview.questions import AskedLine, ListKind, deny, follow_ups, lists, open_questions
from backrelief.knowledge.lexicon import resolve
from backrelief.knowledge.models.findings import UNPLACED
from backrelief.knowledge.wording import choice_name
from backrelief.render.blocks import Item, Listing, Paragraph, Picture
from backrelief.render.body_map.figure import area_figure, numbers

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.findings import AskedFinding

NOT_SURE: Final = "?"
_TICKS: Final = re.compile(r"(\d+)(\??)")


def interview(
    knowledge: KnowledgeBase,
    case: Case,
    *,
    danger_lists: bool = True,
    precautions: bool = True,
    drawing: Drawing = Drawing.AUTO,
) -> Case:
    """Ask what is still undecided, and stop asking as soon as the answers send the person to a clinician.

    Raises:
        InterruptedInterviewError: the input ended before the interview did.
    """
    return _Interview(knowledge, case, drawing).run(danger_lists=danger_lists, precautions=precautions)


class _Interview:
    def __init__(self, knowledge: KnowledgeBase, case: Case, drawing: Drawing) -> None:
        self.knowledge, self.case, self.prompt = knowledge, case, Prompt(drawing)
        self.asked: set[str] = set()
        self.listed: set[str] = set()
        self.shown = 0

    def run(self, *, danger_lists: bool, precautions: bool) -> Case:
        if self._stops():
            return self.case
        self._start()
        wanted: dict[ListKind, bool] = {"danger": danger_lists, "precautions": precautions}
        kinds = tuple(kind for kind in wanted if wanted[kind])
        for kind in kinds:
            if kind == "precautions" and not advise(self.knowledge, self.case).suggestions:
                break  # there is no advice for them to change
            self._lists(kind, kinds)
        return self.case

    def _level(self) -> str:
        return assess(self.knowledge, self.case).screening.level

    def _stops(self) -> bool:
        return assess(self.knowledge, self.case).screening.stops

    def _start(self) -> None:
        while not self._stops():
            names = [name for name in open_questions(assess(self.knowledge, self.case)) if name not in self.asked]
            if not names:
                return
            self.asked.add(names[0])
            self._question(names[0])

    def _lists(self, kind: ListKind, kinds: tuple[ListKind, ...]) -> None:
        """One list after the other; an emergency ends it at once, "today" after the list that raised it."""
        while True:
            page = next(
                (one for one in lists(assess(self.knowledge, self.case), (kind,)) if one.screen not in self.listed),
                None,
            )
            if page is None or self._stops():
                return
            left = sum(one.screen not in self.listed for one in lists(assess(self.knowledge, self.case), kinds))
            self.listed.add(page.screen)
            self.shown += 1
            self._list(f"List {self.shown} of {self.shown + left - 1}. {page.ask}", page.lines)

    # One list

    def _list(self, ask: str, lines: tuple[AskedLine, ...]) -> None:
        ticked, unsure = self._ticks(ask, [line.text for line in lines])
        for index, line in enumerate(lines):
            if index not in ticked and index not in unsure:
                self.case = deny(self.knowledge, self.case, line.findings)
        for index in sorted((*ticked, *unsure)):
            self._yes(lines[index], sure=index in ticked)
            if self._level() == "emergency":
                return

    def _yes(self, line: AskedLine, *, sure: bool) -> None:
        """A yes to a joined line opens its parts; nothing else."""
        names = line.findings
        parts = {0} if len(names) == 1 else set()
        doubts: set[int] = set()
        if len(names) > 1:
            asks = [self.knowledge.asked(name).as_line for name in names]
            parts, doubts = self._ticks("Which of these?", asks)
        for index, name in enumerate(names):
            if index in doubts or (index in parts and not sure):
                self.case = self.case.stating(name, UNSURE)
            elif index in parts:
                self._say_yes(name)
            else:
                self.case = deny(self.knowledge, self.case, (name,))
            if self._level() == "emergency":
                return
        for name in line.follow_up:
            if name in follow_ups(assess(self.knowledge, self.case), line.follow_up):
                self._question(name)

    def _say_yes(self, name: str) -> None:
        finding = self.knowledge.asked(name)
        if finding.kind == "yes-no":
            self.case = self.case.stating(name, yes_to(self.knowledge, name))
        elif finding.kind == "sites":
            self._places(finding)
        else:
            self._question(name)

    def _ticks(self, ask: str, lines: list[str]) -> tuple[set[int], set[int]]:
        """The lines that apply, and those that the person is not sure of; no default answer."""
        items = (*(Item(f"{number}  {text}") for number, text in enumerate(lines, 1)), Item("0  none of these"))
        self.prompt.show((Paragraph(ask, "strong"), Listing(items, "bare")))
        hint = f"Numbers that apply, 0 for none, with {NOT_SURE} if not sure (such as 2{NOT_SURE}): "
        while True:
            answer = self.prompt.read(hint).lower()
            if answer in {"0", "none", "no", "n"}:
                return set(), set()
            found = [_TICKS.fullmatch(part) for part in re.split(r"[,\s]+", answer) if part]
            numbers = [(int(one[1]) - 1, bool(one[2])) for one in found if one]
            if found and len(numbers) == len(found) and all(0 <= number < len(lines) for number, _ in numbers):
                unsure = {number for number, doubt in numbers if doubt}
                return {number for number, doubt in numbers if not doubt} - unsure, unsure
            self.prompt.tell(f"Please type numbers from 0 to {len(lines)}.")

    # One question

    def _question(self, name: str) -> None:
        finding = self.knowledge.asked(name)
        match finding.kind:
            case "yes-no":
                self._yes_or_no(finding)
            case "number":
                self._value(finding)
            case "sites":
                self._places(finding, may_be_none=True)
            case _ if finding.stands_for == "areas":
                self._areas(finding)
            case _:
                self._choose(finding)

    def _yes_or_no(self, finding: AskedFinding) -> None:
        while True:
            answer = self.prompt.read(f"{finding.ask} (yes, no, or {NOT_SURE}): ").lower()
            if answer in {"y", "yes", "n", "no", NOT_SURE}:
                self.case = self.case.stating(finding.id, UNSURE if answer == NOT_SURE else answer.startswith("y"))
                return
            self.prompt.tell(f"Please type yes, no or {NOT_SURE}.")

    def _value(self, finding: AskedFinding) -> None:
        while True:
            answer = self.prompt.read(f"{finding.ask} ({_example(finding)}{NOT_SURE} if not sure): ").lower()
            if answer == NOT_SURE:
                self.case = self.case.stating(finding.id, UNSURE)
                return
            try:
                self.case = self.case.stating(finding.id, read_answer(self.knowledge, finding.id, answer))
            except UsageError as error:
                self.prompt.tell(error.hint)
            else:
                return

    def _choose(self, finding: AskedFinding) -> None:
        choices = self.knowledge.shapes[finding.id].choices
        several = finding.kind != "choice"
        items = [choice_name(self.knowledge, finding, choice) for choice in choices]
        if several:
            ticked, unsure = self._ticks(finding.ask, items)
            answer = {choice: index in ticked for index, choice in enumerate(choices) if index not in unsure}
            self.case = self.case.stating(finding.id, answer if answer or not unsure else UNSURE)
            return
        self.prompt.show(
            (
                Paragraph(finding.ask, "strong"),
                Listing(tuple(Item(f"{n}  {text}") for n, text in enumerate(items, 1)), "bare"),
            )
        )
        while True:
            answer_text = self.prompt.read(f"One number ({NOT_SURE} if not sure): ")
            if answer_text == NOT_SURE:
                self.case = self.case.stating(finding.id, UNSURE)
                return
            if answer_text.isascii() and answer_text.isdigit() and 1 <= int(answer_text) <= len(choices):
                self.case = self.case.stating(finding.id, choices[int(answer_text) - 1])
                return
            self.prompt.tell(f"Please type a number from 1 to {len(choices)}.")

    def _areas(self, finding: AskedFinding) -> None:
        from dataclasses import replace

        areas = tuple(self.knowledge.areas)
        figure = area_figure(self.knowledge, [one.id for one in areas])
        pictured = numbers(() if figure is None else (figure,))
        rest = [Item(f"{n} {one.name}") for n, one in enumerate(areas, 1) if one.id not in pictured]
        picture = () if figure is None else (Picture((figure,)),)
        self.prompt.show((Paragraph(finding.ask, "strong"), *picture, Listing(tuple(rest), "bare")))
        while True:
            parts = [part for part in re.split(r"[,\s]+", self.prompt.read("Numbers or words: ")) if part]
            try:
                chosen = [
                    areas[int(part) - 1].id
                    if part.isdigit() and 0 < int(part) <= len(areas)
                    else resolve(self.knowledge, "areas", part, noun="area")
                    for part in parts
                ]
            except UsageError as error:
                self.prompt.tell(f"{error.message}. {error.hint}")
                continue
            if chosen:
                self.case = replace(self.case, areas=tuple(dict.fromkeys(chosen)))
                return

    def _places(self, finding: AskedFinding, *, may_be_none: bool = False) -> None:
        places = [one for one in self.knowledge.shapes[finding.id].choices if one != UNPLACED]
        names = [choice_name(self.knowledge, finding, place) for place in places]
        ask = finding.ask if may_be_none else f"Where? {finding.ask}"
        self.prompt.show(
            (Paragraph(ask, "strong"), Paragraph(", ".join(f"{n} {name}" for n, name in enumerate(names, 1))))
        )
        hint = f"Numbers{', 0 for none' if may_be_none else ''}, {NOT_SURE} if you cannot say where: "
        while True:
            answer = self.prompt.read(hint)
            if answer == "0" and may_be_none:
                self.case = self.case.stating(finding.id, no_to(self.knowledge, finding.id))
                return
            if answer == NOT_SURE:
                self.case = self.case.stating(finding.id, yes_to(self.knowledge, finding.id))
                return
            parts = [part for part in re.split(r"[,\s]+", answer) if part]
            if parts and all(part.isdigit() and 0 < int(part) <= len(places) for part in parts):
                chosen = {places[int(part) - 1] for part in parts}
                held = {one: one in chosen for one in self.knowledge.shapes[finding.id].choices}
                self.case = self.case.stating(finding.id, held)
                return
            self.prompt.tell(f"Please type numbers from 1 to {len(places)}.")


def _example(finding: AskedFinding) -> str:
    """What an answer looks like, where that is not plain."""
    return "such as 3 days, 2w or 3mo; " if finding.kind == "number" and finding.unit == "days" else ""
