"""A second, slow implementation of written criteria, with which the tests compare the fast one.

It shares no code with the package but the values that a case may hold. Truth is a number (false 0, unknown 1,
true 2): ``all`` is the least of its parts, ``any`` the greatest, ``not`` what is left to 2, and ``at-least-n`` the
n-th greatest. A finding is the set of values that it may still have. Nothing is linked and nothing is simplified.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Literal

from backrelief.logic import ANYTHING, NOTHING, Criterion, FindingShape, Gate, Interval, Value, link, parse_criterion
from backrelief.logic.criteria import Constant

Written = str | dict[str, object]
"""A criterion as it is written in a data file."""

FALSE, UNKNOWN, TRUE = 0, 1, 2
TRUTH: Mapping[int, bool | None] = {FALSE: False, UNKNOWN: None, TRUE: True}

LARGEST = 3
"""Numbers run from 0 to this, in whole steps."""
CHOICES = ("red", "blue", "green")
"""Of every choice, in order."""
MEMBERS = ("red", "blue")
"""Of every group."""

Kind = Literal["yes-no", "number", "choice", "group", "derived"]

Full = bool | int | str | frozenset[str]
"""A fully known value: ``ABSENT``, ``DANGER``, a yes/no, a number, a choice, members."""

ABSENT = "(the question does not arise)"
DANGER = "(read as the dangerous answer)"


@dataclass(frozen=True)
class Finding:
    """One finding of a made-up world. Gates and ``when`` name findings that come before it."""

    kind: Kind
    choices: tuple[str, ...] = ()
    ordered: bool = False
    when: Written | bool | None = None
    """The criterion of a derived finding; a bare yes or no means a constant."""
    only_if: Written | None = None
    true_when: Written | None = None


World = Mapping[str, Finding]


@dataclass(frozen=True)
class Completion:
    """Facts that leave nothing open and agree with the gates."""

    values: Mapping[str, Full]
    inferred: frozenset[str]
    """The findings whose value follows from a gate, so that nobody has to state it."""

    def stated(self) -> dict[str, Value]:
        """Return the same facts as a case states them, without those that a gate infers."""
        return {name: as_value(value) for name, value in self.values.items() if name not in self.inferred}


def as_value(full: Full) -> Value:
    """Return a full value in the form that a case holds."""
    if full == ABSENT:
        return NOTHING
    if full == DANGER:
        return ANYTHING
    if isinstance(full, bool | str):
        return full
    if isinstance(full, int):
        return Interval(full, full)
    return {member: member in full for member in MEMBERS}


def domain(finding: Finding) -> list[Full]:
    """Return every value that the finding can have."""
    match finding.kind:
        case "yes-no":
            return [False, True]
        case "number":
            return list(range(LARGEST + 1))
        case "choice":
            return list(finding.choices)
        case _:
            return list(_subsets(finding.choices))


def _subsets(members: tuple[str, ...]) -> Iterator[frozenset[str]]:
    sizes = range(len(members) + 1)
    return map(frozenset, chain.from_iterable(combinations(members, size) for size in sizes))


# Three values: what is known in part


def truth_of(written: Written, world: World, stated: Mapping[str, Value]) -> int:
    """Return the truth of the criterion: ``FALSE``, ``UNKNOWN`` or ``TRUE``."""
    if isinstance(written, str):
        finding = world[written]
        if finding.kind == "derived":
            if isinstance(finding.when, bool):
                return TRUE if finding.when else FALSE
            assert finding.when is not None
            return truth_of(finding.when, world, stated)
        return _atom(written, None, world, stated)
    ((key, value),) = written.items()
    match key:
        case "all":
            return min(truth_of(part, world, stated) for part in parts_of(value))
        case "any":
            return max(truth_of(part, world, stated) for part in parts_of(value))
        case "not":
            return 2 - truth_of(_criterion(value), world, stated)
        case "at-least-n":
            count, parts = counted(value)
            return sorted((truth_of(part, world, stated) for part in parts), reverse=True)[count - 1]
        case _:
            return _atom(key, value, world, stated)


def _atom(name: str, test: object, world: World, stated: Mapping[str, Value]) -> int:
    possible = seen(name, world, stated)
    if possible is None:
        return UNKNOWN
    answers = {holds(test, world[name], value) for value in possible}
    return UNKNOWN if len(answers) == 2 else TRUE if answers == {True} else FALSE


def seen(name: str, world: World, stated: Mapping[str, Value]) -> set[Full] | None:
    """Return the values that the finding may still have; ``None`` if nothing is known of it."""
    value, finding = stated.get(name), world[name]
    if value is ANYTHING:
        return {DANGER}
    if value is NOTHING:
        return {ABSENT}
    if isinstance(value, bool | str):
        return {value}
    if isinstance(value, Interval):
        return set(range(int(value.low), int(value.high) + 1))
    arises = TRUE if finding.only_if is None else truth_of(finding.only_if, world, stated)
    shut = arises == FALSE
    if isinstance(value, Mapping):
        held = frozenset(member for member, true in value.items() if true)
        if shut and not held:
            return {ABSENT}
        return {held | more for more in _subsets(tuple(set(finding.choices) - set(value)))}
    if shut:
        return {ABSENT}
    if arises == TRUE and finding.true_when is not None and truth_of(finding.true_when, world, stated) == TRUE:
        return {True}
    return None


# Two values: everything is known


def holds(test: object, finding: Finding, value: Full) -> bool:
    """Tell whether an atom is true of a full value; without a test the atom is the bare id."""
    if value in (ABSENT, DANGER):
        return value == DANGER
    if test is None:
        return bool(value)
    held = value if isinstance(value, frozenset) else frozenset((value,))
    if isinstance(test, list):
        return bool(held & set(test))
    assert isinstance(test, dict)
    if "is" in test:
        return held == {test["is"]}
    if "any-of" in test:
        return bool(held & set(test["any-of"]))
    if "all-of" in test:
        return held >= set(test["all-of"])
    place = finding.choices.index(value) if isinstance(value, str) else value
    low, high = (_bound(test[key], finding) if key in test else None for key in ("at-least", "at-most"))
    assert isinstance(place, int)
    return (low is None or low <= place) and (high is None or place <= high)


def _bound(bound: object, finding: Finding) -> int:
    if finding.kind == "choice":
        return finding.choices.index(str(bound))
    return int(str(bound).removesuffix("d"))


def decided(written: Written, world: World, values: Mapping[str, Full]) -> bool:
    """Return the truth of the criterion when every finding has a full value."""
    if isinstance(written, str):
        finding = world[written]
        if finding.kind != "derived":
            return holds(None, finding, values[written])
        if isinstance(finding.when, bool):
            return finding.when
        assert finding.when is not None
        return decided(finding.when, world, values)
    ((key, value),) = written.items()
    match key:
        case "all":
            return all(decided(part, world, values) for part in parts_of(value))
        case "any":
            return any(decided(part, world, values) for part in parts_of(value))
        case "not":
            return not decided(_criterion(value), world, values)
        case "at-least-n":
            count, parts = counted(value)
            return sum(decided(part, world, values) for part in parts) >= count
        case _:
            return holds(value, world[key], values[key])


def completions(world: World, stated: Mapping[str, Value], names: frozenset[str]) -> Iterator[Completion]:
    """Yield every way to fill in what is not known of the named findings that gates and stated facts allow."""
    order = [name for name in world if name in names and world[name].kind != "derived"]

    def fill(place: int, values: dict[str, Full], inferred: frozenset[str]) -> Iterator[Completion]:
        if place == len(order):
            yield Completion(dict(values), inferred)
            return
        name = order[place]
        options, follows = _options(name, world, stated, values)
        for option in options:
            yield from fill(place + 1, values | {name: option}, inferred | {name} if follows else inferred)

    return fill(0, {}, frozenset())


def _options(
    name: str, world: World, stated: Mapping[str, Value], values: Mapping[str, Full]
) -> tuple[list[Full], bool]:
    """Return the values that a finding may take once those before it have theirs, and if its gate gave the value."""
    finding, value = world[name], stated.get(name)
    shut = finding.only_if is not None and not decided(finding.only_if, world, values)
    held = isinstance(value, Mapping) and any(value.values())
    if value is not None and not (shut and isinstance(value, Mapping) and not held):
        known = seen(name, {name: Finding(finding.kind, finding.choices, finding.ordered)}, stated)
        return sorted(known or (), key=str), False
    if shut:
        return [ABSENT], value is None
    if finding.true_when is not None and decided(finding.true_when, world, values):
        return [True], True
    return domain(finding), False


# What a criterion is made of


def _criterion(value: object) -> Written:
    assert isinstance(value, str | dict)
    return value


def parts_of(value: object) -> list[Written]:
    """Return the criteria of a list."""
    assert isinstance(value, list)
    return value


def counted(value: object) -> tuple[int, list[Written]]:
    """Return the number and the criteria of an ``at-least-n``."""
    assert isinstance(value, dict)
    return value["n"], value["of"]


def named(written: Written, world: World) -> frozenset[str]:
    """Return every asked finding that the criterion needs, through derived findings and gates."""
    if isinstance(written, str):
        names = frozenset((written,))
    else:
        ((key, value),) = written.items()
        match key:
            case "all" | "any":
                names = frozenset().union(*(named(part, world) for part in parts_of(value)))
            case "not":
                names = named(_criterion(value), world)
            case "at-least-n":
                names = frozenset().union(*(named(part, world) for part in counted(value)[1]))
            case _:
                names = frozenset((key,))
    more = (
        named(need, world)
        for name in names
        for need in (world[name].when, world[name].only_if, world[name].true_when)
        if need is not None and not isinstance(need, bool)
    )
    return names.union(*more)


def reordered(written: Written, turn: int) -> Written:
    """Return the same criterion with the parts of every list rotated by ``turn``, then reversed."""
    if isinstance(written, str):
        return written
    ((key, value),) = written.items()

    def mixed(parts: list[Written]) -> list[Written]:
        start = turn % len(parts)
        return [reordered(part, turn + 1) for part in reversed(parts[start:] + parts[:start])]

    match key:
        case "all" | "any":
            return {key: mixed(parts_of(value))}
        case "not":
            return {key: reordered(_criterion(value), turn)}
        case "at-least-n":
            count, parts = counted(value)
            return {key: {"n": count, "of": mixed(parts)}}
        case _:
            return written


# The same in the hands of the package


def linked(written: Written, world: World) -> Criterion:
    """Return the criterion as the package reads and links it."""
    return link(parse_criterion(written), shapes(world).get)


def shapes(world: World) -> dict[str, FindingShape]:
    """Return the world as the package sees it; derived findings are linked in the order in which they are written."""
    found: dict[str, FindingShape] = {}
    for name, finding in world.items():
        when: Criterion | None = None
        if isinstance(finding.when, bool):
            when = Constant(finding.when)
        elif finding.when is not None:
            when = link(parse_criterion(finding.when), found.get)
        found[name] = FindingShape(finding.kind, finding.choices, finding.ordered, when)
    return found


def gates(world: World) -> dict[str, Gate]:
    """Return the gates of the world, linked."""

    def maybe(written: Written | None) -> Criterion | None:
        return None if written is None else linked(written, world)

    return {
        name: Gate(maybe(finding.only_if), maybe(finding.true_when))
        for name, finding in world.items()
        if finding.only_if is not None or finding.true_when is not None
    }
