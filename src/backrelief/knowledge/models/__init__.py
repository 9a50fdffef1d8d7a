"""The models of the entries: the shape that a YAML file must have."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from backrelief.knowledge.base import KINDS, KnowledgeBase, field_of
from backrelief.knowledge.models import body_map, cases, findings, practice, rules, sources, vocabulary

_NAMES = {**vars(cases), **vars(findings)} | {
    module.__name__.rpartition(".")[2]: module for module in (body_map, practice, rules, sources, vocabulary)
}
"""The models whose names base.py imports only for the type checker, so that not every command loads pydantic."""
_HINTS = get_type_hints(KnowledgeBase, localns=_NAMES, include_extras=True)

MODELS: dict[str, Any] = {kind: get_args(_HINTS[field_of(kind)])[0] for kind in KINDS}
"""Kind (the top-level key in a file) -> the model of its entries, as the tables of the knowledge base declare it."""
