"""Entries as plain data, and as lines of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from backrelief.render.blocks import Heading, Page, Paragraph, Table
from backrelief.render.own_changes import own_changes

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


_SINGULAR: Final = {"families": "family", "means": "means"}


def entry_record(entry: Any) -> dict[str, Any]:  # any model
    """An entry as plain data with the names that it has in YAML; a criterion as its operator and parts."""
    return {"id": entry.id, "name": entry_name(entry)} | {
        (field.alias or name): _plain(getattr(entry, name))
        for name, field in type(entry).model_fields.items()
        if name not in {"id", "name"} and getattr(entry, name) not in (None, (), {})
    }


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(one) for one in value]
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
        case _ if is_dataclass(value):
            return {type(value).__name__: {field.name: _plain(getattr(value, field.name)) for field in fields(value)}}
        case _:
            return {
                (field.alias or name): _plain(getattr(value, name))
                for name, field in type(value).model_fields.items()
                if getattr(value, name) is not None
            }


def singular(kind: str) -> str:
    """What one entry of a kind is called: ``tool`` of ``tools``."""
    return _SINGULAR.get(kind, kind.removesuffix("s"))


def entry_name(entry: Any) -> str:
    """The name of an entry, or what stands for it."""
    for field in ("name", "ask", "headline", "text"):
        if isinstance(found := getattr(entry, field, None), str):
            return found
    return str(entry.id)


def listing_page(knowledge: KnowledgeBase, kind: str) -> Page:
    """Every entry of a kind with its id and name."""
    entries = knowledge.table(kind)
    rows = tuple((entry.id, entry_name(entry)) for entry in entries)
    heading = Heading(f"{kind.replace('-', ' ').capitalize()} ({len(entries)})", 1)
    listed = Table(("id", "name"), rows) if rows else Paragraph("There are none.")
    return (*own_changes(knowledge), heading, listed)
