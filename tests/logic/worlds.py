"""Random worlds of findings, criteria over them and facts about them, for property tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from backrelief.logic import ANYTHING, NOTHING, Criterion, Facts, Gate, Interval, Value
from logic.reference import (
    CHOICES,
    LARGEST,
    MEMBERS,
    Completion,
    Finding,
    Kind,
    World,
    Written,
    completions,
    gates,
    linked,
    named,
)

Draw = Callable[[st.SearchStrategy[int]], int]

thorough = settings(
    max_examples=300, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
"""The same examples in every run: a failure can be repeated by anyone."""


@dataclass(frozen=True)
class Case:
    """A world, a criterion over it and the stated facts."""

    world: World
    written: Written
    stated: dict[str, Value]

    @cached_property
    def criterion(self) -> Criterion:
        """Return the criterion as the package reads it."""
        return linked(self.written, self.world)

    @cached_property
    def gates(self) -> dict[str, Gate]:
        """Return the gates as the package reads them."""
        return gates(self.world)

    @cached_property
    def facts(self) -> Facts:
        """Return the stated facts, seen through the gates."""
        return Facts(self.stated, self.gates)

    @cached_property
    def completions(self) -> list[Completion]:
        """Return every way to complete the facts."""
        return list(completions(self.world, self.stated, named(self.written, self.world)))

    def completed(self, completion: Completion) -> Facts:
        """Return the facts of a completion."""
        return Facts(completion.stated(), self.gates)


class _Maker:
    """Draw everything through small whole numbers, which is fast and shrinks well."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw

    def below(self, count: int) -> int:
        return self.draw(_BELOW[count])

    def one_of(self, options: tuple[str, ...]) -> str:
        return options[self.below(len(options))]

    def some_of(self, options: tuple[str, ...]) -> list[str]:
        """Draw at least one, each at most once."""
        chosen = 1 + self.below(2 ** len(options) - 1)
        return [option for place, option in enumerate(options) if chosen >> place & 1]

    def world(self, *, gated: bool, constants: bool) -> dict[str, Finding]:
        world: dict[str, Finding] = {}
        for place in range(2 + self.below(3)):
            kind: Kind = _KINDS[self.below(len(_KINDS))]
            only_if = self.criterion(world, 1) if gated and world and self.below(3) == 0 else None
            true_when = (
                self.criterion(world, 1) if gated and world and kind == "yes-no" and self.below(4) == 0 else None
            )
            choices = {"choice": CHOICES, "group": MEMBERS}.get(kind, ())
            world[f"{kind}-{place}"] = Finding(
                kind, choices, ordered=kind == "choice", only_if=only_if, true_when=true_when
            )
        if self.below(2):
            world["derived"] = Finding("derived", when=self.criterion(world, 2))
        if constants:
            world |= {"always": Finding("derived", when=True), "never": Finding("derived", when=False)}
        return world

    def criterion(self, world: World, depth: int) -> Written:
        shape = self.below(7) if depth else 0
        if shape <= 1:
            return self.atom(world)
        if shape == 2:
            return {"not": self.criterion(world, depth - 1)}
        parts: list[object] = [self.criterion(world, depth - 1) for _ in range(1 + self.below(3))]
        if shape <= 4:
            return {"all" if shape == 3 else "any": parts}
        return {"at-least-n": {"n": 1 + self.below(len(parts)), "of": parts}}

    def atom(self, world: World) -> Written:
        name = self.one_of(tuple(world))
        finding = world[name]
        match finding.kind:
            case "number":
                low = self.below(LARGEST + 1)
                high = low + self.below(LARGEST + 1 - low)
                return {name: self.bounds(low, high if self.below(2) else f"{high}d")}
            case "choice":
                if self.below(3):
                    return {name: self.of(finding.choices)}
                low = self.below(len(CHOICES))
                high = low + self.below(len(CHOICES) - low)
                return {name: self.bounds(CHOICES[low], CHOICES[high])}
            case "group":
                if self.below(2):
                    return name
                return {name: {"all-of": self.some_of(finding.choices)} if self.below(2) else self.of(finding.choices)}
            case _:
                return name

    def bounds(self, low: int | str, high: int | str) -> dict[str, int | str]:
        return ({"at-least": low}, {"at-most": high}, {"at-least": low, "at-most": high})[self.below(3)]

    def of(self, options: tuple[str, ...]) -> object:
        some: list[str] = self.some_of(options)
        if len(some) == 1 and options is CHOICES and self.below(2):
            return {"is": some[0]}
        return some if self.below(2) else {"any-of": some}

    def facts(self, world: World, *, specials: bool) -> dict[str, Value]:
        stated: dict[str, Value] = {}
        for name, finding in world.items():
            if finding.kind == "derived" or self.below(5) < 2:
                continue
            if specials and self.below(6) == 0:
                stated[name] = ANYTHING if self.below(2) else NOTHING
            else:
                stated[name] = self.value(finding)
        return stated

    def value(self, finding: Finding) -> Value:
        match finding.kind:
            case "yes-no":
                return self.below(2) == 1
            case "number":
                low = self.below(LARGEST + 1)
                return Interval(low, low + self.below(LARGEST + 1 - low))
            case "choice":
                return self.one_of(finding.choices)
            case _:
                states = [self.below(3) for _ in finding.choices]
                return {choice: state == 1 for choice, state in zip(finding.choices, states, strict=True) if state < 2}


_KINDS: tuple[Kind, ...] = ("yes-no", "yes-no", "number", "choice", "group")
_BELOW = {count: st.integers(0, count - 1) for count in range(1, 9)}


@st.composite
def cases(draw: st.DrawFn, *, gated: bool = True, specials: bool = True, constants: bool = True) -> Case:
    """Draw a random case. ``constants`` adds derived findings that are always or never true."""
    maker = _Maker(draw)
    world = maker.world(gated=gated, constants=constants)
    written = maker.criterion(world, 3)
    return Case(world, written, maker.facts(world, specials=specials))
