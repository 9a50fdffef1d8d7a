"""Which red flags are raised, cleared or still open on a case, and the level that follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from backrelief.advice.reasons import LEVELS, RANK
from backrelief.case.case import UNSURE, Case, facts_of
from backrelief.knowledge.base import KnowledgeBase
from backrelief.logic import Criterion, Facts, evaluate, findings, simplify
from backrelief.logic.criteria import disjunction, support

if TYPE_CHECKING:
    from backrelief.knowledge.models.rules import RedFlag


@dataclass(frozen=True, slots=True)
class Raised:
    """A red flag that holds."""

    red_flag: str
    level: str
    because: tuple[str, ...]
    """The findings that raised it."""
    sources: tuple[str, ...]
    text: str
    lowered: bool = False
    """It holds only where "not sure" is read as yes, and counts one level lower for that."""


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """A red flag that an answer could still raise, or raise further."""

    red_flag: str
    level: str
    """The highest level that it can still reach."""
    ask: tuple[str, ...]
    """The findings that would settle it, in the order in which they are written."""
    unsure: tuple[str, ...] = ()
    """Findings that were asked and are not known."""


@dataclass(frozen=True, slots=True)
class Held:
    """A caution that holds; "not sure" counts as yes."""

    caution: str
    level: str
    because: tuple[str, ...]
    sources: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Screening:
    """What the red flags and cautions say of a case."""

    level: str
    answered: Literal["none", "some", "all"]
    raised: tuple[Raised, ...]
    """Worst first, then in the order of the file."""
    open: tuple[OpenFlag, ...]
    cleared: tuple[str, ...]
    """Flags of the areas that no answer can raise any more."""
    cautions: tuple[Held, ...]
    """In the order of the file."""

    @property
    def stops(self) -> bool:
        """No technique at all may be shown."""
        return RANK[self.level] >= RANK["today"]


def screen(knowledge: KnowledgeBase, case: Case) -> Screening:
    """Evaluate every red flag on the case; only those of its areas can be open or cleared."""
    asking = facts_of(knowledge, case, unasked_as_no=True)
    hits = {hit.red_flag: hit for hit in raised(knowledge.red_flags, knowledge, case)}
    still_open: list[OpenFlag] = []
    cleared: list[str] = []
    for flag in knowledge.red_flags:
        hit = hits.get(flag.id)
        asked = flag.asked_in is None or bool(set(flag.asked_in).intersection(case.areas))
        if not asked and hit is None:
            continue
        upward = _open(flag, knowledge, case, asking, above=hit.level if hit else "open")
        if upward is not None:
            still_open.append(upward)
        elif hit is None:
            cleared.append(flag.id)
    worst_first = tuple(sorted(hits.values(), key=lambda hit: -RANK[hit.level]))
    held = tuple(_held(knowledge, case))
    return Screening(
        level=_level((*(hit.level for hit in worst_first), *(one.level for one in held)), still_open),
        answered=_answered(knowledge, case, still_open),
        raised=worst_first,
        open=tuple(still_open),
        cleared=tuple(cleared),
        cautions=held,
    )


def raised(flags: Iterable[RedFlag], knowledge: KnowledgeBase, case: Case) -> Iterator[Raised]:
    """Those of the flags that hold on the case."""
    stated, dangerous = facts_of(knowledge, case), facts_of(knowledge, case, "dangerous")
    for flag in flags:
        hit = _raised(flag, stated, dangerous)
        if hit is not None:
            yield hit


def _raised(flag: RedFlag, stated: Facts, dangerous: Facts) -> Raised | None:
    """The flag at its highest true level; what only a dangerous reading raises counts one level lower."""
    sure = max((RANK[line.level] for line in flag.levels if evaluate(line.when, stated) is True), default=0)
    feared = max((RANK[line.level] for line in flag.levels if evaluate(line.when, dangerous) is True), default=0)
    lowered = feared > sure + 1
    rank = feared - 1 if lowered else sure
    if rank < RANK["care"]:
        return None
    facts, reached = (dangerous, feared) if lowered else (stated, sure)
    lines = [line for line in flag.levels if RANK[line.level] == reached and evaluate(line.when, facts) is True]
    because = dict.fromkeys(name for line in lines for name in support(line.when, facts))
    sources = dict.fromkeys(source for line in lines for source in line.sources or flag.sources)
    return Raised(flag.id, LEVELS[rank], tuple(because), tuple(sources), flag.text, lowered)


def _open(flag: RedFlag, knowledge: KnowledgeBase, case: Case, facts: Facts, *, above: str) -> OpenFlag | None:
    lines = [line for line in flag.levels if RANK[line.level] > RANK[above] and evaluate(line.when, facts) is None]
    if not lines:
        return None
    level = LEVELS[max(RANK[line.level] for line in lines)]
    names = questions(knowledge, disjunction(simplify(line.when, facts) for line in lines), facts)
    unsure = tuple(name for name in names if case.findings.get(name) is UNSURE)
    return OpenFlag(flag.id, level, tuple(name for name in names if name not in unsure), unsure)


def questions(knowledge: KnowledgeBase, left: Criterion, facts: Facts) -> tuple[str, ...]:
    """The findings that what is left of a criterion waits for; those of an open gate stand before the gated one."""
    names: dict[str, None] = {}

    def add(name: str) -> None:
        for earlier in gate_questions(knowledge, name, facts):
            if earlier not in names:
                add(earlier)
        names[name] = None

    for name in findings(left):
        add(name)
    return tuple(names)


def gate_questions(knowledge: KnowledgeBase, name: str, facts: Facts) -> tuple[str, ...]:
    """The findings that decide whether the question of this one arises, as far as they are not known."""
    gate = knowledge.gates.get(name)
    return () if gate is None or gate.only_if is None else findings(simplify(gate.only_if, facts))


def _held(knowledge: KnowledgeBase, case: Case) -> Iterator[Held]:
    facts = facts_of(knowledge, case, "dangerous")
    for caution in knowledge.cautions:
        if evaluate(caution.when, facts) is True:
            because = support(caution.when, facts)
            yield Held(caution.id, caution.level, because, caution.sources, caution.text)


def _level(levels: tuple[str, ...], still_open: list[OpenFlag]) -> str:
    """The highest level of what holds; with nothing, whether anything is open."""
    return max(levels, key=RANK.__getitem__, default="open" if still_open else "clear")


def _answered(knowledge: KnowledgeBase, case: Case, still_open: list[OpenFlag]) -> Literal["none", "some", "all"]:
    if not any(flag.ask for flag in still_open):
        return "all"
    dangers = (name for name in case.findings if knowledge.asked(name).role == "danger")
    return "none" if next(dangers, None) is None else "some"
