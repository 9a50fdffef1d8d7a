"""Linking: from a written criterion to one that can be evaluated, with every id looked up.

The criterion of a derived finding takes the place of its id, bounds on an ordered choice become the choices within
them, and a group becomes its members. The result names asked findings only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, assert_never

from msgspec import Struct

from backrelief.logic.criteria import (
    All,
    AllOf,
    AnyOf,
    AtLeast,
    Between,
    Constant,
    Criterion,
    Holds,
    Member,
    Not,
    OneOf,
    disjunction,
)


class FindingShape(Struct, frozen=True):
    """What linking must know of a finding."""

    kind: Literal["yes-no", "number", "choice", "group", "derived"]
    choices: tuple[str, ...] = ()
    """Of a choice or a group: the ids that it may hold, in order."""
    ordered: bool = False
    when: Criterion | None = None
    """Of a derived finding: the criterion that it means, already linked."""


class LinkError(ValueError):
    """A criterion that does not fit the findings that it names."""

    def __init__(self, message: str, *, word: str, known: tuple[str, ...] = ()) -> None:
        """Keep the wrong word and the right ones, so that a caller can say "did you mean"."""
        super().__init__(message)
        self.word = word
        self.known = known


ShapeOf = Callable[[str], FindingShape | None]


def link(criterion: Criterion, shape_of: ShapeOf) -> Criterion:
    """Return the criterion with every id resolved.

    Raises:
        LinkError: an unknown finding or value, or a comparison that the kind of the finding does not allow.
    """
    match criterion:
        case Constant() | Member():
            return criterion
        case Not(part):
            return Not(link(part, shape_of))
        case All(parts):
            return All(tuple(link(part, shape_of) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(link(part, shape_of) for part in parts))
        case AtLeast(count, parts):
            return AtLeast(count, tuple(link(part, shape_of) for part in parts))
        case _:
            shape = shape_of(criterion.finding)
            if shape is None:
                message = f"no finding is called `{criterion.finding}`"
                raise LinkError(message, word=criterion.finding)
            return _link_atom(criterion, shape)


def _link_atom(atom: Holds | Between | OneOf | AllOf, shape: FindingShape) -> Criterion:
    match atom, shape.kind:
        case Holds(), "yes-no":
            return atom
        case Holds(), "derived" if shape.when is not None:
            return shape.when
        case Holds(finding), "group":
            return disjunction(Member(finding, choice) for choice in shape.choices)
        case Between(_, low, high), "number" if not isinstance(low, str) and not isinstance(high, str):
            return atom
        case Between(finding, low, high), "choice" if shape.ordered:
            start = 0 if low is None else _index(finding, low, shape.choices)
            end = len(shape.choices) - 1 if high is None else _index(finding, high, shape.choices)
            if start > end:
                message = f"no value of `{finding}` is at least `{low}` and at most `{high}`"
                raise LinkError(message, word=str(low))
            return OneOf(finding, shape.choices[start : end + 1])
        case OneOf(finding, values), "choice":
            _check_values(finding, values, shape.choices)
            return atom
        case OneOf(finding, values), "group":
            _check_values(finding, values, shape.choices)
            return disjunction(Member(finding, value) for value in values)
        case AllOf(finding, values), "group":
            _check_values(finding, values, shape.choices)
            members = tuple(Member(finding, value) for value in values)
            return All(members) if len(members) > 1 else members[0]
        case _:
            message = f"`{atom.finding}` {_how_to_write(shape)}"
            raise LinkError(message, word=atom.finding)


def _index(finding: str, choice: float | str, choices: tuple[str, ...]) -> int:
    _check_values(finding, (str(choice),), choices)
    return choices.index(str(choice))


def _check_values(finding: str, values: tuple[str, ...], choices: tuple[str, ...]) -> None:
    for value in values:
        if value not in choices:
            message = f"`{value}` is not a value of `{finding}`"
            raise LinkError(message, word=value, known=choices)


def _how_to_write(shape: FindingShape) -> str:
    match shape.kind:
        case "yes-no":
            return "is a yes/no finding: write its id alone"
        case "number":
            return "is a number: compare it with at-least or at-most, and a number or a duration"
        case "choice":
            return "is a choice: compare it with is or any-of, or at-least and at-most where it is ordered"
        case "group":
            return "holds several values: write its id alone, or use any-of or all-of"
        case "derived":
            return "is derived: write its id alone"
        case _:
            assert_never(shape.kind)
