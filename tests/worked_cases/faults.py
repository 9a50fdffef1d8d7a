"""Make single faults in the danger data, like mistakes in editing: a lost member, a bound that is off by one.

They are made in the plain data of the YAML, so that each is a fault that a file could hold. The code knows no entry by
name: it walks whatever an entry of the kind holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backrelief.logic.grammar import days

Location = tuple[str | int, ...]
LEVELS = ("care", "soon", "today", "emergency")
UNSURE = ("yes", "lower", "open")
"""How "not sure" can count, the most careful first."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry with one mistake in it."""

    kind: str
    """The kind of entry, as in YAML."""
    entry: str
    location: Location
    """The path from the entry to the mistake."""
    what: str
    """The kind of mistake, in a few words."""
    detail: str
    """What is removed or inserted."""
    data: dict[str, Any] | None
    """The entry as in YAML, with the mistake; ``None`` if the entry is removed."""

    @property
    def name(self) -> str:
        """The location and the mistake, the same in every run."""
        way = "/".join(map(str, (self.kind, self.entry, *self.location)))
        return f"{way}: {self.what} {self.detail}".rstrip()


Slip = tuple[Location, str, str, Any]
"""The path below a value, the kind of mistake, what is removed or inserted, and the value with the mistake."""


@dataclass(frozen=True, slots=True)
class Planter:
    """Make every single mistake in an entry."""

    scales: Mapping[str, Sequence[str]]
    """Finding or property -> its words; those of an ordered choice with the lowest first."""
    areas: Sequence[str]
    """The areas that "everywhere" means."""

    def faults(self, kind: str, data: dict[str, Any]) -> Iterator[Fault]:
        """Yield every single fault of an entry."""
        make: dict[str, Callable[[dict[str, Any]], Iterator[Slip]]] = {
            "red-flags": self._red_flag,
            "cautions": self._caution,
            "zones": self._zone,
            "allowances": lambda entry: self._below(entry, "do", self._effects),
            "findings": self._finding,
        }
        if kind != "findings":
            yield Fault(kind, data["id"], (), "entry lost", "", None)
        for location, what, detail, changed in make[kind](data):
            yield Fault(kind, data["id"], location, what, detail, changed)

    def _red_flag(self, flag: dict[str, Any]) -> Iterator[Slip]:
        lines = flag["levels"]
        if len(lines) > 1:
            yield from self._below(flag, "levels", lambda value: _members(value, "line lost"))
        for index, line in enumerate(lines):
            for location, what, detail, changed in (
                *_lower(line, "level"),
                *self._below(line, "when", self._criterion),
            ):
                kept = [changed if at == index else other for at, other in enumerate(lines)]
                yield ("levels", index, *location), what, detail, {**flag, "levels": kept}
        yield from self._asked_in(flag)
        yield from self._below(flag, "keep-off", lambda value: _members(value, "place lost from keep-off"))
        for allowance in ("comfort-off-the-feet", "comfort"):
            if flag.get("allows") in {"nothing", "comfort-off-the-feet"} and flag["allows"] != allowance:
                yield ("allows",), "allows more", allowance, {**flag, "allows": allowance}

    def _asked_in(self, entry: dict[str, Any]) -> Iterator[Slip]:
        areas = entry.get("asked-in")
        if areas == "everywhere":
            areas = list(self.areas)
        if areas:
            for location, what, detail, changed in _members(areas, "area lost from asked-in"):
                yield ("asked-in", *location), what, detail, {**entry, "asked-in": changed}

    def _caution(self, caution: dict[str, Any]) -> Iterator[Slip]:
        yield from _lower(caution, "level")
        yield from self._below(caution, "when", self._criterion)
        for part in ("until-agreed", "do"):
            if part in caution:
                yield (part,), "effects lost", "", _without(caution, part)
                yield from self._below(caution, part, self._effects)
        if "if-unplaced" in caution:
            yield ("if-unplaced",), "field lost", "", _without(caution, "if-unplaced")

    def _zone(self, zone: dict[str, Any]) -> Iterator[Slip]:
        yield from self._below(zone, "places", lambda value: _members(value, "place lost"))
        if zone["forbid"] != "everything":
            yield from self._below(zone, "forbid", self._criterion)

    def _finding(self, finding: dict[str, Any]) -> Iterator[Slip]:
        yield from self._asked_in(finding)
        for gate in ("only-if", "true-when"):
            if gate in finding:
                yield (gate,), "gate lost", "", _without(finding, gate)
                yield from self._below(finding, gate, self._criterion)
        if finding["kind"] == "derived":
            yield from self._below(finding, "when", self._criterion)
        elif finding["role"] == "danger":
            for less in UNSURE[UNSURE.index(finding.get("unsure-as", "lower")) + 1 :][:1]:
                yield ("unsure-as",), "unsure counts less", less, {**finding, "unsure-as": less}

    def _effects(self, effects: dict[str, Any]) -> Iterator[Slip]:
        for key, value in effects.items():
            yield (key,), "effect lost", key, _without(effects, key)
            match key:
                case "forbid" | "keep-off-for" | "say-for" | "cap-minutes-for" if value != "everything":
                    yield from self._below(effects, key, self._criterion)
                case "cap-pressure" if value != self.scales["pressure"][-1]:
                    firmer = self.scales["pressure"][self.scales["pressure"].index(value) + 1]
                    yield (key,), "pressure one step firmer", firmer, {**effects, key: firmer}
                case "cap-minutes":
                    yield (key,), "minutes doubled", str(2 * value), {**effects, key: 2 * value}
                case "position" | "surface" | "by":
                    yield from self._below(
                        effects, key, lambda kept: self._below(kept, "any-of", lambda some: _members(some, "one lost"))
                    )
                    for more in _not_among(value["any-of"], self.scales.get(key, ())):
                        wider = {"any-of": [*value["any-of"], more]}
                        yield (key, "any-of"), "one too many", more, {**effects, key: wider}
                case "keep-off" if isinstance(value, list):
                    yield from self._below(effects, key, lambda some: _members(some, "place lost from keep-off"))

    def _criterion(self, criterion: Any) -> Iterator[Slip]:
        """Yield each mistake in a criterion as written in YAML."""
        if isinstance(criterion, str):
            return
        ((key, value),) = criterion.items()
        match key, value:
            case (("all" | "any"), _):
                yield from self._below(criterion, key, lambda parts: self._parts(parts, key))
            case "not", _:
                yield from self._below(criterion, key, self._criterion)
            case "at-least-n", _:
                for count in (value["n"] - 1, value["n"] + 1):
                    yield (key, "n"), "count off by one", str(count), {key: {**value, "n": count}}
                yield from self._below(
                    criterion, key, lambda some: self._below(some, "of", lambda of: self._parts(of, "at-least-n"))
                )
            case _, list():
                yield from self._below(criterion, key, lambda some: _members(some, "value lost"))
            case _, dict():
                yield from self._below(criterion, key, lambda compared: self._comparison(key, compared))

    def _parts(self, parts: list[Any], of: str) -> Iterator[Slip]:
        yield from _members(parts, f"member of {of} lost")
        for index in range(len(parts)):
            yield from _at(parts, index, self._criterion)

    def _comparison(self, finding: str, compared: dict[str, Any]) -> Iterator[Slip]:
        for key, value in compared.items():
            if len(compared) > 1:
                yield (key,), "bound lost", str(value), _without(compared, key)
            if isinstance(value, list):
                yield from self._below(compared, key, lambda some: _members(some, "value lost"))
            elif key in {"at-least", "at-most"}:
                for near in self._near(finding, value):
                    yield (key,), "bound off by one", str(near), {**compared, key: near}

    def _near(self, finding: str, bound: Any) -> Iterator[Any]:
        """Yield the bounds next to a bound: a number, a time in days, or the neighbours in an ordered choice."""
        scale = list(self.scales.get(finding, ()))
        if bound in scale:
            at = scale.index(bound)
            yield from (scale[near] for near in (at - 1, at + 1) if 0 <= near < len(scale))
        elif isinstance(bound, str):
            exact = days(bound)
            assert exact is not None, bound
            yield from (f"{exact + step:g}d" for step in (-1, 1))
        else:
            yield from (bound + step for step in (-1, 1))

    @staticmethod
    def _below(data: dict[str, Any], key: str, slips: Callable[[Any], Iterator[Slip]]) -> Iterator[Slip]:
        if key in data:
            for location, what, detail, changed in slips(data[key]):
                yield (key, *location), what, detail, {**data, key: changed}


def _at(parts: list[Any], index: int, slips: Callable[[Any], Iterator[Slip]]) -> Iterator[Slip]:
    for location, what, detail, changed in slips(parts[index]):
        yield (index, *location), what, detail, [changed if at == index else part for at, part in enumerate(parts)]


def _members(parts: list[Any], what: str) -> Iterator[Slip]:
    """Yield the list without each of its members in turn; keep at least one, as the models refuse an empty list."""
    if len(parts) > 1:
        for index, part in enumerate(parts):
            yield (index,), what, str(part), [*parts[:index], *parts[index + 1 :]]


def _lower(data: dict[str, Any], key: str) -> Iterator[Slip]:
    if (level := data.get(key)) in LEVELS[1:]:
        below = LEVELS[LEVELS.index(level) - 1]
        yield (key,), "level one step lower", below, {**data, key: below}


def _without(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {other: value for other, value in data.items() if other != key}


def _not_among(some: Sequence[str], every: Sequence[str]) -> Iterator[str]:
    return (one for one in every if one not in some)
