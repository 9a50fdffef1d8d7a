"""The base models of all entries, the types of field that they share, and the marks of those types."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Final, Literal

from msgspec import Struct
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from backrelief.logic import Criterion, CriterionError, parse_criterion


class Model(BaseModel):
    """A frozen model that refuses unknown fields and has kebab-case names in YAML."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        arbitrary_types_allowed=True,
    )
    yaml_names: ClassVar[Mapping[str, str]]  # the fields -> their keys in YAML, in order

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Note the keys; what is read of compiled knowledge has them too."""
        cls.yaml_names = {name: field.alias or name for name, field in cls.model_fields.items()}


_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")
"""Characters that look blank but count as letters or signs: Hangul fillers, empty Braille, a null note."""


def is_visible(letter: str) -> bool:
    """Return true for a letter, digit or sign that a person can see: no space, lone accent or blank character."""
    return unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK


def _readable(text: str) -> str:
    """Refuse control characters, characters that change the order of the letters, and text that looks blank."""
    for letter in "" if text.isprintable() else text:
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
            code = f"U+{ord(letter):04X}"
            kind, message = "unprintable", "the invisible character {code} is not allowed in text"
            raise PydanticCustomError(kind, message, {"code": code})
    if not any(map(is_visible, text)):
        kind, message = "blank", "text is needed here, not letters that look blank"
        raise PydanticCustomError(kind, message)
    return text


def _listed(data: object) -> object:
    return [data] if isinstance(data, str) else data


ONE_OR_MANY = BeforeValidator(_listed, json_schema_input_type=str | list[str])
"""Allows a single value without a list around it."""


class Names(Struct, frozen=True):
    """Marks a field that holds ids of entries of another kind."""

    kind: str


class NamesByKind(Struct, frozen=True):
    """Marks a mapping from kinds of entry to ids of that kind."""


Subject = Literal["case", "technique"]


class About(Struct, frozen=True):
    """Marks a criterion: over the findings of a case, or over the properties of a technique."""

    subject: Subject


class Prose(Struct, frozen=True):
    """Marks text that people read."""


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_readable), Prose()]
"""One or a few sentences, without markup: they are printed as they are written."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""An id: lower case letters, digits, single hyphens."""


def _criterion(data: object) -> Criterion:
    try:
        return parse_criterion(data)
    except CriterionError as error:
        kind, message = "criterion", "{reason}"
        raise PydanticCustomError(kind, message, {"reason": str(error), "error": error}) from error


CRITERION_SCHEMA: dict[str, Any] = {"title": "Criterion"}
"""A placeholder for the schema of a criterion, which pydantic cannot make; `knowledge schema` fills it in."""

CaseCriterion = Annotated[Criterion, PlainValidator(_criterion), About("case"), WithJsonSchema(CRITERION_SCHEMA)]
"""A criterion over findings."""

TechniqueTest = Annotated[Criterion, PlainValidator(_criterion), About("technique"), WithJsonSchema(CRITERION_SCHEMA)]
"""The same language over the properties of a technique."""


def _date(data: object) -> object:
    if isinstance(data, str):
        try:
            return dt.date.fromisoformat(data)
        except ValueError as error:
            kind, message = "date", "a date is written 2026-11-20"
            raise PydanticCustomError(kind, message) from error
    return data


Texts = Annotated[tuple[Text, ...], ONE_OR_MANY]
"""Several sentences or words; a single one needs no list around it."""

SourceIds = Annotated[tuple[Annotated[Slug, Names("sources")], ...], ONE_OR_MANY]


class Entry(Model):
    """One entry of the knowledge, with an id that is unique within its kind and never changes."""

    id: Slug
    """Unique within its kind. It never changes, because files of answers and other entries refer to it."""
    sources: SourceIds = ()
    """Where the statements of this entry come from."""
    reviewed: Annotated[dt.date | None, BeforeValidator(_date, json_schema_input_type=str)] = None
    """The date when the entry was last compared with its sources. The file may give one date for all of its entries."""
    status: Literal["draft", "reviewed"] = "draft"
    """`reviewed` once a clinician has confirmed it."""
    overrides_safety: Text | None = None
    """Why a layer of your own replaces a safety rule of the layer below it."""


class Named(Entry):
    """An entry that a person can look up by name."""

    name: Text
    """The name that a person reads."""
    words: Texts = ()
    """Other words that people use for it, slang and common misspellings included, in lower case."""


Area = Annotated[Slug, Names("areas")]
Place = Annotated[Slug, Names("places")]
Tool = Annotated[Slug, Names("tools")]
Position = Annotated[Slug, Names("positions")]
Surface = Annotated[Slug, Names("surfaces")]
Pressure = Annotated[Slug, Names("pressures")]
ConditionId = Annotated[Slug, Names("conditions")]
TechniqueId = Annotated[Slug, Names("techniques")]
RoutineId = Annotated[Slug, Names("routines")]
FindingId = Annotated[Slug, Names("findings")]
Action = Annotated[Slug, Names("actions")]
Means = Annotated[Slug, Names("means")]
Family = Annotated[Slug, Names("families")]
AllowanceId = Annotated[Slug, Names("allowances")]
MuscleId = Annotated[Slug, Names("muscles")]

Places = Annotated[tuple[Place, ...], ONE_OR_MANY]
Seconds = Annotated[int, Field(ge=0, le=3600)]
