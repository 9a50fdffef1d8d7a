"""Cross-references: every id that an entry names exists, and every criterion is linked to the findings it names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from backrelief.knowledge.circles import in_circles
from backrelief.knowledge.documents import YAML_ENDINGS
from backrelief.knowledge.faults import did_you_mean
from backrelief.knowledge.loaded import Loaded
from backrelief.knowledge.marked import Mark, visit_marked
from backrelief.knowledge.models.base import About, Names
from backrelief.knowledge.nearest import Nearest
from backrelief.knowledge.properties import property_shapes
from backrelief.logic import FALSE, Criterion, FindingShape, LinkError, findings, link
from backrelief.logic.criteria import atoms, nodes
from backrelief.logic.grammar import OPERATORS

UNPLACED = "unplaced"
"""Member of every `sites` finding: yes, but the place is not known."""

DEEPEST = 20
"""Derived findings that may build on each other in a row."""
LARGEST = 1000
"""Parts of one derived finding, spelled out."""
LARGEST_IN_ALL = 20_000
"""Parts of all derived findings together, spelled out."""

_VOCABULARIES = ("pressures", "actions", "means", "places", "positions", "surfaces", "tools", "families")


def link_knowledge(
    loaded: Loaded,
) -> tuple[dict[str, dict[str, Any]], dict[str, FindingShape], dict[str, FindingShape]]:
    """The entries with all criteria linked, the shapes of findings and of properties; faults go into ``loaded``."""
    ids = {kind: tuple(table) for kind, table in loaded.entries.items()}
    properties = property_shapes({kind: ids.get(kind, ()) for kind in _VOCABULARIES})
    shapes = _FindingShapes(loaded, ids)
    nearest = Nearest(loaded.entries)
    tables: dict[str, dict[str, Any]] = {}
    for kind, table in loaded.entries.items():
        tables[kind] = {}
        for entry_id, entry in table.items():
            tables[kind][entry_id] = visit_marked(
                entry, _Visit(loaded, kind, entry_id, ids, shapes, properties, nearest)
            )
    _check_gates(loaded)
    _check_choice_words(loaded)
    _check_spoken(loaded)
    asked = {
        finding.id: shape
        for finding in loaded.entries.get("findings", {}).values()
        if finding.kind != "derived" and (shape := shapes.get(finding.id)) is not None
    }
    return tables, asked, properties


class _FindingShapes:
    """The shape of each finding; a derived one is linked when it is first asked for."""

    def __init__(self, loaded: Loaded, ids: Mapping[str, tuple[str, ...]]) -> None:
        self.loaded = loaded
        self.ids = ids
        self.known: dict[str, FindingShape | None] = {}
        self.open: list[str] = []
        self.parts = 0
        """Of all derived findings that were linked until now, spelled out."""

    def get(self, finding_id: str) -> FindingShape | None:
        if finding_id not in self.known:
            finding = self.loaded.entries.get("findings", {}).get(finding_id)
            self.known[finding_id] = None if finding is None else self._shape(finding)
        return self.known[finding_id]

    def _shape(self, finding: Any) -> FindingShape:
        match finding.kind:
            case "yes-no":
                return FindingShape("yes-no")
            case "number":
                return FindingShape("number")
            case "choice":
                return FindingShape("choice", choices=self._choices(finding), ordered=finding.ordered)
            case "several":
                return FindingShape("group", choices=self._choices(finding))
            case "sites":
                return FindingShape("group", choices=(*self.ids.get("places", ()), UNPLACED))
            case _:
                return FindingShape("derived", when=self._derived(finding))

    def _choices(self, finding: Any) -> tuple[str, ...]:
        return self.ids.get(finding.choices_from, ()) if finding.choices_from else tuple(finding.choices)

    def _derived(self, finding: Any) -> Criterion:
        if finding.id in self.open:
            circle = " -> ".join([*self.open[self.open.index(finding.id) :], finding.id])
            self.loaded.fault("findings", finding.id, ("when",), f"derived in a circle: {circle}", "circle")
            return FALSE
        if self.parts > LARGEST_IN_ALL:
            return FALSE  # one fault says so
        if len(self.open) >= DEEPEST:
            self.loaded.fault("findings", finding.id, ("when",), "derived through too many others", "too-deep")
            return FALSE
        self.open.append(finding.id)
        try:
            linked = link(finding.when, self.get)
        except LinkError:
            return FALSE  # the visit of the finding itself reports it, at its place
        finally:
            self.open.pop()
        parts = sum(1 for _ in islice(nodes(linked), LARGEST + 1))
        before, self.parts = self.parts, self.parts + parts
        message = ""
        if self.parts > LARGEST_IN_ALL >= before:
            message = f"spelled out, the derived findings together have more than {LARGEST_IN_ALL:,} parts"
        elif parts > LARGEST:
            message = f"spelled out it has more than {LARGEST} parts"
        if message:
            hint = "Say less, or build on fewer derived findings."
            self.loaded.fault("findings", finding.id, ("when",), message, "too-large", hint)
            return FALSE
        return linked


class _Visit:
    """Looks one entry's references up and links its criteria."""

    def __init__(
        self,
        loaded: Loaded,
        kind: str,
        entry_id: str,
        ids: Mapping[str, tuple[str, ...]],
        shapes: _FindingShapes,
        properties: Mapping[str, FindingShape],
        nearest: Nearest,
    ) -> None:
        self.loaded, self.kind, self.entry_id = loaded, kind, entry_id
        self.ids, self.shapes, self.properties, self.nearest = ids, shapes, properties, nearest

    def __call__(self, mark: Mark, value: Any, place: tuple[str | int, ...]) -> Any:
        match mark:
            case Names(kind):
                if value not in self.ids.get(kind, ()) and (kind, value) not in self.loaded.refused:
                    message = f"there is no `{value}` among the {kind}"
                    hint = f"{self.nearest.hint(kind, value)} {self._beside()}".rstrip()
                    self._fault(place, message, "dangling-id", hint)
                return value
            case About("case"):
                return self._linked(value, place, self.shapes.get)
            case _:
                return self._linked(value, place, self.properties.get)

    def _beside(self) -> str:
        """A worked case usually is about the folder that its own folder stands in; that one may not have been named."""
        folder = self.loaded.homes[self.kind, self.entry_id][0].path.parent
        above = folder.parent
        if self.kind != "cases" or folder in {above, *self.loaded.folders[:1]} or above in self.loaded.folders:
            return ""
        if not any(path.suffix in YAML_ENDINGS for path in above.iterdir()):
            return ""
        return f"If it stands in {above}/, give both: backrelief knowledge check {above}/ {folder}/"

    def _linked(self, criterion: Criterion, place: tuple[str | int, ...], shape_of: Any) -> Criterion:
        try:
            linked = link(criterion, shape_of)
        except LinkError as error:
            known = error.known or self.shapes.ids.get("findings", ())
            if shape_of == self.properties.get and not error.known:
                known = (*self.properties, "everything")
            if not error.known:
                known = (*known, *OPERATORS)
            if ("findings", error.word) not in self.loaded.refused:
                hint = "" if error.word in known else did_you_mean(error.word, known)
                self._fault(self._place_of(error.word, place), str(error), "dangling-id", hint)
            return FALSE
        if self.kind in {"red-flags", "cautions"} and shape_of == self.shapes.get:
            self._check_negation(linked, place)
        return linked

    def _check_negation(self, criterion: Criterion, place: tuple[str | int, ...]) -> None:
        """Under `not` a danger could lower a level; only comfort findings may stand there."""
        table = self.loaded.entries["findings"]
        for atom, positive in atoms(criterion):
            if not positive and table[atom.finding].role != "comfort":
                message = f"`{atom.finding}` stands under `not`, but only comfort findings may in {self.kind}"
                self._fault(place, message, "negated-danger", "Say it with findings that are true, or add a level.")

    def _place_of(self, word: str, place: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """Where a word of a criterion stands below the place of the criterion."""
        document, home = self.loaded.homes[self.kind, self.entry_id]
        below = (*home, *place)
        for known in document.places:
            if known[: len(below)] == below and (known[-1:] == (word,) or document.value_at(known) == word):
                return known[len(home) :]
        return place

    def _fault(self, place: tuple[str | int, ...], message: str, rule: str, hint: str) -> None:
        self.loaded.fault(self.kind, self.entry_id, place, message, rule, hint)


def _check_spoken(loaded: Loaded) -> None:
    """A word for a range that the scale does not have would be no answer."""
    for finding in loaded.entries.get("findings", {}).values():
        for index, spoken in enumerate(getattr(finding, "spoken", ())):
            if not finding.least <= spoken.least <= spoken.most <= finding.most:
                message = f"{spoken.least:g} to {spoken.most:g} is no range of `{finding.id}`"
                hint = f"It goes from {finding.least:g} to {finding.most:g}."
                loaded.fault("findings", finding.id, ("spoken", index), message, "out-of-range", hint)


def _check_choice_words(loaded: Loaded) -> None:
    """Words for a choice that there is not would never be heard."""
    for finding in loaded.entries.get("findings", {}).values():
        for choice in getattr(finding, "choice_words", {}):
            if choice not in finding.choices:
                message = f"there is no `{choice}` among the choices"
                hint = did_you_mean(choice, tuple(finding.choices)) or "Add it to the choices, or name another."
                loaded.fault("findings", finding.id, ("choice-words", choice), message, "dangling-id", hint)


def _check_gates(loaded: Loaded) -> None:
    """Gates that wait for each other would never open."""
    table = loaded.entries.get("findings", {})
    needs = {
        finding.id: tuple(
            name
            for criterion in ((finding.when,) if finding.kind == "derived" else (finding.only_if, finding.true_when))
            if criterion is not None
            for name in findings(criterion)
        )
        for finding in table.values()
    }
    circles = in_circles(needs)
    for name in needs:
        if name in circles and table[name].kind != "derived":
            loaded.fault("findings", name, ("only-if",), f"`{name}` waits for itself", "circle")
