"""One entry against its model, with pydantic's errors in the words of an author of data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from backrelief.knowledge.documents import Document, Place
from backrelief.knowledge.faults import MOST_FAULTS, Fault, did_you_mean
from backrelief.knowledge.models import adapter
from backrelief.knowledge.models.inside import field_names, models_at, purpose_of
from backrelief.knowledge.plain_words import HOW_CRITERIA_ARE_WRITTEN, MEANINGS, found_instead, in_plain_words


def validate(document: Document, place: Place, raw: dict[str, object], findings: Iterable[str] = ()) -> Any:
    """The entry at a place of a document; a tuple of its faults instead, where it has any.

    ``place`` starts with the kind of the entry. ``findings`` are those known until now, for hints alone.
    """
    try:
        return _adapter(str(place[0])).validate_python(raw)
    except ValidationError as error:
        if error.error_count() > MOST_FAULTS:
            message = f"this entry has more than {MOST_FAULTS} faults"
            return (document.fault(place, message, "too-many", "Write it anew."),)
        return tuple(_deepest(_explained(document, place, raw, problem, findings) for problem in error.errors()))


@cache
def _adapter(kind: str) -> Any:
    return adapter(kind)


Explained = tuple[Place, Fault]
"""What a fault is about, and the fault."""


def _explained(
    document: Document, place: Place, raw: dict[str, object], problem: ErrorDetails, findings: Iterable[str]
) -> Explained:
    """One error, at the deepest place that the file holds."""
    here = (*place, *_real_path(raw, problem["loc"]))
    name = str(problem["loc"][-1]) if problem["loc"] else ""
    context = problem.get("ctx", {})
    match problem["type"]:
        case "missing":
            field = name.rstrip("_").replace("_", "-")
            hint = _what_for(here, field)
            return (*here, field), document.fault(here, f"`{field}` is missing", "missing-field", hint)
        case "extra_forbidden":
            hint = _near_field(here, raw, name, findings)
            return here, document.fault(here, f"`{name}` is no field here", "unknown-field", hint, at_key=True)
        case "criterion":
            here = (*here, *context.get("path", ()))
            hint = str(context.get("hint") or HOW_CRITERIA_ARE_WRITTEN)
            return here, document.fault(here, str(context["reason"]), "criterion", hint)
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
            hint = did_you_mean(str(problem["input"]), known) or MEANINGS.get((str(place[0]), name), "")
            message = f"{one_of} is needed here, not {found_instead(problem['input'])}"
            return here, document.fault(here, message, "value", hint)
        case "string_pattern_mismatch":
            hint = "Lower case letters, digits and single hyphens, such as `lower-back`."
            return here, document.fault(here, "this is not an id", "value", hint)
        case _:
            message, hint = in_plain_words(problem)
            return here, document.fault(here, message, "value", hint)


def _deepest(found: Iterator[Explained]) -> Iterator[Fault]:
    """One fault a place: what a union or a list says of itself besides is left out."""
    faults: dict[Place, Fault] = {}
    for place, fault in found:
        faults.setdefault(place, fault)
    for place, fault in faults.items():
        if not any(other != place and other[: len(place)] == place for other in faults):
            yield fault


def _real_path(raw: object, loc: tuple[str | int, ...]) -> Place:
    """The part of a pydantic location that exists in the data (it also names union branches)."""
    path: list[str | int] = []
    for part in loc:
        inside = raw if isinstance(raw, dict) else dict(enumerate(raw)) if isinstance(raw, list) else {}
        if part in inside:
            path.append(part)
            raw = inside[part]
    return tuple(path)


def _what_for(here: Place, field: str) -> str:
    """What a missing field is for; `here` is the place that lacks it."""
    purposes = (purpose_of(model, field) for model in models_at(str(here[0]), here[2:]))
    purpose = next(filter(None, purposes), "")
    return f"Add it{f' ({purpose})' if purpose else ''}; docs/reference/fields.md says what goes in."


def _near_field(here: Place, raw: dict[str, object], name: str, findings: Iterable[str]) -> str:
    """What was probably meant; `here` leads to the field that is none."""
    kind, above = str(here[0]), here[2:-1]
    if (kind, above) == ("cases", ("given",)):
        near = get_close_matches(name, tuple(findings), n=1) or ["ID"]
        return f"Here stand {', '.join(_held(kind, above))}. Of the person say `findings: {{{near[0]}: ...}}`."
    other = _held(kind, above) if above else (*_held(kind, ()), *_fields(kind))
    near = get_close_matches(name, [field for field in other if above or field not in raw], n=1)
    return f"Did you mean `{near[0]}`?" if near else "Remove it, or see docs/reference/fields.md."


def _held(kind: str, above: Place) -> tuple[str, ...]:
    """The fields of what stands at a place of an entry."""
    return tuple(dict.fromkeys(field for model in models_at(kind, above) for field in field_names(model)))


@cache
def _fields(kind: str) -> tuple[str, ...]:
    """Every field that stands anywhere in an entry of a kind."""
    schema = _adapter(kind).json_schema(by_alias=True)
    return tuple(sorted({field for part in _objects(schema) for field in part}))


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    """The fields of every object that a schema holds."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema["properties"]
        for part in schema.values():
            yield from _objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _objects(part)
