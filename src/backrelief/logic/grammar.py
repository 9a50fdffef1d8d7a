"""The written form of a criterion: plain data in, a criterion out.

```
criterion := ID
           | {all: [criterion, ...]} | {any: [...]} | {not: criterion}
           | {at-least-n: {n: N, of: [criterion, ...]}}
           | {ID: {at-least: V} | {at-most: V} | {at-least: V, at-most: V}}
           | {ID: {is: V}} | {ID: {any-of: [V, ...]}} | {ID: {all-of: [V, ...]}} | {ID: [V, ...]}
```
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from backrelief.logic.criteria import All, AllOf, AnyOf, AtLeast, Between, Criterion, Holds, Not, OneOf

Path = tuple[str | int, ...]

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COMPARISONS: Final = ("at-least", "at-most", "is", "any-of", "all-of")
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(d|w|mo|y)")
_LARGEST: Final = 1e12
_DAYS: Final = {"d": 1, "w": 7, "mo": 30, "y": 365}


class CriterionError(ValueError):
    """A written criterion that cannot be read. ``path`` leads to the place inside it."""

    def __init__(
        self, message: str, path: Path = (), hint: str = "", *, word: str = "", known: tuple[str, ...] = ()
    ) -> None:
        """Keep the path, what to do if that is known, and a wrong word with the right ones for "did you mean"."""
        super().__init__(message)
        self.path = path
        self.hint = hint
        self.word = word
        self.known = known


def days(text: str) -> float | None:
    """Return the days of a duration such as ``4w``, ``3mo`` or ``1y`` (w 7, mo 30, y 365); ``None`` for other text."""
    found = _DURATION.fullmatch(text.strip())
    return float(found[1]) * _DAYS[found[2]] if found else None


def parse_criterion(data: object, path: Path = ()) -> Criterion:
    """Read a criterion as it is written. Ids are not looked up here; ``link`` does that.

    Raises:
        CriterionError: the data are no criterion; it says why, and where inside the criterion.
    """
    if isinstance(data, str):
        return Holds(_id(data, path))
    if not isinstance(data, Mapping):
        message = f"a criterion is the id of a finding or a mapping, not {_kind(data)}"
        raise CriterionError(message, path)
    if len(data) != 1:
        message = f"a criterion has one key, not {len(data)}; join several under `all` or `any`"
        raise CriterionError(message, path)
    ((key, value),) = data.items()
    if key in _OPERATORS:
        return _OPERATORS[key](value, (*path, key))
    return _comparison(_id(key, path), value, (*path, key))


def _parts(data: object, path: Path) -> tuple[Criterion, ...]:
    return tuple(parse_criterion(part, (*path, index)) for index, part in enumerate(_list(data, path, "criteria")))


def _counted(data: object, path: Path) -> Criterion:
    if not isinstance(data, Mapping) or set(data) != {"n", "of"}:
        message = "`at-least-n` needs exactly `n` and `of`"
        raise CriterionError(message, path)
    count, parts = data["n"], _parts(data["of"], (*path, "of"))
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= len(parts):
        message = f"`n` must be a whole number from 1 to {len(parts)}, the number of criteria under `of`"
        raise CriterionError(message, (*path, "n"))
    return AtLeast(count, parts)


OPERATORS: Final = ("all", "any", "not", "at-least-n")
_OPERATORS: Final[Mapping[str, Callable[[object, Path], Criterion]]] = {
    "all": lambda data, path: All(_parts(data, path)),
    "any": lambda data, path: AnyOf(_parts(data, path)),
    "not": lambda data, path: Not(parse_criterion(data, path)),
    "at-least-n": _counted,
}


def _comparison(finding: str, data: object, path: Path) -> Criterion:
    if isinstance(data, Sequence) and not isinstance(data, str):
        return OneOf(finding, _values(data, path))
    if not isinstance(data, Mapping) or not data:
        message = f"what is compared with `{finding}` is missing: at-least, at-most, is, any-of or all-of"
        raise CriterionError(message, path, word=finding, known=OPERATORS)
    keys = set(data)
    if keys <= {"at-least", "at-most"}:
        bounds = {key: _bound(value, (*path, key)) for key, value in data.items()}
        low, high = bounds.get("at-least"), bounds.get("at-most")
        if isinstance(low, float) and isinstance(high, float) and low > high:
            message = f"nothing is at least {low:g} and at most {high:g}"
            raise CriterionError(message, path)
        return Between(finding, low, high)
    if keys == {"is"}:
        return OneOf(finding, (_value(data["is"], (*path, "is")),))
    if keys == {"any-of"}:
        return OneOf(finding, _values(data["any-of"], (*path, "any-of")))
    if keys == {"all-of"}:
        return AllOf(finding, _values(data["all-of"], (*path, "all-of")))
    wrong = [str(key) for key in data if key not in COMPARISONS]
    if not wrong:
        message = f"only at-least and at-most stand together, not {', '.join(map(str, data))}"
        raise CriterionError(message, path, "Join two criteria under `all` or `any`.")
    message = f"`{', '.join(wrong)}` is no comparison; use {', '.join(COMPARISONS[:-1])} or {COMPARISONS[-1]}"
    raise CriterionError(message, path, word=wrong[0], known=COMPARISONS)


def _bound(data: object, path: Path) -> float | str:
    bound = days(data) if isinstance(data, str) else data
    if bound is None and isinstance(data, str):
        return data
    if isinstance(bound, bool) or not isinstance(bound, int | float):
        message = "a bound is a number, a duration such as 12w, or a place in an ordered choice"
        raise CriterionError(message, path)
    if not abs(bound) <= _LARGEST:
        message = "a bound is a number of a size that can be compared"
        raise CriterionError(message, path)
    return float(bound)


def _values(data: object, path: Path) -> tuple[str, ...]:
    return tuple(_value(value, (*path, index)) for index, value in enumerate(_list(data, path, "values")))


def _list(data: object, path: Path, members: str) -> Sequence[object]:
    if not isinstance(data, Sequence) or isinstance(data, str) or not data:
        message = f"a list of {members} is needed here, with at least one"
        raise CriterionError(message, path)
    return data


def _value(data: object, path: Path) -> str:
    if not isinstance(data, str):
        message = f"a value is an id, not {_kind(data)}"
        raise CriterionError(message, path)
    return data


def _id(data: object, path: Path) -> str:
    if not isinstance(data, str) or not _ID.fullmatch(data):
        message = f"{data!r} is not an id: lower case letters, digits and single hyphens"
        raise CriterionError(message, path)
    return data


def _kind(data: object) -> str:
    match data:
        case None:
            return "nothing"
        case bool():
            return f"{'true' if data else 'false'} (a yes/no word needs no comparison; put quotes round an id)"
        case int() | float():
            return "a number"
        case Sequence():
            return "a list"
        case _:
            return type(data).__name__
