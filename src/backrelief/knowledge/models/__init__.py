"""The models of the entries: what a YAML file must hold."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from backrelief.knowledge.base import KINDS, KnowledgeBase, field_of
from backrelief.knowledge.models import body_map, cases, findings, practice, rules, sources, vocabulary

_NAMES = {**vars(cases), **vars(findings)} | {
    one.__name__.rpartition(".")[2]: one for one in (body_map, practice, rules, sources, vocabulary)
}
"""The names that base.py imports for the type checker alone, so that a start without an answer needs no pydantic."""
_HINTS = get_type_hints(KnowledgeBase, localns=_NAMES, include_extras=True)

MODELS: dict[str, Any] = {kind: get_args(_HINTS[field_of(kind)])[0] for kind in KINDS}
"""Kind (the top-level key in a file) -> the model of its entries, as the tables of the knowledge base declare it."""
