"""Validate an entry against its model, and translate pydantic's errors for people who write YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from backrelief.knowledge.documents import Document, Location
from backrelief.knowledge.faults import MOST_FAULTS, Fault, found_instead
from backrelief.knowledge.lexicon import closest, did_you_mean
from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import Entry
from backrelief.knowledge.reflection import field_names, models_at, purpose_of
from backrelief.logic import CriterionError

HOW_CRITERIA_ARE_WRITTEN: Final = (
    "A criterion is an id, `{ID: {at-least: 3}}` with at-least, at-most, is, any-of or all-of, or all, any, not, "
    "at-least-n over criteria."
)
MEANINGS: Final[Mapping[tuple[str, str], str]] = {
    ("cautions", "class"): (
        "A: nothing at all. L: not on that place. T: some kinds of technique. C: a clinician must agree first."
    ),
}
"""Kind and field -> the meanings of the values of the field, if they do not explain themselves."""

Described = tuple[Location, Fault]
"""The location that a fault is about, even if the file does not have it, and the fault."""


def validate(
    document: Document, location: Location, raw: dict[str, object], findings: Iterable[str] = ()
) -> Entry | tuple[Fault, ...]:
    """Return the entry at a location of a document, or its faults.

    ``location`` starts with the kind of the entry. ``findings`` are those read so far; only hints use them.
    """
    try:
        return _adapter(str(location[0])).validate_python(raw)
    except ValidationError as error:
        if error.error_count() > MOST_FAULTS:
            message = f"this entry has more than {MOST_FAULTS} faults"
            return (document.fault(location, message, "too-many", "Write it anew."),)
        return tuple(_deepest(_described(document, location, raw, problem, findings) for problem in error.errors()))


@cache
def _adapter(kind: str) -> TypeAdapter[Entry]:
    return TypeAdapter(MODELS[kind])


def _deepest(found: Iterable[Described]) -> Iterator[Fault]:
    """Yield one fault for each location; drop those that a union or list reports about itself as well."""
    faults: dict[Location, Fault] = {}
    for location, fault in found:
        faults.setdefault(location, fault)
    above = {location[:length] for location in faults for length in range(len(location))}
    yield from (fault for location, fault in faults.items() if location not in above)


def _described(
    document: Document, location: Location, raw: dict[str, object], problem: ErrorDetails, findings: Iterable[str]
) -> Described:
    """Return an error of pydantic as a fault at the deepest location that the file has."""
    here = (*location, *_real_path(raw, problem["loc"]))
    name = str(problem["loc"][-1]) if problem["loc"] else ""
    context = problem.get("ctx", {})
    match problem["type"]:
        case "missing":
            field = name.rstrip("_").replace("_", "-")
            hint = _purpose(here, field)
            return (*here, field), document.fault(here, f"`{field}` is missing", "missing-field", hint)
        case "extra_forbidden":
            hint = _near_field(here, raw, name, findings)
            return here, document.fault(here, f"`{name}` is no field here", "unknown-field", hint, at_key=True)
        case "criterion":
            error: CriterionError = context["error"]
            here = (*here, *error.path)
            hint = error.hint or did_you_mean(error.word, error.known, most=1) or HOW_CRITERIA_ARE_WRITTEN
            return here, document.fault(here, str(error), "criterion", hint)
        case "union_tag_not_found":
            hint = "It says what sort of entry this is."
            return here, document.fault(here, "`kind` is missing", "missing-field", hint)
        case "union_tag_invalid":
            known = re.findall(r"'([^']*)'", str(context["expected_tags"]))
            hint = did_you_mean(str(context["tag"]), known) or f"It is one of: {', '.join(known)}."
            return here, document.fault((*here, "kind"), f"`{context['tag']}` is no kind here", "value", hint)
        case "literal_error" | "enum":
            known = re.findall(r"'([^']*)'", str(context["expected"]))
            one_of = f"one of {context['expected']}" if len(known) > 1 else str(context["expected"])
            hint = did_you_mean(str(problem["input"]), known) or MEANINGS.get((str(location[0]), name), "")
            message = f"{one_of} is needed here, not {found_instead(problem['input'])}"
            return here, document.fault(here, message, "value", hint)
        case "string_pattern_mismatch":
            hint = "Lower case letters, digits and single hyphens, such as `lower-back`."
            return here, document.fault(here, "this is not an id", "value", hint)
        case _:
            message, hint = _in_plain_words(problem)
            return here, document.fault(here, message, "value", hint)


def _real_path(raw: object, loc: tuple[str | int, ...]) -> Location:
    """Return the steps of a pydantic location that exist in the data; it also names branches of unions."""
    path: list[str | int] = []
    for part in loc:
        inside = raw if isinstance(raw, dict) else dict(enumerate(raw)) if isinstance(raw, list) else {}
        if part in inside:
            path.append(part)
            raw = inside[part]
    return tuple(path)


# Hints


def _purpose(here: Location, field: str) -> str:
    """Return a hint with the purpose of a missing field; `here` is the location that lacks it."""
    purposes = (purpose_of(model, field) for model in models_at(str(here[0]), here[2:]))
    purpose = next(filter(None, purposes), "")
    return f"Add it{f' ({purpose})' if purpose else ''}; docs/reference/fields.md says what goes in."


def _near_field(here: Location, raw: dict[str, object], name: str, findings: Iterable[str]) -> str:
    """Return a hint with the field that was probably meant; `here` is the location of the unknown field."""
    kind, above = str(here[0]), here[2:-1]
    if (kind, above) == ("cases", ("given",)):
        near = closest(name, findings, most=1) or ("ID",)
        return (
            f"The fields here are {', '.join(_fields_at(kind, above))}. Answers go into `findings: {{{near[0]}: ...}}`."
        )
    other = _fields_at(kind, above) if above else (*_fields_at(kind, ()), *_fields_anywhere(kind))
    hint = did_you_mean(name, [field for field in other if above or field not in raw], most=1)
    return hint or "Remove it, or see docs/reference/fields.md."


def _fields_at(kind: str, above: Location) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for model in models_at(kind, above) for field in field_names(model)))


@cache
def _fields_anywhere(kind: str) -> tuple[str, ...]:
    """Return every field that an entry of a kind has at any depth."""
    schema = _adapter(kind).json_schema(by_alias=True)
    objects = (schema, *schema.get("$defs", {}).values())
    return tuple(sorted({field for part in objects for field in part.get("properties", ())}))


# Values in plain words

_NUMBER: Final = ("a number", "Write it without quotes and without a unit.")
_WHOLE: Final = ("a whole number", "Write it without quotes, without a unit and without a fraction.")
_TEXT: Final = ("text", "Write one sentence or word there, in quotes where it looks like a number or a yes.")
_LIST: Final = ("a list", "Write `[one, two]`, or a line with `- ` for each.")
_MAPPING: Final = ("a mapping of fields to values", "Write `field: value`, each on a line of its own.")
_FLAG: Final = ("true or false", "Write it without quotes.")

_NEEDED: Final[Mapping[str, tuple[str, str]]] = {
    "string_type": _TEXT,
    "string_too_short": ("text", "Write something there, or leave the field out."),
    "string_too_long": ("at most {max_length} letters", "Say it in fewer."),
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
    "date_type": ("a date", "Write it like 2026-11-20."),
    "greater_than_equal": ("{ge} or more", ""),
    "greater_than": ("more than {gt}", ""),
    "less_than_equal": ("{le} or less", ""),
    "less_than": ("less than {lt}", ""),
    "too_short": ("a list of at least {min_length}", ""),
    "too_long": ("a list of at most {max_length}", ""),
}
"""Type of an error of pydantic -> what is needed, with names from its context in braces, and how to write it."""


def _in_plain_words(problem: ErrorDetails) -> tuple[str, str]:
    """Return message and hint for an error about a value; keep the message if a validator of the models wrote it."""
    if problem["type"] not in _NEEDED:
        return problem["msg"], ""
    needed, hint = _NEEDED[problem["type"]]
    if problem["type"] == "string_type" and isinstance(problem["input"], dict) and problem["input"]:
        hint = "The colon makes this a field; put the whole line in quotes."
    needed = needed.format(**problem.get("ctx", {}))
    return f"{needed} is needed here, not {found_instead(problem['input'])}", hint
