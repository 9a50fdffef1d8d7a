"""A minimal knowledge base, and the problems that a rule finds in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.reading import Reading, read_knowledge
from backrelief.lint import Problem, Rule

Entry = dict[str, Any]

BASE: dict[str, list[Entry]] = {
    "sources": [
        {"id": "book", "name": "The book", "kind": "textbook", "title": "Backs", "seen": True},
        {"id": "memory", "name": "From memory", "kind": "practice", "title": "From memory", "seen": False},
    ],
    "areas": [{"id": "low", "name": "low back", "places": ["loin"]}],
    "places": [{"id": "loin", "name": "loin"}, {"id": "throat", "name": "throat"}],
    "tools": [{"id": "ball", "name": "ball"}],
    "positions": [{"id": "sitting", "name": "sitting"}, {"id": "lying", "name": "lying"}],
    "surfaces": [{"id": "chair", "name": "chair"}, {"id": "floor", "name": "floor"}],
    "pressures": [
        {"id": "light", "name": "light", "discomfort": 1, "test": "the skin moves"},
        {"id": "firm", "name": "firm", "discomfort": 5, "test": "a good ache"},
        {"id": "deep", "name": "deep", "discomfort": 7, "test": "hard to bear", "home": False},
    ],
    "actions": [
        {"id": "rub", "name": "rubbing"},
        {"id": "rest", "name": "resting"},
        {"id": "jerk", "name": "jerking", "never": "It breaks things."},
    ],
    "means": [{"id": "hand", "name": "hand"}, {"id": "gun", "name": "gun"}],
    "families": [{"id": "hands-on", "name": "hands-on"}],
    "allowances": [
        {"id": "nothing", "name": "nothing", "do": {"forbid": "everything"}},
        {"id": "comfort", "name": "comfort", "do": {"cap-pressure": "light"}},
    ],
    "conditions": [
        {
            "id": "ache",
            "name": "an ache",
            "plain": "It aches.",
            "areas": ["low"],
            "symptoms": "An ache.",
            "worse-with": "Sitting.",
            "eases-with": "Walking.",
            "fits": "Rubbing.",
            "course": "It passes.",
            "see-clinician": "When it stays.",
            "sources": ["book"],
        }
    ],
    "findings": [
        {"id": "numb", "kind": "yes-no", "role": "danger", "ask": "Are you numb?", "clause": "you are numb"},
        {
            "id": "fever",
            "kind": "yes-no",
            "role": "danger",
            "ask": "Do you have a fever?",
            "clause": "you have a fever",
        },
        {"id": "well", "kind": "yes-no", "role": "comfort", "ask": "Do you feel well?", "clause": "you feel well"},
        {
            "id": "age",
            "kind": "number",
            "role": "context",
            "ask": "How old are you?",
            "clause": "your age is {}",
            "unit": "years",
            "most": 120,
            "stands-for": "age",
        },
        {
            "id": "pace",
            "kind": "choice",
            "role": "danger",
            "ask": "How fast?",
            "clause": "it came within {}",
            "choices": {"weeks": "weeks", "days": "days", "hours": "hours"},
            "ordered": True,
            "only-if": "numb",
        },
    ],
}
"""The entries that the ones below refer to."""


def technique(**changes: Any) -> Entry:
    """Return a technique without faults, with these fields changed; an underscore means a hyphen."""
    return _with(
        {
            "id": "rubbing",
            "name": "Rubbing",
            "summary": "Rub with the flat hand.",
            "family": "hands-on",
            "phases": ["main"],
            "areas": ["low"],
            "by": {"self": ["light", "firm"]},
            "action": ["rub"],
            "means": ["hand"],
            "touches": ["loin"],
            "position": ["sitting"],
            "surface": ["chair"],
            "contact": "skin",
            "dose": {"seconds": 60, "at-least": 30, "at-most": 90, "often": "Once a day."},
            "steps": ["Rub slowly."],
            "feel": "It feels warm.",
            "mistakes": ["Rubbing too hard."],
            "stop": ["Stop if it hurts."],
            "gentler": "Rest the hand only.",
            "evidence": [
                {
                    "condition": "ache",
                    "grade": "low",
                    "direction": "unknown",
                    "text": "Nobody has tried.",
                    "sources": ["book"],
                }
            ],
            "sources": ["book"],
        },
        changes,
    )


def caution(**changes: Any) -> Entry:
    """Return a caution without faults, with these fields changed."""
    return _with(
        {
            "id": "hot",
            "name": "Fever",
            "class": "T",
            "when": "fever",
            "do": {"cap-pressure": "light", "say": "Only lightly."},
            "text": "A body with fever needs rest.",
            "sources": ["book"],
        },
        changes,
    )


def red_flag(*levels: Entry, **changes: Any) -> Entry:
    """Return a red flag without faults, with these lines and fields changed."""
    return _with(
        {
            "id": "no-feeling",
            "name": "No feeling",
            "levels": list(levels) or [{"level": "today", "when": "numb", "sources": ["book"]}],
            "text": "Something presses on a nerve.",
            "may-indicate": "Nervus pressus.",
            "sources": ["book"],
        },
        changes,
    )


def routine(*steps: Entry, **changes: Any) -> Entry:
    """Return a routine without faults, with these steps and fields changed; a step defaults to a minute of rubbing."""
    step = {"phase": "main", "technique": "rubbing", "seconds": 60, "cue": "Rub slowly."}
    return _with(
        {
            "id": "short",
            "name": "Short",
            "summary": "Some rubbing.",
            "level": "easy",
            "by": "self",
            "for": ["ache"],
            "areas": ["low"],
            "minutes": 5,
            "position": ["sitting"],
            "steps": [step | one for one in steps or ({}, {})],
            "aftercare": "Walk a little.",
            "ask-first": "Ask if you are ill.",
            "sources": ["book"],
        },
        changes,
    )


def _with(entry: Entry, changes: Entry) -> Entry:
    changed = entry | {name.rstrip("_").replace("_", "-"): value for name, value in changes.items()}
    return {name: value for name, value in changed.items() if value is not ...}


def small(folder: Path, **kinds: list[Entry]) -> KnowledgeBase:
    """Return the minimal knowledge base with these entries added, or replaced if their id is there already."""
    return _read(folder, kinds)[1]


def _read(folder: Path, kinds: dict[str, list[Entry]]) -> tuple[Reading, KnowledgeBase]:
    data = {kind: {entry["id"]: entry for entry in entries} for kind, entries in BASE.items()}
    for name, entries in kinds.items():
        table = data.setdefault(name.replace("_", "-"), {})
        table.update({entry["id"]: entry for entry in entries})
    file = folder / "small.yaml"
    file.write_text(json.dumps({kind: list(table.values()) for kind, table in data.items()}), encoding="utf-8")
    reading = read_knowledge(file)
    assert reading.knowledge is not None, reading.faults
    return reading, reading.knowledge


def found(folder: Path, rule: Rule, **kinds: list[Entry]) -> list[Problem]:
    """Return the problems that the rule finds, after checking that each has a message and a location in the file."""
    reading, knowledge = _read(folder, kinds)
    problems = list(rule.check(knowledge))
    for problem in problems:
        document, home = reading.homes[problem.kind, problem.entry]
        assert (*home, *problem.location) in document.locations, problem
        assert problem.message
    return problems


def locations(problems: list[Problem]) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return the entry of each problem and the location in it."""
    return [(problem.entry, problem.location) for problem in problems]
