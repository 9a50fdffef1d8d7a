"""Ask in a terminal: a few questions, then "any of these?" lists, the most dangerous first.

Every list has an explicit "none of these" and no default answer. Prompts go to standard error, so that the answer
on standard output stays clean.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from backrelief.advice.advise import advise
from backrelief.advice.assess import assess
from backrelief.advice.reasons import RANK
from backrelief.case.answers import no_to, read_answer, yes_to
from backrelief.case.case import UNSURE, Answer, Case
from backrelief.cli.files import ANSWERED
from backrelief.cli.prompt import NOT_SURE, Prompt, indices_of, is_number, numbered, parts
from backrelief.cli.streams import Drawing
from backrelief.errors import UsageError
from backrelief.interview.questions import AskedLine, ListKind, deny, follow_ups, lists, open_questions
from backrelief.knowledge.lexicon import resolve
from backrelief.knowledge.terms import UNPLACED
from backrelief.knowledge.wording import choice_name
from backrelief.render.blocks import Item, Listing, Paragraph, Picture
from backrelief.render.body_map.figure import area_figure, numbers

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.findings import AskedFinding


def interview(
    knowledge: KnowledgeBase,
    case: Case,
    *,
    danger_lists: bool = True,
    precautions: bool = True,
    drawing: Drawing = Drawing.AUTO,
) -> Case:
    """Ask what is still open, and stop as soon as the answers send the person to a clinician.

    Raises:
        InterruptedInterviewError: the input ended during the interview.
    """
    return _Interview(knowledge, case, Prompt(drawing)).run(danger_lists=danger_lists, precautions=precautions)


class _Interview:
    """The order of the questions, and the effect of each answer on the case."""

    def __init__(self, knowledge: KnowledgeBase, case: Case, prompt: Prompt) -> None:
        self.knowledge, self.case = knowledge, case
        self.assessment = assess(knowledge, case)
        self.asks = _Questions(knowledge, prompt)
        self.asked: set[str] = set()
        self.listed: set[str] = set()

    def run(self, *, danger_lists: bool, precautions: bool) -> Case:
        if self._stops():
            return self.case
        self._start()
        wanted: dict[ListKind, bool] = {"danger": danger_lists, "precautions": precautions}
        kinds = tuple(kind for kind in wanted if wanted[kind])
        for kind in kinds:
            if kind == "precautions" and not advise(self.knowledge, self.case).suggestions:
                break  # there is no advice that they could change
            self._lists(kind, kinds)
        return self.case

    def _take(self, case: Case) -> None:
        self.case, self.assessment = case, assess(self.knowledge, case)
        ANSWERED.set(case)

    def _stops(self, level: str = "today") -> bool:
        return RANK[self.assessment.screening.level] >= RANK[level]

    def _start(self) -> None:
        while not self._stops():
            names = [name for name in open_questions(self.assessment) if name not in self.asked]
            if not names:
                return
            self.asked.add(names[0])
            self._question(names[0])

    def _question(self, name: str) -> None:
        finding = self.knowledge.asked(name)
        if finding.stands_for == "areas":
            self._take(replace(self.case, areas=self.asks.areas(finding)))
        else:
            self._take(self.case.stating(name, self.asks.answer(finding)))

    def _lists(self, kind: ListKind, kinds: tuple[ListKind, ...]) -> None:
        """Ask the lists in order; stop at once for an emergency, and for "today" after the list that raised it."""
        while not self._stops():
            left = [one for one in lists(self.assessment, kinds) if one.screen not in self.listed]
            page = next((one for one in left if one.kind == kind), None)
            if page is None:
                return
            self.listed.add(page.screen)
            number = len(self.listed)
            self._list(f"List {number} of {number + len(left) - 1}. {page.ask}", page.lines)

    def _list(self, ask: str, lines: tuple[AskedLine, ...]) -> None:
        ticked, unsure = self.asks.prompt.ticks(ask, [line.text for line in lines])
        untouched = [line for index, line in enumerate(lines) if index not in ticked | unsure]
        self._take(deny(self.knowledge, self.case, tuple(name for line in untouched for name in line.findings)))
        for index in sorted(ticked | unsure):
            self._yes(lines[index], sure=index in ticked)
            if self._stops("emergency"):
                return

    def _yes(self, line: AskedLine, *, sure: bool) -> None:
        """Ask about the parts of a joined line, and the follow-ups of a yes to the line."""
        findings = [self.knowledge.asked(name) for name in line.findings]
        said, doubts = {0}, set[int]()
        if len(findings) > 1:
            said, doubts = self.asks.prompt.ticks("Which of these?", [finding.as_line for finding in findings])
        for index, finding in enumerate(findings):
            if index in doubts or (index in said and not sure):
                self._take(self.case.stating(finding.id, UNSURE))
            elif index in said:
                self._take(self.case.stating(finding.id, self.asks.details(finding)))
            else:
                self._take(deny(self.knowledge, self.case, (finding.id,)))
            if self._stops("emergency"):
                return
        for name in line.follow_up:
            if name in follow_ups(self.assessment, line.follow_up):
                self._question(name)


class _Questions:
    """A question for each kind of finding."""

    def __init__(self, knowledge: KnowledgeBase, prompt: Prompt) -> None:
        self.knowledge, self.prompt = knowledge, prompt

    def answer(self, finding: AskedFinding) -> Answer:
        """Ask the question of a finding."""
        match finding.kind:
            case "yes-no":
                return self._yes_or_no(finding)
            case "number":
                return self._number(finding)
            case "choice":
                return self._choice(finding)
            case "several":
                return self._several(finding)
            case "sites":
                return self._sites(finding, may_be_none=True)
            case _:
                assert_never(finding.kind)

    def details(self, finding: AskedFinding) -> Answer:
        """Ask what is still open after a yes to the line of a finding."""
        match finding.kind:
            case "yes-no":
                return yes_to(self.knowledge, finding.id)
            case "sites":
                return self._sites(finding)
            case _:
                return self.answer(finding)

    def areas(self, finding: AskedFinding) -> tuple[str, ...]:
        """Ask where it hurts, with a picture of the body."""
        areas = tuple(self.knowledge.areas)
        figure = area_figure(self.knowledge, [one.id for one in areas])
        pictured = numbers(() if figure is None else (figure,))
        rest = [Item(f"{n} {one.name}") for n, one in enumerate(areas, 1) if one.id not in pictured]
        picture = () if figure is None else (Picture((figure,)),)
        self.prompt.show((Paragraph(finding.ask, "strong"), *picture, Listing(tuple(rest), "bare")))

        def area(part: str) -> str:
            if is_number(part) and 1 <= int(part) <= len(areas):
                return areas[int(part) - 1].id
            return resolve(self.knowledge, "areas", part, noun="area")

        def read(answer: str) -> tuple[str, ...]:
            try:
                return tuple(dict.fromkeys(area(part) for part in parts(answer)))
            except UsageError as error:
                message = f"{error.message}. {error.hint}"
                raise UsageError(message) from error

        while not (chosen := self.prompt.until("Numbers or words:", read)):
            pass
        return chosen

    def _yes_or_no(self, finding: AskedFinding) -> Answer:
        answers: dict[str, Answer] = {"y": True, "yes": True, "n": False, "no": False, NOT_SURE: UNSURE}

        def read(answer: str) -> Answer:
            if answer.lower() not in answers:
                message = f"Please type yes, no or {NOT_SURE}."
                raise UsageError(message)
            return answers[answer.lower()]

        return self.prompt.until(f"{finding.ask} (yes, no, or {NOT_SURE}):", read)

    def _number(self, finding: AskedFinding) -> Answer:
        def read(answer: str) -> Answer:
            if answer == NOT_SURE:
                return UNSURE
            try:
                return read_answer(self.knowledge, finding.id, answer.lower())
            except UsageError as error:
                raise UsageError(error.hint) from error

        example = "such as 3 days, 2w or 3mo; " if finding.kind == "number" and finding.unit == "days" else ""
        return self.prompt.until(f"{finding.ask} ({example}{NOT_SURE} if not sure):", read)

    def _choice(self, finding: AskedFinding) -> Answer:
        choices = self.knowledge.shapes[finding.id].choices
        self.prompt.show((Paragraph(finding.ask, "strong"), numbered(self._names(finding, choices))))

        def read(answer: str) -> Answer:
            if answer == NOT_SURE:
                return UNSURE
            return choices[indices_of([answer], len(choices), "a number from 1")[0]]

        return self.prompt.until(f"One number ({NOT_SURE} if not sure):", read)

    def _several(self, finding: AskedFinding) -> Answer:
        choices = self.knowledge.shapes[finding.id].choices
        ticked, unsure = self.prompt.ticks(finding.ask, self._names(finding, choices))
        answer = {choice: index in ticked for index, choice in enumerate(choices) if index not in unsure}
        return answer if answer or not unsure else UNSURE

    def _sites(self, finding: AskedFinding, *, may_be_none: bool = False) -> Answer:
        choices = self.knowledge.shapes[finding.id].choices
        sites = [one for one in choices if one != UNPLACED]
        names = ", ".join(f"{n} {name}" for n, name in enumerate(self._names(finding, sites), 1))
        ask = finding.ask if may_be_none else f"Where? {finding.ask}"
        self.prompt.show((Paragraph(ask, "strong"), Paragraph(names)))

        def read(answer: str) -> Answer:
            if answer == "0" and may_be_none:
                return no_to(self.knowledge, finding.id)
            if answer == NOT_SURE:
                return yes_to(self.knowledge, finding.id)
            chosen = {sites[index] for index in indices_of(parts(answer), len(sites), "numbers from 1")}
            return {one: one in chosen for one in choices}

        hint = f"Numbers{', 0 for none' if may_be_none else ''}, {NOT_SURE} if you cannot say where:"
        return self.prompt.until(hint, read)

    def _names(self, finding: AskedFinding, choices: Sequence[str]) -> list[str]:
        return [choice_name(self.knowledge, finding, choice) for choice in choices]
