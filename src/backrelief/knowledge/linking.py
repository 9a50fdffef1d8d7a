"""Link entries: check that every id that an entry names exists, and link every criterion to its findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import TYPE_CHECKING, Final, assert_never

from backrelief.knowledge.base import KnowledgeBase, Origin
from backrelief.knowledge.documents import Location
from backrelief.knowledge.folders import YAML_ENDINGS
from backrelief.knowledge.layers import Layers
from backrelief.knowledge.lexicon import Lexicon, did_you_mean
from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import About, Entry, Names, NamesByKind, Prose, Subject
from backrelief.knowledge.properties import property_shapes
from backrelief.knowledge.reflection import marked, replace_parts
from backrelief.knowledge.terms import UNPLACED
from backrelief.logic import FALSE, Criterion, FindingShape, LinkError, findings, link
from backrelief.logic.criteria import All, AnyOf, AtLeast, Not, atoms, nodes
from backrelief.logic.grammar import OPERATORS

if TYPE_CHECKING:
    from backrelief.knowledge.models.findings import AskedFinding, Choice, Derived, Several

DEEPEST: Final = 100
"""Levels of a criterion, including those of the findings that it builds on or waits for; evaluation is recursive."""
LARGEST: Final = 1000
"""Parts of one derived finding after substitution."""
LARGEST_IN_ALL: Final = 20_000
"""Parts of all derived findings together after substitution."""
_MOST_CIRCLES: Final = 20
"""The most circles that are reported; finding each takes a pass over all findings, and nobody repairs more at once."""

_VOCABULARIES: Final = ("pressures", "actions", "means", "places", "positions", "surfaces", "tools", "families")


def link_entries(layers: Layers) -> KnowledgeBase:
    """Link the entries of all layers. Faults go into ``layers``; the knowledge base is valid only if there are none.

    Raises:
        GivenUpError: there are too many faults.
    """
    ids = {kind: tuple(table) for kind, table in layers.entries.items()}
    asked = {finding.id: _shape(finding, ids) for finding in layers.findings.values() if finding.kind != "derived"}
    properties = property_shapes({kind: ids.get(kind, ()) for kind in _VOCABULARIES})
    linker = _Linker(layers, asked | _derived_shapes(layers, asked), properties)
    entries = {
        kind: {entry_id: linker.link(kind, entry) for entry_id, entry in table.items()}
        for kind, table in layers.entries.items()
    }
    for finding in layers.findings.values():
        _check_words(layers, finding)
    origins = {
        key: Origin(document.path, *document.locations[location], layers.layer_of[key])
        for key, (document, location) in layers.homes.items()
    }
    return KnowledgeBase.of(entries, shapes=asked, properties=properties, origins=origins)


def _shape(finding: AskedFinding, ids: Mapping[str, tuple[str, ...]]) -> FindingShape:
    match finding.kind:
        case "yes-no" | "number":
            return FindingShape(finding.kind)
        case "choice":
            return FindingShape("choice", choices=_choices(finding, ids), ordered=finding.ordered)
        case "several":
            return FindingShape("group", choices=_choices(finding, ids))
        case "sites":
            return FindingShape("group", choices=(*ids.get("places", ()), UNPLACED))
        case _:
            assert_never(finding)


def _choices(finding: Choice | Several, ids: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return ids.get(finding.choices_from, ()) if finding.choices_from else tuple(finding.choices)


# The findings that others build on


def _derived_shapes(layers: Layers, asked: Mapping[str, FindingShape]) -> dict[str, FindingShape]:
    """Link each derived finding after those on which it builds; refuse circles and findings that grow too large.

    A refused finding counts as false, so that there is one fault and not one for each finding that builds on it.
    """
    shapes = dict(asked)
    derived = [finding.id for finding in layers.findings.values() if finding.kind == "derived"]
    shapes |= dict.fromkeys(derived, FindingShape("derived", when=FALSE))
    levels: dict[str, int] = {}
    parts_in_all = 0
    for name in _in_order(layers):
        finding = layers.findings[name]
        deep = max((_levels(criterion, levels) for criterion in _criteria(finding)), default=0)
        if deep > DEEPEST:
            message = f"with the findings that it builds on it is more than {DEEPEST} levels deep"
            _note(layers, finding, message, "too-deep")
        elif finding.kind != "derived":
            levels[name] = deep
        elif parts_in_all <= LARGEST_IN_ALL:
            try:
                linked = link(finding.when, shapes.get)
            except LinkError:
                continue  # it is reported at the location of the word, when the entry itself is linked
            parts = sum(1 for _ in islice(nodes(linked), LARGEST + 1))
            parts_in_all += parts
            if parts_in_all > LARGEST_IN_ALL:
                message = f"spelled out, the derived findings together have more than {LARGEST_IN_ALL:,} parts"
                _note(layers, finding, message, "too-large")
            elif parts > LARGEST:
                _note(layers, finding, f"spelled out it has more than {LARGEST} parts", "too-large")
            else:
                shapes[name], levels[name] = FindingShape("derived", when=linked), deep
    return {name: shapes[name] for name in derived}


def _note(layers: Layers, finding: AskedFinding | Derived, message: str, rule: str) -> None:
    location = "when" if finding.kind == "derived" else "only-if"
    hint = "" if rule == "circle" else "Say less, or build on fewer findings."
    layers.fault("findings", finding.id, (location,), message, rule, hint)


def _criteria(finding: AskedFinding | Derived) -> Iterator[Criterion]:
    """Yield the criteria that can decide a finding without its question."""
    criteria = (finding.when,) if finding.kind == "derived" else (finding.only_if, finding.true_when)
    return (criterion for criterion in criteria if criterion is not None)


def _levels(criterion: Criterion, levels: Mapping[str, int]) -> int:
    """Count the levels of a criterion; ``levels`` has those of the findings that it may name."""
    match criterion:
        case Not(part):
            return 1 + _levels(part, levels)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return 1 + max(_levels(part, levels) for part in parts)
        case _:
            return 1 + max((levels.get(name, 0) for name in findings(criterion)), default=0)


def _in_order(layers: Layers) -> list[str]:
    """Return the findings, each after those that it builds on or waits for; those on circles are faults instead.

    Of two circles that share a finding, the second is reported when the first is repaired.
    """
    left = {
        finding.id: dict.fromkeys(name for criterion in _criteria(finding) for name in findings(criterion))
        for finding in layers.findings.values()
    }
    for _ in range(_MOST_CIRCLES):
        known = {name: [needed for needed in needs if needed in left] for name, needs in left.items()}
        try:
            return list(TopologicalSorter(known).static_order())
        except CycleError as error:
            circle: list[str] = error.args[1][::-1]  # each needs the next; the last is the first again
        asked = [name for name in dict.fromkeys(circle) if layers.findings[name].kind != "derived"]
        for name in asked:
            _note(layers, layers.findings[name], f"`{name}` waits for itself", "circle")
        if not asked:
            _note(layers, layers.findings[circle[0]], f"derived in a circle: {' -> '.join(circle)}", "circle")
        left = {name: needs for name, needs in left.items() if name not in circle}
    return []


# The ids and criteria of one entry


class _Linker:
    """Look up the ids that entries name and link their criteria."""

    def __init__(
        self, layers: Layers, shapes: Mapping[str, FindingShape], properties: Mapping[str, FindingShape]
    ) -> None:
        self.layers, self.shapes, self.properties = layers, shapes, properties
        self.lexicon = Lexicon(layers.entries)

    def link(self, kind: str, entry: Entry) -> Entry:
        """Return the entry with its criteria linked; record a fault for every unknown id."""
        linked: dict[Location, object] = {}
        for location, mark, value in marked(entry, (Names, NamesByKind, About)):
            match mark:
                case Names(named):
                    self._check_id(kind, entry.id, location, named, value)
                case NamesByKind():
                    for named, ids in value.items():
                        self._check_kind(kind, entry.id, (*location, named), named)
                        for index, entry_id in enumerate(ids if named in MODELS else ()):
                            self._check_id(kind, entry.id, (*location, named, index), named, entry_id)
                case About(subject):
                    linked[location] = self._link(kind, entry.id, location, subject, value)
                case Prose():
                    pass
                case _:
                    assert_never(mark)
        result: Entry = replace_parts(entry, linked) if linked else entry
        return result

    def _check_kind(self, kind: str, entry_id: str, location: Location, named: str) -> None:
        if named not in MODELS:
            hint = did_you_mean(named, MODELS) or f"Kinds are: {', '.join(MODELS)}."
            self.layers.fault(kind, entry_id, location, f"`{named}` is no kind of entry", "kind", hint)

    def _check_id(self, kind: str, entry_id: str, location: Location, named: str, value: str) -> None:
        if value not in self.layers.entries.get(named, {}) and (named, value) not in self.layers.refused:
            hint = f"{self.lexicon.hint(named, value)} {self._beside(kind, entry_id)}".rstrip()
            message = f"there is no `{value}` among the {named}"
            self.layers.fault(kind, entry_id, location, message, "dangling-id", hint)

    def _beside(self, kind: str, entry_id: str) -> str:
        """Suggest reading the parent folder of a worked case, because the case is usually about the knowledge in it."""
        folder = self.layers.homes[kind, entry_id][0].path.parent
        above, folders = folder.parent, self.layers.folders
        if kind != "cases" or folder in {above, *folders[:1]} or above in folders:
            return ""
        if not any(path.suffix in YAML_ENDINGS for path in above.iterdir()):
            return ""
        return f"If it is in {above}/, give both: backrelief knowledge check {above}/ {folder}/"

    def _link(self, kind: str, entry_id: str, location: Location, subject: Subject, criterion: Criterion) -> Criterion:
        shapes = self.shapes if subject == "case" else self.properties
        try:
            linked = link(criterion, shapes.get)
        except LinkError as error:
            known = error.known or (*shapes, *(() if subject == "case" else ("everything",)), *OPERATORS)
            if ("findings", error.word) not in self.layers.refused:
                hint = "" if error.word in known else did_you_mean(error.word, known)
                where = self._location_of(kind, entry_id, error.word, location)
                self.layers.fault(kind, entry_id, where, str(error), "dangling-id", hint)
            return FALSE
        if kind in {"red-flags", "cautions"} and subject == "case":
            self._check_negation(kind, entry_id, location, linked)
        return linked

    def _check_negation(self, kind: str, entry_id: str, location: Location, criterion: Criterion) -> None:
        """Refuse findings of danger under `not`, where they could lower a level; only comfort findings may be there."""
        for atom, positive in atoms(criterion):
            finding = self.layers.findings[atom.finding]
            if not positive and (finding.kind == "derived" or finding.role != "comfort"):
                message = f"`{atom.finding}` is used under `not`, but only comfort findings may be in {kind}"
                hint = "Say it with findings that are true, or add a level."
                self.layers.fault(kind, entry_id, location, message, "negated-danger", hint)

    def _location_of(self, kind: str, entry_id: str, word: str, location: Location) -> Location:
        """Return the location of a word of a criterion, below that of the criterion."""
        document, home = self.layers.homes[kind, entry_id]
        if (*home, *location) not in document.locations:
            return location
        return next(_locations_of(word, document.value_at((*home, *location)), location), location)


def _locations_of(word: str, value: object, location: Location) -> Iterator[Location]:
    if word in (location[-1], value):
        yield location
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _locations_of(word, part, (*location, key))


# The words of one finding


def _check_words(layers: Layers, finding: AskedFinding | Derived) -> None:
    """Refuse words for a choice that does not exist or for a range beyond the scale."""
    match finding.kind:
        case "number":
            for index, spoken in enumerate(finding.spoken):
                if not finding.least <= spoken.least <= spoken.most <= finding.most:
                    message = f"{spoken.least:g} to {spoken.most:g} is no range of `{finding.id}`"
                    hint = f"It goes from {finding.least:g} to {finding.most:g}."
                    layers.fault("findings", finding.id, ("spoken", index), message, "out-of-range", hint)
        case "choice" | "several":
            for choice in finding.choice_words.keys() - finding.choices.keys():
                message = f"there is no `{choice}` among the choices"
                hint = did_you_mean(choice, finding.choices) or "Add it to the choices, or name another."
                layers.fault("findings", finding.id, ("choice-words", choice), message, "dangling-id", hint)
        case "yes-no" | "sites" | "derived":
            pass
        case _:
            assert_never(finding)
