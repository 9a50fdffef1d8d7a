"""What pydantic says of a value, in the words of somebody who writes YAML: what stands there, and what may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic_core import ErrorDetails

from backrelief.knowledge.faults import shown

HOW_CRITERIA_ARE_WRITTEN: Final = (
    "A criterion is an id, `{ID: {at-least: 3}}` with at-least, at-most, is, any-of or all-of, or all, any, not, "
    "at-least-n over criteria."
)
MEANINGS: Final[Mapping[tuple[str, str], str]] = {
    ("cautions", "class"): (
        "A: nothing at all. L: not on that place. T: some kinds of technique. C: a clinician must agree first."
    ),
}
"""Kind and field -> what each of the letters or words that may stand there means, where they do not say it."""

_LONGEST: Final = 40

Words = Callable[[Mapping[str, Any]], tuple[str, str]]
"""What is needed and how to write it, from the context of an error."""


def _fixed(needed: str, hint: str = "") -> Words:
    return lambda _: (needed, hint)


_NUMBER: Final = _fixed("a number", "Write it without quotes and without a unit.")
_WHOLE: Final = _fixed("a whole number", "Write it without quotes, without a unit and without a fraction.")
_TEXT: Final = _fixed("text", "Write one sentence or word there, in quotes where it looks like a number or a yes.")
_LIST: Final = _fixed("a list", "Write `[one, two]`, or a line with `- ` for each.")
_MAPPING: Final = _fixed("a mapping of fields to values", "Write `field: value`, each on a line of its own.")
_FLAG: Final = _fixed("true or false", "Write it without quotes.")

_NEEDED: Final[Mapping[str, Words]] = {
    "string_type": _TEXT,
    "string_too_short": _fixed("text", "Write something there, or leave the field out."),
    "string_too_long": lambda context: (f"at most {context['max_length']} letters", "Say it in fewer."),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "bool_type": _FLAG,
    "bool_parsing": _FLAG,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "date_type": _fixed("a date", "Write it like 2026-11-20."),
    "greater_than_equal": lambda context: (f"{context['ge']} or more", ""),
    "greater_than": lambda context: (f"more than {context['gt']}", ""),
    "less_than_equal": lambda context: (f"{context['le']} or less", ""),
    "less_than": lambda context: (f"less than {context['lt']}", ""),
    "too_short": lambda context: (f"a list of at least {context['min_length']}", ""),
    "too_long": lambda context: (f"a list of at most {context['max_length']}", ""),
}


def in_plain_words(problem: ErrorDetails) -> tuple[str, str]:
    """The message and the hint for an error that is about the value alone; its own words where it has ours already."""
    words = _NEEDED.get(problem["type"])
    if words is None:
        return problem["msg"], ""
    needed, hint = words(problem.get("ctx", {}))
    if problem["type"] == "string_type" and isinstance(problem["input"], dict) and problem["input"]:
        hint = "The colon makes this a field; put the whole line in quotes."
    return f"{needed} is needed here, not {found_instead(problem['input'])}", hint


def found_instead(value: object) -> str:
    """What stands in the file, briefly."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case str() if not value.strip():
            return "empty text"
        case str():
            return f"`{shown(value if len(value) <= _LONGEST else value[:_LONGEST] + '...')}`"
        case int() | float():
            return f"the number {value}"
        case list() | tuple():
            return f"a list of {len(value)}"
        case dict():
            return "a mapping"
        case _:
            return "that"
