"""Criteria: what they are, their truth on given facts, and their residual.

Atoms are independent of each other, and nothing beyond Kleene logic is inferred: ``any: [x, not x]`` is unknown
while ``x`` is. Every function here is pure and total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct

from backrelief.logic.values import ANYTHING, NOTHING, Interval, Truth, Value

if TYPE_CHECKING:
    from typing import Protocol

    class Known(Protocol):
        """Anything that says what is known of a finding; ``None`` is unknown."""

        def value(self, finding: str) -> Value | None:
            """Return what is known of ``finding``."""


class Constant(Struct, frozen=True):
    """Always true, or always false."""

    value: bool


class Holds(Struct, frozen=True):
    """A yes/no finding is true; a group of findings has at least one true member."""

    finding: str


class Between(Struct, frozen=True):
    """A number lies within inclusive bounds; an absent bound does not restrict."""

    finding: str
    low: float | str | None = None
    high: float | str | None = None


class OneOf(Struct, frozen=True):
    """A choice is one of these values; of a group, at least one of these members is true."""

    finding: str
    values: tuple[str, ...]


class AllOf(Struct, frozen=True):
    """Every one of these members of a group is true. Linking replaces it by ``Member`` atoms."""

    finding: str
    values: tuple[str, ...]


class Member(Struct, frozen=True):
    """One member of a group of findings is true."""

    finding: str
    member: str


class All(Struct, frozen=True):
    """Every part is true."""

    parts: tuple[Criterion, ...]


class AnyOf(Struct, frozen=True):
    """At least one part is true."""

    parts: tuple[Criterion, ...]


class Not(Struct, frozen=True):
    """The part is false."""

    part: Criterion


class AtLeast(Struct, frozen=True):
    """At least ``count`` of the parts are true."""

    count: int
    parts: tuple[Criterion, ...]


Atom = Holds | Between | OneOf | AllOf | Member
Criterion = Constant | Atom | All | AnyOf | Not | AtLeast

TRUE = Constant(value=True)
FALSE = Constant(value=False)


def evaluate(criterion: Criterion, facts: Known) -> Truth:
    """Return whether the criterion is true, false or unknown (``None``) on these facts, in strong Kleene logic."""
    match criterion:
        case Member() | Holds() | OneOf() | Between() | AllOf():
            return _atom(criterion, facts.value(criterion.finding))
        case AnyOf(parts):
            return _at_least(1, parts, facts)
        case All(parts):
            return _at_least(len(parts), parts, facts)
        case Not(part):
            inner = evaluate(part, facts)
            return None if inner is None else not inner
        case AtLeast(count, parts):
            return _at_least(count, parts, facts)
        case Constant(value):
            return value
        case _:
            assert_never(criterion)


def _at_least(count: int, parts: Sequence[Criterion], facts: Known) -> Truth:
    true, possible = 0, len(parts)
    for part in parts:
        truth = evaluate(part, facts)
        if truth is None:
            continue
        if truth:
            true += 1
        else:
            possible -= 1
        if true >= count or possible < count:
            break  # the other parts cannot change it
    if true >= count:
        return True
    return False if possible < count else None


def _atom(atom: Atom, known: Value | None) -> Truth:
    if known is None:
        return None
    if known is NOTHING:
        return False
    if known is ANYTHING:
        return True
    match atom:
        case Holds():
            return known if isinstance(known, bool) else None
        case Between(_, low, high):
            return _within(known, low, high)
        case OneOf(_, values):
            return known in values if isinstance(known, str) else None
        case Member(_, member):
            return known.get(member) if isinstance(known, Mapping) else None
        case AllOf():
            return None
        case _:
            assert_never(atom)


def _within(known: Value, low: float | str | None, high: float | str | None) -> Truth:
    if not isinstance(known, Interval) or isinstance(low, str) or isinstance(high, str):
        return None
    lowest = float("-inf") if low is None else low
    highest = float("inf") if high is None else high
    if lowest <= known.low and known.high <= highest:
        return True
    return False if known.high < lowest or known.low > highest else None


def simplify(criterion: Criterion, facts: Known) -> Criterion:
    """Return the residual: what is left of the criterion once the known facts are put in.

    The result is ``TRUE`` (``FALSE``) exactly when ``evaluate`` is true (false); otherwise it holds only atoms
    that are still unknown, in the order in which they were written, and on every completion of the facts it has the
    truth of the original.
    """
    match criterion:
        case Constant():
            return criterion
        case Not(part):
            return negation(simplify(part, facts))
        case All(parts):
            return conjunction(simplify(part, facts) for part in parts)
        case AnyOf(parts):
            return disjunction(simplify(part, facts) for part in parts)
        case AtLeast(count, parts):
            return at_least(count, (simplify(part, facts) for part in parts))
        case Holds() | Between() | OneOf() | AllOf() | Member():
            truth = _atom(criterion, facts.value(criterion.finding))
            return criterion if truth is None else Constant(truth)
        case _:
            assert_never(criterion)


def negation(part: Criterion) -> Criterion:
    """Return the simplest form of ``not part``."""
    match part:
        case Constant(value):
            return Constant(not value)
        case Not(inner):
            return inner
        case _:
            return Not(part)


def conjunction(parts: Iterable[Criterion]) -> Criterion:
    """Return the simplest form of ``all`` of the parts; without parts it is true."""
    return _joined(parts, All, TRUE)


def disjunction(parts: Iterable[Criterion]) -> Criterion:
    """Return the simplest form of ``any`` of the parts; without parts it is false."""
    return _joined(parts, AnyOf, FALSE)


def _joined(parts: Iterable[Criterion], join: type[All | AnyOf], neutral: Constant) -> Criterion:
    left: dict[Criterion, None] = {}
    for part in parts:
        if isinstance(part, Constant):
            if part != neutral:
                return part
        else:
            left.update(dict.fromkeys(part.parts if isinstance(part, join) else (part,)))
    if not left:
        return neutral
    return next(iter(left)) if len(left) == 1 else join(tuple(left))


def at_least(count: int, parts: Iterable[Criterion]) -> Criterion:
    """Return the simplest form of ``at least count of the parts``; equal parts are counted separately."""
    left: list[Criterion] = []
    for part in parts:
        if part == TRUE:
            count -= 1
        elif part != FALSE:
            left.append(part)
    if count <= 0:
        return TRUE
    if count > len(left):
        return FALSE
    if count == 1:
        return disjunction(left)
    return conjunction(left) if count == len(left) else AtLeast(count, tuple(left))


def atoms(criterion: Criterion, *, positive: bool = True) -> Iterator[tuple[Atom, bool]]:
    """Yield every atom in the order in which it was written, and whether it is under an even number of ``not``."""
    match criterion:
        case Constant():
            return
        case Not(part):
            yield from atoms(part, positive=not positive)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from atoms(part, positive=positive)
        case Holds() | Between() | OneOf() | AllOf() | Member():
            yield criterion, positive
        case _:
            assert_never(criterion)


def nodes(criterion: Criterion) -> Iterator[Criterion]:
    """Yield the criterion and everything that it is made of."""
    yield criterion
    match criterion:
        case Not(part):
            yield from nodes(part)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from nodes(part)
        case _:
            return


def findings(criterion: Criterion) -> tuple[str, ...]:
    """Return the findings that the criterion depends on, each once, in the order in which they were written."""
    return tuple(dict.fromkeys(_names(criterion)))


def _names(criterion: Criterion) -> list[str]:
    match criterion:
        case Constant():
            return []
        case Not(part):
            return _names(part)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return [name for part in parts for name in _names(part)]
        case _:
            return [criterion.finding]


def support(criterion: Criterion, facts: Known) -> tuple[str, ...]:
    """Return the findings that make a true criterion true, each once, in the order in which they were written.

    The result is empty if the criterion is not true. Every true part of an ``any`` counts, so that people read all
    of the answers that made the rule hold.
    """
    if evaluate(criterion, facts) is not True:
        return ()
    match criterion:
        case Constant():
            return ()
        case Not(part):
            return findings(part)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return tuple(dict.fromkeys(name for part in parts for name in support(part, facts)))
        case _:
            return (criterion.finding,)
