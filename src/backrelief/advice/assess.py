"""Assessment: one pass over a case in which every red flag and caution is true, false, or a residual.

Screening, limits, questions, explanations and the exit code all read the assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from backrelief.advice.reasons import LEVELS, RANK
from backrelief.case.case import UNSURE, Case
from backrelief.case.data import validated
from backrelief.case.facts import facts_of, stated_members, with_areas
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.terms import Level
from backrelief.logic import Constant, Criterion, Facts, Truth, Value, evaluate, findings, simplify
from backrelief.logic.criteria import support

if TYPE_CHECKING:
    from backrelief.knowledge.models.rules import Caution, RedFlag


class Raised(Struct, frozen=True):
    """A red flag that holds."""

    red_flag: str
    level: Level
    because: tuple[str, ...]
    """The findings that raised it."""
    sources: tuple[str, ...]
    text: str
    lowered: bool = False
    """It holds only if "not sure" is read as yes, and therefore counts one level lower."""


class OpenFlag(Struct, frozen=True):
    """A red flag that an answer could still raise, or raise further."""

    red_flag: str
    level: Level
    """The highest level that it can still reach."""
    ask: tuple[str, ...]
    """The findings that would settle it, in the order in which they are written."""
    unsure: tuple[str, ...] = ()
    """Findings that were answered with "not sure"."""


class HeldCaution(Struct, frozen=True):
    """A caution that holds; "not sure" counts as yes."""

    caution: str
    level: Level
    because: tuple[str, ...]
    sources: tuple[str, ...]
    text: str


class Screening(Struct, frozen=True):
    """What an assessment says of danger."""

    level: Level
    """The highest that holds."""
    answered: Literal["none", "some", "all"]
    """How much of what matters about danger was answered."""
    raised: tuple[Raised, ...]
    """Worst first, then in the order of the file."""
    open: tuple[OpenFlag, ...]
    """Flags that an answer could still raise."""
    cleared: tuple[str, ...]
    """Flags of the areas that no answer can raise any more."""
    cautions: tuple[HeldCaution, ...]
    """In the order of the file."""

    @property
    def refers(self) -> bool:
        """Whether the person is sent to a clinician."""
        return RANK[self.level] >= RANK["soon"]

    @property
    def stops(self) -> bool:
        """No technique at all may be shown."""
        return RANK[self.level] >= RANK["today"]


class AssessedCaution(Struct, frozen=True):
    """A caution with its truth; "not sure" counts as yes, and findings that are not asked in the areas as no."""

    caution: Caution
    truth: Truth
    residual: Criterion
    """The residual of its criterion; a constant if it is decided."""
    because: tuple[str, ...]
    """The findings that make it true; while it is open, those that it waits for."""


@dataclass(frozen=True)
class Assessment:
    """A case held against every rule about people."""

    knowledge: KnowledgeBase = field(repr=False)
    case: Case
    """With its areas spelled out."""
    facts: Facts = field(repr=False)
    """The case as it was stated."""
    feared: Facts = field(repr=False)
    """The case with every "not sure" read as the dangerous answer."""
    cautions: tuple[AssessedCaution, ...]
    """In the order of the file."""
    screening: Screening

    @cached_property
    def agreed(self) -> tuple[str, ...]:
        """The cautions to which a clinician has agreed."""
        return stated_members(self.knowledge, self.case, "agreed")

    def level_of(self, finding: str, answer: Value) -> str:
        """Return the level to which one more answer alone would raise a red flag; ``open`` if it raises none."""
        case = self.case.stating(finding, answer)
        flags = self.knowledge.red_flags_naming(finding)
        raised = raised_flags(flags, *_readings(self.knowledge, case))
        return max((flag.level for flag in raised), key=RANK.__getitem__, default="open")


def assess(knowledge: KnowledgeBase, case: Case) -> Assessment:
    """Hold the case against every red flag and caution; only flags of its areas can be open or cleared.

    Raises:
        UsageError: the case holds a word or a value that does not fit.
    """
    case = with_areas(knowledge, validated(knowledge, case))
    facts, feared = _readings(knowledge, case)
    cautions = tuple(_cautions(knowledge, facts_of(knowledge, case, "dangerous", unasked_as_no=True)))
    return Assessment(knowledge, case, facts, feared, cautions, _screening(knowledge, case, facts, feared, cautions))


def _readings(knowledge: KnowledgeBase, case: Case) -> tuple[Facts, Facts]:
    """Return the case as it was stated, and with every "not sure" read as the dangerous answer; one value if equal."""
    stated, feared = facts_of(knowledge, case), facts_of(knowledge, case, "dangerous")
    return stated, stated if feared.stated == stated.stated else feared


def _screening(
    knowledge: KnowledgeBase, case: Case, facts: Facts, feared: Facts, cautions: tuple[AssessedCaution, ...]
) -> Screening:
    asking = facts_of(knowledge, case, unasked_as_no=True)
    raised = {flag.red_flag: flag for flag in raised_flags(knowledge.red_flags, facts, feared)}
    still_open: list[OpenFlag] = []
    cleared: list[str] = []
    for flag in knowledge.red_flags:
        hit = raised.get(flag.id)
        if hit is None and not case.is_in(flag.asked_in):
            continue
        upward = _open_flag(flag, knowledge, case, asking, above=hit.level if hit else "open")
        if upward is not None:
            still_open.append(upward)
        elif hit is None:
            cleared.append(flag.id)
    held = tuple(
        HeldCaution(one.caution.id, one.caution.level, one.because, one.caution.sources, one.caution.text)
        for one in cautions
        if one.truth
    )
    levels = [*(flag.level for flag in raised.values()), *(caution.level for caution in held)]
    return Screening(
        level=max(levels, key=RANK.__getitem__, default="open" if still_open else "clear"),
        answered=_answered(knowledge, case, still_open),
        raised=tuple(sorted(raised.values(), key=lambda flag: -RANK[flag.level])),
        open=tuple(still_open),
        cleared=tuple(cleared),
        cautions=held,
    )


def _answered(knowledge: KnowledgeBase, case: Case, still_open: list[OpenFlag]) -> Literal["none", "some", "all"]:
    if not any(flag.ask for flag in still_open):
        return "all"
    return "some" if any(knowledge.asked(name).role == "danger" for name in case.findings) else "none"


def raised_flags(flags: Iterable[RedFlag], facts: Facts, feared: Facts) -> Iterator[Raised]:
    """Yield each flag that holds, at its highest true level.

    A level that holds only in ``feared``, which reads "not sure" as the dangerous answer, counts one level lower.
    """
    for flag in flags:
        sure = _highest(flag, facts)
        worst = sure if feared is facts else _highest(flag, feared)
        lowered = worst > sure + 1
        rank = worst - 1 if lowered else sure
        if rank < RANK["care"]:
            continue
        seen, reached = (feared, worst) if lowered else (facts, sure)
        lines = [line for line in flag.levels if RANK[line.level] == reached and evaluate(line.when, seen) is True]
        because = dict.fromkeys(name for line in lines for name in support(line.when, seen))
        sources = dict.fromkeys(source for line in lines for source in line.sources or flag.sources)
        yield Raised(flag.id, LEVELS[rank], tuple(because), tuple(sources), flag.text, lowered)


def _highest(flag: RedFlag, facts: Facts) -> int:
    """Return the rank of the highest line that is true; 0 if none is."""
    return max((RANK[line.level] for line in flag.levels if evaluate(line.when, facts) is True), default=0)


def _open_flag(flag: RedFlag, knowledge: KnowledgeBase, case: Case, facts: Facts, *, above: str) -> OpenFlag | None:
    lines = [line for line in flag.levels if RANK[line.level] > RANK[above] and evaluate(line.when, facts) is None]
    if not lines:
        return None
    level = LEVELS[max(RANK[line.level] for line in lines)]
    names = questions(knowledge, facts, *(simplify(line.when, facts) for line in lines))
    unsure = tuple(name for name in names if case.findings.get(name) is UNSURE)
    return OpenFlag(flag.id, level, tuple(name for name in names if name not in unsure), unsure)


def _cautions(knowledge: KnowledgeBase, facts: Facts) -> Iterator[AssessedCaution]:
    for caution in knowledge.cautions:
        truth = evaluate(caution.when, facts)
        residual = simplify(caution.when, facts) if truth is None else Constant(truth)
        because = support(caution.when, facts) if truth else questions(knowledge, facts, residual)
        yield AssessedCaution(caution, truth, residual, because)


def questions(knowledge: KnowledgeBase, facts: Facts, *residuals: Criterion) -> tuple[str, ...]:
    """Return the findings that the residuals wait for; those of an open gate come before the findings behind it."""
    names: dict[str, None] = {}

    def add(name: str) -> None:
        gate = knowledge.gates.get(name)
        if gate is not None and gate.only_if is not None:
            for earlier in findings(simplify(gate.only_if, facts)):
                if earlier not in names:
                    add(earlier)
        names[name] = None

    for residual in residuals:
        for name in findings(residual):
            add(name)
    return tuple(names)
