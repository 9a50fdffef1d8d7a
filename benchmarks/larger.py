"""Make knowledge that is several times as large as the shipped one, to measure how time grows with it.

Knowledge grows by covering more of the body: each copy has areas, findings, danger signs, cautions, conditions,
techniques, routines, tips and stop rules of its own, and they act only there. What describes the body and the hands
(places, muscles, positions, tools), what everybody is asked first, the rules about that alone, and the sources stay the
same. So a case in the areas of the shipped knowledge gets the same advice, however many copies there are; that is
checked before anything is measured. The linter would object to the wording of the copies.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from backrelief.knowledge.folders import shipped_folder

COPIED = (
    *("areas", "findings", "screens", "red-flags", "cautions", "conditions", "techniques", "routines"),
    *("stop-rules", "tips", "claims"),
)
"""The kinds of entry that a copy has of its own."""
ROLES = {"areas": "areas", "conditions": "conditions", "agreed": "cautions"}
"""What a finding stands for -> the kind whose ids are its members."""
Data = dict[str, list[dict[str, Any]]]


def write_knowledge(times: int, folder: Path) -> None:
    """Write the shipped knowledge, and copies of it until it is so many times as large."""
    data: Data = {}
    for path in sorted(shipped_folder().glob("*.yaml")):
        shutil.copy(path, folder)
        for kind, entries in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).items():
            if kind in COPIED:
                data.setdefault(kind, []).extend(entries)
    for number in range(2, times + 1):
        for kind, entries in _Copy(data, number).data().items():
            # JSON is YAML, and is written faster. A file for each kind stays below the limits of a single file. The
            # copies come last, so that the shipped entries keep their order.
            text = json.dumps({"reviewed": "2026-12-01", kind: entries}, indent=0)
            folder.joinpath(f"z{number:03}-{kind}.yaml").write_text(text, encoding="utf-8")


class _Copy:
    """One copy: the ids of its entries end in its number, and so do all references to them."""

    def __init__(self, data: Data, number: int) -> None:
        # What the interview asks everybody first is shared.
        start = [line["any"] for one in data["screens"] if one["kind"] == "start" for line in one["lines"]]
        shared = {name for names in start for name in ([names] if isinstance(names, str) else names)}
        self.entries = {
            "findings": [one for one in data["findings"] if "stands-for" not in one and one["id"] not in shared],
            "screens": [one for one in data["screens"] if one["kind"] != "start"],
        }
        self.entries = {kind: self.entries.get(kind, data[kind]) for kind in COPIED}
        self.own = {kind: {one["id"] for one in entries} for kind, entries in self.entries.items()}
        self.members = {
            one["id"]: ROLES[one["stands-for"]] for one in data["findings"] if one.get("stands-for") in ROLES
        }
        self.number = number
        self.where = next(one["id"] for one in data["findings"] if one.get("stands-for") == "areas")
        # A rule about what is shared, such as an age, is written once for the whole body.
        for kind in ("red-flags", "cautions"):
            self.entries[kind] = [one for one in self.entries[kind] if self.own["findings"] & _words(one)]
        self.areas = [self.renamed("areas", one) for one in sorted(self.own["areas"])]

    def data(self) -> Data:
        return {kind: [self._copied(kind, one) for one in entries] for kind, entries in self.entries.items()}

    def renamed(self, kind: str, value: Any) -> Any:
        """Return an id, or each id in a list, with the number of this copy if the copy has such an entry."""
        if isinstance(value, list):
            return [self.renamed(kind, one) for one in value]
        return f"{value}-{self.number}" if value in self.own[kind] else value

    def criterion(self, value: Any) -> Any:
        """Return a criterion over the findings of this copy."""
        if isinstance(value, str):
            return self.renamed("findings", value)
        result: dict[str, Any] = {}
        for key, inside in value.items():
            match key:
                case "all" | "any":
                    result[key] = [self.criterion(part) for part in inside]
                case "not":
                    result[key] = self.criterion(inside)
                case "at-least-n":
                    result[key] = {**inside, "of": [self.criterion(part) for part in inside["of"]]}
                case _ if key in self.members:
                    rename = self._rename(self.members[key])
                    result[key] = (
                        {name: rename(part) for name, part in inside.items()}
                        if isinstance(inside, dict)
                        else rename(inside)
                    )
                case _:
                    result[self.renamed("findings", key)] = inside
        return result

    def _rename(self, kind: str) -> Callable[[Any], Any]:
        return lambda value: self.renamed(kind, value)

    def _copied(self, kind: str, entry: dict[str, Any]) -> dict[str, Any]:
        rename = self._rename
        change: dict[str, Callable[[Any], Any]] = {
            "id": rename(kind),
            "name": lambda name: f"{name} {self.number}",
            "words": lambda words: [f"{word} {self.number}" for word in ([words] if isinstance(words, str) else words)],
            "areas": rename("areas"),
            "includes": rename("areas"),
            "default-condition": rename("conditions"),
            "first-routine": rename("routines"),
            "for": rename("conditions"),
            "when": self.criterion,
            "only-if": self.criterion,
            "true-when": self.criterion,
            "levels": lambda lines: [{**line, "when": self.criterion(line["when"])} for line in lines],
            "lines": lambda lines: [
                {**line, **{key: rename("findings")(line[key]) for key in ("any", "follow-up") if key in line}}
                for line in lines
            ],
            "evidence": lambda rows: [{key: self._in_evidence(key, part) for key, part in row.items()} for row in rows],
            "steps": lambda steps: [
                {**step, "technique": rename("techniques")(step["technique"])} if isinstance(step, dict) else step
                for step in steps
            ],
            "do": self._effects,
        }
        copied = {key: change[key](value) if key in change else value for key, value in entry.items()}
        if kind in {"findings", "red-flags"} and entry.get("kind") != "derived":
            asked = entry.get("asked-in", "everywhere")
            copied["asked-in"] = self.areas if asked == "everywhere" else rename("areas")(asked)
        if kind in {"tips", "stop-rules"}:
            here = {self.where: self.areas}
            copied["when"] = {"all": [here, copied["when"]]} if "when" in copied else here
        return copied

    def _in_evidence(self, key: str, value: Any) -> Any:
        return (
            self.renamed("conditions", value)
            if key == "condition"
            else (self.criterion(value) if key == "when" else value)
        )

    def _effects(self, effects: dict[str, Any]) -> dict[str, Any]:
        match effects.get("keep-off"):
            case {"sites-of": str(finding)}:
                return {**effects, "keep-off": {"sites-of": self.renamed("findings", finding)}}
            case _:
                return effects


def _words(value: Any) -> set[str]:
    """Return the words of a criterion, or of whatever holds one, that could be ids."""
    parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {value} if isinstance(value, str) else {word for part in parts for word in _words(part)}
