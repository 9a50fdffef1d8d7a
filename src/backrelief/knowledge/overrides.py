"""What a layer of one's own takes away from the safety of the layers below it; it must say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from backrelief.knowledge.lexicon import normal

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Technique

PROTECTED: Final = frozenset(
    {
        "red-flags",
        "cautions",
        "zones",
        "findings",
        "screens",
        "levels",
        "allowances",
        "pressures",
        "actions",
        "areas",
        "places",
        "conditions",
        "muscles",
        "stop-rules",
        "regions",
    }
)
"""Kinds of which no entry is replaced by another without a reason."""

SCALES: Final = frozenset({"pressures"})
"""Kinds whose entries stand in an order that decides: one more at the end lies above every limit."""

SHORTEST_REASON: Final = 12
"""Letters. What is shorter says neither who decided it nor why."""

_NAMED: Final = PROTECTED | {"techniques", "routines"}
_WHO_FOR: Final = {"when": "when", "ask-first": "ask_first"}


class Below:
    """The entries of the layers below a layer, by kind and id, and what they are known by."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep them as they are now, before the layer changes them."""
        self._entries = {kind: dict(table) for kind, table in entries.items()}
        self._roles: dict[str, dict[str, str]] = {}
        self._words: dict[str, dict[str, str]] = {}

    def table(self, kind: str) -> Mapping[str, Any]:
        """The entries of a kind."""
        return self._entries.get(kind, {})

    def with_role(self, kind: str, role: str) -> str | None:
        """The id of the entry that gives an option its value."""
        if kind not in self._roles:
            table = self.table(kind).values()
            self._roles[kind] = {one.stands_for: one.id for one in table if getattr(one, "stands_for", None)}
        return self._roles[kind].get(role)

    def with_word(self, kind: str, entry_id: str) -> str | None:
        """The id of the first entry that people mean by a word which reads like this id."""
        if kind not in self._words:
            words = self._words[kind] = {}
            for one in self.table(kind).values():
                for word in (getattr(one, "name", ""), *getattr(one, "words", ())):
                    words.setdefault(normal(word), one.id)
        return self._words[kind].get(entry_id)


def weakening(kind: str, new: Any, below: Below) -> str:
    """What an entry of a layer takes away, in words; nothing where it takes away nothing."""
    old = below.table(kind).get(new.id)
    if old is None:
        return _by_being_added(kind, new, below)
    if old == new.model_copy(update={"overrides_safety": old.overrides_safety}):
        return ""
    if kind in PROTECTED:
        return f"replaces a safety rule of the {kind}"
    lost: list[str] = []
    if kind == "techniques":
        lost = [*_lost_properties(old, new), *_more_of_it(old, new, tuple(below.table("pressures")))]
    elif kind == "routines":
        lost = [
            f"`{key}` is another"
            for key, name in _WHO_FOR.items()
            if getattr(old, name) not in {None, getattr(new, name)}
        ]
    return f"takes safety away from the shipped one: {'; '.join(lost)}" if lost else ""


def _by_being_added(kind: str, new: Any, below: Below) -> str:
    """An addition narrows or adds, but for three ways to step in front of what is there."""
    if kind in SCALES and below.table(kind):
        return f"stands at the end of the {kind}, above every limit"
    role = getattr(new, "stands_for", None)
    if role is not None and (other := below.with_role(kind, role)):
        return f"takes `stands-for: {role}` from `{other}`"
    if kind in _NAMED and (other := below.with_word(kind, new.id)):
        return f"takes a word from `{other}`, which people mean by it"
    return ""


def _lost_properties(old: Technique, new: Technique) -> Iterator[str]:
    """Properties that rules could act on, and now cannot."""
    for field in ("action", "means", "touches", "position", "surface"):
        yield from (f"`{field}` lacks `{one}`" for one in getattr(old, field) if one not in getattr(new, field))
    tools = {tool for choice in new.tools for tool in choice}
    yield from (f"`tools` lacks `{tool}`" for choice in old.tools for tool in choice if tool not in tools)
    yield from (
        f"`{field}` is another" for field in ("family", "contact") if getattr(old, field) != getattr(new, field)
    )
    for field in ("body_weight", "referral_only", "stretch_feel", "effort"):
        if (getattr(new, field) or 0) < (getattr(old, field) or 0):
            yield f"`{field.replace('_', '-')}` is less"


def _more_of_it(old: Technique, new: Technique, scale: Sequence[str]) -> Iterator[str]:
    """What is given by more people, is stronger or longer, or is less warned of."""
    for giver, pressure in new.by.items():
        before = old.by.get(giver)
        if giver not in old.by:
            yield f"`by` adds `{giver}`"
        elif pressure and (before is None or _above(pressure.strongest, before.strongest, scale)):
            yield f"`by` presses harder: `{giver}`"
    if new.dose and (old.dose is None or new.dose.at_most > old.dose.at_most):
        yield "`dose` is longer"
    if len(new.stop) < len(old.stop):
        yield "`stop` says less"
    against = {row.condition for row in new.evidence if row.direction == "advised-against"}
    for row in old.evidence:
        if row.direction == "advised-against" and row.condition not in against:
            yield f"`evidence` no longer advises against it for `{row.condition}`"


def _above(one: str, other: str, scale: Sequence[str]) -> bool:
    """Whether a pressure is the stronger; one that nobody knows is."""
    return one not in scale or (other in scale and scale.index(one) > scale.index(other))
